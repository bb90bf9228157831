"""Two revisions are compared: who entered, left and moved, and why; also after an edited brief."""

import pytest

from matcher.models import Brief, Revision
from matcher.shortlists import answering
from partners.registry.registration import register_records
from partners.registry.retirement import retire_partner
from tests.api.conftest import maker
from tests.api.desk import added
from tests.priorities.curators import curator as user_of


@pytest.fixture
def changes(call, shortlist):
    def between(query: str = "", **headers: str):
        return call.get(f"{shortlist}/changes?{query}", **headers)

    return between


def answer(shortlist):
    return answering.answer_shortlist(shortlist.rsplit("/", 1)[1])


def edit(call, shortlist, brief):
    assert call.put(shortlist, brief).status_code == 202
    answer(shortlist)


def keys(rows, pks):
    names = {pk: key for key, pk in pks.items()}
    return [names[one["partner"]["id"]] for one in rows]


def test_an_edited_brief_is_told_field_by_field(call, shortlist, knitwear, changes, pks):
    brief = {**knitwear, "order_quantity": 500, "weights": {"trust": 60}}
    edit(call, shortlist, {name: value for name, value in brief.items() if name != "markets"})
    found = changes().json()
    assert (found["old"]["brief_version"], found["new"]["brief_version"]) == (1, 2)
    assert found["brief"] == [
        {"pointer": "/markets", "old": ["Germany"], "new": None},
        {"pointer": "/order_quantity", "old": 150, "new": 500},
        {"pointer": "/weights/trust", "old": None, "new": 60},
    ]
    (trust,) = [one for one in found["weights"] if one["component"] == "trust"]
    assert trust["new"] > trust["old"]
    assert found["moved"]
    for one in found["moved"]:
        assert one["causes"] == ["brief"]
        assert "The brief was edited." in one["text"]["en"]
    moved = {one["partner"]["id"]: one for one in found["moved"]}[pks["b"]]
    (operations,) = [one for one in moved["components"] if one["name"] == "operations"]
    assert operations["new"] > operations["old"]
    assert operations["gone"] != operations["come"]


def test_a_partner_that_the_brief_no_longer_wants_leaves(call, shortlist, knitwear, changes, pks):
    edit(call, shortlist, {**knitwear, "exclude": [pks["a"]]})
    found = changes("from=1&to=2").json()
    assert keys(found["left"], pks) == ["a"]
    assert (found["left"][0]["new_rank"], found["left"][0]["causes"]) == (None, ["brief"])
    assert found["entered"] == []


def test_a_title_changes_no_entry(call, shortlist, knitwear, changes):
    edit(call, shortlist, {**knitwear, "title": "Another"})
    found = changes().json()
    assert [one["pointer"] for one in found["brief"]] == ["/title"]
    assert (found["entered"], found["left"], found["moved"]) == ([], [], [])
    assert found["unchanged"] == 3


def test_priorities_that_changed_are_named_with_their_titles(call, shortlist, desk, changes):
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    answering.sweep()
    found = changes().json()
    assert found["priorities"] == [{"key": "PP1", "en": "Priority PP1", "zh": "优先事项 PP1"}]
    assert found["brief"] == []
    assert found["moved"]
    for one in found["moved"]:
        assert one["causes"] in (["priorities"], ["others"])
        assert one["because"] == ["PP1"]
    own = next(one for one in found["moved"] if one["causes"] == ["priorities"])
    assert [each["name"] for each in own["components"]] == ["policy"]
    assert "Priorities changed: Priority PP1." in own["text"]["en"]
    assert "优先事项有变：优先事项 PP1。" in own["text"]["zh"]


def test_new_facts_of_a_partner_are_its_cause_and_those_it_passed_have_none(
    call, shortlist, changes, pks
):
    before = keys(call.get(shortlist).json()["entries"], pks)
    register_records(records=[maker("own-list", "b", least=50, days=2)])
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    found = changes().json()
    by_id = {one["partner"]["id"]: one for one in found["moved"]}
    assert "partner" in by_id[pks["b"]]["causes"]
    assert [one["old_rank"] for one in found["entered"]] == [None]
    assert "partner" in found["entered"][0]["causes"]
    passed = by_id[pks[before[1]]]
    assert passed["causes"] in (["others"], ["surroundings"])
    assert passed["text"]["en"].startswith("Down from rank 2 to ")


def test_a_retired_partner_left_because_of_that(call, shortlist, changes, pks):
    retire_partner(partner=pks["a"], by=user_of("retirer", "curate"), reason="closed down")
    answering.sweep()
    found = changes().json()
    assert keys(found["left"], pks) == ["a"]
    assert found["left"][0]["causes"] == ["retired"]


def test_what_was_told_with_the_revision_is_what_the_comparison_finds(
    call, shortlist, desk, changes
):
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    answering.sweep()
    stored = call.get(f"{shortlist}/revisions/2").json()["changes"]
    found = changes().json()
    told = [
        {name: one[name] for name in ("old_rank", "new_rank", "because")}
        | {"partner": one["partner"]["id"]}
        for one in found["moved"]
    ]
    assert told == stored


def test_each_revision_keeps_the_brief_that_it_answers(call, shortlist, knitwear):
    edit(call, shortlist, {**knitwear, "order_quantity": 500})
    briefs = [call.get(f"{shortlist}/revisions/{n}").json()["brief"] for n in (1, 2)]
    assert [one["order_quantity"] for one in briefs] == [150, 500]


def test_a_brief_that_was_not_kept_is_not_guessed(call, shortlist, knitwear, changes):
    edit(call, shortlist, {**knitwear, "order_quantity": 500})
    Revision.objects.update(asked=None)
    found = changes().json()
    assert found["brief"] is None
    assert {cause for one in found["moved"] for cause in one["causes"]} <= {"brief", "others"}
    assert call.get(f"{shortlist}/revisions/2").json()["brief"]["order_quantity"] == 500
    assert Brief.objects.get().version == 2


def test_reasons_are_in_the_language_and_have_args_where_asked(call, shortlist, knitwear, changes):
    edit(call, shortlist, {**knitwear, "order_quantity": 500})
    found = changes("include=args", Accept_Language="zh-Hans").json()
    reasons = [
        one for move in found["moved"] for each in move["components"] for one in each["come"]
    ]
    assert reasons
    assert all(one["code"] and not one["text"].isascii() for one in reasons)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("from=1", 400),
        ("to=9", 400),
        ("from=8", 400),
        ("to=1", 400),
        ("from=2&to=1", 400),
        ("from=x", 400),
    ],
)
def test_two_revisions_are_needed_the_earlier_one_first(changes, query, status):
    assert changes(query).status_code == status

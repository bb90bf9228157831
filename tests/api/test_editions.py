"""Editions are read as data; drafts are seen by curators alone."""

import pytest

from tests.api.desk import added, address, changed, done, without


def test_everybody_reads_what_was_published(desk, call):
    edition = desk.publish(added())
    desk.withdraw(edition)
    listed = done(call.get("/v1/editions?province=广东")).json()["results"]
    assert [(one["kind"], one["number"], one["state"]) for one in listed] == [
        ("withdrawal", None, "published"),
        ("list", 2, "published"),
        ("list", 1, "published"),
    ]
    assert listed[0]["base"] == listed[1]["id"]
    assert [one["number"] for one in _listed(call, "kind=list")] == [2, 1]
    assert _listed(call, "province=Jiangsu") == []
    whole = done(call.get(address(edition))).json()
    assert [row["key"] for row in whole["priorities"]] == ["GD0001", "PP1", "PP2", "PP3"]
    assert whole["acts"] is None


def _listed(caller, query):
    return done(caller.get(f"/v1/editions?{query}")).json()["results"]


def test_a_draft_is_seen_by_curators_alone(desk, call, stranger):
    draft = desk.open()
    for caller in (call, stranger):
        assert caller.get(address(draft)).status_code == 404
        assert caller.get(f"{address(draft)}/diff").status_code == 404
        assert [one["state"] for one in _listed(caller, "")] == ["published"]
        refused = done(caller.get("/v1/editions?state=draft"), 400).json()
        assert refused["errors"][0]["nearest"] == ["published"]
    assert _listed(desk.approver, "state=draft")[0]["id"] == draft.json()["id"]
    seen = done(desk.approver.get(address(draft)))
    assert (seen.json(), seen.headers["ETag"]) == (draft.json(), draft.headers["ETag"])
    assert [(act["verb"], act["by"]) for act in seen.json()["acts"]] == [("open", "editor")]


def test_a_discarded_draft_stays_readable_for_curators(desk, call):
    draft = desk.open()
    done(desk.step("discard", draft, desk.editor))
    assert desk.editor.get(address(draft)).json()["state"] == "discarded"
    assert call.get(address(draft)).status_code == 404


def test_two_editions_are_compared(desk, call):
    first = call.get("/v1/editions").json()["results"][0]["id"]
    two = desk.publish(added(title_en="Second"))
    three = desk.publish(changed("PP1", rank=1, title_en="Renamed"))
    found = done(call.get(f"{address(three)}/diff")).json()
    assert found["against"]["id"] == two.json()["id"]
    assert [(c["key"], c["field"], c["after"]) for c in found["changed"]] == [
        ("PP1", "title_en", "Renamed")
    ]
    assert found["reranked"] == [{"key": "PP1", "field": "rank", "before": None, "after": 1}]
    further = done(call.get(f"{address(three)}/diff?against={first}")).json()
    assert [row["title_en"] for row in further["added"]] == ["Second"]
    back = done(call.get(f"/v1/editions/{first}/diff?against={three.json()['id']}")).json()
    assert [row["title_en"] for row in back["removed"]] == ["Second"]


def test_a_first_edition_is_compared_with_nothing_and_a_withdrawal_ends_all(desk, call):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    found = done(call.get(f"{first}/diff")).json()
    assert found["against"] is None
    assert [row["key"] for row in found["added"]] == ["PP1", "PP2", "PP3"]
    ended = desk.withdraw(call.get(first))
    found = done(call.get(f"{address(ended)}/diff")).json()
    assert [row["key"] for row in found["removed"]] == ["PP1", "PP2", "PP3"]


def test_a_draft_is_compared_with_the_list_in_force(desk):
    draft = desk.revise(desk.open(), without("PP2"))
    found = done(desk.approver.get(f"{address(draft)}/diff")).json()
    assert (found["against"]["number"], found["added"]) == (1, [])
    assert [row["key"] for row in found["removed"]] == ["PP2"]


@pytest.mark.parametrize("against", ["0", "99999", "9" * 30, "x", "-1", ""])
def test_what_cannot_be_compared_with_is_refused(desk, call, against):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    refused = done(call.get(f"{first}/diff?against={against}"), 400).json()
    assert refused["errors"][0]["parameter"] == "against"


@pytest.mark.parametrize("pk", ["0", "99999", "9" * 30])
def test_no_such_edition(call, lists, pk):
    assert call.get(f"/v1/editions/{pk}").status_code == 404


def test_lists_are_held_by_province(call, lists):
    refused = done(call.get("/v1/editions?province=Guangzhou"), 400).json()
    assert refused["errors"][0]["nearest"] == ["Guangdong (440000)"]


def test_documents_are_listed_with_where_they_were_read(desk, call):
    found = done(call.get("/v1/documents?province=44&year=2026")).json()["results"]
    assert [(one["title"], one["cited_by"], one["precision"]) for one in found] == [
        ("Work report", ["PP1", "PP2", "PP3"], "day")
    ]
    assert found[0]["links"] == ["https://example.org/report"]
    assert call.get("/v1/documents?year=2025").json()["results"] == []
    assert call.get(f"/v1/documents?year={10**14}").json()["results"] == []
    assert done(call.get("/v1/documents?year=soon"), 400)


def test_a_document_that_only_a_draft_cites_is_not_shown(desk, call):
    draft = desk.revise(desk.open(), added(document="Not out yet"))
    assert len(call.get("/v1/documents").json()["results"]) == 1
    desk.put_through(draft)
    titles = [one["title"] for one in call.get("/v1/documents").json()["results"]]
    assert titles == ["Not out yet", "Work report"]

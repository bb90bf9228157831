"""What a partner told a firm is its own evidence: it moves its answers, and nobody else's."""

import pytest

from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import Role
from matcher.loaded import Basis
from matcher.models import PartnerAnswer, Revision
from matcher.shortlists import answering
from matcher.shortlists.compute_answer import answer_from, current_inputs
from matcher.statements.load_statements import load_statements
from partners.registry.merging import merge_partner
from tests.api.caller import Caller
from tests.priorities import curators

MINIMUM = {"minimum_order": {"amount": 10, "unit": "dozens"}}


@pytest.fixture
def tell(call, pks):
    """Record what a partner told the firm, and answer what it touches."""

    def say(key, answers, **more: str):
        address = f"/v1/partners/{pks[key]}/answers"
        made = call.post(address, {"answers": answers, **more})
        assert made.status_code == 201, made.content
        answering.sweep()
        return address

    return say


def entry_of(answer, partner):
    return next(one for one in answer["entries"] if one["partner"]["id"] == partner)


def questions(entry):
    return {fact["ask"]["question"] for fact in entry["missing"] if fact["ask"]}


def component(entry, name):
    return next(one for one in entry["components"] if one["name"] == name)


def texts(entry, name):
    return [one["text"] for one in component(entry, name)["because"]]


def test_the_shortlists_that_list_it_are_answered_again(call, shortlist, pks, tell):
    before = call.get(f"{shortlist}?include=missing").json()
    assert "minimum_order" in questions(entry_of(before, pks["c"]))
    call.post(f"/v1/partners/{pks['c']}/answers", {"answers": MINIMUM})
    assert call.get(shortlist).json()["stale"] is True
    answering.sweep()
    after = call.get(f"{shortlist}?include=missing").json()
    assert (after["revision"], after["stale"]) == (2, False)
    entry = entry_of(after, pks["c"])
    assert "minimum_order" not in questions(entry)
    assert entry["declared_to_you"] == ["minimum_order"]
    assert entry["points"] > entry_of(before, pks["c"])["points"]
    assert "declared_to_you" not in entry_of(after, pks["a"])


def test_the_entry_tells_what_was_declared_to_the_firm(call, shortlist, pks, tell):
    tell("c", MINIMUM, told_on="2026-02-20")
    entry = entry_of(call.get(shortlist).json(), pks["c"])
    assert "declared to you, on 2026-02-20" in texts(entry, "trust")
    told = [text for text in texts(entry, "operations") if "declared to you" in text]
    assert len(told) == 1
    assert "120" in told[0]
    # What the record says is not claimed to be anything else.
    assert not any("declared to you" in text for text in texts(entry, "assurance"))
    chinese = call.get(shortlist, Accept_Language="zh-Hans").json()
    entry = entry_of(chinese, pks["c"])
    assert any("向贵方申报" in text for text in texts(entry, "operations"))
    assert "向贵方申报，日期2026-02-20" in texts(entry, "trust")


def test_what_was_told_takes_the_place_of_the_record(call, shortlist, pks, knitwear, tell):
    required = {**knitwear, "require": ["order_quantity"]}
    listed = {one["partner"]["id"] for one in call.post("/v1/rank", required).json()["entries"]}
    assert pks["b"] not in listed
    tell("b", MINIMUM)
    found = call.post("/v1/rank", required).json()
    assert pks["b"] in {one["partner"]["id"] for one in found["entries"]}


def test_another_firm_is_answered_by_the_same_bytes(call, stranger, knitwear, pks, tell):
    address = stranger.post("/v1/shortlists", knitwear).headers["Location"]
    answering.sweep()

    def seen():
        return [
            stranger.get(f"{address}?include=missing,args").content,
            stranger.post("/v1/rank", knitwear).content,
            stranger.get(f"/v1/partners/{pks['c']}").content,
            stranger.get(f"/v1/partners/{pks['c']}/answers").content,
        ]

    before = seen()
    tell("c", {**MINIMUM, "lead_time": 5, "languages": {"listed": ["English"]}})
    call.post("/v1/rank", knitwear)
    assert seen() == before


def test_it_never_enters_the_records_of_the_partner(call, pks, tell):
    before = call.get(f"/v1/partners/{pks['c']}").content
    tell("c", MINIMUM)
    assert call.get(f"/v1/partners/{pks['c']}").content == before


def test_an_answer_that_is_taken_back_leaves_the_record(call, shortlist, pks, tell):
    before = call.get(shortlist).json()["entries"]
    address = tell("c", MINIMUM)
    assert call.get(f"{address}/minimum_order").json()["value"] == {"amount": 10, "unit": "dozen"}
    assert call("DELETE", f"{address}/minimum_order").status_code == 204
    answering.sweep()
    assert call.get(shortlist).json()["entries"] == before
    assert call.get(f"{address}/minimum_order").status_code == 404
    assert call("DELETE", f"{address}/minimum_order").status_code == 404
    assert next(one["value"] for one in call.get(address).json()["results"]) is None
    assert call.get(f"{address}?current=true").json()["results"] == []


def test_the_newest_answer_holds_and_the_history_stays(call, pks, tell):
    address = tell("c", {"lead_time": 30})
    tell("c", {"lead_time": 20, "materials": ["merino wool"]}, note="They called back.")
    current = call.get(f"{address}?current=true").json()["results"]
    assert {one["question"]: one["value"] for one in current} == {
        "lead_time": 20,
        "materials": ["merino wool"],
    }
    history = call.get(f"{address}?question=lead_time").json()["results"]
    assert [(one["value"], one["note"]) for one in history] == [
        (20, "They called back."),
        (30, ""),
    ]


REFUSED = [
    ({"minimum_order": {"amount": 1, "unit": "pice"}}, "/answers/minimum_order/unit", "piece"),
    ({"capacity": {"amount": 1, "unit": "dozn"}}, "/answers/capacity/unit", "dozen"),
    ({"minimun_order": 1}, "/answers/minimun_order", "minimum_order"),
    ({"languages": {"listed": ["Englsh"]}}, "/answers/languages/listed/0", "en"),
    ({"markets": {"listed": ["DE", "Germny"]}}, "/answers/markets/listed/1", "DE"),
    ({"client_sector": ["C183"]}, "/answers/client_sector/0", "C182"),
]


@pytest.mark.parametrize(("answers", "pointer", "near"), REFUSED)
def test_a_misspelt_value_is_told_the_nearest(call, pks, answers, pointer, near):
    refused = call.post(f"/v1/partners/{pks['c']}/answers", {"answers": answers})
    assert refused.json()["type"] == "/problems/answer-not-understood"
    (error,) = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert any(near in one for one in error["nearest"])
    assert not PartnerAnswer.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"answers": {}}, "/answers"),
        ({"answers": {"lead_time": "20"}}, "/answers/lead_time"),
        ({"answers": {"place": "Guangzhou"}}, "/answers/place"),
        ({"answers": {"lead_time": 20}, "told_on": "2199-01-01"}, "/told_on"),
        ({"answers": {"products": ["—"]}}, "/answers/products/0"),
        ({"answers": {"tests_for": ["–"]}}, "/answers/tests_for/0"),
        (
            {
                "answers": {
                    "certificates": {
                        "held": [
                            {
                                "standard": "ISO 9001",
                                "valid_from": "2026-01-01",
                                "valid_until": "2025-01-01",
                            }
                        ]
                    }
                }
            },
            "/answers/certificates/held/0/valid_until",
        ),
    ],
)
def test_what_cannot_be_is_refused(call, pks, body, pointer):
    refused = call.post(f"/v1/partners/{pks['c']}/answers", body)
    assert refused.status_code == 400
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]
    assert not PartnerAnswer.objects.exists()


ASKED = [
    ("c", {}, MINIMUM),
    ("c", {}, {"lead_time": 9}),
    ("c", {}, {"capacity": {"amount": 9000, "unit": "pieces"}}),
    ("a", {"languages": ["English"]}, {"languages": {"listed": ["English", "German"]}}),
    ("a", {"markets": ["US"]}, {"markets": {"listed": ["DE"], "complete": True}}),
    (
        "a",
        {"certifications": ["BSCI"]},
        {"certificates": {"held": [{"standard": "amfori BSCI", "valid_until": "2030-01-01"}]}},
    ),
    ("a", {"products": ["卫衣"]}, {"products": ["卫衣"]}),
    ("a", {"processes": ["dyeing"]}, {"processes": ["dyeing"]}),
    ("a", {"materials": ["cotton"]}, {"materials": ["cotton"]}),
]


@pytest.mark.parametrize(("key", "wish", "answers"), ASKED)
def test_an_answered_question_is_not_asked_again(call, pks, knitwear, tell, key, wish, answers):
    (question,) = answers
    address = "/v1/rank?include=missing"
    before = entry_of(call.post(address, {**knitwear, **wish}).json(), pks[key])
    assert question in questions(before)
    tell(key, answers)
    after = entry_of(call.post(address, {**knitwear, **wish}).json(), pks[key])
    assert question not in questions(after)
    assert after["declared_to_you"] == [question]


def test_a_partner_of_an_unknown_place_is_found_where_it_says_it_is(call, pks, knitwear, tell):
    services = {"services": ["PS033"], "provinces": ["Guangdong"]}
    assert call.post("/v1/rank", services).json()["entries"] == []
    tell("platform", {"place": "Guangzhou"})
    found = call.post("/v1/rank", services).json()
    assert [one["partner"]["id"] for one in found["entries"]] == [pks["platform"]]


def test_a_rejected_partner_stays_out_whatever_it_says(call, shortlist, pks, tell):
    rejection = {"partner": pks["c"], "decision": "rejected", "reason": "Too slow."}
    call.post(f"{shortlist}/decisions", rejection)
    tell("c", {"lead_time": 1})
    listed = {one["partner"]["id"] for one in call.get(shortlist).json()["entries"]}
    assert listed == {pks["a"], pks["b"]}


def test_what_a_merged_partner_said_holds_for_the_one_that_it_became(call, shortlist, pks, tell):
    tell("c", {"lead_time": 1})
    by = curators.curator("merger", "curate")
    merge_partner(partner=pks["c"], into=pks["b"], by=by, reason="one firm")
    answering.sweep()
    assert entry_of(call.get(shortlist).json(), pks["b"])["declared_to_you"] == ["lead_time"]
    told = call.get(f"/v1/partners/{pks['b']}/answers").json()["results"]
    assert [one["value"] for one in told] == [1]


def test_a_revision_is_computed_again_from_what_it_stores(call, shortlist, tell):
    tell("c", {"lead_time": 1})
    tell("c", {"lead_time": 400})
    row = Revision.objects.select_related("shortlist__brief").get(number=2)
    brief = row.shortlist.brief
    then = load_statements(brief.firm_id, row.statements)
    assert answer_from(brief.asked, current_inputs(Basis.of(row), then)).digest == row.digest
    now = load_statements(brief.firm_id)
    assert answer_from(brief.asked, current_inputs(Basis.of(row), now)).digest != row.digest


def test_the_same_key_records_once(call, pks):
    for _ in range(2):
        call.post(f"/v1/partners/{pks['c']}/answers", {"answers": MINIMUM}, Idempotency_Key="told")
    assert PartnerAnswer.objects.count() == 1


def test_a_viewer_records_nothing(firm, pks):
    member = members.set_member(firm=firm, email="vera@nordtuch.example", role=Role.VIEWER)
    spec = KeySpec(member=member, scopes=["read"])
    vera = Caller(api_keys.create_key(firm=firm, spec=spec)[1])
    address = f"/v1/partners/{pks['c']}/answers"
    assert vera.post(address, {"answers": MINIMUM}).status_code == 403
    assert vera.get(address).json()["results"] == []


def test_a_partner_that_nobody_knows_answers_nothing(call, lists):
    assert call.get("/v1/partners/987654321/answers").status_code == 404
    assert call.post("/v1/partners/987654321/answers", {"answers": MINIMUM}).status_code == 404

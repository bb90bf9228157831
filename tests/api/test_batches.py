"""Many briefs in one request: stored together, answered in turns, each with its own end."""

import pytest

from firms import api_keys
from firms.models import Scope
from matcher.batches import turns
from matcher.batches.batch_submission import MOST_BRIEFS
from matcher.models import Batch, BatchItem, Shortlist
from matcher.shortlists import answering
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db
WRONG = {"seeking": "manufacturer", "sectors": ["knitwaer"]}


def asked(call, *briefs: object):
    answer = call.post("/v1/batches", {"briefs": briefs})
    assert answer.status_code == 202, answer.content
    return answer.headers["Location"]


def items(call, batch, query=""):
    answer = call.get(f"{batch}/items{query}")
    assert answer.status_code == 207
    return answer.json()["results"]


def work(batch):
    turns.answer_turn(batch.rsplit("/", 1)[1])


def test_it_is_stored_and_waits(call, knitwear):
    answer = call.post("/v1/batches", {"title": "Autumn", "briefs": [knitwear, knitwear]})
    assert answer.json() == call.get(answer.headers["Location"]).json()
    assert answer.json()["counts"] == {"waiting": 2, "answered": 0, "refused": 0, "cancelled": 0}
    assert [one["code"] for one in items(call, answer.headers["Location"])] == [202, 202]


def test_each_answer_is_that_of_its_brief_alone(call, knitwear, shortlist):
    batch = asked(call, knitwear)
    work(batch)
    (item,) = items(call, batch)
    alone, found = call.get(shortlist).json(), call.get(item["location"]).json()
    assert (item["status"], item["code"]) == ("answered", 200)
    assert found["entries"] == alone["entries"]
    assert item["verdict"] == found["verdict"]
    best = [(one["rank"], one["partner"]) for one in found["entries"][:3]]
    assert [(one["rank"], one["partner"]) for one in item["best"]] == best


def test_a_faulty_brief_stops_no_other(call, knitwear):
    batch = asked(call, WRONG, knitwear, {"seeking": 5}, "no brief")
    work(batch)
    found = items(call, batch)
    assert [one["code"] for one in found] == [400, 200, 400, 400]
    (fault,) = found[0]["errors"]
    assert fault["pointer"] == "/sectors/0"
    assert call.get(batch).json()["finished_at"]


def test_faults_are_those_of_a_brief_alone(call):
    (item,) = items(call, asked(call, WRONG))
    assert item["errors"] == call.post("/v1/shortlists", WRONG).json()["errors"]


def test_a_batch_without_briefs_or_with_too_many_is_refused(call, knitwear):
    for briefs in ([], [{}] * (MOST_BRIEFS + 1), {}):
        refused = call.post("/v1/batches", {"briefs": briefs})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["pointer"] == "/briefs"
    assert not Batch.objects.exists()


def test_items_come_in_pages_and_by_status(call, knitwear):
    batch = asked(call, knitwear, WRONG, knitwear)
    first = call.get(f"{batch}/items?limit=2").json()
    rest = call.get(first["next"]).json()
    assert [one["number"] for one in first["results"] + rest["results"]] == [1, 2, 3]
    assert [one["number"] for one in items(call, batch, "?status=refused")] == [2]


def test_a_cancelled_batch_is_not_answered_and_keeps_what_is(call, knitwear, monkeypatch):
    monkeypatch.setattr(turns, "TURN", 0)
    monkeypatch.setattr(answering, "AT_ONCE", 1)
    batch = asked(call, knitwear, knitwear)
    work(batch)
    told = call.post(f"{batch}/cancel", None).json()
    work(batch)
    answering.sweep()
    assert told["counts"] == call.get(batch).json()["counts"]
    assert told["counts"] == {"waiting": 0, "answered": 1, "refused": 0, "cancelled": 1}
    assert sorted(one["code"] for one in items(call, batch)) == [200, 410]


def test_a_cancelled_batch_can_go_on(call, knitwear):
    batch = asked(call, knitwear, knitwear)
    call.post(f"{batch}/cancel", None)
    assert call.post(f"{batch}/resume", None).json()["counts"]["waiting"] == 2
    work(batch)
    assert call.get(batch).json()["counts"]["answered"] == 2


def test_what_the_firm_archived_itself_stays_archived(call, knitwear):
    batch = asked(call, knitwear, knitwear)
    own = items(call, batch)[0]["location"]
    call("DELETE", own)
    call.post(f"{batch}/cancel", None)
    call.post(f"{batch}/resume", None)
    assert call.get(own).json()["archived_at"]
    assert call.get(batch).json()["counts"]["waiting"] == 1


def test_an_edited_brief_of_a_cancelled_batch_is_answered(call, knitwear):
    batch = asked(call, knitwear)
    call.post(f"{batch}/cancel", None)
    (item,) = items(call, batch)
    call.put(item["location"], {**knitwear, "limit": 1})
    answering.sweep()
    assert [one["code"] for one in items(call, batch)] == [200]


@pytest.mark.parametrize("brief", [None, 7, "knitwear", []])
def test_what_is_no_brief_is_an_item_with_its_fault(call, knitwear, brief):
    batch = asked(call, brief, knitwear)
    work(batch)
    assert [one["code"] for one in items(call, batch)] == [400, 200]


def test_a_repeated_request_stores_nothing_twice(call, knitwear):
    body = {"briefs": [knitwear, WRONG]}
    sent = [call.post("/v1/batches", body, Idempotency_Key='"autumn"') for _ in range(2)]
    assert sent[0].json() == sent[1].json()
    assert (Batch.objects.count(), BatchItem.objects.count()) == (1, 2)
    assert Shortlist.objects.count() == 1


def test_another_turn_answers_nothing_twice(call, knitwear):
    batch = asked(call, knitwear)
    for _ in range(2):
        work(batch)
    assert Shortlist.objects.get().revisions.count() == 1


def test_a_brief_that_fails_does_not_hold_up_the_others(call, knitwear, monkeypatch):
    batch = asked(call, *[knitwear] * 3)
    broken = items(call, batch)[1]["shortlist"]
    check = answering._check_due

    def fails_on_one(keys):
        if broken in map(str, keys):
            raise RuntimeError("broken")
        return check(keys)

    monkeypatch.setattr(answering, "_check_due", fails_on_one)
    work(batch)
    assert [one["code"] for one in items(call, batch)] == [200, 202, 200]
    assert call.get(batch).json()["finished_at"] is None


def test_a_key_that_only_reads_asks_none(firm, knitwear):
    reader = Caller(api_keys.issue(firm=firm, scopes=[Scope.READ]))
    assert reader.post("/v1/batches", {"briefs": [knitwear]}).status_code == 403
    assert not Batch.objects.exists()

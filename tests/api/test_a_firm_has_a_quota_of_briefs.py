"""A firm may have so many briefs that wait for an answer, and so many shortlists, and no more."""

import pytest

from firms.models import Firm
from matcher.briefs import submit
from matcher.models import Batch, Brief, Shortlist
from matcher.shortlists import answering

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_may_wait(settings):
    settings.FIRM_WAITING_BRIEFS = 2


def refused(answer):
    body = answer.json()
    return answer.status_code, body["type"], answer.headers.get("Retry-After")


def test_a_brief_too_many_is_refused_and_stored_nowhere(call, knitwear, two_may_wait):
    for _ in range(2):
        assert call.post("/v1/shortlists", knitwear).status_code == 202
    answer = call.post("/v1/shortlists", knitwear, Idempotency_Key="third")
    assert refused(answer) == (429, "/problems/too-many-briefs", "10")
    assert "2 of your briefs wait for an answer, and 2 may" in answer.json()["detail"]
    assert "Retry-After" in answer.json()["suggestion"]
    assert Brief.objects.count() == 2
    answering.answer_waiting()
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key="third").status_code == 202


def test_it_is_said_in_chinese_too(call, knitwear, settings):
    settings.FIRM_WAITING_BRIEFS = 1
    call.post("/v1/shortlists", knitwear)
    answer = call.post("/v1/shortlists", knitwear, Accept_Language="zh-CN")
    assert answer.json()["detail"].startswith("您有 1 份需求正在等待答复")


def test_those_of_other_firms_and_archived_ones_do_not_count(call, knitwear, two_may_wait):
    other = Firm.objects.create(name="Sudtuch GmbH")
    for _ in range(2):
        submit.submit(firm=other, asked=knitwear)
        where = call.post("/v1/shortlists", knitwear).headers["Location"]
        call("DELETE", where)
    assert call.post("/v1/shortlists", knitwear).status_code == 202


def test_a_batch_is_taken_whole_or_not_at_all(call, knitwear, two_may_wait):
    answer = call.post("/v1/batches", {"briefs": [knitwear] * 3})
    assert refused(answer) == (429, "/problems/too-many-briefs", "10")
    assert (Batch.objects.count(), Brief.objects.count()) == (0, 0)
    assert call.post("/v1/batches", {"briefs": [knitwear] * 2}).status_code == 202


def test_an_edit_of_an_answered_brief_counts_and_of_one_that_waits_does_not(
    call, knitwear, settings
):
    settings.FIRM_WAITING_BRIEFS = 1
    where = call.post("/v1/shortlists", knitwear).headers["Location"]
    edited = knitwear | {"order_quantity": 400}
    assert call.put(where, edited).status_code == 202
    answering.answer_waiting()
    call.post("/v1/shortlists", knitwear)
    assert refused(call.put(where, edited))[0] == 429
    assert Shortlist.objects.waiting().count() == 1


def test_as_many_shortlists_as_a_firm_may_keep(call, knitwear, settings):
    settings.FIRM_SHORTLISTS = 2
    found = [call.post("/v1/shortlists", knitwear) for _ in range(3)]
    assert [one.status_code for one in found] == [202, 202, 409]
    assert refused(found[2])[1] == "/problems/too-many-shortlists"
    call("DELETE", found[0].headers["Location"])
    assert call.post("/v1/shortlists", knitwear).status_code == 202


def test_without_a_limit_all_are_taken(call, knitwear, settings):
    settings.FIRM_WAITING_BRIEFS = settings.FIRM_SHORTLISTS = 0
    assert call.post("/v1/shortlists", knitwear).status_code == 202

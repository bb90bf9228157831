"""Brief -> HTTP -> real broker -> real worker process -> PostgreSQL -> HTTP."""

import pytest

from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_brief_goes_in_and_an_explained_shortlist_comes_out(service, seeded, key, knitwear):
    service.start_web()
    service.start_worker()
    status, posted = service.call(key, "POST", "/v1/shortlists", knitwear)
    assert status == 202
    assert posted["status"] == "pending"

    def answered():
        _, body = service.call(key, "GET", f"/v1/shortlists/{posted['id']}")
        return body if body["status"] == "answered" else None

    answer = within(20, answered, "the brief is answered")
    assert len(answer["entries"]) >= 20
    for entry in answer["entries"]:
        assert sum(one["points"] for one in entry["components"]) == entry["points"]
        assert entry["partner"]["dataset"]["simulated"] is True
    # A sweep that the seeds rang for may be faster; the brief's own ring comes all the same.
    within(20, lambda: b"matcher.answer" in service.log("worker"), "the worker was rung for")


def test_rank_and_the_worker_give_the_same_list(service, seeded, key, knitwear):
    service.start_web()
    service.start_worker()
    _, now = service.call(key, "POST", "/v1/rank", knitwear)
    _, posted = service.call(key, "POST", "/v1/shortlists", knitwear)

    def answered():
        _, body = service.call(key, "GET", f"/v1/shortlists/{posted['id']}")
        return body if body["status"] == "answered" else None

    later = within(20, answered, "the brief is answered")
    assert later["entries"] == now["entries"]
    assert later["basis"] == now["basis"]

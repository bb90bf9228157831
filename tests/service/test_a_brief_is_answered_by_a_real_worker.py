"""Brief -> HTTP -> real broker -> real worker process -> PostgreSQL -> HTTP."""

import pytest

from partners.models import Dataset
from partners.registry.records import DatasetRecord
from partners.registry.registration import save_dataset
from tests.service.conftest import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_brief_goes_in_and_the_explained_list_that_rank_gives_comes_out(
    service, seeded, key, knitwear
):
    service.start_web_and_worker()
    _, now = service.call(key, "POST", "/v1/rank", knitwear)
    status, posted = service.call(key, "POST", "/v1/shortlists", knitwear)
    assert status == 202
    assert posted["status"] == "pending"

    def answered():
        _, body = service.call(key, "GET", f"/v1/shortlists/{posted['id']}")
        return body if body["status"] == "answered" else None

    answer = within(60, answered, "the brief is answered")
    assert len(answer["entries"]) >= 20
    for entry in answer["entries"]:
        assert sum(one["points"] for one in entry["components"]) == entry["points"]
        assert entry["partner"]["simulated"] is True
    # What is stored also shows the firm's decisions.
    assert {entry.pop("decision") for entry in answer["entries"]} == {None}
    assert answer["entries"] == now["entries"]
    assert answer["basis"] == now["basis"]
    # A sweep that the seeds rang for may be faster; the brief's own ring comes all the same.
    within(60, lambda: b"matcher.answer" in service.log("worker"), "the worker was rung for")


def test_a_brief_that_can_no_longer_be_understood_is_refused_by_the_worker(
    service, seeded, key, knitwear
):
    service.start_web()
    fair = DatasetRecord("trade-fair", "Trade fair", simulated=False, notice="A test's own list.")
    save_dataset(dataset=fair)
    _, posted = service.call(key, "POST", "/v1/shortlists", knitwear | {"datasets": ["trade-fair"]})
    Dataset.objects.filter(key="trade-fair").delete()
    service.start_worker()
    service.start_sweep()

    def refused():
        _, body = service.call(key, "GET", f"/v1/shortlists/{posted['id']}")
        return body if body["status"] == "refused" else None

    body = within(90, refused, "the brief is refused")
    assert [one["pointer"] for one in body["errors"]] == ["/datasets/0"]
    _, told = service.call(key, "GET", "/v1/events")
    told = [one for one in told["results"] if one["type"] == "shortlist.refused"]
    assert [one["data"]["errors"] for one in told] == [body["errors"]]

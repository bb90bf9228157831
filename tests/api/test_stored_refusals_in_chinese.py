"""A refusal is stored in English, and told to each reader in the reader's language."""

import pytest

from matcher.batches import turns
from matcher.models import BatchItem, Shortlist
from matcher.shortlists import answering
from partners.models import Dataset
from partners.registry.records import DatasetRecord
from partners.registry.registration import save_dataset
from tests.api.chinese import english_of
from webhooks.models import Event

ZH = {"Accept_Language": "zh-Hans"}


def told(errors):
    return [english_of(one["detail"], one["nearest"]) for one in errors]


@pytest.fixture
def refused(call, knitwear):
    """A shortlist whose dataset went away after it was asked for."""
    save_dataset(dataset=DatasetRecord("fair", "Fair", simulated=False, notice="A fair."))
    asked = {**knitwear, "datasets": ["fair"]}
    address = call.post("/v1/shortlists", asked, **ZH).headers["Location"]
    Dataset.objects.filter(key="fair").delete()
    answering.answer_shortlist(address.rsplit("/", 1)[1])
    return address


def test_a_shortlist_that_can_no_longer_be_understood(call, refused):
    english, chinese = call.get(refused).json(), call.get(refused, **ZH).json()
    assert english["status"] == chinese["status"] == "refused"
    assert english["errors"][0]["detail"].startswith("no dataset is named 'fair'; these are: ")
    assert chinese["errors"][0]["detail"].startswith("没有名为 'fair' 的数据集；可选：")
    tags = [call.get(refused, **asked).headers["ETag"] for asked in ({}, ZH)]
    assert tags[0] != tags[1]


def test_what_is_stored_and_told_to_all_is_english(refused):
    (fault,) = Shortlist.objects.get().refused
    assert fault["detail"].isascii()
    event = Event.objects.get(type="shortlist.refused")
    assert [set(one) for one in event.data["errors"]] == [{"pointer", "detail", "nearest"}]
    assert event.data["errors"][0]["detail"] == fault["detail"]


def test_a_fault_of_before_is_told_as_it_was_stored(call, refused):
    old = {"pointer": "/x", "detail": "it was so", "nearest": []}
    plain = {"pointer": "/y", "detail": "is missing", "nearest": []}
    Shortlist.objects.update(refused=[old, plain])
    errors = call.get(refused, **ZH).json()["errors"]
    assert [one["detail"] for one in errors] == ["it was so", "缺失"]


def test_the_items_of_a_batch(call, knitwear):
    briefs = [{"sektors": []}, {**knitwear, "limit": 0}, {**knitwear, "products": ["99"]}]
    batch = call.post("/v1/batches", {"briefs": briefs}, **ZH).headers["Location"]
    turns.answer_turn(batch.rsplit("/", 1)[1])
    items = call.get(f"{batch}/items", **ZH).json()["results"]
    assert all(one["errors"] for one in items)
    assert [told(one["errors"]) for one in items] == [[[]]] * 3
    assert all(one["detail"].isascii() for item in BatchItem.objects.all() for one in item.refused)
    english = call.get(f"{batch}/items").json()["results"]
    assert all(one["detail"].isascii() for item in english for one in item["errors"])

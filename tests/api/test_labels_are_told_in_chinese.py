"""What the service itself says beside data is Chinese for who asks for Chinese."""

import re

import pytest

from partners.models import PossibleDuplicate, Record
from tests.api.keeping import imported, keeper
from webhooks.event_types import declared_event_types

CHINESE = re.compile("[\u4e00-\u9fff]")
OURS = ("partner", "priorities", "shortlist", "webhook")


def test_what_each_event_type_tells(call):
    english = call.get("/v1/event-types").json()["results"]
    chinese = call.get("/v1/event-types", Accept_Language="zh-Hans").json()["results"]
    assert [one["tells"] for one in english] == [one.summary for one in declared_event_types()]
    # A tool of the tests may have declared a type of its own in this process.
    ours = [one for one in chinese if one["name"].partition(".")[0] in OURS]
    assert len(ours) > 5
    assert all(CHINESE.search(one["tells"]) for one in ours)


def test_why_two_records_may_be_of_one_organisation(firm, places, sectors):
    curating = keeper(firm)
    line = "Guangzhou,C182\n"
    imported(curating, f"name_en,city,makes\nFirst Knit Ltd,{line}Second Weave Ltd,{line}")
    first, second = Record.objects.order_by("pk")
    pair = PossibleDuplicate.objects.create(
        left=first,
        right=second,
        score=0.5,
        reasons=["place: equal; core: too common to decide alone"],
    )
    address = f"/v1/duplicates/{pair.pk}"
    told = ["place: the same; trade name: too common to decide alone"]
    assert curating.get(address).json()["reasons"] == told
    told = ["地点：相同; 主体名称：过于常见，不能单凭此判定"]
    assert curating.get(address, Accept_Language="zh-Hans").json()["reasons"] == told
    listed = curating.get("/v1/duplicates", Accept_Language="zh-Hans").json()["results"]
    assert [one["reasons"] for one in listed] == [told]


@pytest.mark.parametrize("word", ["毛衣", "knitted sweaters"])
def test_why_a_word_means_a_sector(call, partners, word):
    english = call.get(f"/v1/sectors?q={word}").json()["results"]
    chinese = call.get(f"/v1/sectors?q={word}", Accept_Language="zh-Hans").json()["results"]
    assert " in " in english[0]["because"]
    assert "中的“" in chinese[0]["because"]

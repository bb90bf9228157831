"""Nobody there, nothing known, no list held: an answer over REST all the same."""

import pytest

from partners.registry.records import OfferingRecord, PartnerRecord
from partners.registry.registration import register_records

KNITWEAR = {"seeking": "manufacturer", "sectors": ["C182"], "order_quantity": 150}
SHOPS = {
    "seeking": "service_provider",
    "services": ["PS033"],
    "client": {"sector": "C18", "place": "Guangzhou"},
}


def component(entry, name):
    return next(one for one in entry["components"] if one["name"] == name)


def because(entry, name):
    return [reason["code"] for reason in component(entry, name)["because"]]


@pytest.mark.parametrize("brief", [KNITWEAR, SHOPS])
def test_among_no_partners_at_all_the_answer_is_empty(call, places, sectors, brief):
    answer = call.post("/v1/rank", brief)

    assert answer.status_code == 200
    said = answer.json()
    assert said["entries"] == []
    assert said["excluded"]["considered"] == 0
    assert sum(said["weights"].values()) == 256


def test_a_partner_without_an_offering_is_counted_and_never_listed(call, lists):
    before = call.post("/v1/rank?include=args", KNITWEAR).json()
    register_records(records=[PartnerRecord(dataset="own-list", key="bare", name_en="Bare")])

    after = call.post("/v1/rank?include=args", KNITWEAR).json()

    for name in ("considered", "no_fit"):
        assert after["excluded"][name] == before["excluded"][name] + 1
    assert [e["partner"] for e in after["entries"]] == [e["partner"] for e in before["entries"]]


def test_a_partner_of_whom_only_the_offering_is_known_is_listed_with_its_questions(call, lists):
    register_records(
        records=[
            PartnerRecord(
                dataset="own-list",
                key="silent",
                name_en="Silent",
                offerings=(OfferingRecord("makes", "C182"),),
            )
        ]
    )

    entries = call.post("/v1/rank?include=args", KNITWEAR).json()["entries"]

    silent = next(one for one in entries if one["partner"]["name_en"] == "Silent")
    assert silent["known"] < 60
    assert {"place", "minimum_order", "evidence"} <= {
        one["code"].removeprefix("ask.") for one in silent["ask_next"]
    }


def test_a_province_without_a_list_is_neutral_and_said_so(call, lists):
    """Guangdong has one; Jiangsu, where maker c is, has none."""
    entries = call.post("/v1/rank?include=args", KNITWEAR).json()["entries"]

    here, there = (
        next(one for one in entries if one["partner"]["name_en"] == f"Maker {key}") for key in "ac"
    )
    assert because(there, "policy") == ["policy.no_list"]
    assert component(there, "policy")["value"] == 96 < component(here, "policy")["value"]

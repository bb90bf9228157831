"""Curators enter and change partners over REST, in words or codes."""

from typing import Any

import pytest

from partners.models import Partner, Record
from partners.registry.record_changes import end_records
from tests.api.keeping import GROUNDS, entry, keeper


@pytest.fixture
def curating(firm, partners):
    return keeper(firm)


@pytest.fixture
def listed(partners) -> int:
    """A partner that a list names."""
    return Record.objects.get(dataset="own-list", key="a").partner_id


def patch(curating, pk, **members: Any):
    return curating.patch(
        f"/v1/partners/{pk}", {"grounds": GROUNDS, "reason": "a page says so", **members}
    )


def test_words_become_codes_and_the_entry_is_listed_with_its_grounds(curating, call):
    made = curating.post(
        "/v1/partners",
        entry(
            place="广州",
            offerings=[{"verb": "makes", "sector": "knitted sweaters", "products": ["sweaters"]}],
            profile={"minimum_order": {"amount": 300, "unit": "pcs"}, "markets": ["Germany"]},
            certificates=[{"standard": "iso9001:2015", "valid_until": "2030-01-01"}],
            identifiers=["website: https://www.Example.com/about"],
        ),
    )
    assert made.status_code == 201
    found = call.get(made.headers["Location"]).json()
    assert found == made.json()
    assert found["place"]["code"] == "440100"
    assert [one["sector"]["code"] for one in found["offerings"]] == ["C182"]
    assert found["profile"]["minimum_order"] == {"amount": 300, "unit": "piece"}
    assert found["profile"]["markets"] == ["DE"]
    assert found["certificates"][0]["standard"] == "ISO 9001"
    assert found["identifiers"] == ["website:example.com"]
    assert {one["speaker"] for one in found["evidence"]} == {GROUNDS["speaker"]}
    assert [one["fact"] for one in found["evidence"]] == ["makes:C182", "organisation"]


@pytest.mark.parametrize(
    ("member", "value", "pointer", "nearest"),
    [
        ("place", "Guangzou", "/place", "Guangzhou"),
        ("place", "GBA", "/place", "440100"),
        ("place", "Suzhou", "/place", "320500"),
        ("offerings", [{"verb": "makes", "sector": "C1822"}], "/offerings/0/sector", None),
        ("offerings", [{"verb": "make", "sector": "C182"}], "/offerings/0/verb", "makes"),
        ("profile", {"markets": ["Germny"]}, "/profile/markets/0", "DE"),
        (
            "profile",
            {"minimum_order": {"amount": 1, "unit": "peice"}},
            "/profile/minimum_order/unit",
            "piece",
        ),
        ("profile", {"lead_times": 3}, "/profile/lead_times", "lead_time_days"),
        ("identifiers", ["lie:1"], "/identifiers/0", "lei:…"),
        ("identifiers", ["uscc:91440101MA5XXXXXX1"], "/identifiers/0", None),
        ("deny", ["make:C182"], "/deny/0", "makes:…"),
        ("namme_zh", "甲", "/namme_zh", "name_zh"),
        ("grounds", {**GROUNDS, "speaker": "  "}, "/grounds/speaker", None),
        ("reason", " ", "/reason", None),
    ],
)
def test_a_wrong_value_is_refused_at_its_place_with_the_nearest_right_one(
    curating, member, value, pointer, nearest
):
    refused = curating.post("/v1/partners", entry(**{member: value}))
    assert (refused.status_code, refused.json()["type"]) == (
        400,
        "/problems/partner-not-understood",
    )
    (error,) = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert nearest is None or any(nearest in one for one in error["nearest"])
    assert not Record.objects.filter(dataset="curated").exists()


def test_all_faults_are_told_at_once(curating):
    refused = curating.post(
        "/v1/partners", entry(place="Nowhere", certificates=[{"standard": "…"}])
    )
    assert [one["pointer"] for one in refused.json()["errors"]] == [
        "/place",
        "/certificates/0/standard",
    ]


def test_an_entry_without_a_name_is_refused(curating):
    body = {name: value for name, value in entry().items() if name != "name_en"}
    (error,) = curating.post("/v1/partners", body).json()["errors"]
    assert error["pointer"] == "/name_en"


def test_a_second_entry_of_one_identifier_names_the_first(curating):
    code = {"identifiers": ["stock:600000.SH"]}
    first = curating.post("/v1/partners", entry(**code)).json()["id"]
    refused = curating.post("/v1/partners", entry(**code))
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/partner-known")
    assert refused.json()["errors"][0]["nearest"] == [str(first)]


def test_a_repeated_entry_is_one_partner(curating):
    first = curating.post("/v1/partners", entry(), Idempotency_Key="entry-1")
    again = curating.post("/v1/partners", entry(), Idempotency_Key="entry-1")
    assert again.json() == first.json()
    assert Record.objects.filter(dataset="curated").count() == 1


def test_a_change_keeps_what_it_does_not_name_and_null_removes(curating, listed):
    patch(curating, listed, address="1 First Road", profile={"lead_time_days": 3, "employees": 40})
    found = patch(curating, listed, profile={"lead_time_days": None}).json()
    assert found["address"] == "1 First Road"
    # The list says 8 days: what curators said no more is what the list says.
    assert (found["profile"]["lead_time_days"], found["profile"]["employees"]) == (8, 40)
    assert patch(curating, listed, address=None).json()["address"] == ""
    assert found["certificates"][0]["standard"] == "ISO 9001"


def test_a_denied_fact_of_a_list_is_gone_until_the_denial_is(curating, listed):
    denied = patch(curating, listed, deny=["makes:C182", "alias:Old a"]).json()
    assert (denied["offerings"], denied["aliases"]) == ([], [])
    restored = patch(curating, listed, deny=None).json()
    assert [one["sector"]["code"] for one in restored["offerings"]] == ["C182"]


def test_where_curators_and_a_list_disagree_both_are_told(curating, call, listed):
    assert call.get(f"/v1/partners/{listed}").json()["disagreements"] == []
    patch(curating, listed, place="Jiangsu", profile={"minimum_order": {"amount": 5, "unit": "kg"}})
    found = call.get(f"/v1/partners/{listed}").json()
    assert found["place"]["code"] == "320000"
    said = {one["field"]: one for one in found["disagreements"]}
    assert set(said) == {"place", "minimum_order"}
    (other,) = said["place"]["others"]
    assert (other["value"], other["records"]) == ("440100", ["own-list/a"])
    assert said["minimum_order"]["taken"]["value"] == {"amount": 5, "unit": "kilogram"}
    assert "disagreements" not in call.get("/v1/partners").json()["results"][0]


def test_a_partner_is_not_left_without_a_name(curating):
    made = curating.post("/v1/partners", entry()).json()["id"]
    refused = patch(curating, made, name_en=None)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == "/name_en"
    assert Partner.objects.get(pk=made).name_en == "Example Knitting Ltd"


def test_what_curators_added_stays_when_the_list_names_the_partner_no_more(curating, listed, call):
    patch(curating, listed, address="1 First Road")
    record = Record.objects.get(dataset="own-list", key="a")
    end_records([record.pk], on=record.created_at.date(), because="not in the list")
    found = call.get(f"/v1/partners/{listed}").json()
    assert (found["name_en"], found["address"]) == ("Maker a", "1 First Road")


def test_a_retired_partner_is_not_changed(curating, listed):
    curating.post(f"/v1/partners/{listed}/retire", {"reason": "closed"})
    assert patch(curating, listed, address="1 First Road").status_code == 409


def test_an_unknown_partner_is_not_found(curating):
    assert patch(curating, 999_999, address="1 First Road").status_code == 404


def test_an_entry_sent_again_under_its_key_is_made_once(curating):
    first = curating.post("/v1/partners", entry(), Idempotency_Key="entry-1")
    again = curating.post("/v1/partners", entry(), Idempotency_Key="entry-1")
    assert (first.status_code, again.content) == (201, first.content)
    assert Record.objects.filter(dataset="curated").count() == 1

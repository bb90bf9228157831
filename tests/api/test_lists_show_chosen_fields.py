"""A row of a list has all documented fields, or those that are named."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from partners.models import Partner
from partners.registry.records import EvidenceRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records
from partners.registry.retirement import retire_partner
from tests.api.caller import COMPONENTS, validate
from tests.api.conftest import maker
from tests.priorities import curators

# Each list, the name of a row's schema, what is always shown, a field of each kind.
LISTS = {
    "/v1/partners": ("ListedPartnerOut", {"id"}, ("name_zh", "offerings", "screening")),
    "/v1/partners?q=maker": ("ListedPartnerOut", {"id"}, ("evidence", "profile")),
    "/v1/places": ("ListedPlaceOut", {"code"}, ("name_en", "adjacent")),
    "/v1/sectors": ("ListedSectorOut", {"code"}, ("parent", "related")),
    "/v1/events": ("ListedEventOut", {"number"}, ("type", "data")),
}


@pytest.fixture(params=LISTS)
def asked(request, call, lists):
    """The rows of a list with a further parameter, its schema, and what stands above."""

    def ask(further=""):
        mark = "&" if "?" in request.param else "?"
        rows = call.get(f"{request.param}{mark}{further}").json()["results"]
        assert rows
        return rows

    name, always, fields = LISTS[request.param]
    return ask, COMPONENTS["schemas"][name], always, fields


def test_without_a_choice_a_row_has_every_documented_field(asked):
    ask, schema, *_ = asked
    for row in ask("limit=50"):
        assert set(row) == set(schema["properties"])


def test_named_fields_are_shown_beside_what_names_the_row(asked):
    ask, _, always, fields = asked
    whole = ask("limit=50")
    for row, found in zip(whole, ask(f"limit=50&fields={','.join(fields)}"), strict=True):
        assert found == {name: row[name] for name in {*always, *fields}}


def test_an_unknown_field_is_refused_with_the_nearest(call, lists):
    refused = call.get("/v1/partners?fields=name_zn")
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    assert (error["parameter"], error["nearest"][0]) == ("fields", "name_zh")


def test_the_next_page_keeps_the_fields(call, lists):
    first = call.get("/v1/partners?fields=name_en&limit=2").json()
    second = call.get(first["next"]).json()["results"]
    assert [set(row) for row in second] == [{"id", "name_en"}] * 2


def test_a_word_has_no_fields(call, lists):
    refused = call.get("/v1/sectors?q=sweater&fields=code")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "fields"


@pytest.fixture
def full(partners):
    """The id of a partner of which everything is known."""
    usual = maker("own-list", "full")
    record = replace(
        usual,
        address="1 Main Street",
        phone="020 1234567",
        identifiers=("stock:600123.SH",),
        note="a note",
        offerings=(
            OfferingRecord("serves", "PS033", for_sectors=("C182", "C18")),
            *usual.offerings,
        ),
        profile=replace(
            usual.profile,
            minimum_order=Decimal("2.5"),
            monthly_capacity=Decimal(9000),
            monthly_capacity_unit="piece",
            languages=("en",),
            employees=120,
            founded=1999,
        ),
        evidence=(
            EvidenceRecord("organisation", "reported", "a list", "a test", "high"),
            EvidenceRecord(
                "makes:C182", "declared", "itself", "a site", "low", checked_on=dt.date(2026, 1, 31)
            ),
        ),
    )
    register_records(records=[record])
    return Partner.objects.get(records__key="full").pk


def test_every_fact_is_shown_as_documented(call, full):
    (row,) = call.get("/v1/partners?q=600123").json()["results"]
    alone = call.get(f"/v1/partners/{full}").json()
    assert alone == {**row, "disagreements": [], "merged_into": None}
    assert row["place"]["province"]["code"] == "440000"
    assert [one["code"] for one in row["offerings"][1]["for_sectors"]] == ["C18", "C182"]
    assert row["profile"]["minimum_order"] == {"amount": 2.5, "unit": "piece"}
    assert row["profile"]["monthly_capacity"] == {"amount": 9000, "unit": "piece"}
    assert isinstance(row["profile"]["monthly_capacity"]["amount"], int)
    dates = [(one["checked_on"], one["stale_after"]) for one in row["evidence"]]
    assert sorted(dates, key=str) == [("2026-01-31", "2027-01-31"), (None, None)]


def test_who_has_nothing_on_record_is_shown_as_documented(call, partners):
    register_records(records=[PartnerRecord("own-list", "bare", name_zh="无事厂")])
    pk = Partner.objects.get(records__key="bare").pk
    row = next(row for row in call.get("/v1/partners").json()["results"] if row["id"] == pk)
    validate({"$ref": "#/components/schemas/ListedPartnerOut"}, row)
    assert (row["place"], row["profile"], row["retired"], row["offerings"]) == (
        None,
        None,
        None,
        [],
    )


def test_the_time_of_a_retirement_is_the_time_of_china(call, full):
    retire_partner(partner=full, reason="closed", by=curators.curator("keeper", "curate"))
    retired = call.get(f"/v1/partners/{full}").json()["retired"]
    at = dt.datetime.fromisoformat(retired["at"])
    assert at == Partner.objects.get(pk=full).retired_at
    assert at.utcoffset() == dt.timedelta(hours=8)


def test_an_event_has_the_same_shape_alone_and_in_the_feed(call, lists):
    row = call.get("/v1/events").json()["results"][-1]
    assert call.get(f"/v1/events/{row['id']}").json() == row
    assert row["timestamp"].endswith("Z")

"""Partners as tables: the filters of the list, every partner once, from one state."""

import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.v1.tables import partner_table
from partners.models import Partner
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.test_entries_as_tables import (
    content,
    from_csv,
    from_json_lines,
    from_sheet,
    whole,
)


def rows(response):
    return [json.loads(line) for line in content(response).splitlines()]


@pytest.mark.parametrize(
    "query", ["", "?makes=C182", "?serves=PS033", "?place=Guangdong", "?sector=C18", "?q=maker"]
)
def test_the_filters_are_those_of_the_list(call, lists, query):
    expected = [one["id"] for one in call.get(f"/v1/partners{query}").json()["results"]]
    assert expected
    for found in (
        call.get(f"/v1/partners.jsonl{query}"),
        call.get(f"/v1/partners{query}", Accept="application/jsonl"),
    ):
        assert [row["partner_id"] for row in rows(found)] == expected


def test_each_format_has_the_same_rows(call, lists):
    table = {one: content(call.get(f"/v1/partners.{one}")) for one in ("csv", "xlsx", "jsonl")}
    expected = whole(from_csv(table["csv"]))
    assert len(expected) == 5
    assert whole(from_json_lines(table["jsonl"])) == expected
    assert whole(from_sheet(table["xlsx"], "Partners")) == expected


def test_a_row_tells_the_facts_and_where_they_are_from(call, pks):
    (row,) = (row for row in rows(call.get("/v1/partners.jsonl")) if row["partner_id"] == pks["a"])
    told = {
        "name_en": "Maker a",
        "name_zh": "制造商a",
        "province_en": "Guangdong",
        "makes": "C182",
        "makes_zh": "针织服装制造",
        "products": "t-shirt",
        "minimum_order": 100,
        "minimum_order_unit": "piece",
        "lead_time_days": 8,
        "languages": None,
        "certificates": "ISO 9001 until 2030-01-01",
        "evidence": "organisation: declared by itself",
        "sources": "a test",
        "notices": "own-list: a notice",
    }
    assert told.items() <= row.items()


def test_every_page_of_a_table_leads_to_the_next(call, lists):
    link, found = "/v1/partners?limit=1", []
    while link:
        page = call.get(link, Accept="application/jsonl")
        found += [row["partner_id"] for row in rows(page)]
        link = page.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert found == sorted(Partner.objects.filter(simulated=False).values_list("id", flat=True))


def test_facets_are_no_table(call, lists):
    found = call.get("/v1/partners?q=maker&facets=true", Accept="text/csv")
    assert found.status_code == 400
    assert found.json()["errors"][0]["parameter"] == "facets"


def test_a_long_list_takes_the_memory_of_a_short_one(call, lists, monkeypatch):
    monkeypatch.setattr(partner_table, "_BATCH", 50)

    def peak():
        response = call.get("/v1/partners.csv")
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        size = sum(map(len, response.streaming_content))
        return tracemalloc.get_traced_memory()[1] - before, size

    register_records(records=[maker("own-list", f"some {n}") for n in range(150)])
    tracemalloc.start()
    try:
        peak()
        few, short = peak()
        register_records(records=[maker("own-list", f"more {n}") for n in range(850)])
        many, long = peak()
    finally:
        tracemalloc.stop()
    assert long > 5 * short
    assert many < 2 * few


def test_a_batch_costs_as_many_queries_as_a_page(call, lists, monkeypatch):
    monkeypatch.setattr(partner_table, "_BATCH", 10)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            content(call.get("/v1/partners.csv"))
        return len([one for one in captured if "SAVEPOINT" not in (one["sql"] or "")])

    one_batch = queries()
    register_records(records=[maker("own-list", f"more {n}") for n in range(16)])
    # Three batches: the facts of each are read by six statements.
    assert queries() - one_batch <= 2 * 6


def test_too_many_for_a_workbook_are_refused_with_what_holds_them(call, lists, monkeypatch):
    monkeypatch.setattr(partner_table, "MOST_IN_WORKBOOK", 3)
    found = call.get("/v1/partners.xlsx")
    assert found.status_code == 406
    assert found.json()["errors"][0]["nearest"] == ["text/csv", "application/jsonl"]
    assert len(from_csv(content(call.get("/v1/partners.csv")))) == 5
    assert content(call.get("/v1/partners.xlsx?serves=PS033"))


@pytest.mark.django_db(transaction=True)
def test_a_table_is_of_one_state(call, lists, monkeypatch):
    monkeypatch.setattr(partner_table, "_BATCH", 1)
    monkeypatch.setattr("api.table_view._BLOCK", 1)
    response = call.get("/v1/partners.jsonl")
    lines = iter(response.streaming_content)
    first = json.loads(next(lines))
    assert connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1min",)
    assert first["partner_id"] < json.loads(next(lines))["partner_id"]
    # The client goes away: the transaction ends with the answer.
    response.close()
    assert not connection.in_atomic_block

"""The entries of a shortlist as CSV, JSON Lines and XLSX: the same rows and columns in each."""

import csv
import io
import json

import openpyxl
import pytest

from core import tabular
from matcher.shortlists import answering

SUFFIXES = ("csv", "xlsx", "jsonl")
MEDIA = {"csv": "text/csv", "xlsx": tabular.XLSX, "jsonl": "application/jsonl"}


def content(response):
    return b"".join(response.streaming_content)


def headers(response):
    """The headers of a response whose content is read too: an unread file would stay open."""
    content(response)
    return response.headers


def from_csv(data):
    """The rows as lists of texts, as a spreadsheet shows them."""
    assert data.startswith(b"\xef\xbb\xbf")
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [[tabular.unescape(cell) for cell in line] for line in lines]


def shown(value):
    """A value of JSON or of a workbook as CSV shows it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def from_json_lines(data):
    rows = [json.loads(line) for line in data.splitlines()]
    return [list(rows[0]), *([shown(value) for value in row.values()] for row in rows)]


def from_sheet(data, name):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    return [[shown(cell.value) for cell in row] for row in sheet.iter_rows()]


def whole(rows):
    """The rows with integers that were written with a point as integers."""
    return [
        [cell.removesuffix(".0") if cell.count(".") == 1 else cell for cell in row] for row in rows
    ]


@pytest.fixture
def tables(call, shortlist):
    """The three tables of the shortlist's entries by suffix."""
    return {one: content(call.get(f"{shortlist}/entries.{one}")) for one in SUFFIXES}


def test_each_format_has_the_same_rows(tables):
    rows = whole(from_csv(tables["csv"]))
    assert len(rows) > 2
    assert whole(from_json_lines(tables["jsonl"])) == rows
    assert whole(from_sheet(tables["xlsx"], "Entries")) == rows


def test_the_rows_are_those_of_the_answer(call, shortlist, tables):
    expected = call.get(f"{shortlist}?include=context,missing").json()["entries"]
    rows = [json.loads(line) for line in tables["jsonl"].splitlines()]
    for entry, row in zip(expected, rows, strict=True):
        assert (row["rank"], row["points"], row["score"]) == (
            entry["rank"],
            entry["points"],
            entry["score"],
        )
        assert row["partner_id"] == entry["partner"]["id"]
        assert row["questions_en"] == " | ".join(one["en"] for one in entry["ask_next"])
        assert row["questions_zh"] == " | ".join(one["zh"] for one in entry["ask_next"])
        for one in entry["components"]:
            said = dict.fromkeys(reason["text"] for reason in one["because"])
            assert row[f"{one['name']}_points"] == one["points"]
            assert row[f"{one['name']}_reasons_en"] == " | ".join(said)


def test_reasons_are_told_in_chinese_too(call, shortlist, tables):
    expected = call.get(shortlist, Accept_Language="zh-Hans").json()["entries"]
    rows = [json.loads(line) for line in tables["jsonl"].splitlines()]
    for entry, row in zip(expected, rows, strict=True):
        (fit,) = (one for one in entry["components"] if one["name"] == "fit")
        assert row["fit_reasons_zh"] == " | ".join(one["text"] for one in fit["because"])


def test_the_sources_of_reasons_and_facts_are_named(tables):
    for line in tables["jsonl"].splitlines():
        assert "a test" in json.loads(line)["sources"].split(" | ")
    assert b"https://example.org/report" in tables["csv"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_accept_gives_what_the_suffix_gives(call, shortlist, tables, suffix):
    found = call.get(f"{shortlist}/entries", Accept=MEDIA[suffix])
    assert found.headers["Content-Type"].partition(";")[0] == MEDIA[suffix]
    assert "Accept" in found.headers["Vary"]
    data = content(found)
    if suffix == "xlsx":
        assert from_sheet(data, "Entries") == from_sheet(tables["xlsx"], "Entries")
    else:
        assert data == tables[suffix]


def test_a_page_is_given_where_one_is_asked_for(call, shortlist, tables):
    found = call.get(f"{shortlist}/entries?limit=1", Accept="text/csv")
    rows = from_csv(content(found))
    link = found.headers["Link"].partition(">")[0].removeprefix("<")
    rows += from_csv(content(call.get(link.replace("limit=1", "limit=50"), Accept="text/csv")))[1:]
    assert rows == from_csv(tables["csv"])


def test_what_a_table_has_no_use_for_is_refused(call, shortlist):
    for query in ("include=missing", "fields=rank"):
        found = call.get(f"{shortlist}/entries?{query}", Accept="text/csv")
        assert found.status_code == 400
        assert found.json()["errors"][0]["parameter"] == query.partition("=")[0]
        assert call.get(f"{shortlist}/entries.csv?{query}").status_code == 400


def test_a_revision_keeps_its_entries(call, shortlist, knitwear, tables):
    call.put(shortlist, {**knitwear, "limit": 1})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    assert len(from_csv(content(call.get(f"{shortlist}/entries.csv")))) == 2
    old = f"{shortlist}/revisions/1/entries"
    assert content(call.get(f"{old}.csv")) == tables["csv"]
    assert content(call.get(old, Accept="text/csv")) == tables["csv"]
    assert len(call.get(old).json()["results"]) == len(from_csv(tables["csv"])) - 1
    assert call.get(f"{shortlist}/revisions/9/entries.csv").status_code == 404


def test_a_brief_without_an_answer_has_no_rows(call, knitwear):
    address = call.post("/v1/shortlists", knitwear).headers["Location"]
    assert len(from_csv(content(call.get(f"{address}/entries.csv")))) == 1
    assert content(call.get(f"{address}/entries.jsonl")) == b""
    brief = from_sheet(content(call.get(f"{address}/entries.xlsx")), "Brief")
    assert ["shortlist", "status", "pending"] in brief


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_another_firms_table_is_as_good_as_missing(stranger, shortlist, suffix):
    for address in (f"{shortlist}/entries", f"{shortlist}/revisions/1/entries"):
        found = stranger.get(f"{address}.{suffix}")
        assert found.status_code == 404
        assert found.headers["Content-Type"] == "application/problem+json"

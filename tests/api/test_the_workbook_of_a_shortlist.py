"""The workbook of a shortlist can be handed on: brief, weights and sources are in it."""

import io

import openpyxl
import pytest

from tests.api.test_entries_as_tables import content


@pytest.fixture
def book(call, shortlist):
    return openpyxl.load_workbook(io.BytesIO(content(call.get(f"{shortlist}/entries.xlsx"))))


def rows(sheet):
    header, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in others]


def test_it_has_the_entries_the_brief_the_weights_and_the_sources(book):
    assert book.sheetnames == ["Entries", "Brief", "Weights", "Sources"]


def test_the_header_stays_in_sight_with_filters_and_widths(book):
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].font.bold
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[1])


def test_no_cell_is_a_formula_or_a_link(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_the_brief_is_there_as_asked(book, knitwear):
    asked = {row["field"]: row["value"] for row in rows(book["Brief"]) if row["part"] == "asked"}
    assert set(asked) == set(knitwear)
    assert asked["title"] == "Knitwear"
    assert asked["order_quantity"] == "150"
    assert asked["markets"] == "Germany"


def test_the_brief_says_what_was_understood_and_from_what_state(book):
    found = {(row["part"], row["field"]): row["value"] for row in rows(book["Brief"])}
    assert found["understood", "sectors"].startswith("Manufacture of knitted apparel / 针织")
    assert found["answer", "revision"] == "1"
    assert found["answer", "as of"]
    assert found["dataset", "own-list"] == "own-list: a notice"


def test_the_weights_sum_to_256(book):
    found = rows(book["Weights"])
    assert sum(row["weight"] for row in found) == 256
    assert round(sum(row["share_percent"] for row in found)) == 100
    assert round(sum(row["most_score"] for row in found)) == 100


def test_a_source_has_its_address_and_its_date(book):
    found = rows(book["Sources"])
    priorities = [row for row in found if row["states"].startswith("priority ")]
    assert priorities
    for row in priorities:
        assert row["address"] == "https://example.org/report"
        assert row["date"] == "2026-01-20"
        assert row["date_is"] == "in force since"
        assert row["document_en"] == "Work report"
    assert {(row["states"], row["said_by"]) for row in priorities} == {
        ("priority PP1, Guangdong", "government"),
        ("priority PP2, Guangdong", "scholar"),
        ("priority PP3, Guangdong", "government"),
    }
    evidence = [row for row in found if row["states"] == "organisation"]
    ranked = {row["partner_id"] for row in rows(book["Entries"])}
    assert {row["partner_id"] for row in evidence} == ranked


def test_a_formula_in_a_brief_stays_a_text(call, knitwear):
    title = '=HYPERLINK("http://evil.example","open")'
    address = call.post("/v1/shortlists", {**knitwear, "title": title}).headers["Location"]
    data = content(call.get(f"{address}/entries.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Brief"]
    (cell,) = (row[2] for row in sheet.iter_rows() if row[1].value == "title")
    assert (cell.value, cell.data_type, cell.number_format) == (title, "s", "@")

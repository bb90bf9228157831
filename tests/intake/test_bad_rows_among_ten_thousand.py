"""Of 10,000 rows of a workbook the 37 bad ones are errors, and the annotated file says why."""

import contextlib
import io

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

ROWS = 10_000
# Row -> what is wrong in it: no name, no number of days, an unknown unit, a name that is too long.
BAD = {2 + 269 * at: at % 4 for at in range(37)}
FAULTS = (
    {0: ""},
    {3: "soon"},
    {2: "12 parsecs"},
    {0: "x" * 250},
)
TRADES = ("Knitting", "Ceramics", "Tools", "Valves", "Motors")
PLACES = ("Foshan, Guangdong", "Shaoxing, Zhejiang", "Qingdao, Shandong", "Wuxi, Jiangsu")
HEADER = ("factory name", "address", "MOQ", "lead time days")


def syllables(number: int) -> str:
    """A word that no other number has."""
    sounds = ("bo", "da", "fei", "gu", "hai", "jin", "ke", "lan", "mu", "ning")
    return "".join(sounds[int(digit)] for digit in f"{number:05d}").capitalize()


def row(number: int) -> list[object]:
    cells: list[object] = [
        f"{syllables(number)} {TRADES[number % 5]} Co., Ltd.",
        f"{number} Industry Road, {PLACES[number % 4]}",
        "500 pieces",
        30,
    ]
    if number in BAD:
        for at, cell in FAULTS[BAD[number]].items():
            cells[at] = cell
    return cells


@pytest.fixture
def list_of_ten_thousand(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("list")
    sheet.append(HEADER)
    for number in range(2, ROWS + 2):
        sheet.append(row(number))
    path = tmp_path / "list.xlsx"
    book.save(path)
    return path


def test_exactly_the_bad_rows_are_errors_with_a_reason(reference, list_of_ten_thousand, tmp_path):
    out, said = tmp_path / "annotated.xlsx", io.StringIO()
    call_command(
        "import_partners", list_of_ten_thousand, dataset="own", dry_run=True, annotated=out,
        stdout=said,
    )  # fmt: skip
    assert {"rows read: 10000", "created: 9963", "error: 37"} <= set(said.getvalue().splitlines())
    with contextlib.closing(load_workbook(out, read_only=True)) as book:
        rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == ROWS + 1
    wrong = {number: line for number, line in enumerate(rows, 1) if line[0] == "error"}
    assert wrong.keys() == BAD.keys()
    columns = ("factory name", "lead time days", "MOQ", "factory name")
    for number, line in wrong.items():
        assert line[1].startswith(f"{columns[BAD[number]]}: ")
    assert {line[0] for line in rows[1:]} == {"created", "error"}
    assert rows[2][2:] == tuple(row(3))

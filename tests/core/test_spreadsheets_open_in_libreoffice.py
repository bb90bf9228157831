"""LibreOffice opens what we write, and evaluates nothing in it."""

import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest

from core import tabular
from core.tabular import Column, Sheet
from tests.demanded import missing

pytestmark = pytest.mark.slow
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example","open")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|'/c calc'!A0",
    "＝1+1",
    "\t=1+1",
    "{=1+1}",
    '=DDE("soffice","/etc/passwd","x")',
    "0012",
    "2026-01-20",
    "针织",
)
COLUMNS = (Column("text", 40), Column("number", 10, text=False))
ROWS = [(text, number + 0.5) for number, text in enumerate(HOSTILE)]


def soffice():
    """Where it is; without it the test is skipped, or fails where it is demanded."""
    if not (found := shutil.which("soffice")):
        why = "no LibreOffice on this machine (Debian: apt-get install libreoffice-calc)"
        missing("soffice", why)
    return found


def opened(path, options=()):
    """The document as LibreOffice sees it, as flat XML."""
    command = [
        *(soffice(), f"-env:UserInstallation=file://{path.parent}/profile", "--headless"),
        *("--norestore", *options, "--convert-to", "fods", "--outdir", path.parent, path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    out = path.with_suffix(".fods")
    assert out.exists(), done.stdout + done.stderr
    return ET.parse(out).getroot()


def cells(root):
    return list(root.iter(f"{_TABLE}table-cell"))


def test_a_workbook_holds_texts_and_numbers_and_no_formula(tmp_path):
    path = tmp_path / "table.xlsx"
    with path.open("wb") as file:
        tabular.write_sheets(file, [Sheet("Rows", COLUMNS, ROWS), Sheet("More", COLUMNS, ROWS)])
    root = opened(path)
    found = cells(root)
    assert not [one for one in found if f"{_TABLE}formula" in one.attrib]
    texts = [
        "".join(part for line in one.iter(f"{_TEXT}p") for part in line.itertext())
        for one in found
        if one.get(f"{_OFFICE}value-type") == "string"
    ]
    # An XML reader of LibreOffice writes a tab as an element.
    expected = [text.replace("\t", "") for text in HOSTILE]
    assert texts == [*("text", "number", *expected)] * 2
    numbers = [
        float(one.get(f"{_OFFICE}value"))
        for one in found
        if one.get(f"{_OFFICE}value-type") == "float"
    ]
    assert numbers == [number for _, number in ROWS] * 2
    assert len(list(root.iter(f"{_TABLE}database-range"))) == 2


def test_a_csv_file_evaluates_nothing(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("".join(tabular.csv_lines(["text", "number"], ROWS)), "utf-8", newline="")
    found = cells(opened(path, ["--infilter=CSV:44,34,76,1"]))
    assert len([one for one in found if list(one.iter(f"{_TEXT}p"))]) == 2 * len(ROWS) + 2
    assert not [one for one in found if f"{_TABLE}formula" in one.attrib]

"""Lint refuses a second writer of tables, wherever it is put."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUFF = Path(sys.executable).with_name("ruff")


def refused(code: str, name: str) -> bool:
    """Whether lint names the code as it would stand in the file."""
    command = [RUFF, "check", "--no-cache", "--select", "TID251", "--stdin-filename", name, "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr
    return "TID251" in done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "import csv\ncsv.writer(file)\n",
        "import csv as c\nc.DictWriter(file, [])\n",
        "from csv import writer\n",
        "from csv import DictWriter as W\n",
        "import openpyxl\n",
        "import xlsxwriter\n",
    ],
)
@pytest.mark.parametrize("name", ["matcher/new.py", "api/v1/new.py", "benchmarks/new.py"])
def test_a_second_writer_is_refused(code, name):
    assert refused(code, name)


def test_the_one_writer_and_every_reader_are_not():
    assert not refused("import csv\ncsv.writer(file)\n", "core/tabular.py")
    assert not refused("import xlsxwriter\n", "core/tabular.py")
    assert not refused("import csv\ncsv.reader(file)\n", "matcher/new.py")

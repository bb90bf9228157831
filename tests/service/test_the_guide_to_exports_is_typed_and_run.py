"""What docs/exports.md tells a reader to type is typed here, in one shell, and gives the files."""

import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.service.test_readme_is_typed_and_run import BASE_DIR

GUIDE = Path(BASE_DIR, "docs", "exports.md").read_text("utf-8")
SCRIPT = "".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
SHEETS = re.findall(r"^\| (Entries|Brief|Weights|Sources) \|", GUIDE, re.MULTILINE)


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_files_are_what_the_guide_says(service, seeded, key, tmp_path):
    service.start_web_and_worker()
    folder = tmp_path / "typed"
    folder.mkdir()
    (folder / "docs").symlink_to(BASE_DIR / "docs")
    done = subprocess.run(
        ["sh", "-eu", "-c", SCRIPT],
        cwd=folder,
        env=os.environ | {"RONGHE": service.address, "KEY": key},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # The last request is answered with what the guide promises.
    assert done.stdout.splitlines()[-1] == "304"
    book = openpyxl.load_workbook(folder / "shortlist.xlsx")
    assert book.sheetnames == SHEETS
    assert len(lines(folder / "shortlist.csv")) == book["Entries"].max_row - 1 > 5
    assert all("C38" in row["makes"] for row in lines(folder / "partners.csv"))
    provinces = {
        json.loads(line)["province_en"]
        for line in (folder / "partners.jsonl").read_text("utf-8").splitlines()
    }
    assert provinces == {"Zhejiang"}
    assert len(lines(folder / "priorities.csv")) > 5
    assert len(lines(folder / "matches.csv")) == 20
    assert openpyxl.load_workbook(folder / "matrix.xlsx")["Matrix"].max_row > 31

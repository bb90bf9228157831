"""docs/asvs.md has each requirement of level 1 once, and what it names exists."""

import re

import pytest

from tests.structure.tree import ROOT

# Section: the requirements of level 1 in it.
LEVEL_1 = {
    "1.2": 5, "1.3": 2, "1.5": 1, "2.1": 1, "2.2": 2, "2.3": 1, "3.2": 2, "3.3": 1, "3.4": 2,
    "3.5": 3, "4.1": 1, "4.4": 1, "5.2": 2, "5.3": 2, "6.1": 1, "6.2": 8, "6.3": 2, "6.4": 2,
    "7.2": 4, "7.4": 2, "8.1": 1, "8.2": 2, "8.3": 1, "9.1": 3, "9.2": 1, "10.4": 5, "11.3": 2,
    "11.4": 1, "12.1": 1, "12.2": 2, "13.4": 1, "14.2": 1, "14.3": 1, "15.1": 1, "15.2": 1,
    "15.3": 1,
}  # fmt: skip
ROWS = re.findall(
    r"^\| V(\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$",
    (ROOT / "docs" / "asvs.md").read_text("utf-8"),
    re.MULTILINE,
)
# A path, perhaps with a test in it; not a word such as `Secure`.
PATH = re.compile(r"`((?:[\w.-]+/)*[\w-]*\.\w+(?:\.\w+)?)(?:::(\w+))?`|`(Makefile)`")


def test_the_seventy_stand_there_once_and_in_their_order():
    wanted = [f"{section}.{n}" for section, count in LEVEL_1.items() for n in range(1, count + 1)]
    assert len(wanted) == 70
    assert [row[0] for row in ROWS] == wanted


def test_each_has_a_state_and_what_shows_it():
    assert {row[2] for row in ROWS} == {"met", "not met", "none", "operator"}
    for identifier, _, state, shown in ROWS:
        # What is met without a file of ours is told with who does it.
        told = PATH.findall(shown) or state in ("none", "not met") or "Django" in shown
        assert told, identifier


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_is_named_exists(row):
    for path, name, makefile in PATH.findall(row[3]):
        file = ROOT / (path or makefile)
        assert file.is_file(), path
        if name:
            assert f"def {name}(" in file.read_text("utf-8")

"""The table of docs/operations.md names the scenarios of `make chaos`, all and no others."""

import re

from chaos import scenarios
from tests.structure.tree import ROOT


def test_every_scenario_has_a_line():
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    section = guide.partition("## What it survives")[2].partition("\n## ")[0]
    told = re.findall(r"^\| (C\d+) \|", section, re.MULTILINE)
    assert sorted(told) == sorted({name.split()[0] for name in scenarios.ALL} | {"C20"})

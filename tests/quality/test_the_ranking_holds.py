"""A short form of `make quality`: no law is broken, and no golden brief that held is lost."""

import json
import sys

import pytest

from quality import __main__ as quality
from quality import golden
from quality.population import COMPONENTS

# As many as hold today: raise it when more do, and say in docs/quality.md what it took.
HELD = 80


@pytest.fixture(scope="module")
def card():
    return quality.card(*quality.SHORT)


def test_no_law_is_broken(card):
    assert [f"{line.asked}: {line.offenders}" for line in card.broken] == []
    assert sum(line.law for line in card.lines) >= 21


def test_every_better_fact_ranks_higher(card):
    lines = [line for line in card.lines if line.section.startswith("Preferences")]

    assert [line.asked for line in lines] == list(COMPONENTS)
    assert [(line.held, line.offenders) for line in lines] == [(line.of, ()) for line in lines]


def test_no_golden_brief_that_held_is_lost(card):
    line = next(line for line in card.lines if line.asked.startswith("expected partners"))

    assert line.held >= HELD, line.offenders


def test_a_section_is_nowhere_empty(card):
    """A question that asks nobody would always hold."""
    assert [line.asked for line in card.lines if line.law and not line.of] == []


def test_the_file_holds_the_card(card, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(quality, "card", lambda *_, **files: card)
    monkeypatch.setattr(sys, "argv", ["quality", "--json", str(tmp_path / "card.json")])

    assert quality.main() == 0

    said = json.loads((tmp_path / "card.json").read_text("utf-8"))
    assert said["broken"] == 0
    assert [line["asked"] for line in said["lines"]] == [line.asked for line in card.lines]
    assert len(said["sensitivity"]) > 30
    assert "every law holds" in capsys.readouterr().out


def test_both_sides_have_golden_briefs():
    for seeking in ("manufacturer", "service_provider"):
        some = [one for one in golden.briefs() if one.wanted.seeking == seeking]
        assert len(some) >= 10
        assert all(one.checks for one in some)
    assert {one.among for one in golden.briefs()} == set(golden.populations())

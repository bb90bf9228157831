"""A ranking that is worse is told to be: each part of the card is given one that fails."""

import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from matcher.index.candidate import CodeList
from matcher.scoring import weights
from matcher.scoring.weights import DEFAULT
from quality import __main__ as quality
from quality import gaming, golden, monotony, population, preferences
from quality.scorecard import Card, Line


def distorted(change):
    """Scoring that is shown other candidates than it is given."""

    def rank(reference, candidates, wanted):
        return population.rank(reference, [change(one) for one in candidates], wanted)

    return rank


def slow_is_fast(one):
    days = one.lead_time_days
    return replace(one, lead_time_days=None if days is None else max(1, 400 - days))


def much_evidence_is_verified(one):
    proofs = tuple(replace(proof, kind="verified") for proof in one.proofs)
    return replace(one, proofs=proofs) if len(proofs) > 10 else one


def the_silent_sell_everywhere(one):
    every = frozenset({"US", "EU", "JP", "DE"})
    return one if one.markets.codes else replace(one, markets=CodeList(every))


def broken(lines):
    return [line.asked for line in lines if line.broken]


def test_scoring_that_prefers_the_slow_breaks_monotonicity(monkeypatch):
    monkeypatch.setattr(monotony, "rank", distorted(slow_is_fast))

    assert broken(monotony.lines(5)) == ["lead time, ever shorter"]


def test_scoring_that_prefers_the_slow_is_seen_in_its_component_only(monkeypatch):
    monkeypatch.setattr(preferences, "rank", distorted(slow_is_fast))

    wrong = {line.asked: line.offenders for line in preferences.lines(2) if line.held < line.of}

    assert list(wrong) == ["operations"]
    assert all(one.startswith("lead_time_days") for one in wrong["operations"])


def test_scoring_that_counts_evidence_by_the_piece_is_gamed(monkeypatch):
    monkeypatch.setattr(gaming, "rank", distorted(much_evidence_is_verified))

    assert broken(gaming.lines(2, 100)) == ["evidence twenty times over"]


def test_scoring_that_rewards_silence_is_gamed(monkeypatch):
    monkeypatch.setattr(gaming, "rank", distorted(the_silent_sell_everywhere))
    one = next(trial for trial in gaming.trials(6, 150) if trial.wanted.markets)

    silent = replace(one.one, markets=CodeList())
    spoken = replace(one, one=replace(one.one, markets=CodeList(frozenset({"xx"}))))

    reference = population.seeds.reference()
    assert spoken.gain(reference, (silent,)).points > 0


def test_weights_that_are_all_alike_let_forbidden_partners_in(monkeypatch):
    alike = dict.fromkeys(DEFAULT, Fraction(44)) | {"policy": Fraction(36)}
    monkeypatch.setattr(weights, "DEFAULT", alike)

    assert broken(golden.lines(golden.briefs())) == ["forbidden partners kept out"]


def test_a_broken_law_is_said_and_the_command_fails(monkeypatch, capsys):
    card = Card([Line("Laws", "nobody is forgotten", 3, 4, law=True, offenders=("the fourth",))])
    monkeypatch.setattr(quality, "card", lambda *_, **files: card)
    monkeypatch.setattr(sys, "argv", ["quality"])

    assert quality.main() == 1
    told = capsys.readouterr().out
    assert "BROKEN" in told
    assert "the fourth" in told
    assert "1 laws broken" in told


@pytest.mark.parametrize(
    ("within", "expected", "rank", "holds"),
    [
        (3, True, 3, True),
        (3, True, 4, False),
        (3, True, None, False),
        (3, False, 3, False),
        (3, False, 4, True),
        (3, False, None, True),
        (0, False, 900, False),
        (0, False, None, True),
    ],
)
def test_an_expectation_holds_to_its_rank(within, expected, rank, holds):
    ranks = {} if rank is None else {"one": rank}

    assert golden.Check("one", within, "so it is", expected).holds(ranks) is holds


@pytest.mark.parametrize(
    ("ranks", "holds"),
    [
        ({"one": 3, "other": 4}, True),
        ({"one": 4, "other": 3}, False),
        ({"one": 1}, True),
        ({"other": 1}, False),
        ({}, False),
    ],
)
def test_one_is_preferred_to_another(ranks, holds):
    check = golden.Check("one", 0, "so it is", expected=True, before="other")

    assert check.holds(ranks) is holds


def test_a_golden_brief_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="a brief has no certificates"):
        golden.wanted({"seeking": "manufacturer", "certificates": ["CE"]}, "made-up")
    with pytest.raises(ValueError, match="no partner of made-up has the key nobody"):
        golden._golden(
            {
                "name": "x",
                "among": "made-up",
                "asks": {"seeking": "manufacturer"},
                "expected": [{"partner": "nobody", "within": 1, "why": ""}],
            }
        )

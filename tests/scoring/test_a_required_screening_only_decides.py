"""`screening` under `require` keeps out who is not clear, and changes no points."""

from dataclasses import replace

import pytest

from matcher.index.candidate import CLEAR, HIT, UNSCREENED
from matcher.scoring.screened import Screened
from tests.scoring import factories

REQUIRED = frozenset({"screening"})


@pytest.fixture
def ranking():
    candidates = [
        factories.knitter(pk, screening=screening)
        for pk, screening in ((1, CLEAR), (2, HIT), (3, UNSCREENED), (4, CLEAR))
    ]
    return lambda **wishes: factories.rank(
        factories.reference(), candidates, factories.knitwear(**wishes)
    )


def test_only_who_is_clear_stays(ranking):
    found = ranking(require=REQUIRED)
    assert [entry.partner for entry in found.entries] == [1, 4]


def test_a_match_fails_the_wish_and_an_unscreened_partner_is_unknown(ranking):
    counts = ranking(require=REQUIRED).counts
    assert counts.by_wish["screening"] == 1
    assert counts.by_unknown["screening"] == 1


def test_points_are_those_of_the_brief_without_the_wish(ranking):
    points = {entry.partner: entry.points for entry in ranking().entries}
    assert {entry.partner: entry.points for entry in ranking(require=REQUIRED).entries} == {
        pk: points[pk] for pk in (1, 4)
    }


@pytest.mark.parametrize(
    ("state", "code"), [(CLEAR, "clear"), (HIT, "hit"), (UNSCREENED, "unscreened")]
)
def test_the_reason_tells_what_the_provider_said(state, code):
    reasons = Screened().assess(factories.knitter(1, screening=state)).reasons
    assert [reason.code for reason in reasons] == [f"screening.{code}"]


def test_the_column_of_screening_says_what_each_candidate_says():
    candidates = [factories.knitter(pk, screening=pk) for pk in (UNSCREENED, CLEAR, HIT)]
    for candidate in candidates:
        assessed = Screened().assess(candidate)
        alone = factories.rank(
            factories.reference(), [candidate], factories.knitwear(require=REQUIRED)
        ).counts
        assert alone.by_wish["screening"] == (assessed.meets is False)
        assert alone.by_unknown["screening"] == (assessed.meets is None)


def test_without_the_wish_screening_changes_nothing(ranking):
    first, *others = [replace(entry, partner=0, tied_with=()) for entry in ranking().entries]
    assert [one.points for one in others] == [first.points] * 3

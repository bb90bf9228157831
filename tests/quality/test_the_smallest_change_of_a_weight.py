"""The smallest change of one weight that alters rank 1: found where it is known by hand."""

import numpy as np
import pytest

from matcher.scoring.wanted import Wanted
from matcher.scoring.weights import TOTAL
from quality import golden, sensitivity
from quality.population import COMPONENTS, Judged
from quality.sensitivity import moved, smallest

USED = np.array([92, 32, 48, 32, 28, 24], np.int64)
AT = {name: n for n, name in enumerate(COMPONENTS)}


def judged(values):
    """Partners 1, 2 … with these values, all else 100."""
    count = len(next(iter(values.values())))
    table = np.full((count, len(COMPONENTS)), 100, np.int64)
    for name, column in values.items():
        table[:, AT[name]] = column
    alike = np.zeros(count, np.int64)
    ids = np.arange(1, count + 1)
    return Judged(Wanted("manufacturer"), ids, table, alike, alike, {}, frozenset())


def test_the_weight_at_which_two_change_places_is_found():
    """Partner 1 leads by 10 in fit, partner 2 by 30 in trust: 920 against 720 points. More
    trust, and as much less of all else, tells before anything else does.
    """
    two = judged({"fit": [110, 100], "trust": [100, 130]})

    at, by = smallest(two, USED)

    assert (COMPONENTS[at], by > 0) == ("trust", True)
    before, after = moved(USED, at, by - 1), moved(USED, at, by)
    assert (two.first(before), two.first(after)) == (1, 2)
    assert 10 * after[AT["fit"]] < 30 * after[AT["trust"]]
    assert 10 * before[AT["fit"]] >= 30 * before[AT["trust"]]


def test_one_who_is_better_at_everything_stays_first():
    assert smallest(judged({"fit": [120, 100], "trust": [130, 100]}), USED) is None


@pytest.mark.parametrize("name", COMPONENTS)
@pytest.mark.parametrize("by", [-20, -1, 1, 6])
def test_moved_weights_still_sum_to_the_whole(name, by):
    changed = moved(USED, AT[name], by)

    assert changed.sum() == TOTAL
    assert changed[AT[name]] == USED[AT[name]] + by


@pytest.mark.parametrize(("name", "by"), [("trust", -25), ("fit", 165), ("policy", 7)])
def test_no_weight_leaves_its_bounds(name, by):
    """Below nothing, above the whole, policy above its cap."""
    assert moved(USED, AT[name], by) is None


def test_a_change_is_verified_by_asking_for_real():
    brief = next(one for one in golden.briefs() if one.name.startswith("A first order of 100"))

    change = sensitivity.probe(brief)

    assert change.verified
    assert change.before != change.after
    assert abs(change.by) < 60

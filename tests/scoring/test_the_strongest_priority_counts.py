"""How much a priority lifts: by stage, by rank where the document ranks, the strongest alone."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from priorities.editions.rows import PriorityRow
from tests.scoring import factories, generators

NEUTRAL = 96
STAGES = ("pledged", "launched", "under way", "delivered")
TODAY = factories.TODAY


def policy(*rows: PriorityRow, complete=False):
    """The policy value of a maker of knitwear in Guangzhou under these rows of Guangdong's."""
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, *rows, complete=complete)
    )
    return factories.values(
        factories.entry_of(reference, factories.knitter(), factories.knitwear())
    )["policy"]


def row(key="P1", **said: Any):
    return factories.priority(key, "C18", **said)


def test_a_deed_counts_more_than_a_pledge():
    lifted = [policy(row(stage=stage)) for stage in STAGES]

    assert lifted == sorted(set(lifted))
    assert lifted[0] > NEUTRAL
    assert lifted[-1] == 255


@pytest.mark.parametrize(
    "said",
    [
        {"stage": "lapsed"},
        {"effective_to": TODAY - dt.timedelta(days=1)},
        {"effective_from": TODAY + dt.timedelta(days=1)},
        {"effective_from": TODAY, "effective_to": TODAY - dt.timedelta(days=1)},
    ],
)
def test_what_is_not_in_force_on_the_day_counts_nothing(said):
    assert policy(row(**said)) == policy() == NEUTRAL
    assert policy(row(**said), complete=True) == policy(complete=True) == 0


@pytest.mark.parametrize("said", [{"effective_from": TODAY}, {"effective_to": TODAY}])
def test_the_first_and_the_last_day_count(said):
    assert policy(row(**said)) == policy(row())


def test_rank_counts_only_where_the_document_ranks():
    ranked = [policy(row(rank=rank)) for rank in (1, 2, 3, 4, 5, 6)]

    assert ranked == sorted(set(ranked), reverse=True)
    assert policy(row(rank=0)) == ranked[0]
    assert policy(row(rank=60)) == ranked[-1] > NEUTRAL


def test_the_strongest_single_one_counts_and_is_the_one_named():
    rows = [row("P1", stage="pledged"), row("P2", stage="under way"), row("P3")]
    reference = factories.reference(factories.edition(factories.GUANGDONG, *rows))

    entry = factories.entry_of(reference, factories.knitter(), factories.knitwear())

    assert factories.values(entry)["policy"] == policy(rows[1])
    assert [r.args["key"] for one in entry.components[1:2] for r in one.because] == ["P2"]


def test_of_equal_ones_the_lower_key_is_named_in_any_order():
    rows = [row("P2", title_en="A"), row("P1", title_en="B"), row("P3", title_en="C")]
    for some in (rows, rows[::-1]):
        reference = factories.reference(factories.edition(factories.GUANGDONG, *some))
        entry = factories.entry_of(reference, factories.knitter(), factories.knitwear())
        assert entry.components[1].because[0].args["key"] == "P1"


@settings(max_examples=80, deadline=None)
@given(generators.RANDOM)
def test_copying_a_provinces_priorities_ten_times_changes_no_score(rng):
    reference, candidates, wanted = generators.some_world(rng)
    tenfold = {
        code: replace(
            edition,
            priorities=tuple(
                replace(one, key=f"{one.key}-{n}") for n in range(10) for one in edition.priorities
            ),
        )
        for code, edition in reference.lists.editions.items()
    }

    once = factories.rank(reference, candidates, wanted)
    ten_times = factories.rank(factories.with_lists(reference, tenfold), candidates, wanted)

    assert [(e.partner, e.points) for e in ten_times.entries] == [
        (e.partner, e.points) for e in once.entries
    ]


@settings(max_examples=80, deadline=None)
@given(generators.RANDOM)
def test_without_policy_weight_deleting_every_priority_changes_no_rank(rng):
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, weights={"policy": Fraction(0)})

    with_lists = factories.rank(reference, candidates, wanted)
    without = factories.rank(factories.with_lists(reference, {}), candidates, wanted)

    assert [(e.partner, e.points) for e in without.entries] == [
        (e.partner, e.points) for e in with_lists.entries
    ]


@settings(max_examples=80, deadline=None)
@given(generators.RANDOM)
def test_policy_moves_a_score_by_no_more_than_fifteen_percent(rng):
    reference, candidates, wanted = generators.some_world(rng)

    with_lists = {
        e.partner: e.points for e in factories.rank(reference, candidates, wanted).entries
    }
    without = factories.rank(factories.with_lists(reference, {}), candidates, wanted)

    for entry in without.entries:
        assert abs(with_lists[entry.partner] - entry.points) <= 0.15 * 65280

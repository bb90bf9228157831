"""Both ways, on random parties, on ties, and on the records of random worlds."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.matches import top_matches
from matcher.matches.build_parties import build_parties
from matcher.matches.parties import (
    MAKES,
    SERVES,
    MatchTables,
    Parties,
    group_parties,
    padded,
    subset,
)
from tests.matches import brute
from tests.scoring import factories, generators

WAYS = ((MAKES, SERVES), (SERVES, MAKES))


def some_tables(rng: Random) -> MatchTables:
    return MatchTables(generators.some_ground(rng))


def some_parties(rng: Random, tables: MatchTables, role: str, most: int = 40) -> Parties:
    """Ids are shared between the sides; few distinct values, so that many pairs tie."""
    count = rng.randint(0, most)
    kinds = tables.needs.divisions if role == MAKES else tables.needs.services
    offers = [
        tuple(sorted(rng.sample(range(len(kinds)), rng.randint(1, min(3, len(kinds))))))
        for _ in range(rng.randint(1, 6))
    ]
    alike = rng.random() < 0.5
    bits = (1 << 10 | 1, 0, 0xFFFFFFFF, 1 << 26 | 1 << 16) if alike else None
    return Parties(
        role=role,
        ids=np.array(rng.sample(range(1, 200), count), np.uint32),
        place=np.array([rng.randint(0, tables.areas.unknown) for _ in range(count)], np.uint16),
        signature=np.array([rng.randrange(len(offers)) for _ in range(count)], np.uint32),
        quality=np.array([rng.choice((0, 48, 255)) for _ in range(count)], np.uint8),
        bits=np.array(
            [rng.choice(bits) if bits else rng.getrandbits(32) for _ in range(count)], np.uint32
        ),
        offers=padded(offers),
    )


def told(keys: np.ndarray) -> brute.PriorityTable:
    """Keys as (points, id), those that hold nothing left out."""
    points, ids = top_matches.points_of(keys), top_matches.ids_of(keys)
    return [
        [
            (int(points[row, place]), int(ids[row, place]))
            for place in range(keys.shape[1])
            if keys[row, place]
        ]
        for row in range(len(keys))
    ]


@pytest.mark.parametrize(("asker", "other"), WAYS)
@settings(max_examples=120, deadline=None)
@given(rng=generators.RANDOM, k=st.integers(1, 12))
def test_every_list_equals_brute_force(asker, other, rng, k):
    tables = some_tables(rng)
    askers = group_parties(tables, some_parties(rng, tables, asker))
    others = group_parties(tables, some_parties(rng, tables, other))
    found = told(top_matches.best_counterparts(tables, askers, others, k))
    assert found == brute.lists(tables, askers.parties, others.parties, k)


@pytest.mark.parametrize(("asker", "other"), WAYS)
@settings(max_examples=40, deadline=None)
@given(rng=generators.RANDOM)
def test_lists_of_one_service_equal_brute_force(asker, other, rng):
    tables = some_tables(rng)
    askers = group_parties(tables, some_parties(rng, tables, asker))
    others = group_parties(tables, some_parties(rng, tables, other))
    services = rng.sample(range(len(tables.needs.services)), 2)
    found = told(top_matches.best_counterparts(tables, askers, others, 5, np.array(services)))
    assert found == brute.lists(tables, askers.parties, others.parties, 5, services)


@settings(max_examples=60, deadline=None)
@given(rng=generators.RANDOM)
def test_lists_from_records_have_the_points_of_the_definition(rng):
    reference = generators.some_ground(rng)
    candidates = [generators.some_candidate(rng, pk) for pk in range(1, 25)]
    tables = MatchTables(reference)
    segments = [Segment(encode_columns(reference, candidates))]
    keys = {key for one in candidates for key in one.datasets.split()}
    sides = {
        role: group_parties(tables, build_parties(tables, segments, keys, role))
        for role in (MAKES, SERVES)
    }
    by_id = {one.id: one for one in candidates}
    for asker, other in WAYS:
        found = told(top_matches.best_counterparts(tables, sides[asker], sides[other], 5))
        for pk, listed in zip(sides[asker].parties.ids.tolist(), found, strict=True):
            scored = [
                (brute.slow_score(reference, *_pair(asker, by_id[pk], one), one), one.id)
                for one in candidates
            ]
            assert listed == brute.best([pair for pair in scored if pair[0] is not None], 5)


def _pair(asker, one, other):
    return (one, other) if asker == MAKES else (other, one)


@settings(max_examples=40, deadline=None)
@given(rng=generators.RANDOM)
def test_shards_of_askers_and_of_others_give_the_whole(rng):
    tables = some_tables(rng)
    askers = group_parties(tables, some_parties(rng, tables, MAKES))
    others = group_parties(tables, some_parties(rng, tables, SERVES))
    whole = top_matches.best_counterparts(tables, askers, others, 5)

    segment = np.array([rng.randrange(3) for _ in range(len(askers))])
    for n in range(3):
        part = subset(tables, askers, np.flatnonzero(segment == n))
        rows = [askers.row_of(pk) for pk in part.parties.ids.tolist()]
        assert (top_matches.best_counterparts(tables, part, others, 5) == whole[rows]).all()

    segment = np.array([rng.randrange(3) for _ in range(len(others))])
    parts = [
        top_matches.best_counterparts(
            tables, askers, subset(tables, others, np.flatnonzero(segment == n)), 5
        )
        for n in range(3)
    ]
    merged = np.sort(np.concatenate(parts, axis=1), axis=1)[:, ::-1][:, :5]
    assert (merged == whole).all()


def test_ten_thousand_exact_ties_are_listed_by_id():
    tables = MatchTables(factories.reference())
    column = tables.needs.services.index("PS033")
    many = Parties(
        role=SERVES,
        ids=np.arange(10_000, 0, -1, dtype=np.uint32),
        place=np.zeros(10_000, np.uint16),
        signature=np.zeros(10_000, np.uint32),
        quality=np.full(10_000, 144, np.uint8),
        bits=np.zeros(10_000, np.uint32),
        offers=padded([(column,)]),
    )
    one = Parties(
        role=MAKES,
        ids=np.array([20_000], np.uint32),
        place=np.zeros(1, np.uint16),
        signature=np.zeros(1, np.uint32),
        quality=np.zeros(1, np.uint8),
        bits=np.zeros(1, np.uint32),
        offers=padded([(tables.needs.divisions.index("C18"),)]),
    )
    found = top_matches.best_counterparts(
        tables, group_parties(tables, one), group_parties(tables, many), 10
    )
    assert top_matches.ids_of(found).tolist() == [list(range(1, 11))]

"""Relation, points and tie value descending, then id ascending: the same list from any order,
segment or machine.
"""

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import given, settings

from matcher.index.candidate import Candidate, Certificates
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from matcher.scoring.entry import with_ties
from matcher.scoring.weights import DEFAULT
from tests.scoring import factories, generators
from tests.scoring.factories import listed


@settings(max_examples=60, deadline=None)
@given(generators.RANDOM)
def test_the_order_in_which_partners_come_changes_nothing(rng):
    reference, candidates, wanted = generators.some_world(rng)
    shuffled = rng.sample(candidates, len(candidates))

    assert factories.rank(reference, shuffled, wanted) == factories.rank(
        reference, candidates, wanted
    )


@settings(max_examples=60, deadline=None)
@given(generators.RANDOM)
def test_the_lists_of_shards_merge_to_the_list_of_the_whole(rng):
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, limit=5)
    whole = factories.rank(reference, candidates, wanted)
    around = count_coverage(
        reference, [Segment(encode_columns(reference, candidates))], wanted.datasets
    )
    parts: list[list[Candidate]] = [[], [], []]
    for candidate in candidates:
        rng.choice(parts).append(candidate)

    segments = [factories.rank(reference, part, wanted, around) for part in parts]

    found = [entry for segment in segments for entry in segment.entries]
    found.sort(
        key=lambda entry: (
            -entry.relation,
            -entry.points,
            -entry.tie_break.value(factories.TODAY),
            entry.partner,
        )
    )
    merged = with_ties([replace(entry, rank=place) for place, entry in enumerate(found[:5], 1)])
    assert merged == whole.entries
    assert sum(segment.counts.eligible for segment in segments) == whole.counts.eligible


@settings(max_examples=60, deadline=None)
@given(generators.RANDOM)
def test_several_shards_with_rows_that_are_gone_are_searched_as_one(rng):
    """Partners that changed stand in a younger segment; their old rows count nowhere."""
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, limit=rng.choice((1, 3, 1000)))
    changed = [one for one in candidates if rng.random() < 0.3]
    retired = [generators.some_candidate(rng, pk) for pk in range(900, 903)]
    before = [generators.some_candidate(rng, one.id) for one in changed] + retired
    same = [one for one in candidates if one not in changed]
    old = encode_columns(reference, [*same, *before])
    deleted = old.rows_of_ids(np.array([one.id for one in before], np.int64))
    known = {one.id: one for one in candidates}

    segments = [Segment(old, deleted), Segment(encode_columns(reference, changed))]
    found = ranking.rank(
        compile_brief(reference, wanted),
        segments,
        lambda ids: {pk: known[pk] for pk in ids},
        count_coverage(reference, segments, wanted.datasets),
    )

    assert found == factories.rank(reference, candidates, wanted)


def test_ten_thousand_exact_ties_stand_in_the_order_of_their_ids():
    ids = Random(7).sample(range(1, 2**35), 10_000)
    same = factories.knitter()
    # Every third is slower: two ties of thousands each, interleaved.
    days = {pk: 9 if n % 3 else 8 for n, pk in enumerate(ids)}
    candidates = [replace(same, id=pk, lead_time_days=days[pk]) for pk in ids]

    ranking = factories.rank(factories.reference(), candidates, factories.knitwear(limit=12_000))

    assert factories.order(ranking) == sorted(ids, key=lambda pk: (days[pk], pk))
    assert len({entry.points for entry in ranking.entries}) == 2
    assert [entry.rank for entry in ranking.entries] == list(range(1, 10_001))


def test_no_points_at_all_stand_last():
    only = {name: Fraction(name == "assurance") for name in DEFAULT}
    fails = {"certificates": Certificates(complete=True), "languages": listed()}
    worst = factories.knitter(1, markets=listed(), **fails)
    candidates = [worst, factories.knitter(2, **fails), factories.knitter(3)]

    ranking = factories.rank(factories.reference(), candidates, factories.knitwear(weights=only))

    assert factories.order(ranking) == [3, 2, 1]
    assert ranking.entries[-1].points == 0


def test_a_tie_at_the_limit_goes_to_the_lower_ids():
    candidates = [factories.knitter(pk) for pk in (9, 3, 7, 1)]

    ranking = factories.rank(factories.reference(), candidates, factories.knitwear(limit=2))

    assert factories.order(ranking) == [1, 3]


def test_equal_facts_written_differently_tie():
    """100 and 100.0 are one minimum order: of alike partners the lower id is first."""
    one = factories.knitter(2, minimum_order=factories.pieces("100"))
    other = factories.knitter(1, minimum_order=factories.pieces("100.000"))

    ranking = factories.rank(factories.reference(), [one, other], factories.knitwear())

    assert factories.order(ranking) == [1, 2]
    assert ranking.entries[0].components == ranking.entries[1].components


_SAY = """
import json
from random import Random
from tests.scoring import factories, generators
for seed in range(100):
    ranking = factories.rank(*generators.some_world(Random(seed)))
    for entry in ranking.entries:
        print(seed, entry.partner, entry.points, json.dumps(entry.as_json()))
"""


def test_the_seed_of_pythons_hashes_changes_no_word():
    """Sets iterate differently in every process; no list and no reason may."""
    said = [
        subprocess.run(
            [sys.executable, "-c", _SAY],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert said[0].count("\n") > 100
    assert said[0] == said[1]

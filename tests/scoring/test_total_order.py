"""Points descending, then id ascending: the same list from any order, shard or machine."""

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import given, settings

from matcher.scoring import shortlist
from matcher.scoring.candidate import Certificates
from matcher.scoring.columns import build
from matcher.scoring.ecosystem import survey
from matcher.scoring.weights import DEFAULT
from tests.scoring import chance, world
from tests.scoring.world import listed


@settings(max_examples=60, deadline=None)
@given(chance.RANDOM)
def test_the_order_in_which_partners_come_changes_nothing(rng):
    ground, candidates, wanted = chance.some_world(rng)
    shuffled = rng.sample(candidates, len(candidates))

    assert world.rank(ground, shuffled, wanted) == world.rank(ground, candidates, wanted)


@settings(max_examples=60, deadline=None)
@given(chance.RANDOM)
def test_the_lists_of_shards_merge_to_the_list_of_the_whole(rng):
    ground, candidates, wanted = chance.some_world(rng)
    wanted = replace(wanted, limit=5)
    columns = build(candidates)
    whole = shortlist.rank(ground, columns, wanted)
    in_question = columns.select(columns["dataset"].where(lambda key: key in wanted.datasets))
    around = survey(ground, in_question)
    shard_of = np.array([rng.randrange(3) for _ in candidates], dtype=np.intp)

    shards = [
        shortlist.rank(ground, columns.select(shard_of == n), wanted, around) for n in range(3)
    ]

    found = [entry for shard in shards for entry in shard.entries]
    found.sort(key=lambda entry: (-entry.points, entry.partner))
    merged = [replace(entry, rank=place) for place, entry in enumerate(found[:5], 1)]
    assert merged == list(whole.entries)
    assert sum(shard.eligible for shard in shards) == whole.eligible


def test_ten_thousand_exact_ties_stand_in_the_order_of_their_ids():
    ids = Random(7).sample(range(1, 10**12), 10_000)
    same = world.knitter()
    # Every third is slower: two ties of thousands each, interleaved.
    days = {pk: 9 if n % 3 else 8 for n, pk in enumerate(ids)}
    candidates = [replace(same, id=pk, lead_time_days=days[pk]) for pk in ids]

    ranking = world.rank(world.ground(), candidates, world.knitwear(limit=12_000))

    assert world.order(ranking) == sorted(ids, key=lambda pk: (days[pk], pk))
    assert len({entry.points for entry in ranking.entries}) == 2
    assert [entry.rank for entry in ranking.entries] == list(range(1, 10_001))


def test_no_points_at_all_stand_last():
    only = {name: Fraction(name == "assurance") for name in DEFAULT}
    fails = {"certificates": Certificates(complete=True), "languages": listed()}
    worst = world.knitter(1, markets=listed(), **fails)
    candidates = [worst, world.knitter(2, **fails), world.knitter(3)]

    ranking = world.rank(world.ground(), candidates, world.knitwear(weights=only))

    assert world.order(ranking) == [3, 2, 1]
    assert ranking.entries[-1].points == 0


def test_a_tie_at_the_limit_goes_to_the_lower_ids():
    candidates = [world.knitter(pk) for pk in (9, 3, 7, 1)]

    ranking = world.rank(world.ground(), candidates, world.knitwear(limit=2))

    assert world.order(ranking) == [1, 3]


def test_equal_facts_written_differently_tie():
    """100 and 100.0 are one minimum order; a tie is broken by id and by nothing else."""
    one = world.knitter(2, minimum_order=world.pieces("100"))
    other = world.knitter(1, minimum_order=world.pieces("100.000"))

    ranking = world.rank(world.ground(), [one, other], world.knitwear())

    assert world.order(ranking) == [1, 2]
    assert ranking.entries[0].components == ranking.entries[1].components


_SAY = """
import json
from random import Random
from matcher.scoring.shortlist import as_json
from tests.scoring import chance, world
for seed in range(100):
    ranking = world.rank(*chance.some_world(Random(seed)))
    for entry in ranking.entries:
        print(seed, entry.partner, entry.points, json.dumps(as_json(entry)))
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

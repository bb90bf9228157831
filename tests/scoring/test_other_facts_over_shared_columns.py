"""A firm's own facts of partners are ranked over the columns that all firms share."""

import datetime as dt
from random import Random

import numpy as np
import pytest

from matcher.index.encode import encode_columns
from matcher.index.overlay import overlay_candidates
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from matcher.statements.declared import PartnerSaid, declare
from tests.scoring import generators

DAY = dt.date(2026, 2, 20)
SAID = {
    "minimum_order": {"amount": 5, "unit": "dozen"},
    "capacity": {"amount": 2500, "unit": "kilogram"},
    "lead_time": 9,
    "languages": {"listed": ["en", "de"], "complete": False},
    "markets": {"listed": ["US"], "complete": True},
    "certificates": {
        "held": [{"standard": "ISO 9001", "valid_from": None, "valid_until": "2030-01-01"}],
        "complete": False,
    },
    "tests_for": ["EN 71"],
    "products": ["t-shirt", "HS 6109.10"],
    "processes": ["dyeing"],
    "client_sector": ["C18"],
}


def some_of(rng):
    questions = rng.sample(sorted(SAID), rng.randint(1, len(SAID)))
    return {question: PartnerSaid(SAID[question], DAY) for question in questions}


def ranked(compiled, segments, known, coverage):
    return ranking.rank(compiled, segments, lambda ids: {pk: known[pk] for pk in ids}, coverage)


@pytest.mark.parametrize("seed", range(150))
def test_an_overlay_ranks_as_columns_that_hold_the_facts(seed):
    rng = Random(seed)
    reference, candidates, wanted = generators.some_world(rng)
    records = {one.id: one for one in candidates}
    told = {pk: declare(records[pk], some_of(rng)) for pk in records if rng.random() < 0.3}
    shared = [Segment(encode_columns(reference, candidates))]
    coverage = count_coverage(reference, shared, wanted.datasets)
    compiled = compile_brief(reference, wanted)

    over = overlay_candidates(reference, shared, list(told.values()))
    known = {**records, **told}
    alone = [Segment(encode_columns(reference, known.values()))]
    found = ranked(compiled, over, known, coverage)
    assert found.entries == ranked(compiled, alone, known, coverage).entries
    assert found.counts == ranked(compiled, alone, known, coverage).counts


def test_the_shared_segments_stay_as_they_were():
    reference, candidates, _ = generators.some_world(Random(7))
    shared = Segment(encode_columns(reference, candidates))
    told = declare(candidates[0], {"lead_time": PartnerSaid(1, DAY)})
    over = overlay_candidates(reference, [shared], [told])
    assert over[0].columns is shared.columns
    assert not len(shared.deleted)
    assert over[0].columns.facts.ids.take(over[0].deleted).tolist() == [candidates[0].id]
    assert over[1].columns.facts.ids.tolist() == [candidates[0].id]
    assert np.array_equal(shared.columns.facts.lead_time, over[0].columns.facts.lead_time)


def test_nothing_told_is_no_overlay():
    reference, candidates, _ = generators.some_world(Random(7))
    shared = (Segment(encode_columns(reference, candidates)),)
    assert overlay_candidates(reference, shared, []) == shared

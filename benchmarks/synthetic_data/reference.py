"""The reference data of the synthetic partners: real places, sectors and demand, made-up lists."""

import datetime as dt
from functools import cache

import numpy as np

from benchmarks.parties import DAY, STAGES
from harness.seed_reference import atlas, taxonomy
from matcher.reference.reference_data import (
    ListsInForce,
    ReferenceData,
    build_reference_data,
)
from priorities.editions.rows import EditionRow, PriorityRow

PRIORITIES = 12  # in each province
_SIGNALS = ("support", "support", "strength", "shortage", "context")
_SPEAKERS = ("government", "government", "government", "press")


@cache
def reference() -> ReferenceData:
    """Numbered as the database numbers places and sectors. One in four priorities of a province
    counts in one city alone; every eighth list is complete.
    """
    rng = np.random.default_rng(2)
    editions = {}
    for n, province in enumerate(sorted({row.province for row in atlas().places.values()})):
        cities = [code for code, row in atlas().places.items() if row.province == province]
        rows = tuple(
            _priority(rng, f"{province}-{n}", list(taxonomy().sectors), cities)
            for n in range(PRIORITIES)
        )
        editions[province] = EditionRow(province, 1, n % 8 == 7, rows)
    return build_reference_data(atlas(), taxonomy(), ListsInForce(editions, DAY))


def _priority(
    rng: np.random.Generator, key: str, sectors: list[str], cities: list[str]
) -> PriorityRow:
    return PriorityRow(
        key=key,
        title_en="made up",
        title_zh="made up",
        signal=str(rng.choice(_SIGNALS)),
        speaker=str(rng.choice(_SPEAKERS)),
        stage=str(rng.choice(STAGES)),
        effective_from=dt.date(2026, 1, 1),
        targets=tuple(str(one) for one in rng.choice(sectors, 3, replace=False)),
        places=(str(rng.choice(cities)),) if rng.random() < 0.25 else (),
    )

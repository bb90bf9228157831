"""Makers and providers by the million, made up from a seed over the real places and services.

Numbers only, as `matcher.matches` takes them. One maker in six is in the largest province; one
in ten knows no more than its province. A maker has one to three divisions, the further ones
related to the first; a provider one to three service groups. A third of each fact is unknown.
"""

import datetime as dt
from functools import cache

import numpy as np
import numpy.typing as npt

from harness.seed_reference import atlas, taxonomy
from matcher.matches.parties import MAKES, SERVES, MatchTables, Parties, padded
from matcher.reference.areas import Areas
from matcher.reference.reference_data import (
    ListsInForce,
    ReferenceData,
    build_reference_data,
)
from priorities.editions.rows import EditionRow, PriorityRow

DAY = dt.date(2026, 6, 1)
# What a record's evidence is worth: verified, reported or declared, up to three years old; none.
WORTH = np.array([255, 231, 207, 183, 168, 144, 144, 120, 120, 96, 72, 48], np.uint8)
STAGES = ("pledged", "launched", "under way", "delivered")


@cache
def reference() -> ReferenceData:
    """Real places, services and demand; for each province four made-up priorities, of which one
    counts in one city only.
    """
    services = [row.code for row in taxonomy().sectors.values() if row.kind == "service"]
    rng = np.random.default_rng(1)
    editions = {}
    for province in sorted({row.province for row in atlas().places.values()}):
        cities = [code for code, row in atlas().places.items() if row.province == province]
        editions[province] = EditionRow(
            province,
            1,
            False,
            tuple(
                PriorityRow(
                    key=f"{province}-{n}",
                    title_en="made up",
                    title_zh="made up",
                    signal="support",
                    speaker="government",
                    stage=str(rng.choice(STAGES)),
                    effective_from=dt.date(2026, 1, 1),
                    targets=tuple(rng.choice(services, 2)),
                    places=(str(rng.choice(cities)),) if n == 3 else (),
                )
                for n in range(4)
            ),
        )
    return build_reference_data(atlas(), taxonomy(), ListsInForce(editions, DAY))


def tables(on: ReferenceData | None = None) -> MatchTables:
    return MatchTables(on or reference())


def parties(tables: MatchTables, role: str, count: int, seed: int = 0) -> Parties:
    """`count` makers or providers; the same for the same seed."""
    rng = np.random.default_rng([seed, role == MAKES, count])
    signature, offers = _offers(rng, tables, role, count)
    return Parties(
        role=role,
        ids=_ids(rng, role, count),
        place=places(rng, tables.areas, count),
        signature=signature,
        quality=WORTH[rng.integers(0, len(WORTH), count)],
        bits=_party_bits(rng, role, count),
        offers=offers,
    )


def _ids(rng: np.random.Generator, role: str, count: int) -> npt.NDArray[np.uint32]:
    """Even for makers, odd for providers, in no order."""
    return (rng.permutation(count) * 2 + (role == SERVES)).astype(np.uint32)


def zipf(rng: np.random.Generator, kinds: int, count: int, power: float) -> npt.NDArray[np.intp]:
    chance = 1 / np.arange(1, kinds + 1) ** power
    return rng.choice(kinds, count, p=chance / chance.sum())


def places(rng: np.random.Generator, tables: Areas, count: int) -> npt.NDArray[np.uint16]:
    codes = np.array(tables.codes)
    provinces = [code for code in codes if code.endswith("0000")]
    chance = 1 / np.arange(1, len(provinces) + 1) ** 0.75
    order = rng.permutation(len(provinces))
    found = np.empty(count, np.uint16)
    at = rng.choice(len(provinces), count, p=chance / chance.sum())
    for n, place in enumerate(order):
        inside = np.flatnonzero(np.char.startswith(codes, provinces[place][:2]))
        rows = np.flatnonzero(at == n)
        city = inside[zipf(rng, len(inside), len(rows), 0.5)]
        only_province = rng.random(len(rows)) < 0.1
        found[rows] = np.where(only_province, tables.numbers[provinces[place]], city)
    return np.where(rng.random(count) < 0.01, tables.unknown, found).astype(np.uint16)


def _offers(
    rng: np.random.Generator, tables: MatchTables, role: str, count: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
    """A first one by Zipf; further ones among the six that go with it."""
    if role == MAKES:
        kinds = np.arange(len(tables.needs.divisions))
    else:
        kinds = np.array([n for n, code in enumerate(tables.needs.services) if len(code) == 5])
    related = rng.permuted(np.tile(kinds, (len(kinds), 1)), axis=1)[:, :6]
    first = zipf(rng, len(kinds), count, 0.7)
    more = related[first[:, None], rng.integers(0, 6, (count, 2))]
    rows = np.c_[kinds[first], more]
    size = rng.choice([1, 2, 3], count, p=[0.6, 0.3, 0.1])
    rows[size < 2, 1] = rows[size < 2, 0]
    rows[size < 3, 2] = rows[size < 3, 0]
    offers, signature = np.unique(rows, axis=0, return_inverse=True)
    return signature.reshape(-1).astype(np.uint32), padded(offers.tolist())


def _party_bits(rng: np.random.Generator, role: str, count: int) -> npt.NDArray[np.uint32]:
    """Chinese for all who say; other languages, standards, lead time, order size at random."""
    first = np.where(rng.random(count) < 0.65, 1, 0)
    for bit in range(1, 10):
        first |= ((rng.random(count) < 0.4 / bit) & (first & 1).astype(bool)) << bit
    first |= ((rng.random(count) < 0.5) & (first & 1).astype(bool)) << 10
    second = np.zeros(count, np.int64)
    for bit in range(10):
        second |= (rng.random(count) < 0.4 / (bit + 1)).astype(np.int64) << bit
    second |= (rng.random(count) < 0.3).astype(np.int64) << 10
    return (
        (first | _buckets(rng, role, count)) | (second | _buckets(rng, role, count)) << 16
    ).astype(np.uint32)


def _buckets(rng: np.random.Generator, role: str, count: int) -> npt.NDArray[np.int64]:
    at = rng.integers(0, 4, count)
    bits = 1 << at if role == MAKES else 0xF & (0xF << at)
    return np.where(rng.random(count) < 0.67, 1 << 15 | bits << 11, 0)

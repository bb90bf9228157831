"""What the databases are given: parties as plain columns, and the base points of their groups."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from matcher.matches import compatibility_bits
from matcher.matches.components import AFFINITY, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.parties import Ints, MatchTables, PartyGroups, subset
from matcher.matches.top_matches import TopKSearch
from matcher.reference.areas import SAME_CITY

NEARER = WEIGHTS[AFFINITY] * SAME_CITY


def columns(side: PartyGroups) -> dict[str, npt.NDArray[np.int64]]:
    """id, group, city (0: none), lanes and points of quality of each party."""
    bits = side.parties.bits.astype(np.int64)
    return {
        "id": side.parties.ids.astype(np.int64),
        "grp": side.group.astype(np.int64),
        "city": side.city.astype(np.int64),
        "lane0": bits & 0xFFFF,
        "lane1": bits >> 16,
        "quality": WEIGHTS[QUALITY] * side.parties.quality.astype(np.int64),
    }


def base(tables: MatchTables, askers: PartyGroups, others: PartyGroups) -> npt.NDArray[np.int64]:
    """int64[pairs, 3]: asker's group, other's group, points of need and affinity."""
    hunt = TopKSearch(tables, askers, others, 1)
    return np.concatenate(list(_parts(hunt)))


def _parts(hunt: TopKSearch) -> Iterator[npt.NDArray[np.int64]]:
    for first, last in hunt.chunks():
        points = hunt.base(first, last)
        asker, other = np.nonzero(points > 0)
        yield np.c_[asker + first, other, points[asker, other]].astype(np.int64)


def chosen(tables: MatchTables, side: PartyGroups, rows: Ints) -> PartyGroups:
    return subset(tables, side, rows)


def earned(maker: str, provider: str) -> str:
    """SQL for the points of operations: CASE on counted bits, for a table of 65536 look-ups a
    lane is slower in both engines.
    """
    tests = []
    for lane, (listed, bucketed) in enumerate(compatibility_bits.TESTS):
        both = f"({maker}.lane{lane} & {provider}.lane{lane})"
        tests += [_listed(listed, both), _bucketed(bucketed, both)]
    return " + ".join(tests)


def _listed(test: str, both: str) -> str:
    at = [_points(test, bits) for bits in (0, 1 << 10, 1, 3, 7)]
    return (
        f"CASE bit_count(({both} & 1023){{as_bits}}) "
        f"WHEN 0 THEN CASE WHEN {both} & 1024 = 0 THEN {at[0]} ELSE {at[1]} END "
        f"WHEN 1 THEN {at[2]} WHEN 2 THEN {at[3]} ELSE {at[4]} END"
    )


def _bucketed(test: str, both: str) -> str:
    open_, missed, met = (_points(test, bits) for bits in (0, 1 << 15, 1 << 15 | 1 << 11))
    return (
        f"CASE WHEN {both} & 32768 = 0 THEN {open_} "
        f"WHEN {both} & 30720 = 0 THEN {missed} ELSE {met} END"
    )


def _points(test: str, bits: int) -> int:
    return WEIGHTS[OPERATIONS] * compatibility_bits.scaled_value(test, bits)


def same_city(maker: str, provider: str) -> str:
    return f"CASE WHEN {maker}.city = {provider}.city AND {maker}.city > 0 THEN {NEARER} ELSE 0 END"

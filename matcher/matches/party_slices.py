"""Ranges of party groups, and ranges put together: views and copies, nothing is recomputed."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from matcher.matches.parties import Parties, PartyGroups

_PER_PARTY = ("ids", "place", "signature", "quality", "bits")


def slice_groups(groups: PartyGroups, first: int, last: int) -> PartyGroups:
    """The groups from `first` up to, without, `last`, in their order: views."""
    start, end = int(groups.ptr[first]), int(groups.ptr[last])
    rows, range_ = slice(start, end), slice(first, last)
    parties = {name: getattr(groups.parties, name)[rows] for name in _PER_PARTY}
    return replace(
        groups,
        parties=replace(groups.parties, **parties),
        city=groups.city[rows],
        upper=groups.upper[rows],
        lower=groups.lower[rows],
        ptr=groups.ptr[first : last + 1] - start,
        area=groups.area[range_],
        signature=groups.signature[range_],
        top_lower=groups.top_lower[range_],
        service_needs=None if groups.service_needs is None else groups.service_needs[range_],
    )


def join_groups(ranges: Sequence[PartyGroups]) -> PartyGroups:
    """Ranges of one role and one table of offers, one after the other."""
    starts = np.cumsum([0, *(len(groups) for groups in ranges)])
    ptrs = [groups.ptr[:-1] + start for groups, start in zip(ranges, starts[:-1], strict=True)]
    names = [field.name for field in fields(PartyGroups) if field.name not in ("parties", "ptr")]
    return PartyGroups(
        parties=_parties([groups.parties for groups in ranges]),
        ptr=np.concatenate([*ptrs, starts[-1:]]),
        **{name: _concatenated([getattr(groups, name) for groups in ranges]) for name in names},
    )


def _parties(parts: Sequence[Parties]) -> Parties:
    return replace(
        parts[0],
        **{name: _concatenated([getattr(part, name) for part in parts]) for name in _PER_PARTY},
    )


def _concatenated(arrays: Sequence[Any]) -> Any:
    return None if arrays[0] is None else np.concatenate(arrays)

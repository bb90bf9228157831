"""Parts of a side, and sides put together: views and copies, nothing is computed anew."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from matcher.matches.parties import Parties, Side

_PER_PARTY = ("ids", "place", "signature", "quality", "word")


def slice_of(side: Side, first: int, last: int) -> Side:
    """Its groups from `first` up to `last`, in their order: views."""
    start, end = int(side.ptr[first]), int(side.ptr[last])
    rows, groups = slice(start, end), slice(first, last)
    parties = {name: getattr(side.parties, name)[rows] for name in _PER_PARTY}
    return replace(
        side,
        parties=replace(side.parties, **parties),
        city=side.city[rows],
        best=side.best[rows],
        least=side.least[rows],
        ptr=side.ptr[first : last + 1] - start,
        area=side.area[groups],
        signature=side.signature[groups],
        heads=side.heads[groups],
        used=None if side.used is None else side.used[groups],
    )


def joined(sides: Sequence[Side]) -> Side:
    """The sides one after the other, as one: of the same role and table of offers."""
    starts = np.cumsum([0, *(len(side) for side in sides)])
    ptrs = [side.ptr[:-1] + start for side, start in zip(sides, starts[:-1], strict=True)]
    names = [field.name for field in fields(Side) if field.name not in ("parties", "ptr")]
    return Side(
        parties=_parties([side.parties for side in sides]),
        ptr=np.concatenate([*ptrs, starts[-1:]]),
        **{name: _one([getattr(side, name) for side in sides]) for name in names},
    )


def _parties(parts: Sequence[Parties]) -> Parties:
    return replace(
        parts[0], **{name: _one([getattr(part, name) for part in parts]) for name in _PER_PARTY}
    )


def _one(arrays: Sequence[Any]) -> Any:
    return None if arrays[0] is None else np.concatenate(arrays)

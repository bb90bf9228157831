"""Lists as rows of fixed width: how a full run's matches are stored."""

from typing import Any, cast

import numpy as np
import numpy.typing as npt

from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.parties import MAKES, Ints, Side, Terms
from matcher.matches.top_matches import Keys, ids_of, points_of
from matcher.reference.areas import SAME_CITY

# 11 bytes, the numbers big-endian: the other's id (0: no more), points, the value of each
# component, and which of `Needs.services` is the need that counts.
ENTRY = np.dtype(
    [
        ("id", ">u4"),
        ("points", ">u2"),
        (NEED, "u1"),
        (AFFINITY, "u1"),
        (OPERATIONS, "u1"),
        (QUALITY, "u1"),
        ("service", "u1"),
    ]
)
Packed = npt.NDArray[np.void]


def pack(terms: Terms, askers: Side, others: Side, keys: Keys) -> Packed:
    """ENTRY[n, k]: the lists of `search.top` (uint64[n, k]) with their components."""
    packed = np.zeros(keys.shape, ENTRY)
    if not len(others):
        return packed
    asker = np.repeat(np.arange(len(askers)), keys.shape[1])
    found = keys.ravel()
    other = others.rows_of(ids_of(found))
    points = points_of(found).astype(np.int32)
    values: dict[str, npt.NDArray[Any]] = {
        AFFINITY: _affinity(terms, askers, asker, others, other),
        OPERATIONS: terms.fit.earn(askers.parties.word[asker] & others.parties.word[other])
        // np.uint16(WEIGHTS[OPERATIONS]),
        QUALITY: others.parties.quality[other],
    }
    rest = sum(WEIGHTS[name] * value.astype(np.int32) for name, value in values.items())
    values[NEED] = (points - rest) // WEIGHTS[NEED]
    values |= {"id": ids_of(found), "points": points}
    if askers.parties.role == MAKES:
        values["service"] = _service(askers, asker, others, other, values[NEED])
    else:
        values["service"] = _service(others, other, askers, asker, values[NEED])
    for name, value in values.items():
        packed[name] = value.reshape(keys.shape)
    packed[keys == 0] = np.zeros((), ENTRY)
    return packed


def _affinity(
    terms: Terms, askers: Side, asker: Ints, others: Side, other: Ints
) -> npt.NDArray[np.uint8]:
    near = terms.areas.affinity[
        terms.areas.area[askers.parties.place[asker]], terms.areas.area[others.parties.place[other]]
    ]
    same = (askers.city[asker] == others.city[other]) & (askers.city[asker] > 0)
    near += same.astype(np.uint8) * np.uint8(SAME_CITY)
    return near


def _service(
    makers: Side, maker: Ints, servers: Side, server: Ints, need: npt.NDArray[np.int32]
) -> npt.NDArray[np.uint8]:
    """The first documented service with the need that counts."""
    used = cast("npt.NDArray[np.uint8]", makers.used)
    group = makers.group[maker]
    offers = servers.parties.offers[servers.parties.signature[server]]
    service = np.full(len(maker), 255, np.uint8)
    for column in offers.T:
        said = np.where(used[group, column] == need, column, 255).astype(np.uint8)
        np.minimum(service, said, out=service)
    return service


def unpack(row: bytes) -> list[dict[str, int]]:
    """One party's list, best first."""
    entries = np.frombuffer(row, ENTRY)
    names = ENTRY.names or ()
    return [dict(zip(names, entry.tolist(), strict=True)) for entry in entries if entry["id"]]

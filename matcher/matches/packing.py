"""Lists of matches as rows of fixed width, as generations store them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.parties import MAKES, Ints, MatchTables, PartyGroups
from matcher.matches.top_matches import Keys, ids_of, points_of
from matcher.reference.areas import SAME_CITY

# 11 bytes, numbers big-endian: the counterpart's id (0: the list ends), points, the value of each
# component, and the number in `Needs.services` of the need that counts.
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


def pack_lists(tables: MatchTables, askers: PartyGroups, others: PartyGroups, keys: Keys) -> Packed:
    """ENTRY[n, k]: the lists of `best_counterparts` (uint64[n, k]) with their components."""
    packed = np.zeros(keys.shape, ENTRY)
    if not len(others):
        return packed
    asker = np.repeat(np.arange(len(askers)), keys.shape[1])
    found = keys.ravel()
    other = others.rows_of(ids_of(found))
    points = points_of(found).astype(np.int32)
    values: dict[str, npt.NDArray[Any]] = {
        AFFINITY: _affinity(tables, askers, asker, others, other),
        OPERATIONS: tables.fit.earn(askers.parties.bits[asker] & others.parties.bits[other])
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
    tables: MatchTables, askers: PartyGroups, asker: Ints, others: PartyGroups, other: Ints
) -> npt.NDArray[np.uint8]:
    area = tables.areas.area
    near = tables.areas.affinity[
        area[askers.parties.place[asker]], area[others.parties.place[other]]
    ]
    same = (askers.city[asker] == others.city[other]) & (askers.city[asker] > 0)
    near += same.astype(np.uint8) * np.uint8(SAME_CITY)
    return near


def _service(
    makers: PartyGroups,
    maker: Ints,
    servers: PartyGroups,
    server: Ints,
    need: npt.NDArray[np.int32],
) -> npt.NDArray[np.uint8]:
    """The first documented service whose need is the one that counts."""
    group = makers.group[maker]
    offers = servers.parties.offers[servers.parties.signature[server]]
    service = np.full(len(maker), 255, np.uint8)
    for column in offers.T:
        number = np.where(makers.needs[group, column] == need, column, 255).astype(np.uint8)
        np.minimum(service, number, out=service)
    return service


def unpack_list(row: bytes) -> list[dict[str, int]]:
    """The list of one party, best first."""
    entries = np.frombuffer(row, ENTRY)
    names = ENTRY.names or ()
    return [dict(zip(names, entry.tolist(), strict=True)) for entry in entries if entry["id"]]

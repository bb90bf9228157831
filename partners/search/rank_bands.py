"""Bands of the rank: a key that very many partners have is also there once a band, so that the
first partners by rank are read without the others. No Django here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b

from partners.search.name_keys import key, piece_keys, whole_keys
from partners.search.name_parts import NameParts

# A rank is a tier and a length: `TIER` * tier + length, and the lower rank comes first.
TIER, LONGEST = 256, 255
_TIERS = 4
# The greatest length of each band but the last. The first ones are narrow: whoever reads bands
# until there are enough then reads few that are too many.
_LENGTHS = (7, 8, 9, 10, 11, 12, 13, 16, 24, 32)
BANDS = range(_TIERS * (len(_LENGTHS) + 1))
# A key of a band is the key with the bits of the band's mark turned. Marks by CRC would meet the
# keys, which are CRCs: "xm" in one band would be "xl" in the next.
MARKS = [
    int.from_bytes(blake2b(f"band {band}".encode(), digest_size=4).digest(), signed=True)
    for band in BANDS
]


def band_of(rank: int) -> int:
    """The band of a rank; a lower rank is in the same band or in a lower one."""
    tier, length = divmod(rank, TIER)
    return tier * (len(_LENGTHS) + 1) + bisect_left(_LENGTHS, length)


def in_band(one: int, band: int) -> int:
    """The key of those partners of a band that have the key `one`."""
    return one ^ MARKS[band]


def entry_keys(
    names: Iterable[NameParts], identifiers: Iterable[str], filters: Iterable[int], rank: int
) -> list[int]:
    """All keys of an entry, sorted: of its names, its identifiers and what it is filtered by."""
    names, band = list(names), band_of(rank)
    pieces = {one for name in names for one in piece_keys(name)} | set(filters)
    keys = {one for name in names for one in whole_keys(name)} | pieces
    keys.update(key("identifier", one.casefold()) for one in identifiers)
    keys.update(in_band(one, band) for one in pieces)
    return sorted(keys)

"""English: which words of a phrase are its head, and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partners.lexicon.normal import FILLER, plain, words

_TURNED = re.compile(r"\s+(?:of|for|with|made of|made from|in|to|from|on)\s+")

_JOINED = re.compile(r"\s+(?:and|or|&)\s+|\s*[,;/]\s*")
# Last words that name a deed or a firm and leave the meaning to what stands before them.
_DEEDS = frozenset(
    [
        "service",
        "outsourcing",
        "company",
        "agency",
        "agent",
        "provider",
        "contractor",
        "solution",
        "processing",
        "work",
        "job",
        "operation",
        "cutting",
        "firm",
        "business",
        "studio",
        "centre",
        "consultant",
        "specialist",
        "expert",
        "subcontracting",
        "making",
        "fabrication",
        "facility",
        "shop",
        "plant",
        "mill",
        "house",
    ]
)
_MEASURE = re.compile(r"[\d.]+(mm|cm|m|kg|g|w|kw|v|ml|l|oz|inch|mah|gsm|ton|pcs|ft)?")


def head_first(text: str) -> Iterator[list[str]]:
    """Readings of a phrase with its head noun last, the most faithful first.

    "sheets of steel" is read as "steel sheet"; "case for phones" as "phone case".
    """
    said = plain(text)
    parts = _TURNED.split(said, maxsplit=1)
    if len(parts) == 2:
        tail, head = _kept(parts[1]), _kept(parts[0])
        yield from (one for one in ([*tail, *head], head) if one)
        return
    kept = _kept(said)
    while kept:
        yield kept
        if kept[-1] not in _DEEDS:
            return
        kept = kept[:-1]


def joined(text: str) -> list[list[str]]:
    """The phrases that "and", "or" or a comma join; none where nothing is joined."""
    several = _JOINED.split(plain(text))
    phrases = [one for part in several if (one := _kept(part))]
    return phrases if len(phrases) > 1 else []


def _kept(text: str) -> list[str]:
    """The words that say something; all words where none would be left."""
    every = words(text)
    return [one for one in every if one not in FILLER and not _MEASURE.fullmatch(one)]

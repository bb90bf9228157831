"""What partners can show: certificates, and who said what about them when."""

import numpy as np

from matcher.query_columns import Found, Longs, Query
from matcher.scoring.columns import NEVER, Codes, Holdings, Proofs, ranges
from matcher.scoring.numbering import mix, number
from matcher.snapshot.told import of_partners, pointers, take, texts

_DAY_BITS = 21  # days up to the year 5741; three of them fit one number
# Days as `date.toordinal` counts them; NEVER, LAST_DAY and UNDATED where none is said.
CERTIFICATES = Query(
    """
    SELECT partner_id AS partner, hashtextextended(standard, 0) AS standard,
        coalesce(valid_from - DATE '0001-01-01' + 1, -1) AS since,
        coalesce(valid_until - DATE '0001-01-01' + 1, 2147483647) AS until
    FROM partners_certificate
    """,
    {"partner": "i8", "standard": "i8", "since": "i4", "until": "i4"},
)
EVIDENCE = Query(
    """
    SELECT partner_id AS partner, ascii(kind) AS kind,
        coalesce(checked_on - DATE '0001-01-01' + 1, 1) AS day
    FROM partners_evidence
    """,
    {"partner": "i8", "kind": "i4", "day": "i4"},
)


def certificates(
    ids: Longs, complete: Longs, found: Found
) -> tuple[Codes, Holdings, tuple[str, ...]]:
    """Equal sets of certificates by one number."""
    found, at = of_partners(ids, found)
    held = np.zeros(len(ids), np.int64)
    np.add.at(held, at, mix(found["standard"], found["since"], found["until"]))
    sets = number(held & -2 | complete)
    ptr = pointers(np.bincount(at, minlength=len(ids)))
    lengths = np.diff(ptr).take(sets.first)
    found = take(found, ranges(ptr.take(sets.first), lengths))
    standard = number(found["standard"])
    names = texts(
        "SELECT DISTINCT hashtextextended(standard, 0), standard FROM partners_certificate"
        " WHERE partner_id = ANY(%s)",
        found["partner"].take(standard.first).tolist(),
    )
    holdings = Holdings(
        pointers(lengths),
        standard.codes,
        found["since"].astype(np.int32),
        found["until"].astype(np.int32),
        (complete.take(sets.first) > 0) if len(ids) else np.zeros(0, np.bool_),
    )
    return sets.codes, holdings, tuple(names[one] for one in standard.distinct.tolist())


def proofs(ids: Longs, found: Found) -> tuple[Codes, Proofs]:
    """The day of the latest evidence of each kind."""
    found, at = of_partners(ids, found)
    day = np.minimum(found["day"], (1 << _DAY_BITS) - 2)
    packed = np.zeros(len(ids), np.int64)
    for letter in "vrd":
        of_kind = found["kind"] == ord(letter)
        latest = np.full(len(ids), NEVER, np.int64)
        np.maximum.at(latest, at[of_kind], day[of_kind])
        packed = packed << _DAY_BITS | latest - NEVER
    said = number(packed)
    days = [said.distinct >> _DAY_BITS * n & (1 << _DAY_BITS) - 1 for n in (2, 1, 0)]
    return said.codes, Proofs(*((one + NEVER).astype(np.int32) for one in days))

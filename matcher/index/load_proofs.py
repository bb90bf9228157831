"""What partners can show: certificates, and who said what about them when."""

from dataclasses import dataclass

import numpy as np

from matcher.index.columns import NEVER, Holdings, Proofs
from matcher.index.csr import Codes, Flags, Longs
from matcher.index.factorize import mix, number
from matcher.index.hashed_rows import of_partners, of_some, take, texts
from matcher.index.query_columns import Found, Query

# Days as `date.toordinal` counts them; NEVER, LAST_DAY and UNDATED where none is said.
CERTIFICATES = Query(
    """
    SELECT partner_id AS partner, hashtextextended(standard, 0) AS standard,
        coalesce(valid_from - DATE '0001-01-01' + 1, -1)::int8 << 32
            | coalesce(valid_until - DATE '0001-01-01' + 1, 2147483647) AS days
    FROM partners_certificate
    """,
    ("partner", "standard", "days"),
)
# Partner, day and the end of the kind's first letter, as 40, 21 and 3 bits of one number.
EVIDENCE = Query(
    """
    SELECT (partner_id << 21 | least(coalesce(checked_on - DATE '0001-01-01' + 1, 1), 2097150)) << 3
        | (ascii(kind) & 7) AS said
    FROM partners_evidence
    """,
    ("said",),
)
_DAY_BITS = 21  # days up to the year 5741; three of them fit one number
_KIND_BITS = 3


@dataclass(frozen=True)
class Sets:
    """k sets of certificates: the rows of each, one set after the other; `ptr` int64[k + 1]."""

    ptr: Longs
    rows: Found
    complete: Flags


def certificates(ids: Longs, complete: Longs, found: Found) -> tuple[Codes, Sets]:
    """Equal sets of certificates by one number."""
    found, at = of_partners(ids, found)
    held = np.zeros(len(ids), np.int64)
    np.add.at(held, at, mix(found["standard"], found["days"]))
    sets = number(held & -2 | complete)
    rows, ptr = of_some(sets.first, at)
    return sets.codes, Sets(ptr, take(found, rows), complete.take(sets.first) > 0)


def holdings(sets: Sets) -> tuple[Holdings, tuple[str, ...]]:
    """The sets as the dictionary holds them, and the names of the standards."""
    standard, days = number(sets.rows["standard"]), sets.rows["days"]
    names = texts(
        "SELECT DISTINCT hashtextextended(standard, 0), standard FROM partners_certificate"
        " WHERE partner_id = ANY(%s)",
        sets.rows["partner"].take(standard.first).tolist(),
    )
    since, until = (days >> 32).astype(np.int32), days.astype(np.int32)
    holdings = Holdings(sets.ptr, standard.codes, since, until, sets.complete)
    return holdings, tuple(names[one] for one in standard.distinct.tolist())


def proofs(ids: Longs, found: Found) -> tuple[Codes, Proofs]:
    """The day of the latest evidence of each kind."""
    said = found["said"]
    partner, day, kind = (
        said >> _DAY_BITS + _KIND_BITS,
        said >> _KIND_BITS & (1 << _DAY_BITS) - 1,
        said & (1 << _KIND_BITS) - 1,
    )
    found, at = of_partners(ids, {"partner": partner, "day": day, "kind": kind})
    packed = np.zeros(len(ids), np.int64)
    for letter in "vrd":
        of_kind = np.flatnonzero(found["kind"] == ord(letter) & (1 << _KIND_BITS) - 1)
        latest = np.full(len(ids), NEVER, np.int64)
        np.maximum.at(latest, at.take(of_kind), found["day"].take(of_kind))
        packed = packed << _DAY_BITS | latest - NEVER
    proven = number(packed)
    days = [proven.distinct >> _DAY_BITS * n & (1 << _DAY_BITS) - 1 for n in (2, 1, 0)]
    return proven.codes, Proofs(*((one + NEVER).astype(np.int32) for one in days))

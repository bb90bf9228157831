"""The certificates and the evidence of all partners."""

from dataclasses import dataclass

import numpy as np

from matcher.index.candidate import SOURCES_AT_MOST
from matcher.index.columns import NO_DAY, CertificateSets, Proofs
from matcher.index.csr import Bytes, Codes, Flags, Longs
from matcher.index.factorize import factorize, row_hashes
from matcher.index.loading.column_query import ColumnQuery, NamedColumns
from matcher.index.loading.row_joins import (
    fetch_by_key,
    group_by_owner,
    join_partners,
    take_rows,
)

# Days as `date.toordinal` counts them, with the numbers of `columns` where none is given.
CERTIFICATES = ColumnQuery(
    """
    SELECT partner_id AS partner, hashtextextended(standard, 0) AS standard,
        coalesce(valid_from - DATE '0001-01-01' + 1, -1)::int8 << 32
            | coalesce(valid_until - DATE '0001-01-01' + 1, 2147483647) AS days
    FROM partners_certificate
    """,
    ("partner", "standard", "days"),
)
# Partner, day and the last bits of the kind's first letter, as 40, 21 and 3 bits of one number.
EVIDENCE = ColumnQuery(
    """
    SELECT (partner_id << 21 | least(coalesce(checked_on - DATE '0001-01-01' + 1, 1), 2097150)) << 3
        | (ascii(kind) & 7) AS partner_day_kind, hashtext(speaker)::int8 AS speaker
    FROM partners_evidence WHERE kind <> 'inferred'
    """,
    ("partner_day_kind", "speaker"),
)
_HASH_BITS = 32
_DAY_BITS = 21  # days up to the year 5741; the days of three kinds fit one number
_KIND_BITS = 3  # v, r and d differ in their last three bits


@dataclass(frozen=True)
class CertificateRows:
    """The rows of c sets of certificates, set by set; `ptr` int64[c + 1]."""

    ptr: Longs
    rows: NamedColumns
    complete: Flags


def encode_certificates(
    ids: Longs, complete: Longs, certificates: NamedColumns
) -> tuple[Codes, CertificateRows]:
    """The set of certificates of each partner, by number, and the rows of the sets. `complete`: 1
    where the record lists every certificate.
    """
    rows, at = join_partners(ids, certificates)
    # A sum of hashes is equal for equal sets, in whatever order their rows come.
    hashed = np.zeros(len(ids), np.int64)
    np.add.at(hashed, at, row_hashes(rows["standard"], rows["days"]))
    sets = factorize(hashed & -2 | complete)
    chosen, ptr = group_by_owner(sets.first, at)
    return sets.codes, CertificateRows(ptr, take_rows(rows, chosen), complete.take(sets.first) > 0)


def load_certificate_sets(sets: CertificateRows) -> tuple[CertificateSets, tuple[str, ...]]:
    """The sets as the dictionary holds them, and the names of the standards."""
    standard, days = factorize(sets.rows["standard"]), sets.rows["days"]
    names = fetch_by_key(
        "SELECT DISTINCT hashtextextended(standard, 0), standard FROM partners_certificate"
        " WHERE partner_id = ANY(%s)",
        sets.rows["partner"].take(standard.first).tolist(),
    )
    since, until = (days >> 32).astype(np.int32), days.astype(np.int32)
    found = CertificateSets(sets.ptr, standard.codes, since, until, sets.complete)
    return found, tuple(names[hashed] for hashed in standard.distinct.tolist())


def encode_proofs(ids: Longs, evidence: NamedColumns) -> tuple[Codes, Proofs, Bytes]:
    """The evidence of each partner, by number: the day of the latest of each kind; and uint8[ids]:
    how many speakers there are, at most `SOURCES_AT_MOST`.
    """
    packed = evidence["partner_day_kind"]
    columns = {
        "partner": packed >> _DAY_BITS + _KIND_BITS,
        "day": packed >> _KIND_BITS & (1 << _DAY_BITS) - 1,
        "kind": packed & (1 << _KIND_BITS) - 1,
        "speaker": evidence["speaker"],
    }
    rows, at = join_partners(ids, columns)
    days = np.zeros(len(ids), np.int64)
    for letter in "vrd":
        chosen = np.flatnonzero(rows["kind"] == ord(letter) & (1 << _KIND_BITS) - 1)
        latest = np.full(len(ids), NO_DAY, np.int64)
        np.maximum.at(latest, at.take(chosen), rows["day"].take(chosen))
        # Less NO_DAY, so that no number is negative.
        days = days << _DAY_BITS | latest - NO_DAY
    sets = factorize(days)
    by_kind = [sets.distinct >> _DAY_BITS * n & (1 << _DAY_BITS) - 1 for n in (2, 1, 0)]
    found = Proofs(*((each + NO_DAY).astype(np.int32) for each in by_kind))
    return sets.codes, found, _count_speakers(len(ids), at, rows["speaker"])


def _count_speakers(partners: int, at: Longs, speaker: Longs) -> Bytes:
    """uint8[partners]: the distinct speakers of each; `at` the partner of each row."""
    pairs = np.unique(at << _HASH_BITS | speaker & (1 << _HASH_BITS) - 1)
    counts = np.bincount(pairs >> _HASH_BITS, minlength=partners)
    return np.minimum(counts, SOURCES_AT_MOST).astype(np.uint8)

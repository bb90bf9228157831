"""Build the parties of one role from the columns of partners. Each fact is judged once for each of
its distinct values, not once for each partner.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Quantity
from matcher.index.columns import Columns
from matcher.index.csr import Flags, Longs
from matcher.index.segment import Segment
from matcher.matches import compatibility_bits
from matcher.matches.parties import MAKES, MatchTables, Parties, padded
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import SERVICE
from matcher.scoring import assurance, trust
from matcher.scoring.operations import handles_goods

# Stored matches hold ids as 32-bit integers with a sign.
MAX_ID = 0x7FFFFFFF

Words = npt.NDArray[np.uint32]


def build_parties(
    tables: MatchTables,
    segments: Sequence[Segment],
    datasets: Collection[str],
    role: str,
) -> Parties:
    """The partners of the datasets that have a documented offering of the role. A maker of only an
    emerging industry is in no division and so has no evidenced need.
    """
    distinct: dict[tuple[int, ...], int] = {}
    each = [_segment_parties(tables, segment, datasets, role, distinct) for segment in segments]
    ids = np.concatenate([np.zeros(0, np.int64), *(one[0] for one in each)])
    if len(ids) and int(ids.max()) > MAX_ID:
        raise OverflowError(f"partner {ids.max()}: the id of a matched partner has at most 31 bits")
    place, signature, quality, bits = (
        np.concatenate([np.zeros(0, kind), *(one[n].astype(kind) for one in each)])
        for n, kind in enumerate((np.uint16, np.uint32, np.uint8, np.uint32), 1)
    )
    offers = padded(list(distinct))
    return Parties(role, ids.astype(np.uint32), place, signature, quality, bits, offers)


def _segment_parties(
    tables: MatchTables,
    segment: Segment,
    datasets: Collection[str],
    role: str,
    distinct: dict[tuple[int, ...], int],
) -> tuple[npt.NDArray[Any], ...]:
    """Ids, places, numbers in `distinct`, qualities and words of a segment's parties."""
    reference = tables.reference
    columns, facts = segment.columns, segment.columns.facts
    cohorts = columns.cohorts
    own = [_documented_numbers(tables, columns, role, n) for n in range(len(columns.signatures))]
    number = np.array([distinct.setdefault(one, len(distinct)) if one else -1 for one in own])
    named = columns.dictionary.sets_with_dataset(datasets)
    of_cohort = np.where(
        named.take(cohorts.datasets), number.astype(np.int64).take(cohorts.signature), -1
    )
    of_row = np.repeat(of_cohort, cohorts.sizes)
    # A changed partner is in the small segment; its old row must not make it two parties.
    of_row[segment.deleted] = -1
    rows = np.flatnonzero(of_row >= 0)
    goods = _handling_goods(reference, columns, role)
    handles = np.repeat(goods.take(cohorts.signature), cohorts.sizes).take(rows)
    quality = trust.proof_values(columns.dictionary.proofs, reference.lists.day)
    return (
        facts.ids.take(rows),
        facts.place.take(rows),
        of_row.take(rows),
        quality.take(facts.proofs.take(rows)),
        _party_bits(reference, columns, role, rows, handles),
    )


def _documented_numbers(
    tables: MatchTables, columns: Columns, role: str, signature: int
) -> tuple[int, ...]:
    """The numbers of divisions or services that a signature documents in the role."""
    sectors = tables.reference.sectors
    items = columns.signatures[signature].tolist()
    codes = [sectors.codes[n] for n in items if (sectors.kind[n] == SERVICE) == (role != MAKES)]
    return tables.numbers_of(role, codes)


def _handling_goods(reference: ReferenceData, columns: Columns, role: str) -> Flags:
    """bool[signatures]: those that handle goods in the role, so that lead time and size count."""
    sectors = reference.sectors
    handles = np.array(
        [
            (kind == SERVICE) == (role != MAKES) and handles_goods(reference, code)
            for code, kind in zip(sectors.codes, sectors.kind, strict=True)
        ],
        np.bool_,
    )
    return columns.signatures.any(handles)


def _party_bits(
    reference: ReferenceData, columns: Columns, role: str, rows: Longs, handles: Flags
) -> Words:
    """uint32[rows]: two lanes, see `compatibility_bits`."""
    facts, dictionary = columns.facts, columns.dictionary
    listings = dictionary.code_sets
    languages = _bits(
        listings.complete,
        [assurance.lists_naming(dictionary, {code}) for code in compatibility_bits.LANGUAGES],
    )
    held = [
        assurance.certificate_states(dictionary, standard, reference.lists.day)
        for standard in compatibility_bits.STANDARDS
    ]
    complete = dictionary.certificate_sets.complete.copy()
    for one in held:
        complete &= one != assurance.NO_LAST_DAY
    standards = _bits(complete, [one == assurance.VALID for one in held])
    days = [
        compatibility_bits.lead_time_bits(int(one) if n else None, role)
        for n, one in enumerate(dictionary.days)
    ]
    sizes = [compatibility_bits.order_size_bits(one, role) for one in _quantities(columns)]
    first = languages.take(facts.languages.take(rows))
    second = standards.take(facts.certificates.take(rows))
    none = np.uint32(0)
    first |= np.where(handles, np.array(days, np.uint32).take(facts.lead_time.take(rows)), none)
    second |= np.where(
        handles, np.array(sizes, np.uint32).take(facts.minimum_order.take(rows)), none
    )
    return first | second << np.uint32(16)


def _bits(complete: Flags, listed: Sequence[Flags]) -> Words:
    """One bit for each code that may be listed; the bit after them: the list is complete."""
    found = complete.astype(np.uint32) << np.uint32(len(listed))
    for bit, has in enumerate(listed):
        found |= has.astype(np.uint32) << np.uint32(bit)
    return found


def _quantities(columns: Columns) -> list[Quantity | None]:
    """The dictionary's quantities, in whole base units rounded up."""
    dictionary = columns.dictionary
    known = [
        Quantity(dictionary.dimensions[dimension], Decimal(whole + (part > 0)))
        for dimension, whole, part in zip(
            dictionary.quantities.dimension.tolist(),
            dictionary.quantities.whole.tolist(),
            dictionary.quantities.part.tolist(),
            strict=True,
        )
    ]
    return [None, *known[1:]]

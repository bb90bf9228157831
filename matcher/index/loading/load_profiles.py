"""The profiles of all partners: quantities, lead times, languages and markets."""

from typing import NamedTuple

import numpy as np

from matcher.index.columns import MILLION, CodeSets, Quantities
from matcher.index.csr import Codes, Longs, to_csr
from matcher.index.factorize import Factorized, factorize
from matcher.index.loading.column_query import ColumnQuery, NamedColumns
from matcher.index.loading.row_joins import fetch_by_key, join_partners
from partners.names import units
from partners.names.units import to_base_unit

UNKNOWN = 0
# `lead_time` holds the lead time plus 1 above its last bit. The last bit of `lead_time`,
# `languages` and `markets` is set where the record lists every certificate, language or market.
PROFILES = ColumnQuery(
    """
    SELECT partner_id AS partner,
        coalesce(hashtextextended(minimum_order_unit,
            hash_numeric_extended(minimum_order, 0)), 0) AS minimum_order,
        coalesce(hashtextextended(monthly_capacity_unit,
            hash_numeric_extended(monthly_capacity, 0)), 0) AS capacity,
        coalesce(lead_time_days::int8 + 1, 0) << 1 | certificates_complete::int4 AS lead_time,
        hash_array_extended(coalesce(languages, '{}'), 0) & -2
            | languages_complete::int4 AS languages,
        hash_array_extended(coalesce(markets, '{}'), 0) & -2
            | markets_complete::int4 AS markets
    FROM partners_profile
    """,
    ("partner", "minimum_order", "capacity", "lead_time", "languages", "markets"),
)


class FactorizedPair(NamedTuple):
    """Two facts of n partners that share one numbering; `both` numbers the 2n values of the first
    fact and then the second.
    """

    first: Codes
    second: Codes
    both: Factorized


def align_profiles(ids: Longs, profiles: NamedColumns) -> NamedColumns:
    """The profile of each partner of `ids`; zeros, which are unknown, where there is none."""
    rows, at = join_partners(ids, profiles)
    columns = {name: np.zeros(len(ids), np.int64) for name in rows if name != "partner"}
    for name, column in columns.items():
        column[at] = rows[name]
    return columns


def factorize_pair(first: Longs, second: Longs, null: int | None = None) -> FactorizedPair:
    """Number two facts together: a minimum order and a capacity may be the same amount."""
    both = factorize(np.concatenate([first, second]), null)
    return FactorizedPair(both.codes[: len(first)], both.codes[len(first) :], both)


def load_quantities(ids: Longs, amounts: Factorized) -> tuple[Quantities, tuple[str, ...]]:
    """The amount of each number in its base unit, and the names of the dimensions."""
    owners = _owners(ids, amounts)[1:]
    profiles = fetch_by_key(
        "SELECT partner_id, minimum_order, minimum_order_unit, monthly_capacity,"
        " monthly_capacity_unit FROM partners_profile WHERE partner_id = ANY(%s)",
        [pk for pk, _ in owners],
    )
    dimensions = sorted({unit.dimension for unit in units.UNITS})
    dimension, millionths = [0], [0]  # the unknown quantity, number 0
    for pk, fact in owners:
        name, amount = to_base_unit(*profiles[pk][2 * fact :][:2])
        dimension.append(dimensions.index(name))
        millionths.append(int(amount * MILLION))
    return Quantities.from_millionths(dimension, millionths), tuple(dimensions)


def load_code_sets(ids: Longs, codes: Factorized) -> tuple[CodeSets, tuple[str, ...]]:
    """The languages or markets of each number, and their distinct codes. The same set in another
    order has another hash, hence another number, and the same items.
    """
    owners = _owners(ids, codes)
    profiles = fetch_by_key(
        "SELECT partner_id, languages, languages_complete, markets, markets_complete"
        " FROM partners_profile WHERE partner_id = ANY(%s)",
        [pk for pk, _ in owners],
    )
    no_profile = (None, False, None, False)
    found = [profiles.get(pk, no_profile)[2 * fact :][:2] for pk, fact in owners]
    names = sorted({code for listed, _ in found for code in listed or ()})
    numbers = {code: n for n, code in enumerate(names)}
    sets = to_csr([[numbers[code] for code in listed or ()] for listed, _ in found], np.uint16)
    complete = np.array([complete for _, complete in found], np.bool_)
    return CodeSets(sets, complete), tuple(names)


def _owners(ids: Longs, both: Factorized) -> list[tuple[int, int]]:
    """For each number the id of a partner that has it, and as which of the two facts: 0 or 1."""
    if not len(ids):
        return []
    fact, at = np.divmod(both.first, len(ids))
    return list(zip(ids.take(at).tolist(), fact.tolist(), strict=True))

"""How partners work: quantities, lead times, and the languages and markets that they list."""

import numpy as np

from matcher.index.columns import MILLION, Listings, Quantities
from matcher.index.csr import Codes, Longs, csr_lists
from matcher.index.factorize import Factorized, number
from matcher.index.hashed_rows import of_partners, texts
from matcher.index.query_columns import Found, Query
from partners.names import units

NOTHING = 0
# The last bit of `days`, `languages` and `markets`: does the record list every certificate,
# language or market? Above it in `days` stands the lead time plus 1.
PROFILES = Query(
    """
    SELECT partner_id AS partner,
        coalesce(hashtextextended(minimum_order_unit,
            hash_numeric_extended(minimum_order, 0)), 0) AS least,
        coalesce(hashtextextended(monthly_capacity_unit,
            hash_numeric_extended(monthly_capacity, 0)), 0) AS most,
        coalesce(lead_time_days::int8 + 1, 0) << 1 | certificates_complete::int4 AS days,
        hash_array_extended(coalesce(languages, '{}'), 0) & -2
            | languages_complete::int4 AS languages,
        hash_array_extended(coalesce(markets, '{}'), 0) & -2
            | markets_complete::int4 AS markets
    FROM partners_profile
    """,
    ("partner", "least", "most", "days", "languages", "markets"),
)


def of_each(ids: Longs, found: Found) -> Found:
    """The profile of each partner; zeros where it has none."""
    found, at = of_partners(ids, found)
    columns = {name: np.zeros(len(ids), np.int64) for name in found if name != "partner"}
    for name, column in columns.items():
        column[at] = found[name]
    return columns


def together(
    first: Longs, second: Longs, none: int | None = None
) -> tuple[Codes, Codes, Factorized]:
    """Two facts a partner that share one numbering."""
    both = number(np.concatenate([first, second]), none)
    return both.codes[: len(first)], both.codes[len(first) :], both


def quantities(ids: Longs, said: Factorized) -> tuple[Quantities, tuple[str, ...]]:
    """Minimum orders and capacities, as they were said."""
    owners = _owners(ids, said)[1:]
    told = texts(
        "SELECT partner_id, minimum_order, minimum_order_unit, monthly_capacity,"
        " monthly_capacity_unit FROM partners_profile WHERE partner_id = ANY(%s)",
        [pk for pk, _ in owners],
    )
    dimensions = sorted({unit.dimension for unit in units.UNITS})
    dimension, millionths = [0], [0]
    for pk, second in owners:
        what, base = units.to_base_unit(*told[pk][2 * second :][:2])
        dimension.append(dimensions.index(what))
        millionths.append(int(base * MILLION))
    quantities = Quantities(
        np.array(dimension, np.uint8),
        np.array([one // MILLION for one in millionths], np.int64),
        np.array([one % MILLION for one in millionths], np.int64),
    )
    return quantities, tuple(dimensions)


def listings(ids: Longs, said: Factorized) -> tuple[Listings, tuple[str, ...]]:
    """Languages and markets; a set in another order is another one, and says the same."""
    owners = _owners(ids, said)
    profiles = texts(
        "SELECT partner_id, languages, languages_complete, markets, markets_complete"
        " FROM partners_profile WHERE partner_id = ANY(%s)",
        [pk for pk, _ in owners],
    )
    nothing = (None, False, None, False)
    told = [profiles.get(pk, nothing)[2 * second :][:2] for pk, second in owners]
    names = sorted({code for codes, _ in told for code in codes or ()})
    numbers = {code: n for n, code in enumerate(names)}
    lists = csr_lists([[numbers[code] for code in codes or ()] for codes, _ in told], np.uint16)
    whole = np.array([complete for _, complete in told], np.bool_)
    return Listings(lists, whole), tuple(names)


def _owners(ids: Longs, both: Factorized) -> list[tuple[int, int]]:
    """For each number a partner that has it, and as which of the two facts: 0 or 1."""
    if not len(ids):
        return []
    which, at = np.divmod(both.first, len(ids))
    return list(zip(ids.take(at).tolist(), which.tolist(), strict=True))

"""How partners work: quantities, and the languages and markets that they list."""

from decimal import Decimal

import numpy as np

from matcher.query_columns import Found
from matcher.scoring.columns import MILLION, Codes, Listings, Quantities, ragged
from matcher.scoring.numbering import number
from matcher.snapshot.told import texts
from partners import units

_NO_QUANTITY = -1
_UNITS = 32  # room for the unit beside an amount in one number


def quantities(partners: Found) -> tuple[Codes, Codes, Quantities, tuple[str, ...]]:
    """Minimum orders and capacities, as they were said: in thousandths of a unit."""
    names = [unit.name for unit in units.UNITS]
    told = texts("SELECT hashtext(name), name FROM unnest(%s::varchar[]) name", names)
    rising = np.array(sorted(told), np.int64)
    amount = np.concatenate([partners["least"], partners["most"]])
    unit = np.searchsorted(rising, np.concatenate([partners["least_unit"], partners["most_unit"]]))
    said = number(np.where(amount < 0, _NO_QUANTITY, amount * _UNITS + unit), _NO_QUANTITY)
    dimensions = sorted({unit.dimension for unit in units.UNITS})
    dimension, millionths = [0], [0]
    for key in said.distinct[1:].tolist():
        name = told[int(rising[key % _UNITS])]
        what, base = units.base(Decimal(key // _UNITS) / 1000, name)
        dimension.append(dimensions.index(what))
        millionths.append(int(base * MILLION))
    quantities = Quantities(
        np.array(dimension, np.uint8),
        np.array([one // MILLION for one in millionths], np.int64),
        np.array([one % MILLION for one in millionths], np.int64),
    )
    least, most = np.split(said.codes, [len(partners["id"])])
    return least, most, quantities, tuple(dimensions)


def listings(partners: Found) -> tuple[Codes, Codes, Listings, tuple[str, ...]]:
    """Languages and markets; a set in another order is another one, and says the same."""
    sets = number(np.concatenate([partners["languages"], partners["markets"]]))
    which, at = np.divmod(sets.first, max(1, len(partners["id"])))
    owners = partners["id"].take(at).tolist() if len(partners["id"]) else []
    said = texts(
        "SELECT partner_id, languages, markets, languages_complete, markets_complete"
        " FROM partners_profile WHERE partner_id = ANY(%s)",
        owners,
    )
    nothing = (None, None, False, False)
    told = [said.get(pk, nothing)[kind::2] for pk, kind in zip(owners, which.tolist(), strict=True)]
    names = sorted({code for codes, _ in told for code in codes or ()})
    numbers = {code: n for n, code in enumerate(names)}
    lists = ragged([[numbers[code] for code in codes or ()] for codes, _ in told], np.uint16)
    languages, markets = np.split(sets.codes, [len(partners["id"])])
    whole = np.array([complete for _, complete in told], np.bool_)
    return languages, markets, Listings(lists, whole), tuple(names)

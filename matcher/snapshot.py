"""All active partners from PostgreSQL as columns, without a Python object a partner.

Every fact comes as whole numbers: texts and lists as a 64-bit hash by which equal ones are
numbered; the text itself is asked for once, of one partner that has it. A hash that two facts
shared would show in the first list that names such a partner: its record would not bear out
its points, and `scoring.shortlist` refuses that.
"""

from decimal import Decimal
from typing import Any

import numpy as np
from django.db import connection

from matcher.copying import Rows, rows
from matcher.numbering import Longs, Numbered, mix, number
from matcher.scoring.columns import (
    MILLION,
    NEVER,
    Book,
    Codes,
    Columns,
    Facts,
    Goods,
    Holdings,
    Listings,
    Offers,
    Proofs,
    Quantities,
    Ragged,
    cluster,
    ragged,
    ranges,
)
from matcher.scoring.ground import Ground
from partners import units

_NO_QUANTITY, _NO_DAYS, _NO_GOODS, _NO_CLIENTS = -1, -1, 0, 0
_UNITS = 32  # room for the unit beside an amount in one number
_DAY_BITS = 21  # days up to the year 5741; three of them fit one number
_PARTNERS = """
    SELECT p.id, hashtext(p.dataset_id) AS dataset, coalesce(p.place_id, '0')::int4 AS place,
        coalesce(f.minimum_order * 1000, -1) AS least,
        hashtext(coalesce(f.minimum_order_unit, '')) AS least_unit,
        coalesce(f.monthly_capacity * 1000, -1) AS most,
        hashtext(coalesce(f.monthly_capacity_unit, '')) AS most_unit,
        coalesce(f.lead_time_days, -1) AS days,
        coalesce(f.certificates_complete, false)::int4 AS complete,
        hashtextextended(coalesce(f.languages, '{}')::text, 0) & -2
            | coalesce(f.languages_complete, false)::int4 AS languages,
        hashtextextended(coalesce(f.markets, '{}')::text, 0) & -2
            | coalesce(f.markets_complete, false)::int4 AS markets
    FROM partners_partner p LEFT JOIN partners_profile f ON f.partner_id = p.id
    WHERE p.retired_at IS NULL
"""
_OFFERINGS = """
    SELECT partner_id AS partner, id, hashtext(sector_id) AS sector,
        CASE WHEN products = '{}' AND hs = '{}' THEN 0
            ELSE hashtextextended(products::text || hs::text, 0) END AS goods
    FROM partners_offering
"""
_CLIENTS = """
    SELECT offering_id AS offering, hashtext(sector_id) AS sector
    FROM partners_offering_for_sectors
"""
# Days as `date.toordinal` counts them; NEVER, LAST_DAY and UNDATED where none is said.
_CERTIFICATES = """
    SELECT partner_id AS partner, hashtextextended(standard, 0) AS standard,
        coalesce(valid_from - DATE '0001-01-01' + 1, -1) AS since,
        coalesce(valid_until - DATE '0001-01-01' + 1, 2147483647) AS until
    FROM partners_certificate
"""
_EVIDENCE = """
    SELECT partner_id AS partner, ascii(kind) AS kind,
        coalesce(checked_on - DATE '0001-01-01' + 1, 1) AS day
    FROM partners_evidence
"""


def read(ground: Ground) -> Columns:
    """The active partners of this transaction's snapshot."""
    partners = rows(
        _PARTNERS, id="i8", dataset="i4", place="i4", least="i8", least_unit="i4", most="i8",
        most_unit="i4", days="i4", complete="i4", languages="i8", markets="i8",
    )  # fmt: skip
    partners = partners[np.argsort(partners["id"], kind="stable")]
    ids = partners["id"].astype(np.int64)
    names = _texts("SELECT hashtext(key), key FROM partners_dataset")
    dataset, days = number(partners["dataset"]), number(partners["days"], _NO_DAYS)
    least, most, quantities, dimensions = _quantities(partners)
    held, holdings, standards = _certificates(ids, partners["complete"])
    languages, markets, listings, listed = _listings(partners)
    proof, proofs = _proofs(ids)
    offers, goods, words, hs, clients = _offers(ground, ids)
    facts = Facts(
        ids, _places(ground, partners["place"]), dataset.codes.astype(np.uint8), least,
        days.codes, most, held, languages, markets, proof, offers,
    )  # fmt: skip
    book = Book(
        places=ground.areas.codes,
        sectors=ground.sectors.codes,
        datasets=tuple(names[one] for one in dataset.distinct.tolist()),
        dimensions=dimensions,
        standards=standards,
        listed=listed,
        words=words,
        hs=hs,
        quantities=quantities,
        days=np.maximum(days.distinct, 0).astype(np.int32),
        holdings=holdings,
        listings=listings,
        proofs=proofs,
        goods=goods,
        clients=clients,
    )
    return cluster(facts, book)


def _texts(query: str, *params: Any) -> dict[int, Any]:
    """What numbers stand for. Raises `ValueError` when two share one."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        found = cursor.fetchall()
    told = {row[0]: row[1] if len(row) == 2 else row[1:] for row in found}
    if len(told) < len(found):
        raise ValueError(f"two texts have one hash: {query}")
    return told


def _places(ground: Ground, codes: Longs) -> Codes:
    """Each GB/T 2260 code by the ground's number; 0 is unknown."""
    table = np.full(10**6, ground.areas.unknown, np.uint16)
    table[[int(code) for code in ground.areas.codes]] = range(ground.areas.unknown)
    return table.take(codes)


def _sectors(ground: Ground, hashes: Longs) -> Codes:
    codes = list(ground.sectors.codes)
    told = _texts("SELECT hashtext(code), code FROM unnest(%s::varchar[]) code", codes)
    rising = np.array(sorted(told), np.int64)
    numbers = np.array([ground.sectors.numbers[told[one]] for one in rising.tolist()], np.uint16)
    at = np.minimum(np.searchsorted(rising, hashes), len(rising) - 1)
    if len(hashes) and (rising.take(at) != hashes).any():
        raise ValueError("an offering of a sector that the taxonomy does not hold")
    return numbers.take(at)


def _of_partners(ids: Longs, found: Rows) -> tuple[Rows, Longs]:
    """The rows that belong to the partners, with each one's position, rising."""
    at = np.searchsorted(ids, found["partner"])
    here = ids.take(np.minimum(at, len(ids) - 1)) == found["partner"] if len(ids) else at < 0
    found, at = found[here], at[here]
    order = np.argsort(at, kind="stable")
    return found[order], at.take(order)


def _pointers(at: Longs, size: int) -> Longs:
    """Where those of each of so many begin, of positions that rise."""
    return np.concatenate([[0], np.cumsum(np.bincount(at, minlength=size))]).astype(np.int64)


def _quantities(partners: Rows) -> tuple[Codes, Codes, Quantities, tuple[str, ...]]:
    """Minimum orders and capacities, as they were said: in thousandths of a unit."""
    names = [unit.name for unit in units.UNITS]
    told = _texts("SELECT hashtext(name), name FROM unnest(%s::varchar[]) name", names)
    rising = np.array(sorted(told), np.int64)
    amount = np.concatenate([partners["least"], partners["most"]]).astype(np.int64)
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
    least, most = np.split(said.codes, [len(partners)])
    return least, most, quantities, tuple(dimensions)


def _certificates(ids: Longs, complete: Longs) -> tuple[Codes, Holdings, tuple[str, ...]]:
    """Equal sets of certificates by one number."""
    found = rows(_CERTIFICATES, partner="i8", standard="i8", since="i4", until="i4")
    found, at = _of_partners(ids, found)
    held = np.zeros(len(ids), np.int64)
    np.add.at(held, at, mix(found["standard"], found["since"], found["until"]))
    sets = number(held & -2 | complete)
    ptr = _pointers(at, len(ids))
    lengths = np.diff(ptr).take(sets.first)
    found = found[ranges(ptr.take(sets.first), lengths)]
    standard = number(found["standard"])
    names = _texts(
        "SELECT DISTINCT hashtextextended(standard, 0), standard FROM partners_certificate"
        " WHERE partner_id = ANY(%s)",
        found["partner"].take(standard.first).tolist(),
    )
    holdings = Holdings(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        standard.codes,
        found["since"].astype(np.int32),
        found["until"].astype(np.int32),
        (complete.take(sets.first) > 0) if len(ids) else np.zeros(0, np.bool_),
    )
    return sets.codes, holdings, tuple(names[one] for one in standard.distinct.tolist())


def _listings(partners: Rows) -> tuple[Codes, Codes, Listings, tuple[str, ...]]:
    """Languages and markets; a set in another order is another one, and says the same."""
    sets = number(np.concatenate([partners["languages"], partners["markets"]]))
    which, at = np.divmod(sets.first, max(1, len(partners)))
    owners = partners["id"].take(at).tolist() if len(partners) else []
    said = _texts(
        "SELECT partner_id, languages, markets, languages_complete, markets_complete"
        " FROM partners_profile WHERE partner_id = ANY(%s)",
        owners,
    )
    nothing = (None, None, False, False)
    told = [said.get(pk, nothing)[kind::2] for pk, kind in zip(owners, which.tolist(), strict=True)]
    names = sorted({code for codes, _ in told for code in codes or ()})
    numbers = {code: n for n, code in enumerate(names)}
    lists = ragged([[numbers[code] for code in codes or ()] for codes, _ in told], np.uint16)
    languages, markets = np.split(sets.codes, [len(partners)])
    whole = np.array([complete for _, complete in told], np.bool_)
    return languages, markets, Listings(lists, whole), tuple(names)


def _proofs(ids: Longs) -> tuple[Codes, Proofs]:
    """The day of the latest evidence of each kind."""
    found, at = _of_partners(ids, rows(_EVIDENCE, partner="i8", kind="i4", day="i4"))
    day = np.minimum(found["day"].astype(np.int64), (1 << _DAY_BITS) - 2)
    packed = np.zeros(len(ids), np.int64)
    for letter in "vrd":
        of_kind = found["kind"] == ord(letter)
        latest = np.full(len(ids), NEVER, np.int64)
        np.maximum.at(latest, at[of_kind], day[of_kind])
        packed = packed << _DAY_BITS | latest - NEVER
    said = number(packed)
    days = [said.distinct >> _DAY_BITS * n & (1 << _DAY_BITS) - 1 for n in (2, 1, 0)]
    return said.codes, Proofs(*((one + NEVER).astype(np.int32) for one in days))


def _offers(
    ground: Ground, ids: Longs
) -> tuple[Offers, Goods, tuple[str, ...], tuple[str, ...], Ragged]:
    """What is offered, with the goods listed and the clients meant."""
    found = rows(_OFFERINGS, partner="i8", id="i8", sector="i4", goods="i8")
    found, at = _of_partners(ids, found)
    goods = number(found["goods"], _NO_GOODS)
    clients, meant = _clients(ground, found["id"].astype(np.int64))
    offers = Offers(
        _pointers(at, len(ids)), _sectors(ground, found["sector"]), goods.codes, clients.codes
    )
    listed = _texts(
        "SELECT id, products, hs FROM partners_offering WHERE id = ANY(%s)",
        found["id"].take(goods.first[1:]).tolist(),
    )
    rows_of = [((), ()), *(listed[int(pk)] for pk in found["id"].take(goods.first[1:]))]
    words, in_words = _numbered([row[0] for row in rows_of])
    hs, in_hs = _numbered([row[1] for row in rows_of])
    return offers, Goods(in_words, in_hs), words, hs, meant


def _numbered(lists: list[Any]) -> tuple[tuple[str, ...], Ragged]:
    """The distinct texts of the lists, and the lists by their numbers."""
    numbers: dict[str, int] = {}
    told = [[numbers.setdefault(text, len(numbers)) for text in one] for one in lists]
    return tuple(numbers), ragged(told)


def _clients(ground: Ground, offerings: Longs) -> tuple[Numbered, Ragged]:
    """Whom each offering is for: the sets, and each offering's."""
    found = rows(_CLIENTS, offering="i8", sector="i4")
    order = np.argsort(offerings, kind="stable")
    at = np.searchsorted(offerings.take(order), found["offering"])
    at = np.minimum(at, max(0, len(order) - 1))
    here = offerings.take(order).take(at) == found["offering"] if len(order) else at < 0
    sector, at = _sectors(ground, found["sector"][here]), order.take(at[here])
    sorting = np.argsort(at, kind="stable")
    sector, at = sector.take(sorting), at.take(sorting)
    meant = np.zeros(len(offerings), np.int64)
    np.add.at(meant, at, mix(sector))
    sets = number(meant, _NO_CLIENTS)
    ptr = _pointers(at, len(offerings))
    lengths = np.diff(ptr).take(sets.first) if len(offerings) else np.zeros(1, np.int64)
    lengths[0] = 0
    items = sector.take(ranges(ptr.take(sets.first), lengths))
    return sets, Ragged(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), items)

"""The synthetic partners as rows of the product's tables: PostgreSQL receives the numbers by binary
COPY and joins the texts to them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.synthetic_data.dictionary import DATASETS, MEASURES
from benchmarks.synthetic_data.partners import facts, synthetic_dictionary
from benchmarks.synthetic_data.reference import reference
from harness.seed_reference import SEEDS
from matcher.index.columns import MILLION, NO_DAY, NO_END, UNDATED, Dictionary, Facts
from matcher.index.csr import CsrLists
from matcher.reference.sectors import SERVICE

_HEAD, _TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_UNIT = {unit.dimension: unit.name for unit in MEASURES}
_TABLES = (
    "partners_partner",
    "partners_profile",
    "partners_certificate",
    "partners_evidence",
    "partners_offering",
    "partners_offering_for_sectors",
)


def load_into_tables(connection: Any, count: int, seed: int = 0) -> None:
    """Write the partners of `columns(count, seed)`, with their ids, into the empty tables of a
    migrated database, with places, sectors and demand from the seeds, both datasets, a partners
    number and the change, as the registry writes them.

    Needs a superuser, to switch off the check of foreign keys row by row: most of the time.
    """
    from django.db import transaction

    from core import counters
    from partners.intake.reference_files import load_reference
    from partners.models import PartnersChange
    from partners.registry.records import DatasetRecord
    from partners.registry.registration import save_dataset

    load_reference(SEEDS)
    for key in DATASETS:
        save_dataset(dataset=DatasetRecord(key, key, True, "made up to measure with"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0;"
            "SET LOCAL work_mem = '256MB'"
        )
        _create_number_tables(cursor, facts(count, seed), synthetic_dictionary().dictionary)
        _maintain_indexes(cursor, False)
        number = counters.take("partners")
        for statement in _INSERTS:
            cursor.execute(statement, {"number": number, "undated": UNDATED})
        _maintain_indexes(cursor, True)
        for table in _TABLES:
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("DROP TABLE f_, o_, held_")
        PartnersChange.objects.bulk_create(
            PartnersChange(number=number, dataset_id=key) for key in DATASETS
        )
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ANALYZE {table}")


def _maintain_indexes(cursor: Any, keep: bool) -> None:
    """Switch the maintenance of indexes off while rows are inserted by the million, or on again."""
    cursor.execute(
        "UPDATE pg_index SET indisready = %s, indisvalid = %s"
        " WHERE indrelid = ANY(%s::regclass[]::oid[])",
        [keep, keep, list(_TABLES)],
    )


def _create_number_tables(cursor: Any, given: Facts, dictionary: Dictionary) -> None:
    """Temporary tables of the numbers, and of the texts of each number."""
    offers = given.offers
    plain = {name: values for name, values in vars(given).items() if name not in ("ids", "offers")}
    copy_numbers(cursor, "f_", {"id": given.ids} | plain)
    owner = np.repeat(given.ids, np.diff(offers.ptr))
    copy_numbers(
        cursor,
        "o_",
        {"id": np.arange(1, len(owner) + 1), "partner": owner}
        | {name: getattr(offers, name) for name in ("sector", "goods", "clients")},
    )
    holdings, proofs = dictionary.certificate_sets, dictionary.proofs
    copy_numbers(
        cursor,
        "held_",
        {
            "number": _owners(holdings.ptr),
            "standard": holdings.standard,
            "since": np.where(holdings.since == NO_DAY, 0, holdings.since),
            "until": np.where(holdings.until == NO_END, 0, holdings.until),
        },
    )
    kinds = ("verified", "reported", "declared")
    said = [(k, n, getattr(proofs, kind)[n]) for k, kind in enumerate(kinds)
            for n in np.flatnonzero(getattr(proofs, kind) != NO_DAY)]  # fmt: skip
    _rows(cursor, "proof (kind text, number int, day int)", ((kinds[k], n, d) for k, n, d in said))
    _create_text_tables(cursor, dictionary)


def _create_text_tables(cursor: Any, dictionary: Dictionary) -> None:
    """Temporary tables of the texts of the dictionary, by number."""
    data, quantities = reference(), dictionary.quantities
    verbs = ["serves" if kind == SERVICE else "makes" for kind in data.sectors.kind]
    amounts = quantities.whole + quantities.part / MILLION
    units = [_UNIT.get(dictionary.dimensions[one], "") for one in quantities.dimension]
    goods, plain = dictionary.goods, enumerate
    complete = dictionary.code_sets.complete.tolist()
    certified = dictionary.certificate_sets.complete.tolist()
    for table in ("place", "dataset", "standard"):
        _rows(cursor, f"{table} (number int, code text)", plain(getattr(dictionary, f"{table}s")))
    _rows(
        cursor,
        "sector (number int, code text, verb text)",
        ((n, code, verb) for n, (code, verb) in plain(zip(dictionary.sectors, verbs, strict=True))),
    )
    _rows(
        cursor,
        "quantity (number int, amount numeric, unit text)",
        ((n, float(a), u) for n, (a, u) in plain(zip(amounts, units, strict=True)) if n),
    )
    _rows(
        cursor,
        "listing (number int, codes text[], complete bool)",
        (
            (n, row if n else None, complete[n])
            for n, row in plain(_lists(dictionary.code_sets.codes, dictionary.listed))
        ),
    )
    _rows(cursor, "certificates (number int, complete bool)", plain(certified))
    both = zip(_lists(goods.words, dictionary.words), _lists(goods.hs, dictionary.hs), strict=True)
    _rows(
        cursor,
        "goods (number int, words text[], hs text[])",
        ((n, words, hs) for n, (words, hs) in plain(both)),
    )
    _rows(
        cursor,
        "client (number int, sector text)",
        (
            (n, code)
            for n, row in plain(_lists(dictionary.clients, dictionary.sectors))
            for code in row
        ),
    )


def _lists(lists: CsrLists, names: Sequence[str]) -> list[list[str]]:
    return [[names[one] for one in lists[n]] for n in range(len(lists))]


def _owners(ptr: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The list that each item stands in."""
    return np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))


def _rows(cursor: Any, table: str, rows: Iterable[Sequence[Any]]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {table.replace(' (', '_ (', 1)} ON COMMIT DROP")
    with cursor.copy(f"COPY {table.split(' ')[0]}_ FROM STDIN") as copy:
        for row in rows:
            copy.write_row([one.item() if isinstance(one, np.generic) else one for one in row])
    cursor.execute(f"ANALYZE {table.split(' ')[0]}_")


def copy_numbers(
    cursor: Any, table: str, columns: Mapping[str, npt.NDArray[Any]], kind: str = "TEMP"
) -> None:
    """Columns of numbers as a new table of integers: rows of one width are the stream."""
    names = ", ".join(f"{name} int" for name in columns)
    cursor.execute(f"CREATE {kind} TABLE {table} ({names})")
    fields = [field for name in columns for field in ((f"{name} width", ">i4"), (name, ">i4"))]
    rows = np.zeros(len(next(iter(columns.values()))), [("columns", ">i2"), *fields])
    rows["columns"] = len(columns)
    for name, values in columns.items():
        rows[f"{name} width"], rows[name] = 4, values
    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_HEAD)
        copy.write(rows.data.cast("B"))
        copy.write(_TAIL)
    cursor.execute(f"ANALYZE {table}")


_INSERTS = (
    """
    INSERT INTO partners_partner (id, datasets, simulated, form, name_en,
        name_en_is_transliteration, name_zh, place_id, address, phone, note, identifiers,
        changed_number, created_at, pinyin, retirement_reason)
    SELECT f_.id, ARRAY[dataset_.code], true, 'company', 'Partner ' || f_.id, false, '',
           place_.code, '', '', '', '{}', %(number)s, now(), '', ''
    FROM f_ JOIN dataset_ ON dataset_.number = f_.datasets
    LEFT JOIN place_ ON place_.number = f_.place
    """,
    """
    INSERT INTO partners_profile (partner_id, minimum_order, minimum_order_unit, lead_time_days,
        monthly_capacity, monthly_capacity_unit, markets, markets_complete, languages,
        languages_complete, certificates_complete, size_class)
    SELECT f_.id, least_.amount, coalesce(least_.unit, ''), nullif(f_.lead_time, 0), most_.amount,
           coalesce(most_.unit, ''), sold_.codes, sold_.complete, spoken_.codes, spoken_.complete,
           certificates_.complete, ''
    FROM f_
    LEFT JOIN quantity_ least_ ON least_.number = f_.minimum_order
    LEFT JOIN quantity_ most_ ON most_.number = f_.capacity
    JOIN listing_ sold_ ON sold_.number = f_.markets
    JOIN listing_ spoken_ ON spoken_.number = f_.languages
    JOIN certificates_ ON certificates_.number = f_.certificates
    """,
    """
    INSERT INTO partners_certificate (partner_id, standard, issuer, valid_from, valid_until)
    SELECT f_.id, standard_.code, '', date '0001-01-01' + nullif(held_.since, 0) - 1,
           date '0001-01-01' + nullif(held_.until, 0) - 1
    FROM f_ JOIN held_ ON held_.number = f_.certificates
    JOIN standard_ ON standard_.number = held_.standard
    """,
    """
    INSERT INTO partners_evidence (partner_id, dataset_id, fact, kind, speaker, quote, source,
                                   checked_on, confidence)
    SELECT f_.id, dataset_.code, 'organisation', proof_.kind, 'made up, ' || proof_.kind, '',
           'made up',
           date '0001-01-01' + nullif(proof_.day, %(undated)s) - 1, 'low'
    FROM f_ JOIN proof_ ON proof_.number = f_.proofs
    JOIN dataset_ ON dataset_.number = f_.datasets
    """,
    """
    INSERT INTO partners_offering (id, partner_id, verb, sector_id, products, hs, processes, main)
    SELECT o_.id, o_.partner, sector_.verb, sector_.code, goods_.words, goods_.hs, '{}', false
    FROM o_ JOIN sector_ ON sector_.number = o_.sector JOIN goods_ ON goods_.number = o_.goods
    """,
    """
    INSERT INTO partners_offering_for_sectors (offering_id, sector_id)
    SELECT o_.id, client_.sector FROM o_ JOIN client_ ON client_.number = o_.clients
    """,
    "SELECT setval(pg_get_serial_sequence('partners_offering', 'id'), max(id)) FROM o_",
)

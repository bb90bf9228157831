"""Made-up firms by the million in the product's own tables, with their search entries."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.synthetic_data.firm_names import Firm, FirmNames, sector_of
from harness.seed_reference import SEEDS

DATASET = "firms"
_CHUNK = 20_000
_PARTNER = "id, name_zh, name_en, name_en_is_transliteration, place_id, note"
_ENTRY = "partner_id, rank, names, facets, keys"
_RANK = 256
_names: FirmNames


def load_firms(connection: Any, count: int) -> float:
    """Write `count` firms, each with a record, an offering and an evidence; the seconds that the
    indexes of the search took. Firm `n` gets the partner id `n` + 1.
    """
    import time

    from partners.intake.reference_files import load_reference
    from partners.models import SearchEntry
    from partners.registry.records import DatasetRecord
    from partners.registry.registration import save_dataset

    load_reference(SEEDS)
    save_dataset(dataset=DatasetRecord(DATASET, DATASET, False, "made up to measure with"))
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.remove_index(SearchEntry, index)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET statement_timeout = 0")
        for default in ("datasets", "simulated", "form", "address", "phone", "identifiers",
                        "changed_number", "created_at", "retirement_reason"):  # fmt: skip
            cursor.execute(
                f"ALTER TABLE partners_partner ALTER {default} SET DEFAULT {_DEFAULTS[default]}"
            )
        for partners, entries in _chunks(count):
            _copy(cursor, f"partners_partner ({_PARTNER})", partners)
            _copy(cursor, f"partners_searchentry ({_ENTRY})", entries)
        for statement in _REST:
            cursor.execute(statement, {"dataset": DATASET})
        cursor.execute("SET maintenance_work_mem = '1GB'")
    start = time.perf_counter()
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.add_index(SearchEntry, index)
    took = time.perf_counter() - start
    with connection.cursor() as cursor:
        for table in ("searchentry", "partner", "record", "offering", "evidence"):
            cursor.execute(f"VACUUM ANALYZE partners_{table}")
        cursor.execute("SET session_replication_role = origin")
    return took


def _copy(cursor: Any, target: str, lines: str) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        copy.write(lines)


def _chunks(count: int) -> Iterator[tuple[str, str]]:
    """(lines of partners, lines of entries), made by two processes."""
    starts = [(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    context = get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=_start, initargs=(count,)) as pool:
        yield from pool.map(_lines, starts)


def _start(count: int) -> None:
    global _names
    import django

    django.setup()
    _names = FirmNames(count)


def _lines(bounds: tuple[int, int]) -> tuple[str, str]:
    partners, entries = [], []
    for number in range(*bounds):
        firm = _names.firm(number)
        sector = sector_of(firm.words)
        made = firm.en or firm.english
        row = (number + 1, firm.zh, made, "f" if firm.en else "t", firm.place_code, sector)
        partners.append("\t".join(map(str, row)))
        entries.append(_entry(firm, sector))
    return "\n".join(partners) + "\n", "\n".join(entries) + "\n"


def _entry(firm: Firm, sector: str) -> str:
    from partners.search.filter_keys import filter_key
    from partners.search.name_keys import key
    from partners.search.rank_bands import entry_keys

    names = firm.name_parts()
    facets = [
        f"dataset:{DATASET}",
        "evidence:reported",
        f"place:{firm.place_code[:2]}0000",
        f"sector:{sector}",
    ]
    filters = {key("facet", facet) for facet in facets}
    filters.update(
        filter_key(kind, code) for kind in ("makes", "sector") for code in (sector, sector[:3])
    )
    filters.add(filter_key("place", firm.place_code))
    lines = "\\n".join(name.line() for name in names)
    rank = _RANK + len(firm.zh or firm.en)
    keys = entry_keys(names, (), filters, rank)
    arrays = (f"{{{','.join(map(str, one))}}}" for one in (facets, keys))
    return "\t".join((str(firm.number + 1), str(rank), lines, *arrays))


_DEFAULTS = {
    "datasets": f"'{{{DATASET}}}'",
    "simulated": "false",
    "form": "'company'",
    "address": "''",
    "phone": "''",
    "identifiers": "'{}'",
    "changed_number": "1",
    "created_at": "now()",
    "retirement_reason": "''",
}
_REST = (
    """
    INSERT INTO partners_record (dataset_id, key, partner_id, facts, digest, file, created_at,
                                 gone_because)
    SELECT %(dataset)s, id::text, id, '{}', '', 'made up', now(), '' FROM partners_partner
    """,
    """
    INSERT INTO partners_offering (partner_id, verb, sector_id, products, hs, processes, main)
    SELECT partner.id, 'makes', sector.code, '{}', '{}', '{}', false
    FROM partners_partner partner JOIN partners_sector sector ON sector.code = partner.note
    """,
    """
    INSERT INTO partners_evidence (partner_id, dataset_id, fact, kind, speaker, quote, source,
                                   confidence)
    SELECT id, %(dataset)s, 'organisation', 'reported', 'made up', '', 'made up', 'low'
    FROM partners_partner
    """,
)

"""Job E: from rows in PostgreSQL to ranked partners. Columns read whole, written, mapped; the first
answer of a process that has just started; the first answer after a partner changed.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.harness import own_servers
from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from benchmarks.synthetic_data.dictionary import DATASETS
from benchmarks.synthetic_data.loading import load
from core.transactions import one_snapshot

ASKED: dict[str, Any] = {
    "seeking": "manufacturer",
    "sectors": ["C182", "C391"],
    "datasets": list(DATASETS),
    "order_quantity": 500,
    "lead_time_days": 30,
    "languages": ["en"],
    "limit": 20,
}


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with own_servers() as folder:
            yield from _run(size, folder / "snapshots")


def _run(count: int, folder: Path) -> Iterator[Row]:
    from django.db import connection

    from matcher import basis
    from matcher.index import columns_file, load_columns
    from matcher.shortlists import compute_answer

    load(connection, count)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")

    def read() -> Any:
        with one_snapshot():
            return load_columns.read(basis.reference(basis.read()))

    took, columns = best_of(3, read)
    note = "PostgreSQL is at the next query meanwhile, with a worker of its own if it likes"
    yield Row("E", "ours: read columns", str(count), took, None, None, 2, peak_mb(), note)
    took, digest = timed(lambda: columns_file.write(folder, columns))
    megabytes = (folder / f"{digest}{columns_file.SUFFIX}").stat().st_size / 1e6
    note = f"{megabytes:.0f} MB, on the disk"
    yield Row("E", "ours: write the file", str(count), took, None, None, 1, None, note)
    took, _ = best_of(5, lambda: columns_file.open_(folder, digest))
    yield Row("E", "ours: map it", str(count), took, None, None, 1, None, "and prove its digest")
    basis.write_columns()
    basis.forget()
    took, answer = timed(lambda: compute_answer.rank(ASKED))
    yield Row("E", "ours: first answer", str(count), took, None, None, 1, peak_mb(), "just started")
    took, _ = best_of(5, lambda: compute_answer.rank(ASKED))
    yield Row("E", "ours: next answer", str(count), took, None, None, 1, peak_mb())
    best = answer.entries[0].partner
    _slow_down(best)
    took, answer = timed(lambda: compute_answer.rank(ASKED))
    moved = answer.entries[0].partner != best
    note = "the first partner is slower now, and no longer first"
    yield Row("E", "ours: after a change", str(count), took, None, moved, 1, peak_mb(), note)


def _slow_down(pk: int) -> None:
    from partners.registry import registration
    from partners.registry.load_records import load_records

    record = load_records([pk])[pk]
    slower = replace(record.profile, lead_time_days=360)
    registration.register_partners(records=[replace(record, profile=slower)])

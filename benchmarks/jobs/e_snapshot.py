"""Job E: from rows in PostgreSQL to ranked partners. Columns loaded, written and mapped; the first
answer of a process that has just started; the first answer after a partner changed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from benchmarks.synthetic_data.dictionary import DATASETS
from benchmarks.synthetic_data.loading import load_into_tables
from core.transactions import repeatable_read
from harness.servers import own_servers

BRIEF: dict[str, Any] = {
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
            yield from _run(size, folder / "index")


def _run(count: int, folder: Path) -> Iterator[Row]:
    from django.db import connection

    from matcher import loaded
    from matcher.index.columns_file import columns_path, map_columns_file, write_columns_file
    from matcher.index.loading.load_columns import load_columns
    from matcher.loaded import current_basis
    from matcher.shortlists import compute_answer

    load_into_tables(connection, count)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")

    def read() -> Any:
        with repeatable_read():
            return load_columns(loaded.reference_data(current_basis()))

    took, columns = best_of(3, read)
    note = "PostgreSQL executes the next query at the same time, on a core of its own"
    yield Row("E", "ours: load columns", str(count), took, None, None, 2, peak_mb(), note)
    took, digest = timed(lambda: write_columns_file(folder, columns))
    megabytes = columns_path(folder, digest).stat().st_size / 1e6
    note = f"{megabytes:.0f} MB, on the disk"
    yield Row("E", "ours: write the file", str(count), took, None, None, 1, None, note)
    took, _ = best_of(5, lambda: map_columns_file(folder, digest))
    yield Row("E", "ours: map it", str(count), took, None, None, 1, None, "and check its digest")
    loaded.write_columns()
    loaded.forget()
    took, answer = timed(lambda: compute_answer.answer_at_once(BRIEF))
    yield Row("E", "ours: first answer", str(count), took, None, None, 1, peak_mb(), "just started")
    took, _ = best_of(5, lambda: compute_answer.answer_at_once(BRIEF))
    yield Row("E", "ours: next answer", str(count), took, None, None, 1, peak_mb())
    best = answer.entries[0].partner
    _slow_down(best)
    took, answer = timed(lambda: compute_answer.answer_at_once(BRIEF))
    moved = answer.entries[0].partner != best
    note = "the first partner got a longer lead time, and is no longer first"
    yield Row("E", "ours: after a change", str(count), took, None, moved, 1, peak_mb(), note)


def _slow_down(pk: int) -> None:
    from django.db import transaction

    from partners.models import Profile
    from partners.registry.registration import mark_changed

    with transaction.atomic():
        Profile.objects.update_or_create(partner_id=pk, defaults={"lead_time_days": 360})
        mark_changed([pk])

"""Job L: a thousand briefs at once, stored as one batch and answered in turns, beside the same
briefs stored and answered one by one.

The figures are seconds of CPU of this process and of PostgreSQL's backend for it.
"""

import itertools
from collections.abc import Iterator
from typing import Any

from benchmarks.rows import Options, Row, worked
from benchmarks.synthetic_data.dictionary import DATASETS, LANGUAGES, MARKETS
from benchmarks.synthetic_data.loading import load_into_tables
from harness.seed_reference import SEEDS
from harness.servers import own_servers

_BRIEFS = 1_000
_SECTORS = ("C182", "C17", "C391", "C35", "C26", "C33", "C40")


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with own_servers():
            yield from _figures(size)


def _figures(size: int) -> Iterator[Row]:
    from django.db import connection

    from firms.models import Firm
    from matcher import loaded
    from matcher.batches import batch_submission
    from matcher.models import Revision
    from priorities.importing.seed_lists import load_seed_lists

    load_into_tables(connection, size)
    load_seed_lists(SEEDS)
    loaded.write_columns()
    firm, sent = Firm.objects.create(name="Benchmark"), list(_briefs(_BRIEFS))
    _one_by_one(firm, sent[:10])  # what a process loads once
    backend = _backend()
    stored, batch = worked(
        lambda: batch_submission.submit_batch(firm=firm, title="", sent=sent), backend
    )
    before = Revision.objects.count()
    answered, _ = worked(lambda: _turns(batch.pk), backend)
    made = Revision.objects.count() - before
    alone, _ = worked(lambda: _one_by_one(firm, sent), backend)
    note = f"{_BRIEFS:,} briefs, {made:,} answers"
    yield Row("L", "stored as a batch", f"{size:,}", stored, note=note)
    yield Row("L", "answered in turns", f"{size:,}", answered, note=note)
    ratio = alone / (stored + answered)
    yield Row("L", "one by one", f"{size:,}", alone, ratio=ratio, note="stored and answered")


def _turns(pk: Any) -> None:
    from matcher.batches import turns
    from matcher.models import Batch

    # No worker listens: the turns are taken here. Each answers some, so they end.
    while Batch.objects.get(pk=pk).finished_at is None:
        turns.answer_turn(pk)


def _one_by_one(firm: Any, sent: list[dict[str, Any]]) -> None:
    from matcher.briefs import submit
    from matcher.shortlists import answering

    for asked in sent:
        answering.answer_shortlist(submit.submit(firm=firm, asked=asked).pk)


def _briefs(count: int) -> Iterator[dict[str, Any]]:
    """Briefs of which no two are the same."""
    kinds = itertools.product(_SECTORS, LANGUAGES, MARKETS)
    for number, kind in zip(range(count), itertools.cycle(kinds), strict=False):
        sector, language, market = kind
        yield {
            "seeking": "manufacturer",
            "sectors": [sector],
            "datasets": list(DATASETS),
            "order_quantity": 100 + number,
            "lead_time_days": 10 + number % 50,
            "certifications": ["ISO 9001"],
            "languages": [language],
            "markets": [market],
            "limit": 20,
        }


def _backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])

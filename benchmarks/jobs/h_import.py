"""Job H: a list of made-up firms through the import, in chunks, and one row a transaction.

Seconds are CPU of the import and of its PostgreSQL process: neighbours count little.
"""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Options, Row, peak_mb, timed, worked
from harness.seed_reference import SEEDS
from harness.servers import own_servers

MOST_ROWS = 100_000
# Rows of the other way: enough for a steady figure, few enough to wait for.
_SAMPLED = 500
_SYLLABLES = (
    "an bai chen da fu guo heng jia kang li ming ning qing rui sheng tai wei xin yong zhong"
)
_PLACES = ("Chengdu, Sichuan", "Foshan, Guangdong", "Ningbo, Zhejiang", "Suzhou, Jiangsu")
_MADE = (
    ("Ceramics", "ceramic tiles"),
    ("Knitting", "knitted shirts"),
    ("Furniture", "wooden chairs"),
    ("Electronics", "printed circuit boards"),
)
_HEADER = "id,factory name,address,main products,MOQ,lead time days,founded"


def run(options: Options) -> Iterator[Row]:
    for size in sorted({min(size, MOST_ROWS) for size in options.sizes}):
        with own_servers(), tempfile.TemporaryDirectory(prefix="ronghe-list-") as folder:
            yield from _run(size, Path(folder))


def _run(count: int, folder: Path) -> Iterator[Row]:
    from partners.intake import running_import
    from partners.intake.reference_files import load_reference
    from partners.models import Record

    load_reference(SEEDS)
    chunk, running_import.CHUNK = running_import.CHUNK, 1
    rows = min(_SAMPLED, count)
    # Into an empty base: to read a large one would count for each of the few rows.
    alone = _import(folder, "alone", rows, seed=2) * count / rows
    running_import.CHUNK = chunk
    took = _import(folder, "chunks", count)
    held = Record.objects.filter(dataset="chunks").count()
    note = f"{count / took:,.0f} rows a second, {held} records"
    yield Row("H", "ours: chunks", str(count), took, None, None, 2, peak_mb(), note)
    again = _import(folder, "chunks", count)
    note = f"{count / again:,.0f} rows a second, nothing changes"
    yield Row("H", "ours: the same again", str(count), again, None, None, 2, peak_mb(), note)
    note = f"{count / alone:,.1f} rows a second, from {rows} rows"
    yield Row("H", "one row a transaction", str(count), alone, alone / took, None, 2, None, note)


def _import(folder: Path, dataset: str, count: int, seed: int = 1) -> float:
    """Seconds of CPU of an import of a list of this length, history included."""
    from django.db import connection

    from partners.intake.import_file import ImportRequest, import_file

    path = folder / f"{dataset}.csv"
    _write(path, count, seed)
    connection.ensure_connection()
    helper = connection.connection.info.backend_pid
    wall, (took, report) = timed(
        lambda: worked(lambda: import_file(ImportRequest(path, dataset)), helper)
    )
    print(f"{dataset}: {count} rows, {wall:.0f} s on the clock, {took:.1f} s of CPU", flush=True)
    ended = sum(report.counts.values())
    assert ended == count, f"{ended} of {count} rows have an ending"
    return float(took)


def _write(path: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    syllables = _SYLLABLES.split()
    lines = [_HEADER]
    for number in range(count):
        name = "".join(chance.choices(syllables, k=5)).capitalize()
        place, (trade, product) = chance.choice(_PLACES), chance.choice(_MADE)
        firm = f"{place.split(',')[0]} {name} {trade} Co., Ltd."
        address = f"{chance.randint(1, 999)} Industry Road, {place}"
        terms = f"{chance.choice((50, 100, 500))} pieces,{chance.randint(5, 90)}"
        founded = chance.randint(1980, 2024)
        lines.append(f'K{number:06},"{firm}","{address}",{product},{terms},{founded}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

"""Job G: search among made-up firms: how long a request takes, and how often the firm that is meant
is among the first three.

A request goes through the whole product in this process, from the request to the last byte. The
alternatives are what teams use in PostgreSQL: the same names with trigram indexes (the likest
name), and full text. Each asks for three names and shows none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from benchmarks.rows import Options, Row, peak_mb, timed
from benchmarks.synthetic_data.firm_names import FirmNames
from benchmarks.synthetic_data.firm_queries import Query, known_items, others
from harness.servers import own_servers

_EACH, _FIRST = 40, 3
# The mixed queries whose time counts: some of every kind, words, filters.
_MIXED = 200
_ASKED_BESIDE = 6
_TRIGRAM = """
    SELECT id FROM partners_partner WHERE name_zh %% %(text)s OR name_en %% %(text)s
    ORDER BY greatest(similarity(name_zh, %(text)s), similarity(name_en, %(text)s)) DESC LIMIT 3
"""
_FULL_TEXT = """
    SELECT id FROM partners_partner
    WHERE to_tsvector('simple', name_en || ' ' || name_zh) @@ plainto_tsquery('simple', %(text)s)
    ORDER BY ts_rank(to_tsvector('simple', name_en || ' ' || name_zh),
                     plainto_tsquery('simple', %(text)s)) DESC LIMIT 3
"""
_INDEXES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX beside_zh ON partners_partner USING gin (name_zh gin_trgm_ops)",
    "CREATE INDEX beside_en ON partners_partner USING gin (name_en gin_trgm_ops)",
    (
        "CREATE INDEX beside_text ON partners_partner"
        " USING gin (to_tsvector('simple', name_en || ' ' || name_zh))"
    ),
    "ANALYZE partners_partner",
)
Answer = list[int]


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with own_servers():
            yield from _measured(size)


def _measured(size: int) -> Iterator[Row]:
    from django.db import connection

    from benchmarks.synthetic_data.firm_loading import load_firms

    names = FirmNames(size)
    took, indexed = timed(lambda: load_firms(connection, size))
    yield Row(
        "G", "ours: load", f"{size:,}", took, note=f"of these {indexed:.0f} s for the indexes"
    )
    yield _sizes(connection, size)
    known, rest = list(known_items(names, _EACH)), others(names)
    request = _requests()
    for query in (*known[::_EACH], *rest):
        request(query)
    yield from _answers("ours", size, [*known, *rest], request)
    yield from _facets(size, request, rest)
    some = [one for n, one in enumerate(known) if n % _EACH < _ASKED_BESIDE]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in _INDEXES:
            cursor.execute(statement)
        for engine, sql in (("PostgreSQL pg_trgm", _TRIGRAM), ("PostgreSQL full text", _FULL_TEXT)):
            yield from _answers(engine, size, some, _statement(cursor, sql))


def _sizes(connection: Any, size: int) -> Row:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_table_size(%(t)s) / 1000000, pg_relation_size('search_by_key') / 1000000,"
            " pg_relation_size('search_by_rank') / 1000000",
            {"t": "partners_searchentry"},
        )
        rows, keys, ranks = cursor.fetchone()
    note = f"entries {rows} MB, index of keys {keys} MB, index of ranks {ranks} MB"
    return Row("G", "ours: size", f"{size:,}", 0.0, note=note)


def _requests() -> Callable[[Query], Answer]:
    from django.test import Client

    from firms import api_keys
    from firms.models import Firm

    firm, _ = Firm.objects.get_or_create(name="Benchmark")
    clients = [
        Client(
            headers={"Authorization": f"Bearer {api_keys.issue(firm=firm)}", "Host": "localhost"}
        )
        for _ in range(8)
    ]
    asked = 0

    def request(query: Query) -> Answer:
        nonlocal asked
        asked += 1
        # Several keys in turn, because a key has a rate.
        response = clients[asked % len(clients)].get(
            "/v1/partners", {"q": query.text, **dict(query.filters)}
        )
        if response.status_code != 200:
            raise RuntimeError(f"{query}: {response.status_code} {response.content[:300]!r}")
        return [row["id"] for row in response.json()["results"][:_FIRST]]

    return request


def _statement(cursor: Any, sql: str) -> Callable[[Query], Answer]:
    def ask(query: Query) -> Answer:
        cursor.execute(sql, {"text": query.text})
        return [row[0] for row in cursor.fetchall()]

    return ask


def _answers(
    engine: str, size: int, queries: Sequence[Query], ask: Callable[[Query], Answer]
) -> Iterator[Row]:
    """A row for all queries mixed, and one a kind with how many known firms were found."""
    took: dict[str, list[float]] = defaultdict(list)
    found: dict[str, list[bool]] = defaultdict(list)
    for query in queries:
        seconds, answer = timed(partial(ask, query))
        took[query.kind].append(seconds)
        if query.firm is not None:
            found[query.kind].append(query.firm + 1 in answer)
    mixed = _mixed(took)
    yield Row("G", f"{engine}: mixed", f"{size:,}", float(np.percentile(mixed, 95)),
              peak_mb=peak_mb(), note=f"p95 of {len(mixed)}; {_spread(mixed)}")  # fmt: skip
    for kind, times in took.items():
        recall = ""
        if kind in found:
            recall = f"{sum(found[kind])} of {len(found[kind])} in the first three; "
        yield Row("G", f"{engine}: {kind}", f"{size:,}", float(np.percentile(times, 95)),
                  note=recall + _spread(times))  # fmt: skip


def _mixed(took: dict[str, list[float]]) -> list[float]:
    words = [*took.get("words", ()), *took.get("words, filtered", ())]
    kinds = [times for kind, times in took.items() if not kind.startswith("words")]
    each = (_MIXED - len(words)) // len(kinds)
    return [*words, *(one for times in kinds for one in times[:each])]


def _spread(times: Sequence[float]) -> str:
    half, most = np.percentile(times, 50), max(times)
    return f"half within {half * 1e3:.1f} ms, all within {most * 1e3:.0f} ms"


def _facets(
    size: int, request: Callable[[Query], Answer], queries: Sequence[Query]
) -> Iterator[Row]:
    counted = [
        Query(one.kind, one.text, None, (*one.filters, ("facets", "true"))) for one in queries
    ]
    times = [timed(partial(request, one))[0] for one in counted]
    yield Row("G", "ours: words with facets", f"{size:,}", float(np.percentile(times, 95)),
              note=f"p95 of {len(times)}; {_spread(times)}")  # fmt: skip

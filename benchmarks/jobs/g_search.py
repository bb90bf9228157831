"""Job G: search among made-up firms: how long a request takes, and how often the firm that is meant
is among the first three.

A request goes through the whole product in this process, by Django's test client, from the request
to the last byte. The alternatives are what teams use in PostgreSQL: the same names with trigram
indexes (the likest name), and full text. Each asks for three names and shows none.

Among a million names many fit what was typed exactly as well as the one that is meant: three firms
have the very short name, twenty the same pinyin. Such a miss is counted, and said beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import orjson

from benchmarks.rows import Options, Row, peak_mb, timed, worked
from benchmarks.synthetic_data.firm_names import FirmNames
from benchmarks.synthetic_data.firm_queries import Query, farness, known_items, others
from harness.servers import own_servers

_EACH, _FIRST = 40, 3
# The mixed queries whose time counts: some of every kind, words, filters.
_MIXED = 200
_ASKED_BESIDE = 6
# Kinds by which the firm is typed otherwise than it is written.
_CHANGED = ("typo", "pinyin", "script")
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
    yield from _answers("ours", names, [*known, *rest], request)
    counted = [
        Query(f"{one.kind}, facets", one.text, None, (*one.filters, ("facets", "true")))
        for one in rest
    ]
    yield from list(_answers("ours", names, counted, request))[1:]
    some = [one for n, one in enumerate(known) if n % _EACH < _ASKED_BESIDE]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in _INDEXES:
            cursor.execute(statement)
        for engine, sql in (("PostgreSQL pg_trgm", _TRIGRAM), ("PostgreSQL full text", _FULL_TEXT)):
            yield from _answers(engine, names, some, _statement(cursor, sql))


def _sizes(connection: Any, size: int) -> Row:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_table_size('partners_searchentry') / 1000000,"
            " pg_relation_size('search_by_key') / 1000000"
        )
        rows, keys = cursor.fetchone()
    note = f"entries {rows} MB, index of keys {keys} MB"
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
        # Quickly: what a client does with the answer is no part of the request.
        return [row["id"] for row in orjson.loads(response.content)["results"][:_FIRST]]

    return request


def _statement(cursor: Any, sql: str) -> Callable[[Query], Answer]:
    def ask(query: Query) -> Answer:
        cursor.execute(sql, {"text": query.text})
        return [row[0] for row in cursor.fetchall()]

    return ask


@dataclass(frozen=True)
class _Asked:
    """An answer: seconds of the clock, of CPU with PostgreSQL's, whether the meant firm is among
    the first three; `behind`: three firms that fit as well are.
    """

    kind: str
    seconds: float
    cpu: float
    found: bool | None
    behind: bool = False


def _answers(
    engine: str, names: FirmNames, queries: Sequence[Query], ask: Callable[[Query], Answer]
) -> Iterator[Row]:
    """A row for all queries mixed, and one a kind with how many known firms were found."""
    asked = [_ask(names, query, ask) for query in queries]
    by_kind: dict[str, list[_Asked]] = defaultdict(list)
    for one in asked:
        by_kind[one.kind].append(one)
    changed = [one for one in asked if one.kind.startswith(_CHANGED)]
    mixed = list(_mixed(by_kind)) or asked
    yield _row(f"{engine}: mixed", len(names), mixed, "of all typos, pinyin, scripts ", changed)
    for kind, some in by_kind.items():
        yield _row(f"{engine}: {kind}", len(names), some, "", some)


def _ask(names: FirmNames, query: Query, ask: Callable[[Query], Answer]) -> _Asked:
    from django.db import connection

    backend = connection.connection.info.backend_pid
    cpu, (seconds, answer) = worked(lambda: timed(partial(ask, query)), backend)
    if query.firm is None:
        return _Asked(query.kind, seconds, cpu, None)
    found = query.firm + 1 in answer
    mine = farness(query.text, names.firm(query.firm))
    as_near = [pk for pk in answer if farness(query.text, names.firm(pk - 1)) <= mine]
    return _Asked(query.kind, seconds, cpu, found, not found and len(as_near) == _FIRST)


def _mixed(by_kind: dict[str, list[_Asked]]) -> Iterator[_Asked]:
    words = [one for kind, some in by_kind.items() if kind.startswith("words") for one in some]
    kinds = [some for kind, some in by_kind.items() if not kind.startswith("words")]
    yield from words
    for some in kinds:
        yield from some[: (_MIXED - len(words)) // len(kinds)]


def _row(engine: str, size: int, asked: Sequence[_Asked], of: str, known: Sequence[_Asked]) -> Row:
    half, most = np.percentile([one.seconds for one in asked], (50, 95)) * 1e3
    cpu_half, cpu_most = np.percentile([one.cpu for one in asked], (50, 95)) * 1e3
    note = (
        f"{len(asked)} asked: p50 {half:.1f} ms, p95 {most:.1f} ms; "
        f"CPU p50 {cpu_half:.1f} ms, p95 {cpu_most:.1f} ms"
    )
    if named := [one for one in known if one.found is not None]:
        note += f"; {of}{sum(map(_is_found, named))} of {len(named)} in the first three"
        note += f", {sum(one.behind for one in named)} behind three that fit as well"
    return Row("G", engine, f"{size:,}", most / 1e3, peak_mb=peak_mb(), note=note)


def _is_found(one: _Asked) -> bool:
    return bool(one.found)

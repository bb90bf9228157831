"""Job K: what a caller waits for. `POST /v1/rank` of 20 entries, a stored shortlist of 20, a page
of 20 partners, each beside a view that only verifies the key, and the shortlist beside the same
from model serializers.

A process keeps what it rendered of a shortlist: that is read as such a process reads it again, and
as it reads it first.

Requests go through the whole application in this process, from the WSGI environment to the last
byte. The kinds are asked in turn, so that neighbours on the machine disturb all alike.
"""

from __future__ import annotations

import cProfile
import gc
import gzip
import io
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rows import Options, Row, cpu_of
from benchmarks.synthetic_data.dictionary import DATASETS
from benchmarks.synthetic_data.loading import load_into_tables
from harness.seed_reference import SEEDS
from harness.servers import own_servers

_WARM_UPS, _ROUNDS = 10, 100
BRIEF: dict[str, Any] = {
    "seeking": "manufacturer",
    "sectors": ["C182"],
    "datasets": list(DATASETS),
    "order_quantity": 500,
    "lead_time_days": 30,
    "certifications": ["ISO 9001"],
    "languages": ["en"],
    "markets": ["DE"],
    "limit": 20,
}


@dataclass
class _Figures:
    """Seconds of each request: of the clock, of this process, and of PostgreSQL's backend."""

    wall: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    sent: bytes = b""
    queries: int = 0


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with _served(size) as asked:
            found = _figures(asked)
        empty = float(np.median(found["empty keyed view"].own))
        for name, figures in found.items():
            own = float(np.median(figures.own))
            yield Row("K", name, f"{size:,}", own, ratio=own / empty, note=_note(figures))


def profile(size: int, name: str, path: Path) -> None:
    """Write cProfile's figures of many requests of one kind."""
    with _served(size) as asked, cProfile.Profile() as profiler:
        for _ in range(_ROUNDS):
            asked[name]()
    profiler.dump_stats(path)


@contextmanager
def _served(size: int) -> Iterator[Mapping[str, Callable[[], bytes]]]:
    """The requests, by name, of an application that has answered each of them before."""
    with own_servers():
        from django.db import connection
        from django.test import override_settings

        from matcher import loaded
        from priorities.importing.seed_lists import load_seed_lists

        load_into_tables(connection, size)
        load_seed_lists(SEEDS)
        loaded.write_columns()
        with override_settings(ROOT_URLCONF="benchmarks.answer_views"):
            asked = _requests()
            for request in asked.values():
                for _ in range(_WARM_UPS):
                    request()
            # As the processes of gunicorn do.
            gc.collect()
            gc.freeze()
            yield asked


def _figures(asked: Mapping[str, Callable[[], bytes]]) -> Mapping[str, _Figures]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found: dict[str, _Figures] = defaultdict(_Figures)
    for name, request in asked.items():
        with CaptureQueriesContext(connection) as queries:
            found[name].sent = request()
        found[name].queries = len(queries)
    backend = _backend()
    for _ in range(_ROUNDS):
        for name, request in asked.items():
            wall, own, helped = time.perf_counter(), time.process_time(), cpu_of(backend)
            request()
            found[name].wall.append(time.perf_counter() - wall)
            found[name].own.append(time.process_time() - own)
            found[name].database.append(cpu_of(backend) - helped)
    return found


def _backend() -> int:
    """The process of the one connection that the pool has, since one thread asks."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = int(cursor.fetchone()[0])
    connection.close()
    return pid


def _requests() -> Mapping[str, Callable[[], bytes]]:
    from django.core.cache import caches

    from firms import api_keys
    from firms.models import Firm
    from matcher.briefs import submit
    from matcher.shortlists import answering

    firm = Firm.objects.create(name="Benchmark")
    stored = submit.submit(firm=firm, asked=BRIEF)
    answering.answer_shortlist(stored.pk)
    ask = _asking(api_keys.issue(firm=firm))
    page = f"/v1/partners?limit=20&dataset={DATASETS[0]}"

    def read_first() -> bytes:
        caches["bodies"].clear()
        return ask("GET", f"/v1/shortlists/{stored.pk}")

    return {
        "empty keyed view": lambda: ask("GET", "/v1/empty"),
        "POST /v1/rank of 20": lambda: ask("POST", "/v1/rank", BRIEF),
        "stored shortlist of 20": lambda: ask("GET", f"/v1/shortlists/{stored.pk}"),
        "the same, read first": read_first,
        "by model serializers": lambda: ask("GET", f"/v1/by-serializers/{stored.pk}"),
        "page of 20 partners": lambda: ask("GET", page),
    }


def _asking(key: str) -> Callable[..., bytes]:
    """A function that sends a request with the key and gives the body of the response."""
    from config.wsgi import application

    def ask(method: str, address: str, body: Any = None) -> bytes:
        path, _, query = address.partition("?")
        content = b"" if body is None else json.dumps(body).encode()
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Bearer {key}",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(content)),
            "wsgi.input": io.BytesIO(content),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.multithread": True,
        }
        statuses: list[str] = []

        def start(status: str, headers: Any, fault: Any = None, /) -> Callable[[bytes], object]:
            statuses.append(status)
            return io.BytesIO().write

        response = application(environ, start)
        sent = b"".join(response)
        response.close()
        if not statuses[0].startswith("200"):
            raise RuntimeError(f"{method} {address}: {statuses[0]} {sent[:300]!r}")
        return sent

    return ask


def _note(figures: _Figures) -> str:
    wall, own = (np.percentile(one, (50, 95)) * 1e3 for one in (figures.wall, figures.own))
    database = float(np.median(figures.database)) * 1e3
    packed = len(gzip.compress(figures.sent, 1))
    return (
        f"x of the empty view; wall p50 {wall[0]:.1f}, p95 {wall[1]:.1f} ms; CPU p50 {own[0]:.2f},"
        f" p95 {own[1]:.2f} ms; PostgreSQL {database:.2f} ms; {len(figures.sent):,} bytes,"
        f" {packed:,} as gzip; {figures.queries} queries"
    )

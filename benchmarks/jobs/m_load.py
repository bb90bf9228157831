"""Job M: eight clients for thirty seconds on the application as the demo serves it (gunicorn, two
processes): `POST /v1/rank` of 20 entries, a stored shortlist of 20 and a page of 20 partners,
beside a view that only verifies the key.

The kinds are asked in turn, some seconds each, so that neighbours on the machine disturb all alike;
the clients (`load_client`) share the machine with the server and PostgreSQL.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.jobs.k_answers import BRIEF
from benchmarks.rows import Options, Row
from benchmarks.synthetic_data.dictionary import DATASETS
from benchmarks.synthetic_data.loading import load_into_tables
from embedded.supervised_child import start_supervised
from harness.seed_reference import SEEDS
from harness.servers import own_servers, within

_CLIENTS, _ROUNDS, _SECONDS = 8, 6, 5.0


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with own_servers() as folder:
            requests = _requests(size)
            with served(str(folder), "benchmarks.served_views") as (port, pids), _clients() as ask:
                yield from _rows(size, requests, port, pids, ask)


def _rows(
    size: int,
    requests: Mapping[str, bytes],
    port: int,
    pids: Callable[[], list[int]],
    ask: Callable[..., list[float]],
) -> Iterator[Row]:
    took: dict[str, list[float]] = defaultdict(list)
    own: dict[str, float] = defaultdict(float)
    for request in requests.values():
        ask(port, request, 1.0)  # what each process loads once
    for _ in range(_ROUNDS):
        for name, request in requests.items():
            before = sum(map(_cpu_of, pids()))
            took[name] += ask(port, request, _SECONDS)
            own[name] += sum(map(_cpu_of, pids())) - before
    rates = {name: len(each) / (_ROUNDS * _SECONDS) for name, each in took.items()}
    empty = next(iter(rates.values()))
    for name, each in took.items():
        p50, p95 = np.percentile(each, (50, 95)) * 1e3
        yield Row(
            "M", name, f"{size:,}", 1 / rates[name], ratio=empty / rates[name], cores=2,
            note=f"seconds between answers, x of the empty view; {rates[name]:.0f} a second, "
            f"{rates[name] / empty:.2f} of the empty view; p50 {p50:.0f}, p95 {p95:.0f} ms; "
            f"CPU of gunicorn {own[name] / len(each) * 1e3:.1f} ms each",
        )  # fmt: skip


def _requests(size: int) -> dict[str, bytes]:
    """The bytes of each request; the data that they ask for are loaded."""
    from django.db import connection

    from firms import api_keys
    from firms.models import Firm
    from matcher import loaded
    from matcher.briefs import submit
    from matcher.shortlists import answering
    from priorities.importing.seed_lists import load_seed_lists

    load_into_tables(connection, size)
    load_seed_lists(SEEDS)
    loaded.write_columns()
    firm = Firm.objects.create(name="Benchmark")
    stored = submit.submit(firm=firm, asked=BRIEF)
    answering.answer_shortlist(stored.pk)
    key = api_keys.issue(firm=firm)
    connection.close()
    return {
        "empty keyed view": _request(key, "GET", "/v1/empty"),
        "POST /v1/rank of 20": _request(key, "POST", "/v1/rank", BRIEF),
        "stored shortlist of 20": _request(key, "GET", f"/v1/shortlists/{stored.pk}"),
        "page of 20 partners": _request(key, "GET", f"/v1/partners?limit=20&dataset={DATASETS[0]}"),
    }


def _request(key: str, method: str, path: str, body: Any = None) -> bytes:
    content = b"" if body is None else json.dumps(body).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


@contextmanager
def served(folder: str, application: str) -> Iterator[tuple[int, Callable[[], list[int]]]]:
    """The port of a gunicorn that serves the module of an application as the demo starts it, and
    what tells the ids of its processes.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}",
        application,
    ]  # fmt: skip
    # The limit costs a request to Valkey, as in the demo.
    environ = os.environ | {"RATE_LIMIT": "6000000/minute"}
    with open(f"{folder}/web.log", "wb") as log:
        process = start_supervised(command, environ=environ, log=log)
    try:
        within(60, lambda: _alive(port), "gunicorn is alive")
        yield port, lambda: _descendants(process.pid)
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait(timeout=30)


def _alive(port: int) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2).status)
    return False


def _cpu_of(process: int) -> float:
    """Seconds of CPU of all threads of the process, and of its children that have ended: gunicorn
    replaces its processes after some thousands of requests. 0 where it has ended itself.
    """
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        # utime, stime, cutime, cstime (proc(5)).
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _descendants(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    children = [int(word) for word in listed.stdout.split()]
    return [*children, *(one for child in children for one in _descendants(child))]


@contextmanager
def _clients() -> Iterator[Callable[..., list[float]]]:
    """A function that lets the clients send a request for some seconds."""
    command = [sys.executable, "-m", "benchmarks.load_client"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the clients have no pipes")

        def ask(port: int, request: bytes, seconds: float) -> list[float]:
            line = {
                "host": "127.0.0.1", "port": port, "request": request.decode(),
                "clients": _CLIENTS, "seconds": seconds,
            }  # fmt: skip
            process.stdin.write(json.dumps(line) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            took: list[float] = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return took

        yield ask
        process.stdin.close()

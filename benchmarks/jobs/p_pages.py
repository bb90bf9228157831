"""Job P: what a member waits for until the first byte of the page of a shortlist of 50, over HTTP
from the application as it is deployed (gunicorn, `config.wsgi`), alone and among four members.

The target is a p95 of 120 ms on two quiet cores; the clients, threads of this process that mostly
wait, share the machine with the server and PostgreSQL.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.jobs.k_answers import BRIEF
from benchmarks.jobs.m_load import served
from benchmarks.rows import Options, Row
from benchmarks.synthetic_data.loading import load_into_tables
from harness.seed_reference import SEEDS
from harness.servers import own_servers

ENTRIES = 50
_WARM_UPS, _ASKED, _MEMBERS = 20, 200, (1, 4)


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        with own_servers() as folder:
            path, cookie = _member_of_an_answered_brief(size)
            with served(str(folder), "config.wsgi") as (port, _pids):
                _first_bytes(port, path, cookie, _WARM_UPS)
                for members in _MEMBERS:
                    yield _row(size, members, port, path, cookie)


def _row(size: int, members: int, port: int, path: str, cookie: str) -> Row:
    with ThreadPoolExecutor(members) as pool:
        each = pool.map(lambda _: _first_bytes(port, path, cookie, _ASKED), range(members))
        took = [seconds for one in each for seconds in one]
    p50, p95 = np.percentile(took, (50, 95)) * 1e3
    return Row(
        "P", f"page of {ENTRIES}, {members} at once", f"{size:,}", float(np.median(took)), cores=2,
        note=f"first byte p50 {p50:.0f}, p95 {p95:.0f} ms of {len(took)}; target p95 120",
    )  # fmt: skip


def _first_bytes(port: int, path: str, cookie: str, count: int) -> list[float]:
    """The seconds from each request to the first byte of its answer, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took = []
    for _ in range(count):
        before = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html", "Cookie": cookie})
        answer = connection.getresponse()
        took.append(time.perf_counter() - before)
        # The whole of it, so that the connection can be used again.
        page = answer.read()
        if answer.status != 200 or page.count(b'<tr id="partner-') != ENTRIES:
            raise RuntimeError(f"{path}: {answer.status} {page[:300]!r}")
    connection.close()
    return took


def _member_of_an_answered_brief(size: int) -> tuple[str, str]:
    """The address of a shortlist of 50 entries, and the cookie of a member who may read it."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from firms import members
    from firms.membership import accounts
    from firms.models import Firm, Role
    from matcher import loaded
    from matcher.briefs import submit
    from matcher.shortlists import answering
    from priorities.importing.seed_lists import load_seed_lists

    load_into_tables(connection, size)
    load_seed_lists(SEEDS)
    loaded.write_columns()
    firm = Firm.objects.create(name="Benchmark")
    stored = submit.submit(firm=firm, asked=BRIEF | {"limit": ENTRIES})
    answering.answer_shortlist(stored.pk)
    members.set_member(firm=firm, email="buyer@benchmark.example", role=Role.ANALYST)
    account = accounts.open_account("buyer@benchmark.example")
    if account is None:
        raise RuntimeError("the member has no account")
    client = Client()
    client.force_login(account)
    connection.close()
    name = settings.SESSION_COOKIE_NAME
    return f"/shortlists/{stored.pk}", f"{name}={client.cookies[name].value}"

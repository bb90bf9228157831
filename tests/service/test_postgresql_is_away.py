"""While PostgreSQL is away requests get a 503 within seconds; once it is back they are served."""

import json
import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from config import settings as written

pytestmark = pytest.mark.slow
NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/none"
POOL = written.DATABASES["default"]["OPTIONS"]["pool"]
# What a web process does with a request whose key it must look up.
ASK = """
import json
import django
django.setup()
from django.test import Client
client = Client(headers={"Host": "localhost"})
# The first request of a process loads the routes.
assert client.get("/livez").status_code == 200
answer = client.get("/v1/places", headers={"Authorization": "Bearer rh_0123456789ab_secret"})
print(json.dumps([answer.status_code, dict(answer.headers), answer.json()]))
"""


def test_a_request_is_a_503_that_says_when_to_come_back():
    environ = os.environ | {
        "DATABASE_URL": NOBODY_LISTENS,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=environ, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    status, headers, problem = json.loads(asked.stdout)
    assert status == 503
    assert headers["Content-Type"] == "application/problem+json"
    assert int(headers["Retry-After"]) > 0
    assert problem["type"].endswith("/problems/unavailable")
    assert "127.0.0.1" not in json.dumps(problem)


@pytest.fixture
def server():
    """A pool as the settings make it, and the event after which PostgreSQL is there."""
    at, there = connection.settings_dict, threading.Event()
    here = make_conninfo(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"],
        dbname="postgres",
    )  # fmt: skip
    with ConnectionPool(lambda: here if there.is_set() else NOBODY_LISTENS, **POOL) as pool:
        yield pool, there


def test_a_restart_of_two_seconds_fails_nobody(server):
    pool, there = server
    threading.Timer(2, there.set).start()
    with pool.connection() as found:
        assert found.execute("SELECT 1").fetchone() == (1,)


def test_after_a_longer_absence_it_is_found_at_once(server):
    pool, there = server
    away_until = time.monotonic() + 8.5
    # Somebody asks all the time. A pool that doubles its pause would try again after 15 s.
    while time.monotonic() < away_until:
        with pytest.raises(PoolTimeout):
            pool.getconn()
    there.set()
    with pool.connection() as found:
        assert found.execute("SELECT 1").fetchone() == (1,)

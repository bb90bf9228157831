"""While PostgreSQL is away requests get a 503 within seconds; once it is back they are served."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from config import settings as written

pytestmark = pytest.mark.slow
NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/none"
OPTIONS = written.DATABASES["default"]["OPTIONS"]
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


@contextmanager
def pool_that_finds(away):
    """A pool as the settings make it, and the event after which PostgreSQL is there."""
    at, there = connection.settings_dict, threading.Event()
    here = make_conninfo(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"],
        dbname="postgres",
    )  # fmt: skip
    with ConnectionPool(
        lambda: here if there.is_set() else away,
        kwargs={"connect_timeout": OPTIONS["connect_timeout"]},
        **OPTIONS["pool"],
    ) as pool:
        yield pool, there


@pytest.fixture
def server():
    with pool_that_finds(NOBODY_LISTENS) as made:
        yield made


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


@pytest.fixture
def silent():
    """The address of somebody who takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield f"postgresql://nobody@127.0.0.1:{listener.getsockname()[1]}/none"


def test_after_a_silence_one_more_waits_and_the_next_is_served(silent):
    with pool_that_finds(silent) as (pool, there):
        # As many as would occupy all threads of the pool that connect.
        for _ in range(4):
            with pytest.raises(PoolTimeout):
                pool.getconn()
        there.set()
        with suppress(PoolTimeout), pool.connection():
            pass
        with pool.connection() as found:
            assert found.execute("SELECT 1").fetchone() == (1,)

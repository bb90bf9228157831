"""A pytest plugin, loaded before Django's: the tests' own embedded servers and environment.

DATABASE_URL and REDIS_URL in the environment are used instead, as everywhere. Of Redis the tests
use, and empty, database 9 only; under `pytest -n` each process has its own, from 9 on. Whatever
else is there stays.
"""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg

import embedded
from embedded.state import state_folder

# Databases that tests make and drop need not survive a power cut. The demo's servers keep theirs.
_NOT_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
_FIRST_REDIS, _LAST_REDIS = 9, 15


def _use_servers() -> None:
    """Fill the environment with the addresses of the servers, and start those that are not given.

    Raises `SystemExit` when they cannot be used.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")  # gw0, gw1 …; none in a process that runs alone
    if worker is None:
        # A folder of the tests' own, wherever the state is: no other servers are made less durable.
        os.environ["RONGHE_STATE"] = str(state_folder() / "tests")
    try:
        embedded.ensure_environment(os.environ)
    except embedded.EmbeddedError as fault:
        raise SystemExit(f"The tests' servers cannot be used: {fault}") from fault
    embedded_here = os.environ["DATABASE_URL"] in os.environ.get("RONGHE_EMBEDDED", "").split()
    if embedded_here and worker is None:
        _give_up_durability(os.environ["DATABASE_URL"])
    number = _FIRST_REDIS + int((worker or "gw0").removeprefix("gw"))
    if number > _LAST_REDIS:
        raise SystemExit(f"pytest -n: at most {_LAST_REDIS - _FIRST_REDIS + 1} processes")
    os.environ["REDIS_URL"] = urlunsplit(
        urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}")
    )
    if worker and os.environ.get("INDEX_DIR"):
        # Each database has index files of its own; the writer removes all others in its folder.
        os.environ["INDEX_DIR"] = os.path.join(os.environ["INDEX_DIR"], worker)


def _give_up_durability(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        for setting in _NOT_DURABLE:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


_use_servers()

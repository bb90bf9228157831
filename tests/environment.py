"""A pytest plugin, loaded before Django's: the tests' own embedded servers and environment.

DATABASE_URL and REDIS_URL in the environment are used instead, as everywhere. Of Redis the
tests use, and empty, database 9 only; a second process of the tests takes database 10, and so on.
Whatever else is there stays.
"""

import os
from urllib.parse import urlsplit, urlunsplit

import embedded
from embedded.state import state_folder

os.environ.setdefault("RONGHE_STATE", str(state_folder() / "tests"))
try:
    embedded.ensure_environment(os.environ)
except embedded.EmbeddedError as fault:
    raise SystemExit(f"The tests' servers cannot be used: {fault}") from fault
# gw0, gw1, …: the processes among which the files of tests are shared; "" where there is only one.
_process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_own_database = f"/{9 + _process}"
os.environ["REDIS_URL"] = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=_own_database))

"""A pytest plugin, loaded before Django's: the tests' own embedded servers and environment.

DATABASE_URL and REDIS_URL in the environment are used instead, as everywhere. Of Redis the
tests use, and empty, database 9 only: whatever else is there stays.
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
os.environ["REDIS_URL"] = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9"))

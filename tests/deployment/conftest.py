"""The files of `deploy/` and the compose file, tried on real servers."""

import os
import secrets
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from embedded.binaries import find_postgres_program

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], bool], what: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"after {seconds} s still not: {what}"
        time.sleep(0.05)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass(frozen=True)
class Roles:
    """A database of its own with the roles of deploy/postgres/roles.sql. The names of roles are the
    server's, so each test has its own.
    """

    name: str
    passwords: dict[str, str]

    def user(self, role: str) -> str:
        return f"{self.name}_{role}"

    def url(self, role: str, port: int | None = None) -> str:
        at = connection.settings_dict
        address = f"{at['HOST']}:{port or at['PORT']}"
        return f"postgresql://{self.user(role)}:{self.passwords[role]}@{address}/{self.name}"

    def environ(self, role: str, port: int | None = None) -> dict[str, str]:
        given = {"DATABASE_URL": self.url(role, port), "LOG_LEVEL": "ERROR", "INDEX_DIR": ""}
        return os.environ | given

    def make_database(self) -> None:
        """Make the database, in place of the one that was there, and run the file on it."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE template0")
        words = [f"--set={role}={self.user(role)}" for role in self.passwords]
        words += [f"--set={role}_password={word}" for role, word in self.passwords.items()]
        at = connection.settings_dict
        subprocess.run(
            [find_postgres_program("psql"), "-q", *words, "-f", ROOT / "deploy/postgres/roles.sql"],
            env=os.environ
            | {"PGHOST": at["HOST"], "PGPORT": str(at["PORT"]), "PGUSER": at["USER"]}
            | {"PGPASSWORD": at["PASSWORD"], "PGDATABASE": self.name},
            check=True,
            timeout=30,
            capture_output=True,
        )


@pytest.fixture
def roles(transactional_db: None) -> Iterator[Roles]:
    passwords = {role: secrets.token_hex(12) for role in ("owner", "app", "backup")}
    made = Roles(f"least_{uuid.uuid4().hex[:10]}", passwords)
    made.make_database()
    yield made
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {made.name} WITH (FORCE)")
        for role in ("app", "backup", "owner"):
            cursor.execute(f"DROP ROLE {made.user(role)}")

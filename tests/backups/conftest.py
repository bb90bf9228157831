import io
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection


def run(command: str, *words: object) -> tuple[int, str]:
    """Run a command of manage.py; its exit status and all that it said."""
    out = io.StringIO()
    try:
        call_command(command, *map(str, words), stdout=out)
    except CommandError as fault:
        return fault.returncode, out.getvalue() + str(fault)
    return 0, out.getvalue()


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let the code of this process use another database of the same server."""
    usual = connection.settings_dict["NAME"]
    _move_to(name)
    try:
        yield
    finally:
        _move_to(usual)


def _move_to(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture
def new_database(transactional_db: None) -> Iterator[Callable[[], str]]:
    """Create empty databases, which are dropped afterwards."""
    made: list[str] = []

    def create() -> str:
        made.append(f"restored_{uuid.uuid4().hex[:12]}")
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {made[-1]} TEMPLATE template0")
        return made[-1]

    yield create
    with connection.cursor() as cursor:
        for name in made:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

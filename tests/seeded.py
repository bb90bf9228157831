"""The seeds in the database, loaded once for a module's tests instead of once for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@contextmanager
def kept_for_a_module(blocker: Any) -> Iterator[None]:
    """A transaction around a module's tests: each test's own is a savepoint within it."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)

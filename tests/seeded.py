"""The seeds in the database, loaded once for a module's tests instead of once for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from partners import registry
from partners.intake import public_record
from partners.intake.reference import load_reference
from partners.reading import read_atlas, read_taxonomy

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def load_public_record() -> None:
    """Of the partners only those on the public record, beside the places and sectors."""
    load_reference(SEEDS)
    registry.open_dataset(dataset=public_record.DATASET)
    known = read_atlas().places, read_taxonomy().sectors
    registry.register(records=public_record.records(SEEDS, *known))


@contextmanager
def kept_for_a_module(blocker: Any, load: Callable[[], Any]) -> Iterator[None]:
    """What is loaded, in a transaction around a module's tests: each test's own is a savepoint
    within it.
    """
    with blocker.unblock(), transaction.atomic():
        load()
        # References are checked at the end of a transaction, and a test checks them at its own:
        # those of the seeds would be checked again after each test.
        connection.check_constraints()
        # What the server last knew of the tables may be that they are empty: it would then look
        # through all of them row by row.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)

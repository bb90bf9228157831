"""The seeds in the database, loaded once for a module's tests instead of once for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from core.models import Counter
from demonstration import loading
from partners.intake import public_record
from partners.intake.public_record import read_public_record
from partners.intake.reference_files import load_reference
from partners.intake.seeds import load_seeds
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.registration import register_records, save_dataset

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def load_public_record() -> None:
    """Of the partners only those on the public record, beside the places and sectors."""
    load_reference(SEEDS)
    save_dataset(dataset=public_record.DATASET)
    known = read_atlas().places, read_taxonomy().sectors
    register_records(records=read_public_record(SEEDS, *known))


def load_all_partners() -> None:
    load_seeds(SEEDS)
    loading.load(SEEDS)
    # The server may last have counted the tables empty: it would then join thousands of rows one
    # by one.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def restore_counters() -> None:
    """A test that commits is cleaned up by emptying every table, the counter rows too."""
    for name in ("policy", "partners", "event"):
        Counter.objects.get_or_create(name=name)


@contextmanager
def kept_for_a_module(blocker: Any, load: Callable[[], Any]) -> Iterator[None]:
    """What is loaded, in a transaction around a module's tests: each test's own is a savepoint
    within it.
    """
    with blocker.unblock(), transaction.atomic():
        restore_counters()
        load()
        # References are checked at the end of a transaction, and a test checks them at its own:
        # those of the seeds would be checked again after each test.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)

"""The seeds in the database, loaded once for a module's tests instead of once for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
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
    """The counters as the migrations make them, where every table was emptied."""
    for name in ("policy", "partners", "event"):
        Counter.objects.get_or_create(name=name)


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
        yield
        transaction.set_rollback(True)


@contextmanager
def kept_for_all(
    request: pytest.FixtureRequest, blocker: Any, load: Callable[[], Any], *, name: str
) -> Iterator[bool]:
    """`kept_for_a_module`, and True, where every test of the module that uses a part of the world
    asks for the fixture `name`: another test would see rows that it did not ask for. False, with
    nothing loaded, otherwise, and where a test commits: it needs rows that are emptied after it.
    """
    here = [item for item in request.session.items if getattr(item, "module", 0) is request.module]
    asked = [set(getattr(item, "fixturenames", ())) for item in here]
    alike = all(name in names for names in asked if names & {"places", "sectors"})
    if not alike or any(map(_commits, here)):
        yield False
        return
    with kept_for_a_module(blocker, load):
        yield True


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = getattr(item, "fixturenames", ())
    return "transactional_db" in asked or bool(marker and marker.kwargs.get("transaction"))

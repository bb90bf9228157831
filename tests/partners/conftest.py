"""The seeds as rows and as tables. No test here writes what another can see."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction

from partners.intake.reference_files import load_reference
from partners.reference.atlas import Atlas
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.reference.taxonomy import Taxonomy
from tests.seeded import SEEDS, kept_for_a_module


class World(NamedTuple):
    atlas: Atlas
    taxonomy: Taxonomy


@pytest.fixture
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker) -> World:
    """Places and sectors as plain rows; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference(SEEDS)
        read = World(read_atlas(), read_taxonomy())
        transaction.set_rollback(True)
    return read


@pytest.fixture(scope="module")
def _reference(django_db_setup, django_db_blocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, lambda: load_reference(SEEDS)):
        yield


@pytest.fixture
def reference(_reference, db) -> None:
    """Places and sectors in the database."""

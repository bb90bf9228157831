"""The seeds as rows and as tables. No test here writes what another can see."""

from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction

from partners.atlas import Atlas
from partners.intake.reference import load_reference
from partners.reading import read_atlas, read_taxonomy
from partners.taxonomy import Taxonomy
from tests.partners.examples import SEEDS
from webhooks.models import Counter


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


@pytest.fixture
def reference(db) -> None:
    """Places and sectors in the database."""
    load_reference(SEEDS)
    Counter.objects.get_or_create(name="partners")

"""The places and sectors of the seeds, for partners that are searched for."""

from collections.abc import Iterator

import pytest

from partners.intake.reference_files import load_reference
from tests.seeded import SEEDS, kept_for_a_module


@pytest.fixture(scope="module")
def _reference(django_db_setup, django_db_blocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, lambda: load_reference(SEEDS)):
        yield


@pytest.fixture
def reference(_reference, db) -> None:
    """Places and sectors in the database."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from demonstration import loading
from partners.intake.seeds import SeedsLoaded, load_seeds
from partners.models import Dataset, Partner
from partners.registry.registration import Registered
from tests.seeded import SEEDS, kept_for_a_module

pytestmark = pytest.mark.usefixtures("reference")


class First(NamedTuple):
    """The results of the first loading, and its calls of `progress`."""

    loaded: SeedsLoaded
    demonstration: Registered
    progress_calls: list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def _first(_reference, django_db_blocker) -> Iterator[First]:
    progress_calls: list[tuple[str, int, int]] = []
    given: list[SeedsLoaded] = []
    simulated: list[Registered] = []

    def progress(what: str, done: int, total: int) -> None:
        progress_calls.append((what, done, total))

    def at_first() -> None:
        given.append(load_seeds(SEEDS, progress))
        simulated.append(loading.load(SEEDS, progress))

    with kept_for_a_module(django_db_blocker, at_first):
        yield First(*given, *simulated, progress_calls)


@pytest.fixture
def first(_first: First, reference) -> First:
    return _first


def test_loading_brings_everything_and_tells_how_far_it_is(first):
    assert first.loaded.public_record.counts == {"created": 87}
    assert first.demonstration.counts == {"created": 3_000}
    assert Partner.objects.count() == 3_087
    assert first.progress_calls[0] == ("reference data", 1, 1)
    assert first.progress_calls[-1] == ("demonstration", 3_000, 3_000)


def test_loading_again_changes_nothing(first, seeds):
    again = load_seeds(seeds)
    assert again.public_record.counts == {"unchanged": 87}
    assert loading.load(seeds).counts == {"unchanged": 3_000}


def test_the_datasets_say_what_their_records_are(first):
    assert Dataset.objects.get(key="demonstration").simulated
    assert "not a real organisation" in Dataset.objects.get(key="demonstration").notice
    assert not Dataset.objects.get(key="public-record").simulated


def test_every_row_of_every_seed_has_a_source_and_a_confidence(seeds):
    for path in sorted(seeds.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                assert row["source"], (path.name, number)
                assert row["confidence"] in ("high", "medium", "low"), (path.name, number)

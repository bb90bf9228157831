import csv

import pytest

from partners.intake.loading import load
from partners.models import Dataset, Partner
from partners.registry import Registered

pytestmark = pytest.mark.usefixtures("reference")


def test_loading_brings_everything_and_tells_how_far_it_is(seeds):
    told = []
    loaded = load(seeds, lambda what, done, total: told.append((what, done, total)))
    assert loaded.public_record == Registered(created=87)
    assert loaded.demonstration == Registered(created=3_000)
    assert Partner.objects.count() == 3_087
    assert told[0] == ("reference data", 1, 1)
    assert told[-1] == ("demonstration", 3_000, 3_000)


def test_loading_again_changes_nothing(seeds):
    load(seeds)
    again = load(seeds)
    assert again.public_record == Registered(unchanged=87)
    assert again.demonstration == Registered(unchanged=3_000)


def test_the_datasets_say_what_their_records_are(seeds):
    load(seeds)
    assert Dataset.objects.get(key="demonstration").simulated
    assert "not a real organisation" in Dataset.objects.get(key="demonstration").notice
    assert not Dataset.objects.get(key="public-record").simulated


def test_every_row_of_every_seed_has_a_source_and_a_confidence(seeds):
    for path in sorted(seeds.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                assert row["source"], (path.name, number)
                assert row["confidence"] in ("high", "medium", "low"), (path.name, number)

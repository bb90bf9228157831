"""The seeds' priority lists: excerpts, in force, with their gaps kept."""

import csv
import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from core.clock import CHINA, end_of_day
from priorities.editions.load_editions import lists_in_force
from priorities.importing.seed_lists import load_seed_lists
from priorities.models import Edition, Priority
from tests.seeded import SEEDS
from webhooks.models import Event

pytestmark = pytest.mark.django_db
WITHOUT = [
    "140000",
    "230000",
    "520000",
    "530000",
    "540000",
    "620000",
    "630000",
    "640000",
    "650000",
    "710000",
    "820000",
]


@pytest.fixture
def rows():
    with (SEEDS / "provincial_priorities.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_row_is_there_with_its_source_and_confidence(lists, rows):
    held = {one.key: one for one in Priority.objects.prefetch_related("targets", "places")}
    assert held.keys() == rows.keys()
    for key, row in rows.items():
        one = held[key]
        said = (one.source, one.confidence, one.speaker, one.signal, one.stage, one.summary_en)
        names = ("source", "confidence", "speaker", "signal", "stance", "evidence")
        assert said == tuple(row[name] for name in names)
        assert {t.code for t in one.targets.all()} == set(
            filter(None, row["target_codes"].split(";"))
        )
        assert {p.code for p in one.places.all()} == set(filter(None, row["city_codes"].split(";")))


def _sorted(codes: str) -> str:
    return ";".join(sorted(set(codes.split(";"))))


def test_every_edition_is_an_excerpt_in_force_from_its_newest_row(lists, rows):
    assert set(Edition.objects.values_list("coverage", flat=True)) == {"excerpt"}
    for edition in Edition.objects.all():
        own = [row for row in rows.values() if row["province_code"] == edition.province_id]
        newest = dt.date.fromisoformat(max(row["effective_from"] for row in own))
        assert edition.in_force.lower == dt.datetime.combine(newest, dt.time.min, tzinfo=CHINA)
        assert edition.in_force.upper is None


def test_a_province_without_rows_has_no_edition(lists):
    held = lists_in_force(end_of_day(dt.date(2026, 11, 24)))
    assert not held.keys() & set(WITHOUT)
    assert len(held) == 23


def test_shandongs_four_and_four_stay_without_targets(lists):
    assert not Priority.objects.get(key="PP013").targets.exists()


def test_loading_again_publishes_nothing(lists):
    assert load_seed_lists(SEEDS) == 0
    assert Edition.objects.count() == 23


def test_each_publication_has_its_policy_number_and_is_told(lists):
    numbers = sorted(Edition.objects.values_list("policy", flat=True))
    assert len(set(numbers)) == 23
    told = Event.objects.filter(type="priorities.published")
    assert told.count() == 23
    guangdong = told.get(data__province="440000")
    assert guangdong.firm is None
    assert "province:440000" in guangdong.topics
    assert "PP004" in [row["key"] for row in guangdong.data["diff"]["added"]]


def test_the_database_keeps_one_edition_in_force(lists):
    first = Edition.objects.get(province="440000")
    overlap = DateTimeTZRange(first.in_force.lower + dt.timedelta(days=1), None)
    with pytest.raises(IntegrityError, match="one_edition_in_force"), transaction.atomic():
        Edition.objects.create(
            province=first.province,
            state="published",
            number=2,
            coverage="excerpt",
            in_force=overlap,
            policy=999,
            published_at=first.published_at,
        )

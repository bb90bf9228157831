"""A faulty edition is refused row by row, and changes nothing."""

import dataclasses
import datetime as dt

import pytest

from core import counters
from core.clock import CHINA
from priorities.editions import lifecycle
from priorities.errors import EditionRefused
from priorities.importing.seed_rows import read_seed_lists
from priorities.models import Edition
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db
SINCE = dt.datetime(2026, 2, 24, tzinfo=CHINA)


@pytest.fixture
def row(reference):
    return read_seed_lists(SEEDS)["440000"].rows[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"targets": ("C99",)}, "PP001: C99 is no sector"),
        ({"places": ("330100",)}, "PP001: 330100 is no city of Guangdong"),
        ({"source": "  "}, "PP001: a source needs an address"),
        ({"effective_to": dt.date(2020, 1, 1)}, "PP001: ends before it begins"),
    ],
)
def test_a_faulty_row_is_named(row, change, said):
    before = counters.current("policy")
    with pytest.raises(EditionRefused) as refused:
        lifecycle.publish_first(
            province="440000",
            rows=[dataclasses.replace(row, **change)],
            coverage="excerpt",
            since=SINCE,
        )
    assert said in str(refused.value)
    assert not Edition.objects.exists()
    assert counters.current("policy") == before


@pytest.mark.parametrize(
    ("province", "said"), [("440000", "needs a priority"), ("440100", "no province")]
)
def test_an_empty_list_and_a_city_are_refused(reference, province, said):
    with pytest.raises(EditionRefused, match=said):
        lifecycle.publish_first(province=province, rows=[], coverage="excerpt", since=SINCE)


def test_a_second_first_edition_is_refused(row):
    def publish():
        lifecycle.publish_first(province="440000", rows=[row], coverage="excerpt", since=SINCE)

    publish()
    with pytest.raises(EditionRefused, match="has an edition already"):
        publish()
    assert Edition.objects.count() == 1

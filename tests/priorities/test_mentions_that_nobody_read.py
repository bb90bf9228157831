"""A mention that no curator has read may stand without a summary; it counts for nothing."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from core.clock import CHINA
from priorities.editions import lifecycle
from priorities.editions.load_editions import list_in_force
from priorities.editions.rows import CLIENT_SIGNALS, PriorityRow
from priorities.errors import EditionRefused
from priorities.importing.seed_rows import read_seed_lists
from priorities.models import Edition, Priority
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db
SINCE = dt.datetime(2026, 1, 26, tzinfo=CHINA)
DAY = dt.date(2026, 11, 24)


@pytest.fixture
def row(reference):
    rows = read_seed_lists(SEEDS)["440000"].rows
    return next(row for row in rows if row.paragraph and row.counts(DAY, CLIENT_SIGNALS))


def _publish(*rows: PriorityRow) -> Edition:
    return lifecycle.publish_first(province="440000", rows=rows, coverage="document", since=SINCE)


def _mention(row: PriorityRow, **changed: Any) -> PriorityRow:
    bare = {"key": "GD9999", "emphasis": "mention", "reviewed": False, "summary_en": ""}
    return replace(row, **{**bare, "summary_zh": "", **changed})


def test_it_is_published_and_counts_for_nothing(row):
    mention = _mention(row)
    _publish(row, mention)
    assert list_in_force("440000").priorities.get(key="GD9999").summary_en == ""
    counting = Priority.objects.official(DAY).values_list("key", flat=True)
    assert list(counting) == [row.key]
    assert not mention.counts(DAY, CLIENT_SIGNALS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reviewed": True}, "GD9999: summary_en is missing"),
        ({"emphasis": "list"}, "GD9999: summary_en is missing"),
        ({"title_en": ""}, "GD9999: title_en is missing"),
        ({"title_zh": ""}, "GD9999: title_zh is missing"),
    ],
)
def test_what_was_read_what_is_listed_and_titles_are_demanded(row, changed, said):
    with pytest.raises(EditionRefused, match=said):
        _publish(row, _mention(row, **changed))

"""From the numbers of its own events a firm learns when they were, not how many others had."""

from itertools import pairwise

import pytest
from django.db import connection, transaction

from core import counters
from firms.models import Firm
from webhooks import feed
from webhooks.errors import CursorAhead
from webhooks.outbox import NewEvent, emit_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms():
    return [Firm.objects.create(name=name) for name in ("Nordtuch GmbH", "Sudtuch GmbH")]


def emit(sample, firm, count, source):
    with transaction.atomic():
        news = [
            NewEvent(type=sample.name, source=source, version=n, data={}, firm=firm)
            for n in range(count)
        ]
        return [one.number for one in emit_all(news)]


def microseconds():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT floor(1000000 * extract(epoch FROM clock_timestamp()"
            " - timestamptz '2026-01-01 00:00:00+00'))::bigint"
        )
        return cursor.fetchone()[0]


def test_a_number_follows_the_clock_however_many_events_others_had(sample, firms):
    own, other = firms
    begin = microseconds()
    (first,) = emit(sample, own, 1, "own:1")
    emit(sample, other, 50, "other:1")
    (second,) = emit(sample, own, 1, "own:2")
    end = microseconds()
    # At most a thousand an event ahead of the clock, where events come faster than that.
    assert begin < first < second <= end + 52 * 1_000


def test_events_of_one_transaction_do_not_count_on_by_one(sample, firms):
    numbers = emit(sample, firms[0], 20, "own:1")
    assert numbers == sorted(numbers)
    assert {b - a for a, b in pairwise(numbers)} != {1}


def test_numbers_go_on_where_the_clock_went_back(sample, firms):
    with transaction.atomic():
        ahead = counters.take("event", 10**14)
    numbers = emit(sample, firms[0], 3, "own:1")
    assert ahead < numbers[0] < numbers[1] < numbers[2]


def test_a_cursor_is_ahead_of_what_the_firm_sees_whatever_others_had(sample, firms):
    own, other = firms
    (seen,) = emit(sample, own, 1, "own:1")
    (unseen,) = emit(sample, other, 1, "other:1")
    feed.check_cursor(own, seen)
    for number in (seen + 1, unseen, unseen + 1_000_000):
        with pytest.raises(CursorAhead) as ahead:
            feed.check_cursor(own, number)
        assert ahead.value.known == seen

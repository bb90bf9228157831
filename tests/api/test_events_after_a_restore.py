"""After a restore from a backup no event number is used again, and a reader who is ahead of the
stream is told what to do: no event is passed over in silence.
"""

import time
from io import StringIO

import pytest
from django.core.management import call_command

from core import counters
from core.models import Counter
from tests.api.test_event_feed import tell
from webhooks.models import Event
from webhooks.stream import epochs

pytestmark = pytest.mark.django_db


def restore(last: int) -> None:
    """Leave the events up to this number, as the restore of an earlier backup does."""
    Event.objects.filter(number__gt=last).delete()
    Counter.objects.filter(name="event").update(number=last)


@pytest.fixture
def numbers(db) -> list[int]:
    """Of five events, the last two of which a restore undid; one was emitted since."""
    for version in range(1, 6):
        tell(version)
    numbers = list(Event.objects.values_list("number", flat=True))
    restore(numbers[2])
    epochs.raise_epoch()
    tell(6)
    return numbers


def read(call, after: int) -> list[int]:
    return [one["number"] for one in call.get(f"/v1/events?after={after}").json()["results"]]


@pytest.mark.parametrize("ahead", [1, 2, 10**9])
def test_a_number_ahead_of_the_stream_is_refused_with_what_to_do(call, ahead):
    tell(1)
    newest = Event.objects.get().number
    refused = call.get(f"/v1/events?after={newest + ahead}")
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["type"] == "/problems/events-ahead"
    (error,) = problem["errors"]
    assert "read /v1/shortlists again" in error["detail"]
    assert (error["parameter"], error["nearest"]) == ("after", [str(newest)])
    assert read(call, newest) == []


def test_a_number_ahead_is_refused_at_once_though_it_would_wait(call):
    began = time.monotonic()
    assert call.get("/v1/events?after=999999999999&wait=10").status_code == 409
    assert time.monotonic() - began < 9


@pytest.mark.parametrize("place", [3, 4])
def test_the_number_of_an_undone_event_is_refused_and_names_where_to_go_on(call, numbers, place):
    refused = call.get(f"/v1/events?after={numbers[place]}")
    assert refused.status_code == 409
    (error,) = refused.json()["errors"]
    assert "restored from a backup" in error["detail"]
    assert error["nearest"] == [str(numbers[2])]
    assert len(read(call, numbers[2])) == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_number_from_before_the_backup_goes_on_into_the_new_epoch(call, numbers, place):
    found = read(call, numbers[place])
    assert found[:-1] == numbers[place + 1 : 3]
    assert found[-1] > numbers[4]
    assert read(call, found[-1]) == []


def test_a_second_restore_of_the_same_backup_uses_no_number_again(call, numbers):
    ((lost,),) = [read(call, numbers[2])]
    restore(numbers[2])
    epochs.StreamEpoch.objects.all().delete()  # the backup knows nothing of the first restore
    call_command("raise_epoch", stdout=(out := StringIO()))
    assert f"Events after {numbers[2]} are undone" in out.getvalue()
    assert call.get(f"/v1/events?after={lost}").status_code == 409
    tell(7)
    assert read(call, numbers[2])[0] > lost


def test_an_epoch_begins_later_even_if_the_numbers_are_ahead_of_the_clock():
    ahead = epochs.raise_epoch().begins + 10**12
    Counter.objects.filter(name="event").update(number=ahead)
    second = epochs.raise_epoch()
    assert second.ended == ahead
    assert counters.current("event") == second.begins > ahead

"""An instant with whatever offset, at whatever end of the calendar, is taken or refused."""

import datetime as dt
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.desk import added, done

OFFSETS = st.integers(-1439, 1439).map(lambda n: dt.timezone(dt.timedelta(minutes=n)))
EDGES = st.sampled_from(
    [
        dt.datetime.combine(day, time)
        for day in (dt.date.min, dt.date(1949, 1, 1), dt.date(2199, 12, 31), dt.date.max)
        for time in (dt.time.min, dt.time(12), dt.time.max)
    ]
)
INSTANTS = st.builds(
    lambda local, offset: local.replace(tzinfo=offset), EDGES | st.datetimes(), OFFSETS
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def known(instant: dt.datetime) -> bool:
    """Does it lie in the years that are understood, in UTC?"""
    first = dt.datetime(1949, 1, 1, tzinfo=dt.UTC)
    return first <= instant < first.replace(year=2200)


@pytest.fixture
def hook(call) -> str:
    """The address of an endpoint of the firm."""
    body = {"url": "https://hooks.nordtuch.example/ronghe"}
    return call.post("/v1/webhooks", body).headers["Location"]


@pytest.fixture
def approved(desk):
    """An approved draft."""
    draft = done(desk.step("submit", desk.revise(desk.open(), added()), desk.editor))
    return done(desk.step("approve", draft, desk.approver))


@QUICK
@given(instant=INSTANTS)
def test_a_list_is_read_as_of_it(call, lists, instant):
    read = call.get(f"/v1/provinces/44/priorities?as_of={quote(instant.isoformat())}")
    done(read, 200 if known(instant) else 400)


@QUICK
@given(since=INSTANTS, until=st.none() | INSTANTS)
def test_deliveries_are_recovered_between_two(call, hook, since, until):
    span = {"since": since.isoformat()} | ({"until": until.isoformat()} if until else {})
    right = known(since) and (until is None or known(until))
    done(call.post(f"{hook}/recover", span), 202 if right else 400)


@QUICK
@given(instant=INSTANTS)
def test_a_publication_waits_for_it(desk, approved, instant):
    draft = desk.approver.get(f"/v1/editions/{approved.json()['id']}")
    right = known(instant) and instant > dt.datetime.now(dt.UTC)
    scheduled = desk.step("schedule", draft, desk.approver, {"publish_at": instant.isoformat()})
    done(scheduled, 200 if right else 400)
    if right:
        assert dt.datetime.fromisoformat(scheduled.json()["publish_at"]) == instant


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    "text", ["2026-02-24T09:30:00+23:59", "2026-02-24T09:30:00-23:59", "2199-12-31T12:00:00+23:59"]
)
def test_no_offset_is_too_great(call, hook, name, text):
    span = {"since": "2026-01-01T00:00:00Z", name: text}
    assert done(call.post(f"{hook}/recover", span), 202).json() == {"recovered": 0}


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("9999-12-31T23:59:59-23:59", "2199-12-31T00:00:00Z"),
        ("9999-01-01T00:00:00Z", "2199-12-31T00:00:00Z"),
        ("2199-12-31T23:59:59-23:59", "2199-12-31T00:00:00Z"),
        ("0001-01-01T00:00:00+23:59", "1949-01-01T00:00:00Z"),
    ],
)
def test_what_is_too_far_off_is_refused_with_the_nearest(call, hook, name, text, nearest):
    span = {"since": "2026-01-01T00:00:00Z", name: text}
    error = done(call.post(f"{hook}/recover", span), 400).json()["errors"][0]
    assert (error["pointer"], error["nearest"]) == (f"/{name}", [nearest])
    done(call.post(f"{hook}/recover", {**span, name: nearest}), 202)


def test_what_was_told_after_it_is_recovered_whatever_its_offset(call, hook):
    call.post(f"{hook}/test", None)
    url = "https://hooks.nordtuch.example/ronghe"
    call.put(hook, {"url": url, "active": False})
    call.put(hook, {"url": url})
    east = dt.timezone(dt.timedelta(hours=23, minutes=59))
    now = dt.datetime.now(east)
    minute = dt.timedelta(minutes=1)
    assert recovered(call, hook, now + minute) == 0
    assert recovered(call, hook, now - minute) == 1


def recovered(call, hook, since: dt.datetime) -> int:
    return done(call.post(f"{hook}/recover", {"since": since.isoformat()}), 202).json()["recovered"]

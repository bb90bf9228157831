"""The breaker delays; it never uses up an attempt. Laws hold for any run of outcomes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webhooks.endpoints import circuit_breaker
from webhooks.endpoints.circuit_breaker import EndpointHealth
from webhooks.sending.send_outcome import SendOutcome

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


SOUND = EndpointHealth()


def _run(*outcomes: int, start=SOUND, now=NOW):
    found = start
    for status in outcomes:
        error = "" if status else "timeout"
        found = circuit_breaker.next_health(found, SendOutcome(now, 1, status, error), now)
    return found


def test_it_opens_at_the_fifth_failure_in_a_row_of_the_endpoint_itself():
    assert _run(500, 0, 503, 0).opened_at is None
    opened = _run(500, 0, 503, 0, 500)
    assert opened.opened_at == NOW
    assert 24 <= (opened.open_until - NOW).total_seconds() <= 36


def test_an_endpoint_that_answers_never_opens_it():
    assert _run(*[404] * 50).opened_at is None
    assert _run(500, 500, 500, 500, 404, 500).opened_at is None


def test_each_failed_probe_doubles_the_wait_up_to_a_quarter_of_an_hour():
    found, now = _run(*[500] * 5), NOW
    for longest in (60, 120, 240, 480, 900, 900):
        now = found.open_until
        found = circuit_breaker.next_health(found, SendOutcome(now, 1, 500), now)
        assert longest * 0.8 <= (found.open_until - now).total_seconds() <= longest * 1.2


def test_what_was_under_way_when_it_opened_says_nothing_new():
    opened = _run(*[500] * 5)
    late = circuit_breaker.next_health(
        opened, SendOutcome(NOW, 1, 500), NOW + timedelta(seconds=20)
    )
    assert (late.open_until, late.opens) == (opened.open_until, opened.opens)


def test_one_success_closes_it():
    assert _run(*[500] * 9, 200) == EndpointHealth(last_success_at=NOW)


def test_gone_disables_at_once():
    assert "410" in _run(410).disabled_because


def test_five_days_without_a_success_disable_and_less_does_not():
    week = EndpointHealth(fails=9, failing_since=NOW - timedelta(hours=121))
    assert _run(500, start=week).disabled_because
    assert not _run(
        500, start=EndpointHealth(fails=9, failing_since=NOW - timedelta(hours=119))
    ).disabled_because
    assert not _run(
        500, start=EndpointHealth(fails=3, failing_since=NOW - timedelta(days=9))
    ).disabled_because


def test_retry_after_throttles_the_endpoint_also_past_a_success():
    found = circuit_breaker.next_health(
        EndpointHealth(), SendOutcome(NOW, 1, 429, retry_after="120"), NOW
    )
    assert found.throttled_until == NOW + timedelta(seconds=120)
    assert _run(200, start=found).throttled_until == found.throttled_until


@given(st.lists(st.sampled_from([0, 200, 204, 302, 400, 404, 429, 500, 503]), max_size=40))
def test_laws(statuses):
    found, now = EndpointHealth(), NOW
    for status in statuses:
        now += timedelta(seconds=40)
        found = circuit_breaker.next_health(
            found, SendOutcome(now, 1, status, "" if status else "dns"), now
        )
        assert (found.opened_at is None) == (found.open_until is None)
        assert (found.fails == 0) == (found.failing_since is None)
        if status in (200, 204):
            assert (found.fails, found.trips, found.opened_at) == (0, 0, None)
        if found.open_until:
            assert found.open_until <= now + timedelta(seconds=900 * 1.2)
        assert not found.disabled_because

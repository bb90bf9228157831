"""Ten attempts over three days, spread by chance; what a Retry-After may ask for."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from webhooks.sending import backoff

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOURS = 3600


def test_each_wait_lies_in_its_band_and_the_tenth_failure_is_the_last():
    for failures, usual in enumerate(
        [5, 300, 1800, 2 * HOURS, 5 * HOURS, 10 * HOURS, 14 * HOURS, 20 * HOURS, 24 * HOURS], 1
    ):
        waits = [backoff.retry_delay(failures) for _ in range(200)]
        assert all(usual * 0.8 <= wait <= usual * 1.2 for wait in waits)
        assert max(waits) - min(waits) > usual * 0.2
    assert backoff.retry_delay(10) is None
    assert sum(backoff.DELAYS) == 75 * HOURS + 35 * 60 + 5


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("86401", 86400),
        ("99999999999999999999", 86400),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW + timedelta(days=9), usegmt=True), 86400),
    ],
)
def test_a_sensible_retry_after_is_honoured_up_to_a_day(text, seconds):
    assert backoff.parse_retry_after(text, NOW) == seconds


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "0",
        "-1",
        "1e99",
        "1.5",
        "soon",
        "NaN",
        "١٢٠",
        "Mon, 99 Foo 2026",
        "Tue, 24 Nov 2026",
        format_datetime(NOW - timedelta(seconds=9), usegmt=True),
    ],
)
def test_anything_else_falls_back_to_the_schedule(text):
    assert backoff.parse_retry_after(text, NOW) is None

"""The schedule of retries of a failed delivery."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MINUTE, _HOUR = 60.0, 3600.0
# Seconds after the first failure, after the second and so on: ten attempts within 75 h 35 min.
# The early steps bridge a restart, the later ones a weekend.
DELAYS = (
    5.0,
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
MAX_RETRY_AFTER = 24 * _HOUR
_JITTER_RANGE = (0.8, 1.2)


def retry_delay(failures: int) -> float | None:
    """Seconds until the next attempt after `failures` (1 or more); None when none is left."""
    if failures > len(DELAYS):
        return None
    return DELAYS[failures - 1] * jitter()


def jitter() -> float:
    """A random factor, so that deliveries that failed together are not retried together."""
    return random.uniform(*_JITTER_RANGE)  # noqa: S311 - nothing secret  # nosec B311


def parse_retry_after(text: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header requests, at most a day; None for an unusable header.

    The header holds seconds or an HTTP date. `now` is the database's time.
    """
    if not text:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        # Nine digits are 30 years; more could overflow a float.
        seconds = float(text) if len(text) < 10 else MAX_RETRY_AFTER
    else:
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
    return min(seconds, MAX_RETRY_AFTER) if seconds > 0 else None

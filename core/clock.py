"""The day in China: dates in its documents begin and end at midnight there."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

# All of China keeps one time, Xinjiang's offices included.
CHINA = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    """The current day in China."""
    return timezone.localdate(timezone=CHINA)


def end_of_day(day: dt.date) -> dt.datetime:
    """The last instant of a day in China."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=CHINA)

"""The day in China: what is declared there begins and ends at its midnight."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    """The day in China now."""
    return timezone.localdate(timezone=CHINA)


def end_of(day: dt.date) -> dt.datetime:
    """The last instant of a day in China."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=CHINA)

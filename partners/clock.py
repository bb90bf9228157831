"""The day in China: what is declared there begins and ends at its midnight."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    return timezone.localdate(timezone=CHINA)

"""The use of the firm's keys as bars by day, and as sums by key."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firms.models import ApiKey, KeyUsage

# The drawing: a day is so wide, with its bar in it.
DAY_WIDTH, BAR_WIDTH, HEIGHT = 20, 14, 120
# What the addresses of the API are about, by the word after /v1/; several share a name.
_SUBJECTS: Mapping[str, Promise] = {
    "batches": _("Batches of briefs"),
    "briefs": _("Briefs"),
    "certificates": _("Certificates"),
    "datasets": _("Datasets"),
    "documents": _("Documents"),
    "duplicates": _("Possible duplicates"),
    "editions": _("Lists of provinces"),
    "event-types": _("Events"),
    "events": _("Events"),
    "frozen": _("Frozen copies"),
    "gaps": _("Services that are short"),
    "generations": _("Matches"),
    "imports": _("Imports"),
    "keys": _("API keys"),
    "matches": _("Matches"),
    "mcp": _("Agents (MCP)"),
    "me": _("The key itself"),
    "members": _("Members"),
    "openapi": _("Description of the API"),
    "partners": _("Partners"),
    "places": _("Places"),
    "policy": _("Priorities"),
    "provinces": _("Provinces"),
    "rank": _("Rankings that are not stored"),
    "reconcile": _("Reconciliation"),
    "records": _("Records"),
    "sectors": _("Sectors"),
    "shared": _("Shared links"),
    "shortlists": _("Shortlists"),
    "suggestions": _("Corrections"),
    "takedowns": _("Corrections"),
    "usage": _("Usage"),
    "webhooks": _("Webhooks"),
}


@dataclass(frozen=True)
class DayBar:
    """A day: where its bar stands, with the refused requests at its foot."""

    day: dt.date
    requests: int
    refused: int
    x: int
    y: float
    height: float
    refused_height: float

    @property
    def refused_y(self) -> float:
        return round(HEIGHT - self.refused_height, 2)


@dataclass(frozen=True)
class KeySum:
    """What a key was used for, and when last."""

    key: ApiKey
    requests: int
    refused: int
    last_at: dt.datetime
    subjects: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class UsageChart:
    """Bars, oldest day first; `most`: the requests of the highest one."""

    bars: Sequence[DayBar]
    keys: Sequence[KeySum]
    requests: int
    refused: int
    most: int

    @property
    def width(self) -> int:
        return DAY_WIDTH * len(self.bars)


def usage_chart(rows: Iterable[KeyUsage], since: dt.date, until: dt.date) -> UsageChart:
    """Draw the counts from `since` to `until`, both included."""
    found = list(rows)
    by_day: defaultdict[dt.date, list[KeyUsage]] = defaultdict(list)
    by_key: defaultdict[str, list[KeyUsage]] = defaultdict(list)
    for row in found:
        by_day[row.day].append(row)
        by_key[row.key.prefix].append(row)
    most = max((_sum(rows, "requests") for rows in by_day.values()), default=0)
    days = [since + dt.timedelta(days=n) for n in range((until - since).days + 1)]
    sums = [_of_key(rows) for rows in by_key.values()]
    return UsageChart(
        [_bar(n, day, by_day.get(day, []), most) for n, day in enumerate(days)],
        sorted(sums, key=lambda one: -one.requests),
        _sum(found, "requests"),
        _sum(found, "refused"),
        most,
    )


def _bar(n: int, day: dt.date, rows: Sequence[KeyUsage], most: int) -> DayBar:
    requests, refused = _sum(rows, "requests"), _sum(rows, "refused")
    scale = HEIGHT / most if most else 0
    height = round(requests * scale, 2)
    x = n * DAY_WIDTH + (DAY_WIDTH - BAR_WIDTH) // 2
    y = round(HEIGHT - height, 2)
    return DayBar(day, requests, refused, x, y, height, round(refused * scale, 2))


def _of_key(rows: Sequence[KeyUsage]) -> KeySum:
    subjects: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        subjects[_subject(row.group)] += row.requests
    return KeySum(
        rows[0].key,
        _sum(rows, "requests"),
        _sum(rows, "refused"),
        max(row.last_at for row in rows),
        sorted(subjects.items(), key=lambda one: -one[1])[:5],
    )


def _subject(group: str) -> str:
    # A table has a suffix: partners.csv
    word = group.partition(".")[0]
    return str(_SUBJECTS.get(word, word))


def _sum(rows: Iterable[KeyUsage], name: str) -> int:
    return sum(getattr(row, name) for row in rows)

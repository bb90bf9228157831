"""The headers that tell clients of an operation that it will go away."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import http_date


@dataclass(frozen=True)
class Deprecated:
    """An operation that should no longer be used since the day `since`, is gone from the day
    `sunset` on (None: not decided), and is explained, with what to use instead, at `explained_at`.
    Days begin at midnight UTC.
    """

    since: dt.date
    sunset: dt.date | None
    explained_at: str

    def headers(self) -> Mapping[str, str]:
        """Return `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a `Link` to the explanation."""
        told = {
            "Deprecation": f"@{_seconds(self.since)}",
            "Link": f'<{self.explained_at}>; rel="deprecation"; type="text/html"',
        }
        return told if self.sunset is None else told | {"Sunset": http_date(_seconds(self.sunset))}


def _seconds(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC).timestamp())

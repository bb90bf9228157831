"""When a province said what: one rule for the delivery record and the timeline."""

import datetime as dt
from dataclasses import dataclass

from core.clock import CHINA
from priorities.models import Priority

_LENGTH = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True)
class Dated:
    """A day, and how exactly it is known; of a month or a year it is the first day."""

    on: dt.date
    precision: str

    def __str__(self) -> str:
        """No more than is known: 2026-02-24, 2026-02 or 2026."""
        return self.on.isoformat()[: _LENGTH[self.precision]]


def entered(priority: Priority) -> Dated:
    """A priority that enters a list dates from the day that it holds from."""
    return Dated(priority.effective_from, priority.precision)


def moved(priority: Priority, document_before: int | None, at: dt.datetime) -> Dated:
    """A stage moves on the day of the document that says so; where that is no new one, or has no
    day, when the edition of `at` came into force.
    """
    document = priority.document
    if document.pk != document_before and document.published_on:
        return Dated(document.published_on, document.precision)
    return at_instant(at)


def at_instant(at: dt.datetime) -> Dated:
    """The day in China of an instant."""
    return Dated(at.astimezone(CHINA).date(), "day")

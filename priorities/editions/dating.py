"""The date of a change: the one rule for the timeline and the delivery history."""

import datetime as dt
from dataclasses import dataclass

from core.clock import CHINA
from priorities.editions.rows import PriorityRow

_LENGTH = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True)
class Dated:
    """A day and its precision: day, month or year; of a month or a year it is the first day."""

    on: dt.date
    precision: str

    def __str__(self) -> str:
        """The date to its precision: 2026-02-24, 2026-02 or 2026."""
        return self.on.isoformat()[: _LENGTH[self.precision]]


def date_change(before: PriorityRow | None, after: PriorityRow | None, at: dt.datetime) -> Dated:
    """Date the change of a priority by a publication that took effect at the instant `at`.

    A priority that enters a list dates from the day it holds from. A stage moves on the day of
    the document that reports it. Any other change dates from the publication.
    """
    if after and not before:
        return Dated(after.effective_from, after.precision)
    if (
        after
        and before
        and after.stage != before.stage
        and after.published_on
        # The document that reported the earlier stage cannot date a later one.
        and after.citation != before.citation
    ):
        return Dated(after.published_on, after.document_precision)
    return Dated(at.astimezone(CHINA).date(), "day")

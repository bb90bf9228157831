"""The delivery history: the steps of each of a province's priorities."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from core.clock import CHINA
from priorities.editions.dating import Dated
from priorities.models import Document, Edition, Priority, PriorityChange

_LEFT = (PriorityChange.Kind.REMOVED, PriorityChange.Kind.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """`became`: a stage, or removed, withdrawn (with the whole list) or ended (by its own date).

    `edition` is the number of the edition that holds the row: of a priority that left or ended,
    the last. Only a stage has evidence: document, summary and source.
    """

    became: str
    dated: Dated
    edition: int
    document: Document | None = None
    summary_en: str = ""
    summary_zh: str = ""
    source: str = ""


@dataclass(frozen=True)
class Trail:
    """A priority's steps, oldest first. `listed`: whether the list of the instant holds it."""

    key: str
    title_en: str
    title_zh: str
    listed: bool
    steps: tuple[Step, ...]


def load_delivery_history(province: str, at: dt.datetime) -> list[Trail]:
    """The history of the province's priorities as of the instant, by key. Two queries."""
    listed = {
        priority.key: priority
        for priority in Priority.objects.filter(
            edition__in=Edition.objects.in_force(at).filter(province=province)
        ).select_related("edition")
    }
    changes = PriorityChange.objects.steps().filter(edition__province=province, at__lte=at)
    rows = changes.select_related("priority__document", "priority__edition")
    return [
        _trail(key, [*group], listed.get(key), at)
        for key, group in groupby(rows.order_by("key", "policy"), lambda change: change.key)
    ]


def _trail(
    key: str, changes: list[PriorityChange], listed: Priority | None, at: dt.datetime
) -> Trail:
    steps = [_step(change) for change in changes]
    # The title of the list: an edition may reword a priority without any step.
    last = listed or changes[-1].priority
    # An end needs no publication, so it is no stored change: the day of the reader decides.
    if listed and listed.effective_to and listed.effective_to < at.astimezone(CHINA).date():
        ended = Dated(listed.effective_to, "day")
        steps.append(Step("ended", ended, listed.edition.number or 0))
    return Trail(key, last.title_en, last.title_zh, listed is not None, tuple(steps))


def _step(change: PriorityChange) -> Step:
    row = change.priority
    dated, edition = Dated(change.on, change.precision), row.edition.number or 0
    # A removed priority has no evidence: the edition that omits it says nothing about it.
    if change.kind in _LEFT:
        return Step(change.kind, dated, edition)
    return Step(row.stage, dated, edition, row.document, row.summary_en, row.summary_zh, row.source)

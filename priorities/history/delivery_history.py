"""What became of a province's priorities: each key's way through the published editions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.clock import CHINA
from priorities.history import dating
from priorities.history.dating import Dated
from priorities.models import Document, Edition, Priority


@dataclass(frozen=True)
class Step:
    """`became`: a stage, or removed, withdrawn (with the whole list) or ended (its time was up).
    `edition` is the one that says so, or for an end the last that held the priority. The
    evidence is what the source says at that stage; an end has none.
    """

    became: str
    dated: Dated
    edition: int
    document: Document | None = None
    quote: str = ""
    source: str = ""


@dataclass(frozen=True)
class Trail:
    """One priority's steps, oldest first. `listed`: does the list of the instant hold it?"""

    key: str
    title: str
    listed: bool
    steps: tuple[Step, ...]


def delivery(province: str, at: dt.datetime) -> list[Trail]:
    """The record of the province as it was at the instant, by key. Two queries."""
    editions = list(
        Edition.objects.published()
        .filter(province=province, in_force__startswith__lte=at)
        .order_by("number")
    )
    held: dict[str, list[tuple[Edition, Priority]]] = {}
    by_pk = {edition.pk: edition for edition in editions}
    rows = Priority.objects.filter(edition__in=editions).select_related("document")
    for row in rows.order_by("key", "edition__number"):
        held.setdefault(row.key, []).append((by_pk[row.edition_id], row))
    return [_trail(stays, editions, at) for stays in held.values()]


def _trail(
    stays: Sequence[tuple[Edition, Priority]], editions: Sequence[Edition], at: dt.datetime
) -> Trail:
    first, (last_edition, last) = stays[0], stays[-1]
    steps = [_enters(*first)]
    for (before, old), (edition, row) in pairwise(stays):
        steps += _between(before, old, edition, row, editions)
    upper = last_edition.in_force.upper
    listed = upper is None or at < upper
    if not listed:
        steps.append(_leaves(last_edition, editions))
    elif last.effective_to and last.effective_to < at.astimezone(CHINA).date():
        steps.append(Step("ended", Dated(last.effective_to, "day"), last_edition.number or 0))
    return Trail(last.key, last.title, listed, tuple(steps))


def _between(
    before: Edition, old: Priority, edition: Edition, row: Priority, editions: Sequence[Edition]
) -> list[Step]:
    """What happened from one edition that holds the priority to the next that does."""
    if before.in_force.upper != edition.in_force.lower:
        return [_leaves(before, editions), _enters(edition, row)]
    if old.stage == row.stage:
        return []
    dated = dating.moved(row, old.document_id, edition.in_force.lower)
    return [_step(edition, row, dated)]


def _enters(edition: Edition, row: Priority) -> Step:
    return _step(edition, row, dating.entered(row))


def _leaves(edition: Edition, editions: Sequence[Edition]) -> Step:
    upper = edition.in_force.upper
    followed = any(other.in_force.lower == upper for other in editions)
    how = "removed" if followed else "withdrawn"
    return Step(how, dating.at_instant(upper), edition.number or 0)


def _step(edition: Edition, row: Priority, dated: Dated) -> Step:
    return Step(row.stage, dated, edition.number or 0, row.document, row.quote, row.source)

"""Publications of lists as lines of news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.clock import CHINA
from pages.frame.language import language
from priorities.history.publications import Publication
from priorities.models import PriorityChange

_KINDS: Mapping[str, tuple[Promise, str]] = {
    "published": (_("new"), "good"),
    "moved": (_("moved on"), "mild"),
    "revised": (_("revised"), "mild"),
    "removed": (_("dropped"), "bad"),
    "withdrawn": (_("withdrawn"), "bad"),
}
_SHOWN = 4


@dataclass(frozen=True)
class NewsItem:
    """A priority that a publication added, changed or dropped."""

    kind: str
    label: Promise | str
    title: str


@dataclass(frozen=True)
class PublicationLine:
    """A publication: the province, the day in China, and its strongest changes."""

    province: str
    code: str
    day: dt.date | None
    items: Sequence[NewsItem]
    more: int


def publication_lines(publications: Iterable[Publication]) -> list[PublicationLine]:
    """Put publications into the visitor's words."""
    return [*_lines(publications)]


def _lines(publications: Iterable[Publication]) -> Iterator[PublicationLine]:
    spoken = language()
    for one in publications:
        edition = one.edition
        begun = edition.in_force.lower if edition.in_force else None
        yield PublicationLine(
            getattr(edition.province, f"name_{spoken}"),
            edition.province_id,
            begun.astimezone(CHINA).date() if begun else None,
            [_item(change, spoken) for change in one.changes[:_SHOWN]],
            max(len(one.changes) - _SHOWN, 0),
        )


def _item(change: PriorityChange, spoken: str) -> NewsItem:
    label, kind = _KINDS.get(change.kind, (change.kind, "plain"))
    row = change.priority
    return NewsItem(kind, label, getattr(row, f"title_{spoken}") or row.title_en)

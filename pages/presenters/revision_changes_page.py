"""What changed between two revisions, in the visitor's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.reference.scale import POINTS_PER_SCORE
from matcher.sentences import sentence
from matcher.shortlists.revision_changes import EntryChange, RevisionChanges
from pages.frame.language import joined, language
from pages.frame.words import WISHES
from pages.presenters.partner_names import NamedPartner, PartnerNames, load_partner_names
from pages.presenters.policy_changes import ChangeLine
from pages.presenters.stacked_bar import LABELS

_FIELDS: Mapping[str, Promise] = {
    **WISHES,
    "title": _("Title"),
    "seeking": _("You look for"),
    "sectors": _("Sectors"),
    "services": _("Services"),
    "client": _("Client"),
    "order_unit": _("Unit"),
    "weights": _("Weights"),
    "require": _("Hard wishes"),
    "limit": _("Entries at most"),
    "datasets": _("Records of"),
}
_SIGNS = {"entered": "added", "left": "dropped", "moved": "changed"}


@dataclass(frozen=True)
class MovedPartner:
    """A partner that moved, for `parts/diff.html`: `title` says the move and its causes."""

    kind: str
    partner: NamedPartner
    sentences: Sequence[str]
    lines: Sequence[ChangeLine]

    @property
    def title(self) -> str:
        """The partner, and what became of it."""
        return f"{self.partner.name}: {' '.join(self.sentences)}"


@dataclass(frozen=True)
class RevisionChangesPage:
    """`brief`: the fields that differ; None where one of the briefs was not kept."""

    entries: Sequence[MovedPartner]
    brief: Sequence[ChangeLine] | None
    unchanged: int
    titles: Sequence[str]
    counts: Mapping[str, int]


def shown_changes(changes: RevisionChanges) -> RevisionChangesPage:
    """Put the changes into the visitor's words. One query."""
    names = load_partner_names([one.move.partner for one in changes.entries])
    spoken = language()
    return RevisionChangesPage(
        [_change(one, changes, names) for one in changes.entries],
        None if changes.brief is None else [*_fields(changes)],
        changes.unchanged,
        [title[spoken] for title in changes.priorities.values()],
        {kind: len(changes.of_kind(kind)) for kind in _SIGNS},
    )


def _change(one: EntryChange, changes: RevisionChanges, names: PartnerNames) -> MovedPartner:
    spoken = language()
    said = [sentence(reason.as_json(), spoken) for reason in one.reasons(changes.priorities)]
    lines = [
        ChangeLine(LABELS[part.name], _share(part.old), _share(part.new))
        for part in one.components
        if part.old != part.new
    ]
    return MovedPartner(_SIGNS[one.kind], names.by_id[one.move.partner], said, lines)


def _share(points: int | None) -> str:
    return "" if points is None else f"{points / POINTS_PER_SCORE:.1f}"


def _fields(changes: RevisionChanges) -> Iterator[ChangeLine]:
    for one in changes.brief or ():
        first, _slash, rest = one.pointer.strip("/").partition("/")
        name = LABELS.get(rest, first) if first == "weights" else _FIELDS.get(first, first)
        yield ChangeLine(name, _text(one.old), _text(one.new))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return joined(map(str, value.values()))
    return joined(map(str, value)) if isinstance(value, list) else str(value)

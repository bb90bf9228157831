"""Partners of an answer side by side: their components, and what would turn their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.models import Revision
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.sentences import sentence
from matcher.shortlists.comparison import ComparedPair, Comparison
from matcher.shortlists.stored_answers import StoredShortlist
from pages.forms.weights_form import WEIGHT
from pages.frame.addresses import page_url
from pages.frame.language import language
from pages.presenters.answer import ShownEntry, shown_entries
from pages.presenters.partner_names import PartnerNames, load_partner_names
from pages.presenters.stacked_bar import LABELS, BarPart

_DECIDED = {
    "relation": _("the first is nearer to what is sought"),
    "points": _("the first has %(lead)s points more"),
    "tie_break": _("equal points: the rule for ties decides"),
}


@dataclass(frozen=True)
class ComparedCell:
    """A component of an entry; `part` is None for an answer without it. `open`: a fact about it is
    not known.
    """

    entry: ShownEntry
    part: BarPart | None
    open: bool


@dataclass(frozen=True)
class ComponentRow:
    """A component of all the partners, in the order of the entries."""

    name: str
    label: Promise
    cells: Sequence[ComparedCell]


@dataclass(frozen=True)
class PairLine:
    """Two neighbours by rank: by how much the first leads, by what, and what would turn them."""

    above: str
    below: str
    decided: str
    differences: Sequence[str]
    turn: str
    try_url: str


@dataclass(frozen=True)
class ComparisonPage:
    """`newest`: whether the compared revision is the current answer."""

    revision: Revision
    newest: bool
    entries: Sequence[ShownEntry]
    rows: Sequence[ComponentRow]
    pairs: Sequence[PairLine]


def comparison_page(
    stored: StoredShortlist, revision: Revision, found: Comparison
) -> ComparisonPage:
    """Put a comparison into the visitor's words. One query."""
    names = load_partner_names([one.partner for one in found.entries])
    entries = shown_entries(found.entries, names, {})
    newest = stored.revision is not None and stored.revision.number == revision.number
    pairs = [_pair(one, names, stored) for one in found.pairs]
    return ComparisonPage(revision, newest, entries, [*_rows(entries, found)], pairs)


def _rows(entries: Sequence[ShownEntry], found: Comparison) -> Iterator[ComponentRow]:
    parts = [{part.name: part for part in one.bar.parts} for one in entries]
    missing = [{fact["component"] for fact in one.detail["missing"]} for one in found.entries]
    for name, label in LABELS.items():
        if any(name in one for one in parts):
            cells = [
                ComparedCell(entry, own.get(name), name in lacks)
                for entry, own, lacks in zip(entries, parts, missing, strict=True)
            ]
            yield ComponentRow(name, label, cells)


def _pair(one: ComparedPair, names: PartnerNames, stored: StoredShortlist) -> PairLine:
    differences = [
        f"{LABELS[each.component]} {each.points / POINTS_PER_SCORE:+.2f}".replace("-", "−")
        for each in one.differences
        if each.points
    ]
    weights = {f"{WEIGHT}{name}": to for name, to in one.turn.weights.items()} if one.turn else {}
    address = page_url("weights", stored.shortlist.pk)
    return PairLine(
        names.by_id[one.above].name,
        names.by_id[one.below].name,
        str(_DECIDED[one.decided_by]) % {"lead": f"{one.points / POINTS_PER_SCORE:.2f}"},
        differences,
        sentence(one.reason.as_json(), language()),
        f"{address}?{urlencode(weights)}" if weights else "",
    )

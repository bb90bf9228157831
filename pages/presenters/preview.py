"""What a brief would find now, while it is typed: nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from core.transactions import repeatable_read
from firms.models import Firm
from matcher import loaded
from matcher.shortlists.compute_answer import ComputedAnswer, answer_at_once
from matcher.shortlists.revision_changes import count_moves
from pages.frame.language import language
from pages.presenters.answer import ShownEntry, reason_sentences, shown_entries
from pages.presenters.left_out import left_out
from pages.presenters.partner_names import NamedPartner, load_partner_names
from pages.presenters.shown_notices import ShownNotice, stored_notices
from pages.presenters.stacked_bar import LABELS
from partners.reference.partner_counts import count_partners_by_province

SHOWN = 10
_PLACES = 4


@dataclass(frozen=True)
class PreviewEntry:
    """An entry, and its rank before: with the weights that these are compared with (None: it was
    below the limit).
    """

    entry: ShownEntry
    before: int | None

    @property
    def moved(self) -> int:
        """By how many ranks the weights lift it."""
        return 0 if self.before is None else self.before - int(self.entry.rank)

    @property
    def down(self) -> int:
        """By how many ranks they let it fall."""
        return -self.moved


@dataclass(frozen=True)
class Preview:
    """`places`: how many are on record in the provinces with most; `left_out`: how many each hard
    wish leaves out; `compared`: the ranks are compared with those before; `gone`: the partners that
    were entries before, with their ranks; `counts` of all entries: `up`, `down`, `entered`, `left`.
    """

    verdict: Sequence[str]
    entries: Sequence[PreviewEntry]
    places: Sequence[tuple[str, int]]
    left_out: Sequence[tuple[Promise | str, int]]
    not_judged: Sequence[Promise]
    assumed: Sequence[str]
    notices: Sequence[ShownNotice]
    weights: Mapping[str, int]
    compared: bool
    gone: Sequence[tuple[NamedPartner, int]]
    counts: Mapping[str, int]
    considered: int


def preview(asked: Mapping[str, Any], firm: Firm) -> Preview:
    """Answer the brief for the firm at once, and compare its own weights with the usual ones.
    Raises `BriefRefused`.
    """
    plain = {name: value for name, value in asked.items() if name != "weights"}
    return preview_against(asked, plain if asked.get("weights") else None, firm)


def preview_against(
    asked: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    firm: Firm,
    shown: int = SHOWN,
) -> Preview:
    """Answer the brief for the firm at once, and compare the ranks with those of the brief before,
    if there is one. Raises `BriefRefused`.
    """
    # Both in one snapshot: what differs is owed to the briefs alone.
    with repeatable_read():
        found = answer_at_once(asked, firm.pk)
        old = {} if before is None else _ranks(answer_at_once(before, firm.pk))
    new = _ranks(found)
    gone = {partner: rank for partner, rank in old.items() if partner not in new}
    names = load_partner_names([*new, *gone])
    entries = shown_entries(found.entries[:shown], names, {})
    return Preview(
        verdict=reason_sentences(found.verdict["parts"]),
        entries=[PreviewEntry(one, old.get(one.partner.pk)) for one in entries],
        places=_places(found),
        left_out=left_out(found.excluded),
        not_judged=[LABELS[one] for one in found.understood["left_out"]],
        assumed=reason_sentences(found.assumed),
        notices=stored_notices(found.understood),
        weights=found.weights,
        compared=before is not None,
        gone=[(names.by_id[partner], rank) for partner, rank in gone.items()],
        counts=count_moves((old.get(one), new.get(one)) for one in {*old, *new}),
        considered=found.excluded["considered"],
    )


def _ranks(answer: ComputedAnswer) -> Mapping[int, int]:
    return {one.partner: one.rank for one in answer.entries}


def _places(found: ComputedAnswer) -> list[tuple[str, int]]:
    understood = found.understood
    makes = understood["seeking"] == "manufacturer"
    needs = [one["code"] for one in understood["sectors" if makes else "services"]]
    datasets = [one["key"] for one in understood["datasets"]]
    counted = count_partners_by_province(needs, datasets, makes=makes)
    named = loaded.reference_data(found.basis).named
    return [(named(code)[language()], count) for code, count in counted[:_PLACES]]

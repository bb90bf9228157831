"""What a brief would find now, while it is typed: nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from firms.models import Firm
from matcher import loaded
from matcher.shortlists.compute_answer import ComputedAnswer, answer_at_once
from pages.frame.language import language
from pages.frame.words import WISHES
from pages.presenters.answer import ShownEntry, shown_entries, told
from pages.presenters.partner_names import load_partner_names
from pages.presenters.stacked_bar import LABELS
from partners.reference.partner_counts import count_partners_by_province

SHOWN = 10
_PLACES = 4


@dataclass(frozen=True)
class PreviewEntry:
    """An entry, and its rank with the usual weights (None: it was below the limit)."""

    entry: ShownEntry
    usual: int | None

    @property
    def moved(self) -> int:
        """By how many ranks the brief's own weights lift it."""
        return 0 if self.usual is None else self.usual - int(self.entry.rank)

    @property
    def down(self) -> int:
        """By how many ranks they let it fall."""
        return -self.moved


@dataclass(frozen=True)
class Preview:
    """`places`: how many are on record in the provinces with most; `left_out`: how many each hard
    wish leaves out; `own_weights`: the ranks are compared with those of the usual weights.
    """

    verdict: Sequence[str]
    entries: Sequence[PreviewEntry]
    places: Sequence[tuple[str, int]]
    left_out: Sequence[tuple[Promise | str, int]]
    not_judged: Sequence[Promise]
    assumed: Sequence[str]
    notices: Sequence[str]
    weights: Mapping[str, int]
    own_weights: bool
    considered: int


def preview(asked: Mapping[str, Any], firm: Firm) -> Preview:
    """Answer the brief for the firm at once. Raises `BriefRefused`."""
    found = answer_at_once(asked, firm.pk)
    own_weights = bool(asked.get("weights"))
    usual = _usual_ranks(asked, firm) if own_weights else {}
    names = load_partner_names([one.partner for one in found.entries[:SHOWN]])
    entries = shown_entries(found.entries[:SHOWN], names, {})
    return Preview(
        verdict=told(found.verdict["parts"]),
        entries=[PreviewEntry(one, usual.get(one.partner.pk)) for one in entries],
        places=_places(found),
        left_out=_left_out(found.excluded),
        not_judged=[LABELS[one] for one in found.understood["left_out"]],
        assumed=found.understood["assumed"],
        notices=[one["notice"] for one in found.understood["datasets"]],
        weights=found.weights,
        own_weights=own_weights,
        considered=found.excluded["considered"],
    )


def _usual_ranks(asked: Mapping[str, Any], firm: Firm) -> Mapping[int, int]:
    """The ranks of the same brief with the usual weights."""
    plain = {name: value for name, value in asked.items() if name != "weights"}
    return {one.partner: one.rank for one in answer_at_once(plain, firm.pk).entries}


def _places(found: ComputedAnswer) -> list[tuple[str, int]]:
    understood = found.understood
    makes = understood["seeking"] == "manufacturer"
    needs = [one["code"] for one in understood["sectors" if makes else "services"]]
    datasets = [one["key"] for one in understood["datasets"]]
    counted = count_partners_by_province(needs, datasets, makes=makes)
    named = loaded.reference_data(found.basis).named
    return [(named(code)[language()], count) for code, count in counted[:_PLACES]]


def _left_out(excluded: Mapping[str, Any]) -> list[tuple[Promise | str, int]]:
    """The hard wishes that partners fail, or of whom it is unknown whether they meet them."""
    counts = {
        wish: excluded["by_wish"].get(wish, 0) + excluded["by_unknown"].get(wish, 0)
        for wish in WISHES
    }
    return [(WISHES[wish], count) for wish, count in counts.items() if count]

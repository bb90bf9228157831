"""A shortlist as its page shows it: its state, its entries as they are filtered, what is beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now

from core.languages.translation import translated_faults
from matcher.models import Revision, Shortlist
from matcher.shortlists.decisions import shown_decisions
from matcher.shortlists.stored_answers import StoredShortlist, load_entries
from pages.frame.language import language
from pages.frame.words import WISHES
from pages.presenters.answer import (
    OpenQuestion,
    ShownEntry,
    open_questions,
    reason_sentences,
    shown_entries,
)
from pages.presenters.left_out import left_out
from pages.presenters.partner_names import NamedPartner, PartnerNames, load_partner_names
from pages.presenters.shown_notices import ShownNotice, stored_notices

# Words in the address that filter the entries.
FILTERS = ("relation", "decision", "province", "dataset")


@dataclass(frozen=True)
class Choice:
    """A value that a filter may have, and how many entries have it."""

    value: str
    label: Promise | str
    count: int
    chosen: bool


@dataclass(frozen=True)
class NearMiss:
    """A partner that fails hard wishes alone, and what to ask it."""

    partner: NamedPartner
    failed: Sequence[Promise | str]
    questions: Sequence[OpenQuestion]


@dataclass(frozen=True)
class ShortlistPage:
    """All that the page shows. `revision` is None while there is no answer; `faults`: why a brief
    can no longer be understood.
    """

    shortlist: Shortlist
    title: str
    state: str
    stale: bool
    revision: Revision | None
    faults: Sequence[Mapping[str, Any]]
    verdict: Sequence[str]
    entries: Sequence[ShownEntry]
    filters: Sequence[tuple[str, Sequence[Choice]]]
    filtered: bool
    ask_all: Sequence[OpenQuestion]
    near_misses: Sequence[NearMiss]
    notices: Sequence[ShownNotice]
    left_out: Sequence[tuple[Promise, int]]

    @property
    def compares(self) -> str:
        """The id of the form that compares entries; '' where there is only one."""
        return "compare" if len(self.entries) > 1 else ""


def shortlist_page(found: StoredShortlist, asked: Mapping[str, str], path: str) -> ShortlistPage:
    """Put a stored shortlist into the visitor's words. Three queries, in Chinese four."""
    shortlist, revision = found.shortlist, found.revision
    rows = load_entries(revision.pk) if revision else ()
    beside = revision.beside if revision else {}
    missed = beside.get("near_misses", [])
    names = load_partner_names([*(row.partner for row in rows), *(m["partner"] for m in missed)])
    said = shown_decisions(shortlist, [row.partner for row in rows]) if found.statements else {}
    ask_all = open_questions(beside.get("ask_all", ()))
    entries = shown_entries(rows, names, said, said_once=ask_all)
    chosen = {name: asked.get(name, "") for name in FILTERS}
    kept = [one for one in entries if _passes(one, chosen)]
    understood = revision.understood if revision else {}
    return ShortlistPage(
        shortlist=shortlist,
        title=shortlist.brief.title or _now("Untitled shortlist"),
        state=shortlist.state.value,
        stale=found.stale,
        revision=revision,
        faults=translated_faults(shortlist.refused or (), language()),
        verdict=reason_sentences(revision.verdict.get("parts", ())) if revision else [],
        entries=kept,
        filters=_filters(entries, chosen),
        filtered=any(chosen.values()),
        ask_all=ask_all,
        near_misses=[_near_miss(one, names) for one in missed],
        notices=stored_notices(understood),
        left_out=left_out(revision.excluded) if revision else [],
    )


def _values(entry: ShownEntry) -> dict[str, list[tuple[str, Promise | str]]]:
    """What each filter sees of an entry: values with their labels."""
    said = entry.decision.decision if entry.decision else "none"
    label = entry.decision_label or _now("no decision")
    return {
        "relation": [(entry.relation_word, entry.relation)],
        "decision": [(said, label)],
        "province": [(entry.partner.province or entry.partner.place,) * 2],
        "dataset": [(key, key) for key in entry.partner.datasets],
    }


def _passes(entry: ShownEntry, chosen: Mapping[str, str]) -> bool:
    values = _values(entry)
    return all(
        not wanted or wanted in {value for value, _ in values[name]}
        for name, wanted in chosen.items()
    )


def _filters(
    entries: Sequence[ShownEntry], chosen: Mapping[str, str]
) -> list[tuple[str, list[Choice]]]:
    """The filters that tell entries apart, each with its values, the most frequent first."""
    found = []
    for name in FILTERS:
        counts: dict[str, tuple[Promise | str, int]] = {}
        for entry in entries:
            for value, label in _values(entry)[name]:
                counts[value] = label, counts.get(value, ("", 0))[1] + 1
        choices = [
            Choice(value, label, count, value == chosen[name])
            for value, (label, count) in sorted(counts.items(), key=lambda one: -one[1][1])
            if value
        ]
        if len(choices) > 1 or chosen[name]:
            found.append((name, choices))
    return found


def _near_miss(one: Mapping[str, Any], names: PartnerNames) -> NearMiss:
    failed = [WISHES.get(wish, wish) for wish in (*one["failed"], *one["unknown"])]
    return NearMiss(names.by_id[one["partner"]], failed, open_questions(one["ask"]))

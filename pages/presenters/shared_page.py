"""A shortlist as a reader outside the firm sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from matcher.models import FrozenShortlist, Revision
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.frozen_copies import content_of
from matcher.shortlists.outside_view import outside_entry, outside_parts
from matcher.shortlists.stored_answers import StoredShortlist, load_entries
from pages.frame.language import language
from pages.presenters.answer import (
    OpenQuestion,
    ShownEntry,
    open_questions,
    reason_sentences,
    shown_entries,
)
from pages.presenters.partner_names import NamedPartner, PartnerNames, load_partner_names
from pages.presenters.shown_notices import ShownNotice, stored_notices


@dataclass(frozen=True)
class SharedPage:
    """`basis`: what the entries were computed from, None while there is no answer; `frozen_at`:
    when they were frozen, None for those of now.
    """

    basis: Revision | FrozenShortlist | None
    frozen_at: dt.datetime | None
    verdict: Sequence[str]
    entries: Sequence[ShownEntry]
    notices: Sequence[ShownNotice]
    ask_all: Sequence[OpenQuestion]


def shared_page(found: StoredShortlist) -> SharedPage:
    """Show the newest answer without decisions and notes. Two queries, in Chinese three."""
    revision = found.revision
    if revision is None:
        return SharedPage(None, None, [], [], [], [])
    rows = [replace(row, detail=outside_entry(row.detail)) for row in load_entries(revision.pk)]
    names = load_partner_names([row.partner for row in rows])
    asks = open_questions(revision.beside.get("ask_all", ()))
    entries = shown_entries(rows, names, {}, said_once=asks)
    verdict = reason_sentences(outside_parts(revision.verdict))
    notices = stored_notices(revision.understood)
    return SharedPage(revision, None, verdict, entries, notices, asks)


def frozen_page(copy: FrozenShortlist) -> SharedPage:
    """Show a frozen copy as it was frozen, without what the newest answer of a link leaves out. No
    query, in Chinese one.
    """
    stored = orjson.loads(content_of(copy, language()))
    rows = [
        AnsweredEntry(one["rank"], one["partner"]["id"], one["points"], outside_entry(one))
        for one in stored["entries"]
    ]
    partners = {one["partner"]["id"]: _partner(one["partner"]) for one in stored["entries"]}
    asks = open_questions(stored["ask_all"])
    entries = shown_entries(rows, PartnerNames(partners, {}), {}, said_once=asks)
    verdict = reason_sentences(outside_parts(stored["verdict"]))
    notices = stored_notices(stored["understood"])
    return SharedPage(copy, copy.frozen_at, verdict, entries, notices, asks)


def _partner(stored: Mapping[str, Any]) -> NamedPartner:
    """A partner as a copy holds it: its names, and where it was."""
    spoken = language()
    other = "en" if spoken == "zh" else "zh"
    own, others = stored[f"name_{spoken}"], stored[f"name_{other}"]
    place = stored["place"] or {}
    return NamedPartner(
        stored["id"],
        own or others,
        others if own else "",
        place.get(spoken, ""),
        (place.get("province") or {}).get(spoken, ""),
        tuple(stored["datasets"]),
        stored["simulated"],
        stored["retired"],
    )

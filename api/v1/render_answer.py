"""Render answers: partners with their names, reasons in the requested language.

The functions build plain dicts, because serializers would double the cost of the hot path. A test
compares them with the schema in `serializers.answers`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.requests.representation import ARGS, DECISION, Representation
from api.v1.render_beside import partners_beside, render_beside
from api.v1.render_entries import render_entries
from api.v1.render_reasons import render_verdict
from core.languages.translation import translated_faults
from matcher.loaded import Basis
from matcher.models import FrozenShortlist, Revision, Shortlist
from matcher.sentences import sentence
from matcher.shortlists.brief_changes import asked_in
from matcher.shortlists.compute_answer import AnsweredEntry, ComputedAnswer
from matcher.shortlists.decisions import ShownDecision, shown_decisions
from matcher.shortlists.stored_answers import load_entries


def render_unanswered(
    shortlist: Shortlist, language: str = "en", *, stale: bool = False
) -> dict[str, Any]:
    """Render a shortlist whose newest brief version has no answer: it is pending, or refused with
    the errors in `errors`, in the language `en` or `zh`. No older answer is shown in its place.
    """
    return {
        **_head(shortlist, shortlist.brief.asked),
        "revision": None,
        "status": shortlist.state.value,
        "errors": translated_faults(shortlist.refused or (), language),
        "stale": stale,
        "brief_version": shortlist.brief.version,
        "basis": None,
        "understood": None,
        "weights": None,
        "excluded": None,
        "changes": [],
        "verdict": None,
        "entries": [],
        "near_misses": [],
        "by_service": [],
        "team": [],
        "ask_all": [],
    }


def render_revision(
    shortlist: Shortlist,
    revision: Revision,
    wish: Representation,
    *,
    stale: bool,
    said: bool = True,
) -> dict[str, Any]:
    """Render a revision. Two queries: its entries, and the partners that it names; and one for the
    decisions on these, where the firm has `said` anything of partners.
    """
    rows = load_entries(revision.pk)
    shown = said and wish.shows(DECISION)
    decisions = shown_decisions(shortlist, [row.partner for row in rows]) if shown else {}
    return {
        **_head(shortlist, asked_in(revision, shortlist.brief)),
        "revision": revision.number,
        "status": Shortlist.State.ANSWERED.value,
        "errors": [],
        "stale": stale,
        "brief_version": revision.brief_version,
        "basis": render_basis(revision),
        **_interpretation(revision, wish.language),
        "changes": revision.changes,
        **_found(rows, revision, wish, decisions),
    }


def render_computed(title: str, found: ComputedAnswer, wish: Representation) -> dict[str, Any]:
    """Render an answer that is not stored. One query: the partners that it names."""
    return {
        "id": None,
        "title": title,
        "brief": None,
        "archived_at": None,
        "tags": [],
        "revision": None,
        "status": Shortlist.State.ANSWERED.value,
        "errors": [],
        "stale": False,
        "brief_version": None,
        "basis": render_basis(found.basis),
        **_interpretation(found, wish.language),
        "changes": [],
        **_found(found.entries, found, wish),
    }


def render_basis(found: Basis | Revision | FrozenShortlist) -> dict[str, Any]:
    """Render the state of the data that an answer was computed from, as `BasisOut`."""
    return {
        "model": found.model,
        "policy": found.policy,
        "partners": found.partners,
        "as_of": found.as_of,
    }


def _head(shortlist: Shortlist, asked: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "id": str(shortlist.pk),
        "title": shortlist.brief.title,
        "brief": asked,
        "archived_at": shortlist.archived_at,
        "tags": shortlist.tags,
    }


def _interpretation(found: ComputedAnswer | Revision, language: str) -> dict[str, Any]:
    understood = found.understood
    if language != "en" and found.assumed is not None:
        assumed = [sentence(one, language) for one in found.assumed]
        understood = {**understood, "assumed": assumed}
    return {"understood": understood, "weights": found.weights, "excluded": found.excluded}


def _found(
    rows: Sequence[AnsweredEntry],
    answer: ComputedAnswer | Revision,
    wish: Representation,
    decisions: Mapping[int, ShownDecision] | None = None,
) -> dict[str, Any]:
    """Render the verdict, the entries, and what stands beside them."""
    beside, args = answer.beside, ARGS in wish.include
    found = render_entries(rows, wish, partners_beside(beside), decisions)
    return {
        "verdict": render_verdict(answer.verdict, args=args),
        "entries": found.entries,
        **render_beside(beside, found.shown.by_id, wish.language, args=args),
    }

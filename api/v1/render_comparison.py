"""Render partners side by side, with the sentences of their differences."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.requests.representation import ARGS, Representation
from api.v1.render_answer import render_basis
from api.v1.render_entries import render_entries
from api.v1.render_reasons import render_reasons, render_sentences
from matcher.models import Revision
from matcher.shortlists.comparison import ComparedPair, Comparison, Difference
from matcher.shortlists.decisions import ShownDecision


def render_comparison(
    revision: Revision,
    found: Comparison,
    wish: Representation,
    decisions: Mapping[int, ShownDecision],
) -> dict[str, Any]:
    """Render the comparison. One query: the partners."""
    rendered = render_entries(found.entries, wish, (), decisions)
    names = rendered.shown.chinese_names
    return {
        "shortlist": str(revision.shortlist_id),
        "revision": revision.number,
        "basis": render_basis(revision),
        "weights": revision.weights,
        "entries": rendered.entries,
        "pairs": [_pair(one, wish, names) for one in found.pairs],
    }


def _pair(one: ComparedPair, wish: Representation, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "above": one.above,
        "below": one.below,
        "points": one.points,
        "decided_by": one.decided_by,
        "differences": [_difference(each, wish, names) for each in one.differences],
        "turn": asdict(one.turn) if one.turn else None,
        "text": render_sentences([one.reason.as_json()]),
    }


def _difference(one: Difference, wish: Representation, names: Mapping[str, str]) -> dict[str, Any]:
    args = ARGS in wish.include
    return {
        "component": one.component,
        "points": one.points,
        "above": render_reasons(one.above, wish.language, names, args=args),
        "below": render_reasons(one.below, wish.language, names, args=args),
    }

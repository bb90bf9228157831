"""Render what changed between two revisions, with a sentence for each change."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.requests.representation import ARGS, Representation
from api.v1.render_answer import render_basis
from api.v1.render_reasons import render_reasons, render_sentences
from api.v1.render_shown_partners import ShownPartners, load_shown_partners
from matcher.models import Revision
from matcher.shortlists.revision_changes import (
    ENTERED,
    LEFT,
    MOVED,
    ComponentChange,
    EntryChange,
    RevisionChanges,
)


def render_changes(found: RevisionChanges, wish: Representation) -> dict[str, Any]:
    """Render the changes. One query: the partners."""
    shown = load_shown_partners({one.move.partner for one in found.entries})
    return {
        "shortlist": str(found.new.shortlist_id),
        "old": _side(found.old),
        "new": _side(found.new),
        "brief": None if found.brief is None else [asdict(one) for one in found.brief],
        "weights": [
            {"component": name, "old": old, "new": new}
            for name, (old, new) in found.weights.items()
        ],
        "priorities": [{"key": key, **titles} for key, titles in sorted(found.priorities.items())],
        **{
            kind: [_entry(one, found.priorities, shown, wish) for one in found.of_kind(kind)]
            for kind in (ENTERED, LEFT, MOVED)
        },
        "unchanged": found.unchanged,
    }


def _side(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "brief_version": revision.brief_version,
        "answered_at": revision.answered_at,
        "basis": render_basis(revision),
        "location": f"/v1/shortlists/{revision.shortlist_id}/revisions/{revision.number}",
    }


def _entry(
    one: EntryChange,
    titles: Mapping[str, Mapping[str, str]],
    shown: ShownPartners,
    wish: Representation,
) -> dict[str, Any]:
    move = one.move
    return {
        "partner": shown.by_id[move.partner],
        "old_rank": move.old_rank,
        "new_rank": move.new_rank,
        "old_points": move.before.points if move.before else None,
        "new_points": move.after.points if move.after else None,
        "components": [_component(each, shown, wish) for each in one.components],
        "causes": list(one.causes),
        "because": list(move.because),
        "text": render_sentences([each.as_json() for each in one.reasons(titles)]),
    }


def _component(one: ComponentChange, shown: ShownPartners, wish: Representation) -> dict[str, Any]:
    args, names = ARGS in wish.include, shown.chinese_names
    return {
        "name": one.name,
        "old": one.old,
        "new": one.new,
        "gone": render_reasons(one.gone, wish.language, names, args=args),
        "come": render_reasons(one.come, wish.language, names, args=args),
    }

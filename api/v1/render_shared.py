"""Render frozen copies, and what a shared link shows."""

from collections.abc import Mapping
from typing import Any

import orjson

from api.json_renderer import OrjsonRenderer
from api.requests.representation import ALIASES, ARGS, CONTEXT, MISSING, Representation
from api.v1.render_answer import render_basis, render_revision
from api.v1.render_reasons import render_verdict
from matcher.models import FrozenShortlist, Revision, SharedLink, Shortlist
from matcher.sentences import LANGUAGES
from matcher.shortlists.frozen_copies import content_of
from matcher.shortlists.outside_view import outside_entry, outside_parts
from matcher.shortlists.stored_answers import StoredShortlist

# All but what stands around makers: that is computed when it is asked for, and no part of an
# answer.
_WHOLE = frozenset({ALIASES, ARGS, CONTEXT, MISSING})
_MOVES_ON = ("status", "errors", "stale", "archived_at", "tags", "changes")
_SHARED = ("revision", "weights", "verdict", "entries", "ask_all")


def render_frozen(
    copy: FrozenShortlist, shortlist: Shortlist, revision: Revision
) -> dict[str, bytes]:
    """Render the content of a copy, by language. Two queries for each."""
    return {
        language: _frozen(copy, shortlist, revision, Representation(language, _WHOLE))
        for language in LANGUAGES
    }


def _frozen(
    copy: FrozenShortlist, shortlist: Shortlist, revision: Revision, wish: Representation
) -> bytes:
    shown = render_revision(shortlist, revision, wish, stale=False, said=False)
    for name in _MOVES_ON:
        del shown[name]
    shown |= {
        "id": str(copy.pk),
        "shortlist": str(shortlist.pk),
        "title": copy.title,
        "frozen_at": copy.frozen_at,
    }
    return OrjsonRenderer().render(shown)


def render_shared_copy(link: SharedLink, copy: FrozenShortlist, language: str) -> dict[str, Any]:
    """Render what a link shows of a frozen copy."""
    stored: Mapping[str, Any] = orjson.loads(content_of(copy, language))
    return {
        "frozen_at": copy.frozen_at,
        "expires_at": link.expires_at,
        "basis": render_basis(copy),
        **_for_others({name: stored[name] for name in _SHARED}, stored["verdict"]),
    }


def render_shared(link: SharedLink, found: StoredShortlist, wish: Representation) -> dict[str, Any]:
    """Render what a link shows of the shortlist as it is now."""
    head: dict[str, Any] = {"frozen_at": None, "expires_at": link.expires_at}
    if found.revision is None:
        nothing: dict[str, Any] = {"revision": None, "weights": None, "verdict": None}
        return {**head, "basis": None, **nothing, "entries": [], "ask_all": []}
    shown = render_revision(found.shortlist, found.revision, wish, stale=found.stale, said=False)
    return {
        **head,
        "basis": render_basis(found.revision),
        **_for_others({name: shown[name] for name in _SHARED}, found.revision.verdict),
    }


def _for_others(shown: dict[str, Any], verdict: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is shown, as a reader outside the firm may see it."""
    seen = {**shown, "entries": [outside_entry(entry) for entry in shown["entries"]]}
    if verdict:
        left = {"code": verdict["code"], "parts": outside_parts(verdict)}
        seen["verdict"] = render_verdict(left, args=False)
    return seen

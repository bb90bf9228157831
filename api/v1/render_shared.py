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
    """What a reader outside the firm may see: not how many the firm rejected, and of a partner that
    told the firm something no reasons, since they may quote it.
    """
    entries = [
        _without_told(entry) if "declared_to_you" in entry else entry for entry in shown["entries"]
    ]
    if not verdict:
        return {**shown, "entries": entries}
    parts = [one for one in verdict["parts"] if one["code"] != "verdict.rejected"]
    told = render_verdict({"code": verdict["code"], "parts": parts}, args=False)
    return {**shown, "entries": entries, "verdict": told}


def _without_told(entry: Mapping[str, Any]) -> dict[str, Any]:
    components = [{**one, "because": []} for one in entry["components"]]
    kept = {name: value for name, value in entry.items() if name != "declared_to_you"}
    return {**kept, "components": components}

"""Render items of a batch: each with its verdict and the first three entries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from api.v1.render_reasons import render_verdict
from api.v1.render_shown_partners import load_shown_partners
from core.languages.translation import translated_faults
from matcher.models import BatchItem, Entry, Revision
from matcher.reference.scale import POINTS_PER_SCORE

_CODES = {
    BatchItem.State.ANSWERED: 200,
    BatchItem.State.WAITING: 202,
    BatchItem.State.REFUSED: 400,
    BatchItem.State.CANCELLED: 410,
}
_BEST = 3


def render_batch_items(items: Sequence[Any], language: str) -> list[dict[str, Any]]:
    """Render the items, which have their `state`, as `BatchItemOut`, with their errors in the
    language `en` or `zh`. Three queries at most.
    """
    revisions = _current_revisions([one.shortlist_id for one in items if one.shortlist_id])
    best = _best_entries([one.pk for one in revisions.values()])
    shown = [_item(one, revisions.get(one.shortlist_id), best) for one in items]
    for one, item in zip(shown, items, strict=True):
        refused = item.refused or (item.shortlist and item.shortlist.refused) or ()
        one["errors"] = translated_faults(refused, language)
    return shown


def _current_revisions(shortlists: Sequence[Any]) -> Mapping[Any, Revision]:
    """The newest revision that answers the newest version of each brief."""
    rows = Revision.objects.filter(
        shortlist__in=shortlists, brief_version=F("shortlist__brief__version")
    )
    newest = rows.order_by("shortlist_id", "-number").distinct("shortlist_id")
    return {one.shortlist_id: one for one in newest}


def _best_entries(revisions: Sequence[int]) -> Mapping[int, list[dict[str, Any]]]:
    rows = Entry.objects.filter(revision__in=revisions, rank__lte=_BEST)
    found = rows.order_by("revision_id", "rank").values_list(
        "revision", "rank", "points", "partner"
    )
    entries = list(found)
    partners = load_shown_partners({partner for *_, partner in entries}).by_id
    best: dict[int, list[dict[str, Any]]] = {}
    for revision, rank, points, partner in entries:
        shown = {
            "rank": rank,
            "score": round(points / POINTS_PER_SCORE, 1),
            "partner": partners[partner],
        }
        best.setdefault(revision, []).append(shown)
    return best


def _item(
    item: Any, revision: Revision | None, best: Mapping[int, list[dict[str, Any]]]
) -> dict[str, Any]:
    shortlist = item.shortlist
    answered = item.state == BatchItem.State.ANSWERED and revision is not None
    return {
        "number": item.number,
        "status": item.state,
        "code": _CODES[item.state],
        "title": shortlist.brief.title if shortlist else "",
        "shortlist": item.shortlist_id,
        "location": f"/v1/shortlists/{item.shortlist_id}" if shortlist else None,
        "verdict": render_verdict(revision.verdict, args=False) if answered and revision else None,
        "best": best.get(revision.pk, []) if answered and revision else [],
    }

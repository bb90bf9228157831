"""A shortlist as a reader outside the firm sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.models import Revision
from matcher.reference.reasons import DECLARED_TO_YOU
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.stored_answers import StoredShortlist, load_entries
from pages.presenters.answer import ShownEntry, shown_entries, told
from pages.presenters.partner_names import load_partner_names

# How many partners the firm rejected is its own affair.
_OWN = "verdict.rejected"


@dataclass(frozen=True)
class SharedPage:
    """`revision` is None while there is no answer."""

    revision: Revision | None
    verdict: Sequence[str]
    entries: Sequence[ShownEntry]
    notices: Sequence[str]


def shared_page(found: StoredShortlist) -> SharedPage:
    """Show the newest answer: no decision, no note, and of a partner that told the firm something
    no reasons, since they may quote it. Two queries.
    """
    revision = found.revision
    if revision is None:
        return SharedPage(None, [], [], [])
    rows = [_without_told(row) for row in load_entries(revision.pk)]
    names = load_partner_names([row.partner for row in rows])
    parts = [one for one in revision.verdict.get("parts", ()) if one["code"] != _OWN]
    notices = [one["notice"] for one in revision.understood.get("datasets", ())]
    return SharedPage(revision, told(parts), shown_entries(rows, names, {}), notices)


def _without_told(row: AnsweredEntry) -> AnsweredEntry:
    if DECLARED_TO_YOU not in row.detail:
        return row
    kept = {name: value for name, value in row.detail.items() if name != DECLARED_TO_YOU}
    components = [{**one, "because": []} for one in kept["components"]]
    return replace(row, detail={**kept, "components": components, "context": []})

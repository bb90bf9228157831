"""Answer stored briefs: one transaction each, a revision only where the answer is different."""

import uuid
from typing import Any

import structlog
from django.db import OperationalError
from django.utils import timezone
from psycopg.errors import SerializationFailure

from matcher import basis as bases
from matcher import events, moves, watching
from matcher.answering import Answer, answer
from matcher.models import Entry, Revision, Shortlist
from webhooks import outbox

log = structlog.get_logger(__name__)
_TRIES = 5
SWEEP_AT_MOST = 200


def answer_shortlist(pk: uuid.UUID | str) -> Revision | None:
    """Answer the brief if that is still needed; the new revision, or None when there is none:
    somebody else holds it, it is up to date, or the answer is the same (the marks then move).

    All reads see one snapshot. A brief edited meanwhile makes PostgreSQL refuse; it is read
    again, so an old version's answer is never stored for a new one.
    """
    for _ in range(_TRIES):
        try:
            return _answer_once(pk)
        except OperationalError as fault:
            if not isinstance(fault.__cause__, SerializationFailure):
                raise
    log.warning("shortlist keeps moving; left to the sweep", shortlist=str(pk))
    return None


def _answer_once(pk: uuid.UUID | str) -> Revision | None:
    with bases.one_snapshot():
        shortlist = (
            Shortlist.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("brief__firm")
            .filter(pk=pk)
            .first()
        )
        if shortlist is None:
            return None
        basis = bases.read()
        if not watching.due(basis.as_of).filter(pk=pk).exists():
            return None
        return _store(shortlist, answer(shortlist.brief.asked, basis))


def is_stale(shortlist: Shortlist) -> bool:
    """Does something that touches the brief lie beyond what it was checked through?"""
    own = Shortlist.objects.filter(pk=shortlist.pk)
    return watching.with_stale(own, bases.today()).get().stale


def _store(shortlist: Shortlist, found: Answer) -> Revision | None:
    last = shortlist.revisions.order_by("-number").first()
    brief = shortlist.brief
    answered = last is not None and last.brief_version == brief.version
    shortlist.checked_version = brief.version
    shortlist.checked_policy = found.basis.policy
    shortlist.checked_partners = found.basis.partners
    shortlist.checked_on = found.basis.as_of
    shortlist.save(
        update_fields=["checked_version", "checked_policy", "checked_partners", "checked_on"]
    )
    if last is not None and answered and last.digest == found.digest:
        return None
    moved = moves.between(last, found) if last is not None and answered else []
    revision = _insert(shortlist, found, last.number + 1 if last else 1, moved)
    if answered:
        _tell_changed(shortlist, revision)
    else:
        _tell_ready(shortlist, revision, found)
    return revision


def _insert(
    shortlist: Shortlist, found: Answer, number: int, moved: list[dict[str, Any]]
) -> Revision:
    revision = Revision.objects.create(
        shortlist=shortlist,
        number=number,
        brief_version=shortlist.brief.version,
        model=found.basis.model,
        policy=found.basis.policy,
        partners=found.basis.partners,
        as_of=found.basis.as_of,
        understood=found.understood,
        weights=found.weights,
        excluded=found.excluded,
        digest=found.digest,
        changes=moved,
    )
    Entry.objects.bulk_create(
        Entry(
            revision=revision,
            rank=one.rank,
            partner_id=one.partner,
            points=one.points,
            detail=one.detail,
        )
        for one in found.entries
    )
    return revision


def _tell_ready(shortlist: Shortlist, revision: Revision, found: Answer) -> None:
    outbox.emit(
        type=events.SHORTLIST_READY.name,
        source=f"shortlist:{shortlist.pk}",
        version=revision.number,
        firm=shortlist.brief.firm,
        topics=[f"shortlist:{shortlist.pk}"],
        data={
            "shortlist": str(shortlist.pk),
            "revision": revision.number,
            "brief_version": revision.brief_version,
            "entries": len(found.entries),
        },
    )


def _tell_changed(shortlist: Shortlist, revision: Revision) -> None:
    outbox.emit(
        type=events.SHORTLIST_CHANGED.name,
        source=f"shortlist:{shortlist.pk}",
        version=revision.number,
        firm=shortlist.brief.firm,
        topics=[f"shortlist:{shortlist.pk}"],
        data={
            "shortlist": str(shortlist.pk),
            "revision": revision.number,
            "changes": revision.changes,
        },
    )


def sweep() -> int:
    """Answer what nobody rang for, oldest first: unanswered briefs, then those that something
    touches beyond their marks. How many were seen; one that fails is logged and does not hold up
    the others.
    """
    due = watching.due(bases.today()).order_by("checked_version", "created_at")
    keys = list(due.values_list("pk", flat=True)[:SWEEP_AT_MOST])
    for key in keys:
        try:
            answer_shortlist(key)
        except Exception:
            log.exception("a brief could not be answered", shortlist=str(key))
    return len(keys)


def oldest_unanswered() -> float | None:
    """Seconds since the oldest unanswered brief was asked; None when all are answered."""
    asked = (
        Shortlist.objects.unanswered()
        .order_by("brief__changed_at")
        .values_list("brief__changed_at", flat=True)
        .first()
    )
    return None if asked is None else (timezone.now() - asked).total_seconds()

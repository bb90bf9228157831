"""Answer stored briefs: one transaction each, a revision only where the answer is different."""

import uuid
from collections.abc import Mapping

import structlog
from django.db import OperationalError
from django.db.models import F, Q
from django.utils import timezone
from psycopg.errors import SerializationFailure

from matcher import basis as bases
from matcher import events
from matcher.answering import Answer, answer
from matcher.basis import Basis
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
        if _checked_through(shortlist, basis):
            return None
        return _store(shortlist, answer(shortlist.brief.asked, basis))


def _checked_through(shortlist: Shortlist, basis: Basis) -> bool:
    return (
        shortlist.checked_version == shortlist.brief.version
        and shortlist.checked_policy == basis.policy
        and shortlist.checked_partners == basis.partners
        and shortlist.checked_on == basis.as_of
    )


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
    revision = _insert(shortlist, found, number=last.number + 1 if last else 1)
    if last is not None and answered:
        _tell_changed(shortlist, last, revision, found)
    else:
        _tell_ready(shortlist, revision, found)
    return revision


def _insert(shortlist: Shortlist, found: Answer, number: int) -> Revision:
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


def _tell_changed(shortlist: Shortlist, last: Revision, revision: Revision, found: Answer) -> None:
    old = dict(last.entries.values_list("partner_id", "rank"))
    new = {one.partner: one.rank for one in found.entries}
    outbox.emit(
        type=events.SHORTLIST_CHANGED.name,
        source=f"shortlist:{shortlist.pk}",
        version=revision.number,
        firm=shortlist.brief.firm,
        topics=[f"shortlist:{shortlist.pk}"],
        data={
            "shortlist": str(shortlist.pk),
            "revision": revision.number,
            "changes": _moves(old, new),
        },
    )


def _moves(old: Mapping[int, int], new: Mapping[int, int]) -> list[dict[str, int | None]]:
    """Partners whose rank differs, in the order of their new rank, those gone last."""
    moved = [p for p in [*new, *(p for p in old if p not in new)] if old.get(p) != new.get(p)]
    return [{"partner": p, "old_rank": old.get(p), "new_rank": new.get(p)} for p in moved]


def sweep() -> int:
    """Answer what nobody rang for, oldest first: unanswered briefs, then those whose marks lie
    behind. How many were seen; one that fails is logged and does not hold up the others.
    """
    basis = bases.read()
    behind = (
        Q(checked_policy__lt=basis.policy)
        | Q(checked_partners__lt=basis.partners)
        | Q(checked_on__lt=basis.as_of)
    )
    due = Shortlist.objects.filter(Q(checked_version__lt=F("brief__version")) | behind).order_by(
        "checked_version", "created_at"
    )
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

"""Compose the digests that are due: one row of the outbox each, or none where nothing changed."""

import datetime as dt
import uuid

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matcher.digests.digest_texts import digest_texts, is_worth_telling
from matcher.digests.rhythm import next_due
from matcher.models import DigestMessage, DigestSubscription, Revision
from matcher.shortlists.revision_changes import revision_changes

# A round stays short; the next one, seconds later, takes the others.
_AT_MOST = 200
# What was sent is kept as long as finished webhook deliveries are by default.
_KEPT = dt.timedelta(days=90)
_AFTER_A_FAULT = dt.timedelta(hours=1)
log = structlog.get_logger(__name__)


def compose_due_digests() -> int:
    """Compose what is due, the longest due first; return how many digests are new. A subscription
    that fails is logged and does not hold up the others.
    """
    _drop_those_of_archived()
    composed = 0
    for pk in _due():
        try:
            composed += compose_digest(pk) is not None
        except Exception:
            log.exception("a digest could not be composed", subscription=str(pk))
            # Later, or those that fail would be the longest due for ever, and keep the others out.
            later = timezone.now() + _AFTER_A_FAULT
            DigestSubscription.objects.filter(pk=pk).update(next_due_at=later)
    return composed


def _drop_those_of_archived() -> None:
    """Delete what waits for archived shortlists: when one is taken up again, it would be old."""
    waiting = DigestMessage.objects.filter(state=DigestMessage.State.PENDING)
    waiting.filter(subscription__shortlist__archived_at__isnull=False).delete()


def _due() -> list[uuid.UUID]:
    """Subscriptions whose hour has come, and those at once whose shortlist has a new revision."""
    newer = Revision.objects.filter(
        shortlist=OuterRef("shortlist"), number__gt=OuterRef("last_revision")
    )
    later = ~Q(rhythm=DigestSubscription.Rhythm.AT_ONCE)
    rows = DigestSubscription.objects.filter(
        later | Exists(newer), next_due_at__lte=timezone.now(), shortlist__archived_at=None
    )
    return list(rows.order_by("next_due_at").values_list("pk", flat=True)[:_AT_MOST])


def compose_digest(pk: uuid.UUID) -> DigestMessage | None:
    """Compose the digest of a subscription, and move its marks, in one transaction; None where
    nothing changed, or where it is not due any more or another process has it.

    All revisions since the last digest become one, which compares the first with the last. The
    first answer is told by no digest, because there is nothing to compare it with.
    """
    with transaction.atomic():
        subscription = _lock(pk)
        if subscription is None:
            return None
        new = subscription.shortlist.revisions.order_by("-number").first()
        number = subscription.last_revision
        message = None
        if new is not None and new.number > number:
            old = subscription.shortlist.revisions.filter(number=number).first()
            message = _compose(subscription, old, new) if old is not None else None
            subscription.last_revision = new.number
        subscription.next_due_at = next_due(subscription, timezone.now())
        subscription.save(update_fields=["last_revision", "next_due_at"])
    return message


def _lock(pk: uuid.UUID) -> DigestSubscription | None:
    """The subscription, if it is still due. Its member is locked too: a digest that was inserted
    while the member is removed would stand in the way of the removal.
    """
    return (
        DigestSubscription.objects.select_for_update(
            skip_locked=True, of=("self", "member"), no_key=True
        )
        .select_related("member__firm", "shortlist__brief")
        .filter(pk=pk, next_due_at__lte=timezone.now(), shortlist__archived_at=None)
        .first()
    )


def _compose(
    subscription: DigestSubscription, old: Revision, new: Revision
) -> DigestMessage | None:
    found = revision_changes(subscription.shortlist.brief, old, new)
    if not is_worth_telling(found):
        return None
    texts = digest_texts(subscription, found)
    return DigestMessage.objects.create(
        subscription=subscription,
        from_revision=old.number,
        to_revision=new.number,
        subject=texts.subject,
        text=texts.text,
        html=texts.html,
    )


def prune_digests() -> int:
    """Delete the digests that were finished long ago; return how many."""
    return DigestMessage.objects.filter(finished_at__lt=timezone.now() - _KEPT).delete()[0]

"""Old answers end: which shortlists and revisions are deleted after SHORTLIST_KEPT_DAYS.

Nothing of a shortlist is deleted on which a decision was made, of which a copy is frozen, or to
which a link leads, even one that has ended and is not deleted yet. Of every other shortlist the two
newest revisions stay, so that it can be told what changed last.
"""

import time
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.bulk.batched_deletion import delete_in_batches
from matcher.models import (
    Brief,
    Decision,
    DigestSubscription,
    FrozenShortlist,
    Revision,
    SharedLink,
)

_TIME_LIMIT = 60  # seconds a run
# A brief may have many revisions, and a revision has some twenty entries.
_BRIEFS, _REVISIONS = 20, 200
log = structlog.get_logger(__name__)


def prune_shortlists() -> dict[str, int]:
    """Delete briefs archived more than SHORTLIST_KEPT_DAYS ago, with their answers, and revisions
    that are older than that; return how many of each. 0 days keep all.

    Works in small transactions for at most a minute.
    """
    days: int = settings.SHORTLIST_KEPT_DAYS
    if not days:
        return {"briefs": 0, "revisions": 0}
    before, end = timezone.now() - timedelta(days=days), time.monotonic() + _TIME_LIMIT
    deleted = {
        "briefs": delete_in_batches(_archived(before), end, _BRIEFS),
        "revisions": delete_in_batches(_superseded(before), end, _REVISIONS),
    }
    if any(deleted.values()):
        log.info("pruned shortlists", **deleted)
    return deleted


def _archived(before: datetime) -> QuerySet[Brief]:
    """Briefs whose shortlist was archived before this instant, and of which nothing is kept."""
    rows = Brief.objects.filter(shortlist__archived_at__lt=before)
    return rows.exclude(_is_used("shortlist")).order_by("pk")


def _superseded(before: datetime) -> QuerySet[Revision]:
    """Revisions that were answered before this instant, and of which nothing is kept."""
    # No gap is left: a digest compares a revision with the newest, and so with all in between.
    compared = DigestSubscription.objects.filter(
        shortlist=OuterRef("shortlist"), last_revision__lte=OuterRef("number")
    )
    newer = Revision.objects.filter(
        shortlist=OuterRef("shortlist"), number__gt=OuterRef("number") + 1
    )
    rows = Revision.objects.filter(Exists(newer), answered_at__lt=before)
    return rows.exclude(Exists(compared)).exclude(_is_used("shortlist")).order_by("pk")


def _is_used(shortlist: str) -> Q:
    """Is there a decision, a frozen copy or a link of the shortlist of this name?"""
    used = Q()
    for kind in (Decision, FrozenShortlist, SharedLink):
        used |= Q(Exists(kind._default_manager.filter(shortlist=OuterRef(shortlist))))
    return used

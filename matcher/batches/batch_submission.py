"""Store many briefs at once, cancel those that wait, and let them go on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.faults import Fault
from core.task_queue import enqueue
from core.transactions import repeatable_read
from firms.models import Firm
from matcher import loaded
from matcher.batches.items import waiting
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import dependencies_of
from matcher.briefs.quota import check_quota
from matcher.errors import BriefRefused
from matcher.loaded import Basis, current_basis
from matcher.models import Batch, BatchItem, Brief, Shortlist
from matcher.task_names import ANSWER_BATCH

MOST_BRIEFS = 1_000

# A brief as asked, or the faults for which it could not be read.
SentBrief = Mapping[str, Any] | Sequence[Fault]


def submit_batch(*, firm: Firm, title: str, sent: Sequence[SentBrief]) -> Batch:
    """Store the briefs, at most `MOST_BRIEFS`, each with a shortlist, and enqueue their answers. A
    brief that cannot be understood is stored as an item with its faults and stops no other. Raises
    `TooManyBriefs` and `TooManyShortlists`: then nothing is stored.
    """
    with repeatable_read():
        basis = current_basis()
        batch = Batch.objects.create(firm=firm, title=title)
        items = [_item(batch, number, one, basis) for number, one in enumerate(sent, 1)]
        check_quota(firm, sum(item.shortlist is not None for item in items))
        shortlists = [item.shortlist for item in items if item.shortlist is not None]
        Brief.objects.bulk_create(one.brief for one in shortlists)
        Shortlist.objects.bulk_create(shortlists)
        BatchItem.objects.bulk_create(items)
        # Sent after the commit; if it is lost, `resume_lost_turns` finds the batch.
        enqueue(ANSWER_BATCH, str(batch.pk))
    return batch


def cancel_batch(batch: Batch) -> None:
    """Answer none of its briefs that wait; what is answered stays. Cancelling twice changes
    nothing.
    """
    with transaction.atomic():
        now = timezone.now()
        left = Shortlist.objects.filter(batch_item__in=waiting(batch))
        left.update(archived_at=now)
        Batch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=now)


def resume_batch(batch: Batch) -> None:
    """Let the briefs that were cancelled be answered after all."""
    with transaction.atomic():
        found = Batch.objects.select_for_update().get(pk=batch.pk)
        if found.cancelled_at is None:
            return
        # Only what the cancellation archived: a firm may have archived others itself.
        cancelled = Shortlist.objects.filter(
            batch_item__batch=batch, checked_version=0, archived_at=found.cancelled_at
        )
        cancelled.update(archived_at=None)
        found.cancelled_at = found.finished_at = None
        found.save(update_fields=["cancelled_at", "finished_at"])
        enqueue(ANSWER_BATCH, str(batch.pk))


def _item(batch: Batch, number: int, sent: SentBrief, basis: Basis) -> BatchItem:
    """An item with a shortlist, or with the faults of its brief; nothing is stored yet."""
    item = BatchItem(batch=batch, number=number)
    if not isinstance(sent, Mapping):
        item.refused = [fault.to_store() for fault in sent]
        return item
    try:
        interpreted = interpret_brief(sent, loaded.reference_data(basis), loaded.names(basis))
    except BriefRefused as refused:
        item.refused = [fault.to_store() for fault in refused.faults]
        return item
    brief = Brief(firm=batch.firm, title=sent.get("title") or "", asked=dict(sent))
    item.shortlist = Shortlist(brief=brief, **dependencies_of(interpreted).columns)
    return item

"""How the whole service does: who works, what waits, and for how long."""

import datetime as dt

from django.utils import timezone
from redis.exceptions import ResponseError

from api.probes.outcomes import CheckFailed
from core.task_queue_health import broker_client, count_workers
from matcher import loaded
from matcher.digests import mailing
from matcher.models import Batch
from matcher.shortlists import answering
from partners.models import ImportRun
from priorities.models import Edition
from webhooks.sending import holding
from webhooks.sending.delivery_metrics import load_delivery_metrics

_SECONDS = 1
# What takes seconds where somebody works is late after one minute.
LATE_SECONDS = 60.0
# The bound that the documentation of digests names.
_LATE_DIGEST_SECONDS = 600.0
_SWEEPS = "start workers and sweeps (manage.py sweep)"
_PROBE = "ronghe:probe"


def broker() -> None:
    """Write to the broker: one that is full or read-only answers a ping."""
    with broker_client(_SECONDS) as redis:
        try:
            redis.set(_PROBE, "1", ex=60)
        except ResponseError as fault:
            full = str(fault).startswith("OOM") or "maxmemory" in str(fault)
            reason = "is out of memory: raise maxmemory" if full else "takes no writes: see its log"
            raise CheckFailed(f"the broker {reason}; sweeps answer briefs meanwhile") from fault
        except Exception as fault:
            raise CheckFailed(
                f"the broker does not answer ({type(fault).__name__}): start it; sweeps answer"
                " briefs meanwhile, and requests are not limited"
            ) from fault


def workers() -> None:
    """Check that a worker answers over the broker."""
    if not count_workers():
        raise CheckFailed(
            "no worker answers: start workers, or the broker; sweeps do their work meanwhile"
        )


def briefs() -> None:
    """Check that no brief outside batches waits too long."""
    age = answering.oldest_unanswered()
    if age is not None and age > LATE_SECONDS:
        raise CheckFailed(f"the oldest brief waits since {age:.0f} s: {_SWEEPS}, or more of them")


def batches() -> None:
    """Check that every batch that is not finished had a turn lately."""
    unfinished = Batch.objects.filter(finished_at=None, cancelled_at=None)
    if stalled := unfinished.filter(turn_at__lt=_a_while_ago()).count():
        raise CheckFailed(f"{stalled} batches do not go on: {_SWEEPS}")


def publications() -> None:
    """Check that no list waits beyond the instant at which it was to be published."""
    approved = Edition.objects.filter(state=Edition.State.APPROVED, publish_at__lt=_a_while_ago())
    if late := approved.count():
        raise CheckFailed(f"{late} lists are not published in time: {_SWEEPS}; see their drafts")


def imports() -> None:
    """Check that somebody runs the imports that wait."""
    sent = ImportRun.objects.filter(content__isnull=False)
    if sent.filter(state=ImportRun.State.RUNNING).exists():
        return
    queued = sent.filter(state=ImportRun.State.QUEUED, created_at__lt=_a_while_ago())
    if late := queued.count():
        raise CheckFailed(f"{late} imports wait and none runs: {_SWEEPS}")


def deliveries() -> None:
    """Check that no delivery is late."""
    age = load_delivery_metrics().oldest_due
    if age > LATE_SECONDS:
        raise CheckFailed(
            f"the oldest delivery is due since {age:.0f} s: start senders (manage.py deliver)"
        )


def digests() -> None:
    """Check that no digest is late."""
    age = mailing.oldest_due()
    if age > _LATE_DIGEST_SECONDS:
        raise CheckFailed(f"the oldest digest is due since {age:.0f} s: {_SWEEPS}; see EMAIL_URL")


def webhook_secrets() -> None:
    """Check that no endpoint is held for lack of a key."""
    if holding.any_held():
        raise CheckFailed(
            "webhooks are held: their secrets cannot be read. Put the key back into"
            " ENCRYPTION_KEYS, or let the owners take new secrets"
        )


def partners_file() -> None:
    """Check that the newest file of partners is what was written: who maps another rebuilds the
    partners from the database, and needs more memory.
    """
    if not loaded.is_file_intact():
        raise CheckFailed(
            "the file of partners is missing or damaged: processes read the database instead. Look"
            " at the disk of INDEX_DIR; a sweep (manage.py sweep) writes the file anew"
        )


def _a_while_ago() -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=LATE_SECONDS)

"""Mail the owner of an endpoint about its faults, once an episode."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import send_mail
from django.db.models import Q
from django.db.models.functions import Now

from webhooks.models import Endpoint, Notice

# After this time a claimed notice that was not sent may be claimed again: its sender died.
_CLAIM_TIMEOUT = timedelta(minutes=5)
_BATCH_SIZE = 20  # a round must end soon, because the lease sweep waits for it
log = structlog.get_logger(__name__)

_SUBJECTS = {
    Notice.Kind.DISABLED: "Your webhook endpoint was disabled",
    Notice.Kind.EXHAUSTED: "All attempts of a webhook delivery have failed",
    Notice.Kind.UNREADABLE: "Your webhooks are held: we cannot sign them",
}
_BODY = """\
{detail}.

Endpoint: {url}
Since:    {episode:%Y-%m-%d %H:%M} UTC

{advice}
You receive no further notice of this kind until a delivery has succeeded.
"""
_ADVICE = {
    Notice.Kind.DISABLED: "New events are held for you. Enable the endpoint (PUT "
    "/v1/webhooks/{id} with active: true), then POST /v1/webhooks/{id}/recover.",
    Notice.Kind.EXHAUSTED: "POST /v1/webhooks/{id}/recover sends the failed deliveries again.",
    Notice.Kind.UNREADABLE: "Nothing is sent unsigned and nothing is lost. You need not act: the "
    "held deliveries are sent as soon as we can read the secret again. To continue at once, take "
    "a new secret: POST /v1/webhooks/{id}/rotate.",
}


def create_notice(endpoint: Endpoint, kind: Notice.Kind, detail: str, since: datetime) -> None:
    """Store a notice to be mailed, unless the episode that began at `since` has one of this kind.

    Call it in the transaction that causes the notice. An endpoint without `email` gets none.
    """
    if not endpoint.email:
        return
    notice = Notice(endpoint=endpoint, kind=kind, episode=since, detail=detail[:200])
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def mail_due_notices() -> int:
    """Mail the unsent notices and return how many were sent. No transaction is open meanwhile.

    The first failure ends the round: an unreachable mail server would time out for each notice.
    """
    free = Q(claimed_at=None) | Q(claimed_at__lt=Now() - _CLAIM_TIMEOUT)
    unsent = Notice.objects.filter(free, sent_at=None).order_by("pk")[:_BATCH_SIZE]
    sent = 0
    for notice in unsent.select_related("endpoint"):
        if not _claim_notice(notice, free):
            continue
        if not _mail_notice(notice):
            break
        sent += 1
    return sent


def _claim_notice(notice: Notice, free: Q) -> bool:
    unclaimed = Notice.objects.filter(free, pk=notice.pk, sent_at=None)
    return bool(unclaimed.update(claimed_at=Now()))


def _mail_notice(notice: Notice) -> bool:
    kind = Notice.Kind(notice.kind)
    endpoint = notice.endpoint
    text = _BODY.format(
        detail=notice.detail[:1].upper() + notice.detail[1:],
        url=endpoint.url,
        episode=notice.episode,
        advice=_ADVICE[kind].format(id=endpoint.pk),
    )
    try:
        send_mail(_SUBJECTS[kind], text, None, [endpoint.email])
    except OSError as fault:  # SMTPException is a subclass; the claim expires in five minutes
        log.warning("a notice could not be mailed", notice=notice.pk, fault=repr(fault))
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=Now())
    return True

"""Tell an endpoint's owner by mail, once an episode."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import send_mail
from django.db.models import Q
from django.db.models.functions import Now

from webhooks.models import Endpoint, Notice

_CLAIM_TIMEOUT = timedelta(minutes=5)
_BATCH_SIZE = 20
log = structlog.get_logger(__name__)

_SUBJECTS = {
    Notice.Kind.DISABLED: "Your webhook endpoint was disabled",
    Notice.Kind.EXHAUSTED: "A webhook delivery was given up",
    Notice.Kind.UNREADABLE: "Your webhooks are held: we cannot sign them",
}
_BODY = """\
{detail}.

Endpoint: {url}
Since:    {episode:%Y-%m-%d %H:%M} UTC

{advice}
You will not be told again until a delivery has succeeded in between.
"""
_ADVICE = {
    Notice.Kind.DISABLED: "What happens meanwhile is held: enable the endpoint (PUT "
    "/v1/webhooks/{id} with active: true), then POST /v1/webhooks/{id}/recover.",
    Notice.Kind.EXHAUSTED: "POST /v1/webhooks/{id}/recover sends again what was given up.",
    Notice.Kind.UNREADABLE: "Nothing is sent unsigned and nothing is lost: you need do nothing, "
    "and what is held is sent by itself once we can read the secret again. To go on at once, take "
    "a new secret: POST /v1/webhooks/{id}/rotate.",
}


def create_notice(endpoint: Endpoint, kind: Notice.Kind, detail: str, since: datetime) -> None:
    """To be mailed, unless the notice of the episode that began at `since` is there already. Call
    it in the transaction that makes it true.
    """
    if not endpoint.email:
        return
    notice = Notice(endpoint=endpoint, kind=kind, episode=since, detail=detail[:200])
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def mail_due_notices() -> int:
    """Mail what is noted and not sent; how many were. No transaction is open meanwhile.

    A mail server that is away ends the round: the others need not wait for it, too.
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
    except OSError as fault:  # SMTPException is one; it is tried again in five minutes
        log.warning("a notice could not be mailed", notice=notice.pk, fault=repr(fault))
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=Now())
    return True

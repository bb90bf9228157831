"""Send the digests of the outbox by mail.

A row is marked as `sending`, and that is committed, before its mail is sent; no transaction is open
meanwhile; the outcome is recorded after it. A sender that is killed leaves the row as it is, and
when its lease is over another one sends it again. No mail is lost. SMTP cannot tell whether the
server took a mail whose sender died: the copy is byte for byte the same and has the same
`Message-ID`, by which mail stores drop the second one.
"""

import datetime as dt
import time
from email.utils import formatdate, parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from core.transactions import try_session_lock
from matcher.digests.digest_texts import unsubscribe_address
from matcher.models import DigestMessage
from webhooks.sending.backoff import retry_delay

State = DigestMessage.State
# Longer than a task may run, so that only the rows of dead senders are taken over.
LEASE = dt.timedelta(minutes=3)
# A task ends well within its time limit; the next round goes on.
_ROUND_SECONDS = 20.0
# Any number that no other lock has.
_LOCK = 0x6469_6765_7374
_LONGEST_ERROR = 300
log = structlog.get_logger(__name__)


def send_due_digests(lease: dt.timedelta = LEASE) -> int:
    """Send what is due, one mail after the other, for some seconds; return how many the mail server
    took. One sender at a time, because a slow mail server must not occupy all workers; a second
    call returns at once.
    """
    if not (settings.SENDS_MAIL and _due().exists()):
        return 0
    with try_session_lock(_LOCK) as alone:
        return _send_round(lease) if alone else 0


def _send_round(lease: dt.timedelta) -> int:
    end, taken = time.monotonic() + _ROUND_SECONDS, 0
    try:
        # It is opened before anything is claimed: a server that is away counts against no digest.
        with get_connection() as server:
            while time.monotonic() < end and (message := _claim(lease)) is not None:
                taken += _send(message, server)
    except OSError as fault:  # of which SMTPException is a subclass
        log.warning("the mail server failed; the next round tries again", fault=repr(fault))
    return taken


def oldest_due() -> float:
    """Seconds since the digest that waits longest was due; 0 where none waits."""
    due = _due().values_list("due_at", flat=True).first()
    return 0.0 if due is None else (timezone.now() - due).total_seconds()


def _due() -> QuerySet[DigestMessage]:
    """The digests to be sent now, and those whose sender died. The clock is that of the database:
    those of several machines differ.
    """
    waiting = Q(state=State.PENDING, due_at__lte=Now())
    lost = Q(state=State.SENDING, lease_until__lt=Now())
    return DigestMessage.objects.filter(
        waiting | lost, subscription__shortlist__archived_at=None
    ).order_by("due_at", "pk")


def _claim(lease: dt.timedelta) -> DigestMessage | None:
    """The digest that is due longest, marked as being sent until the lease is over."""
    with transaction.atomic():
        message = (
            _due()
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("subscription__member")
            .first()
        )
        if message is not None:
            message.state, message.attempts = State.SENDING, message.attempts + 1
            DigestMessage.objects.filter(pk=message.pk).update(
                state=message.state, attempts=message.attempts, lease_until=Now() + lease
            )
    return message


def _send(message: DigestMessage, server: BaseEmailBackend) -> bool:
    """Send the mail and record the outcome: did the server take it? Raises `OSError` where the
    connection failed, so that no other mail is tried on it.
    """
    try:
        server.send_messages([_mail(message)])
    except (SMTPRecipientsRefused, SMTPResponseException, ValueError) as refusal:
        _record_failure(message, _told(refusal))
        return False
    except OSError as fault:
        # The server is away, and refused nothing: that counts against no digest.
        due = timezone.now() + dt.timedelta(seconds=retry_delay(1) or 0)
        _record(message, state=State.PENDING, error=_told(fault), due_at=due)
        raise
    _record(message, state=State.SENT, error="", finished_at=timezone.now())
    return True


class _SameMail(EmailMultiAlternatives):
    """A mail whose parts are divided by what `boundary` says, not by a random line."""

    boundary = ""

    def message(self, **options: Any) -> Any:
        """The mail as it is sent."""
        made = super().message(**options)
        made.set_boundary(self.boundary)
        return made


def _mail(message: DigestMessage) -> EmailMultiAlternatives:
    """The mail of the row: the same to the byte, however often it is sent."""
    subscription = message.subscription
    # Whoever sends mail for others takes the name of a mail from the domain of its sender.
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {
        "Message-ID": f"<digest.{message.pk}@{domain}>",
        "Date": formatdate(message.created_at.timestamp()),
        "Content-Language": subscription.language,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{unsubscribe_address(subscription)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = _SameMail(message.subject, message.text, to=[subscription.member.email], headers=headers)
    mail.attach_alternative(message.html, "text/html")
    mail.boundary = f"digest-{message.pk}"
    return mail


def _record_failure(message: DigestMessage, told: str) -> None:
    """Try again later, by the schedule of webhooks; give up after its last step."""
    failures = message.failures + 1
    delay = retry_delay(failures)
    if delay is None:
        log.error("a digest is given up: the mail server refuses it", digest=str(message.pk))
        end = timezone.now()
        _record(message, state=State.GIVEN_UP, failures=failures, error=told, finished_at=end)
        return
    due = timezone.now() + dt.timedelta(seconds=delay)
    _record(message, state=State.PENDING, failures=failures, error=told, due_at=due)


def _record(message: DigestMessage, **outcome: Any) -> None:
    """Record the outcome, unless another sender has taken the row over."""
    own = DigestMessage.objects.filter(
        pk=message.pk, state=State.SENDING, attempts=message.attempts
    )
    own.update(lease_until=None, **outcome)


def _told(fault: Exception) -> str:
    """What the mail server said, in one line."""
    if isinstance(fault, SMTPRecipientsRefused):
        code, text = next(iter(fault.recipients.values()))
        said = f"{code} {_decoded(text)}"
    elif isinstance(fault, SMTPResponseException):
        said = f"{fault.smtp_code} {_decoded(fault.smtp_error)}"
    else:
        said = f"{type(fault).__name__}: {fault}"
    return " ".join(said.replace("\0", " ").split())[:_LONGEST_ERROR]


def _decoded(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text

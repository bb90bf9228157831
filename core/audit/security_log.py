"""The security log: who logged in, and who changed what others may do. It only grows.

Who acts, from where, and for which firm is what is bound to the lines of the log (`config.logs`):
`account`, `key_prefix`, `firm`, `address`, `request_id`. None of these is bound in a command, which
an operator types. No secret is recorded, and nothing of what firms write.
"""

from datetime import timedelta
from typing import Any

import structlog
from django.db.models import QuerySet
from django.db.models.functions import Now

from core.models import SECURITY_LOG_DAYS, SecurityEvent

_LONGEST_ADDRESS = 60
_BOUND = ("account", "key_prefix", "firm", "address", "request_id")
log = structlog.get_logger(__name__)


def record(
    kind: SecurityEvent.Kind,
    *,
    subject: str = "",
    account: int | None = None,
    firm: int | None = None,
) -> None:
    """Store the event, in the caller's transaction, and log it. `subject`: what was done something
    to, as `key:PREFIX`. `account` and `firm` where the context has none, or another. One query.
    """
    context = structlog.contextvars.get_contextvars()
    told: dict[str, Any] = {name: context[name] for name in _BOUND if name in context}
    # What a proxy passes on as the address: a long one must not refuse the log-in.
    if "address" in told:
        told["address"] = told["address"][:_LONGEST_ADDRESS]
    told |= {"account": account} if account is not None else {}
    told |= {"firm": firm} if firm is not None else {}
    SecurityEvent.objects.create(kind=kind, subject=subject[:200], **told)
    log.info("security", kind=str(kind), subject=subject[:200], **told)


def expired_events() -> QuerySet[SecurityEvent]:
    """What is older than `SECURITY_LOG_DAYS`, the oldest first; the database refuses to delete the
    rest.
    """
    kept = timedelta(days=SECURITY_LOG_DAYS, hours=1)
    return SecurityEvent.objects.filter(at__lt=Now() - kept).order_by("at")

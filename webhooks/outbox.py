"""Write events in the transaction that makes them true."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from firms.models import Firm
from webhooks import counters, event_types
from webhooks.errors import NoTransaction
from webhooks.models import Event


def emit(
    *,
    type: str,  # noqa: A002 - the word of Standard Webhooks
    source: str,
    version: int,
    data: Mapping[str, Any],
    firm: Firm | None = None,
    topics: Sequence[str] = (),
) -> Event:
    """Record that `source` reached `version`. Call it last: it takes the event number.

    `firm` None means that everyone may see it. Raises `NoTransaction` outside a transaction,
    `UnknownEventType` for an undeclared type, and IntegrityError when it was told before.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{type} is emitted inside the transaction that makes it true")
    event_types.get(type)
    return Event.objects.create(
        number=counters.take("event"),
        webhook_id="msg_" + secrets.token_hex(16),
        type=type,
        source=source,
        version=version,
        firm=firm,
        topics=list(topics),
        data=dict(data),
    )

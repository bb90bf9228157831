"""Write events, and what each endpoint is owed of them, in the transaction that makes them true."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from core import counters
from core.faults import NoTransaction
from firms.models import Firm
from webhooks import event_types
from webhooks.models import Endpoint, Event

CHANNEL = "webhooks"


def emit(
    *,
    type: str,  # noqa: A002 - the word of Standard Webhooks
    source: str,
    version: int,
    data: Mapping[str, Any],
    firm: Firm | None = None,
    topics: Sequence[str] = (),
) -> Event:
    """Record that `source` reached `version`, and a delivery for each endpoint that wants it.
    Call it last: it takes the event number.

    `firm` None means that everyone may see it. Raises `NoTransaction` outside a transaction,
    `UnknownEventType` for an undeclared type, and IntegrityError when it was told before.
    """
    event = _create_event(type, source, version, data, firm, topics)
    _wake_senders_if(_create_deliveries_for_subscribers(event))
    return event


def emit_to(endpoint: Endpoint, *, type: str, source: str, version: int, data: Any) -> Event:  # noqa: A002
    """As `emit`, for this endpoint alone, whatever it filters by."""
    event = _create_event(type, source, version, data, endpoint.firm, ())
    _wake_senders_if(_create_deliveries(event, "id = %s", [endpoint.pk]))
    return event


def wake_senders() -> None:
    """Wake the senders when the transaction commits. They look by themselves, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def _wake_senders_if(pending_count: int) -> None:
    if pending_count:
        wake_senders()


def _create_event(
    type: str,  # noqa: A002
    source: str,
    version: int,
    data: Mapping[str, Any],
    firm: Firm | None,
    topics: Sequence[str],
) -> Event:
    if not connection.in_atomic_block:
        raise NoTransaction(f"{type} is emitted inside the transaction that makes it true")
    event_types.get_event_type(type)
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


# Within a kind (what stands before the colon) one shared topic is enough; each kind that both
# sides name must agree; a kind that the event does not name narrows nothing.
_SUBSCRIPTION_FILTER = """(types = '{}' OR %s = ANY(types))
    AND NOT EXISTS (
        SELECT FROM unnest(topics) AS topic
        WHERE split_part(topic, ':', 1) = ANY(%s)
        GROUP BY split_part(topic, ':', 1)
        HAVING NOT bool_or(topic = ANY(%s)))"""


def _create_deliveries_for_subscribers(event: Event) -> int:
    kinds = sorted({topic.partition(":")[0] for topic in event.topics})
    values = [event.type, kinds, list(event.topics)]
    if event.firm_id is None:
        return _create_deliveries(event, _SUBSCRIPTION_FILTER, values)
    return _create_deliveries(
        event, f"firm_id = %s AND {_SUBSCRIPTION_FILTER}", [event.firm_id, *values]
    )


def _create_deliveries(event: Event, endpoint_filter: str, values: Sequence[Any]) -> int:
    """A delivery for each endpoint; how many may be sent. A disabled one's are held."""
    # Taken after the event number: an endpoint that is being enabled waits for that row too,
    # so nothing is held behind its back.
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH owed AS (
                INSERT INTO webhooks_delivery (event_id, endpoint_id, state)
                SELECT %s, id, CASE state WHEN 'active' THEN 'pending' ELSE 'held' END
                FROM webhooks_endpoint WHERE state <> 'deleted' AND ({endpoint_filter})
                RETURNING state)
            SELECT count(*) FROM owed WHERE state = 'pending'""",  # noqa: S608 - our own words
            [event.number, *values],
        )
        return int(cursor.fetchone()[0])

"""The transactional outbox: events and their deliveries commit together with the change."""

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
    """Store an event for `version` of `source`, and a delivery for each subscribed endpoint.

    Call it last in the transaction: it takes the event number, which all writers wait for. `firm`
    None makes the event public. Raises `NoTransaction` outside a transaction, `UnknownEventType`
    for an undeclared type, and IntegrityError when this version was emitted before.
    """
    event = _create_event(type, source, version, data, firm, topics)
    _wake_senders_if(_create_deliveries_for_subscribers(event))
    return event


def emit_to(endpoint: Endpoint, *, type: str, source: str, version: int, data: Any) -> Event:  # noqa: A002
    """As `emit`, for this endpoint alone, without regard to its filters."""
    event = _create_event(type, source, version, data, endpoint.firm, ())
    _wake_senders_if(_create_deliveries(event, "id = %s", [endpoint.pk]))
    return event


def wake_senders() -> None:
    """Notify the senders at commit. A lost notification costs only a poll interval."""
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
        raise NoTransaction(f"{type} must be emitted inside the transaction of its change")
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


# A topic is KIND:VALUE. For each kind that the event and the endpoint both name they must share a
# topic; a kind that the event does not name does not filter.
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
    """Insert a delivery for each matching endpoint; return how many are pending.

    Deliveries to disabled endpoints are held.
    """
    # The endpoints are read after the event number is taken. An update that enables an endpoint
    # locks the same counter row first, so it sees every delivery that was held.
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH created AS (
                INSERT INTO webhooks_delivery (event_id, endpoint_id, state)
                SELECT %s, id, CASE state WHEN 'active' THEN 'pending' ELSE 'held' END
                FROM webhooks_endpoint WHERE state <> 'deleted' AND ({endpoint_filter})
                RETURNING state)
            SELECT count(*) FROM created WHERE state = 'pending'""",  # noqa: S608 - constants
            [event.number, *values],
        )
        return int(cursor.fetchone()[0])

"""The transactional outbox: events and their deliveries commit together with the change."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection

from core import counters
from core.faults import NoTransaction
from core.monitoring.request_id import current_request_id
from firms.models import Firm
from webhooks import event_types
from webhooks.models import Endpoint, Event

CHANNEL = "webhooks"
# A thousand events a second are emitted before the numbers run ahead of the clock.
_NUMBERS_AN_EVENT = 1_000


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """An event for `version` of `source`, not stored yet. `firm` None makes it public."""

    type: str
    source: str
    version: int
    data: Mapping[str, Any]
    firm: Firm | None = None
    topics: Sequence[str] = ()


def emit(
    *,
    type: str,  # noqa: A002 - the word of Standard Webhooks
    source: str,
    version: int,
    data: Mapping[str, Any],
    firm: Firm | None = None,
    topics: Sequence[str] = (),
) -> Event:
    """Store an event, as `emit_all` stores several."""
    event = NewEvent(type=type, source=source, version=version, data=data, firm=firm, topics=topics)
    return emit_all([event])[0]


def emit_all(news: Sequence[NewEvent]) -> list[Event]:
    """Store the events, in this order, and for each a delivery for every subscribed endpoint.

    Call it last in the transaction: it takes the event numbers, which all writers wait for. Raises
    `NoTransaction` outside a transaction, `UnknownEventType` for an undeclared type, and
    IntegrityError when a version was emitted before.
    """
    events = _create_events(news)
    pending = sum(
        _create_deliveries_for_subscribers(list(alike))
        for _, alike in groupby(events, key=lambda event: event.firm_id)
    )
    _wake_senders_if(pending)
    return events


def emit_to(endpoint: Endpoint, *, type: str, source: str, version: int, data: Any) -> Event:  # noqa: A002
    """As `emit`, for this endpoint alone, without regard to its filters."""
    event = NewEvent(type=type, source=source, version=version, data=data, firm=endpoint.firm)
    [stored] = _create_events([event])
    _wake_senders_if(_create_deliveries([stored], "p.id = %s", [endpoint.pk]))
    return stored


def wake_senders() -> None:
    """Notify the senders at commit. A lost notification costs only a poll interval."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def _wake_senders_if(pending_count: int) -> None:
    if pending_count:
        wake_senders()


def _create_events(news: Sequence[NewEvent]) -> list[Event]:
    if not news:
        return []
    if not connection.in_atomic_block:
        raise NoTransaction(f"{news[0].type} must be emitted inside the transaction of its change")
    for one in news:
        event_types.get_event_type(one.type)
    request_id = current_request_id()
    return Event.objects.bulk_create(
        Event(
            number=number,
            webhook_id="msg_" + secrets.token_hex(16),
            type=one.type,
            source=one.source,
            version=one.version,
            firm=one.firm,
            topics=list(one.topics),
            data=dict(one.data),
            request_id=request_id,
        )
        for number, one in zip(_take_numbers(len(news)), news, strict=True)
    )


def _take_numbers(count: int) -> list[int]:
    """Numbers in order, from which no firm learns how many events others had: they follow the
    clock, and within its steps they are drawn.
    """
    size = count * _NUMBERS_AN_EVENT
    last = counters.take_by_clock("event", size)
    return sorted(secrets.SystemRandom().sample(range(last - size + 1, last + 1), count))


# A topic is KIND:VALUE. For each kind that the event and the endpoint both name they must share a
# topic; a kind that the event does not name does not filter.
_SUBSCRIPTION_FILTER = """(p.types = '{}' OR e.type = ANY(p.types))
    AND NOT EXISTS (
        SELECT FROM unnest(p.topics) AS topic
        WHERE split_part(topic, ':', 1) IN (
            SELECT split_part(named, ':', 1) FROM unnest(e.topics) AS named
        )
        GROUP BY split_part(topic, ':', 1)
        HAVING NOT bool_or(topic = ANY(e.topics)))"""


def _create_deliveries_for_subscribers(events: Sequence[Event]) -> int:
    """The deliveries of events of one firm, or of public ones."""
    firm = events[0].firm_id
    if firm is None:
        return _create_deliveries(events, _SUBSCRIPTION_FILTER, [])
    return _create_deliveries(events, f"p.firm_id = %s AND {_SUBSCRIPTION_FILTER}", [firm])


def _create_deliveries(events: Sequence[Event], endpoint_filter: str, values: Sequence[Any]) -> int:
    """Insert a delivery of each event for each endpoint that matches; how many are pending.

    Deliveries to disabled endpoints are held.
    """
    # The endpoints are read after the event number is taken. An update that enables an endpoint
    # locks the same counter row first, so it sees every delivery that was held.
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH created AS (
                INSERT INTO webhooks_delivery (event_id, endpoint_id, state)
                SELECT e.number, p.id, CASE p.state WHEN 'active' THEN 'pending' ELSE 'held' END
                FROM webhooks_event e, webhooks_endpoint p
                WHERE e.number = ANY(%s) AND p.state <> 'deleted' AND ({endpoint_filter})
                RETURNING state)
            SELECT count(*) FROM created WHERE state = 'pending'""",  # noqa: S608 - constants  # nosec B608
            [[event.number for event in events], *values],
        )
        return int(cursor.fetchone()[0])

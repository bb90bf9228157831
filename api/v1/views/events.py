"""/v1/events: the stream of events that webhooks are sent from, for pulling."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import event_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.problems.refusals import ErrorDetail, EventsAhead, EventsPruned, QueryRefused
from api.requests import pagination, parameter_parsing, prefer_wait
from api.requests.authentication import firm_of
from api.v1.render_events import render_event
from api.v1.serializers.events import EventOut, EventTypesOut, FeedOut, ListedEventOut
from api.view import ApiView, in_language_of
from core.languages.messages import Message
from firms.models import Firm
from webhooks import event_types, feed
from webhooks.errors import CursorAhead, CursorTooOld
from webhooks.models import Event

_AFTER = OpenApiParameter(
    "after",
    int,
    description=(
        "Number of the last event that the client has. Default: start with the oldest"
        " event that is kept."
    ),
)
_WAIT = OpenApiParameter(
    "wait",
    int,
    description=f"Hold the answer up to so many seconds, at most {prefer_wait.MAX_SECONDS:.0f}, "
    "until there is something new. Where too many wait already it comes at once.",
)
_LIMIT = pagination.PARAMETERS[0]


class Events(ApiView):
    @describe_operation(
        **event_operations.LIST_EVENTS,
        parameters=(_AFTER, _WAIT, _LIMIT, ListedEventOut.parameter()),
        answers={200: FeedOut},
    )
    def get(self, request: Request) -> Response:
        firm, after = firm_of(request), parameter_parsing.parse_integer(request, "after")
        number = feed.retention_cursor() if after is None else _known(firm, after)
        limit = pagination.page_size(request)
        if seconds := _seconds(request):
            prefer_wait.wait_until(feed.visible_to(firm).filter(number__gt=number).exists, seconds)
        # One event more than the page shows whether another page follows.
        found = _after(firm, number, limit + 1)
        shown = found[:limit]
        render = ListedEventOut.rendering(request, render_event)
        body = {
            "results": [render(one) for one in shown],
            # Without new events the client keeps its position.
            "after": shown[-1].number if shown else number,
            "more": len(found) > limit,
        }
        return Response(body)


class EventDetail(ApiView):
    @describe_operation(
        **event_operations.GET_EVENT,
        answers={200: EventOut},
    )
    def get(self, request: Request, id: str) -> Response:
        # PostgreSQL rejects NUL in a text parameter with an error that would become a 500.
        if "\0" in id:
            raise Http404
        event = feed.visible_to(firm_of(request)).filter(webhook_id=id[:50]).first()
        if event is None:
            raise Http404
        return Response(render_event(event))


class EventTypes(ApiView):
    @describe_operation(
        **event_operations.LIST_EVENT_TYPES,
        parameters=[LANGUAGE],
        answers={200: EventTypesOut},
    )
    def get(self, request: Request) -> Response:
        declared = EventTypesOut({"results": event_types.declared_event_types()})
        with in_language_of(request):
            return Response(declared.data)


def _known(firm: Firm, number: int) -> int:
    try:
        feed.check_cursor(firm, number)
    except CursorAhead as ahead:
        wrong = ErrorDetail(str(ahead), (str(ahead.known),), parameter="after")
        raise EventsAhead([wrong]) from ahead
    return number


def _after(firm: Firm, number: int, limit: int) -> list[Event]:
    try:
        return feed.events_after(firm, number, limit)
    except CursorTooOld as old:
        wrong = ErrorDetail(str(old), (str(old.kept_after),), parameter="after")
        raise EventsPruned([wrong]) from old


def _seconds(request: Request) -> int:
    seconds = parameter_parsing.parse_integer(request, "wait") or 0
    if seconds > prefer_wait.MAX_SECONDS:
        detail = Message(
            "wait must be at most {max_seconds:.0f} seconds", max_seconds=prefer_wait.MAX_SECONDS
        )
        raise QueryRefused([ErrorDetail(detail, parameter="wait")])
    return seconds

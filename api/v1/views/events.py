"""/v1/events: the stream that webhooks are sent from, to pull."""

from typing import ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import describe_operation, response_example
from api.problems.refusals import ErrorDetail, EventsPruned, QueryRefused
from api.requests import pagination, parameter_parsing, prefer_wait
from api.requests.authentication import firm_of
from api.v1.serializers.events import EventOut, EventTypesOut, FeedOut
from api.view import ApiView
from firms.models import Firm
from webhooks import event_types, feed
from webhooks.errors import CursorTooOld
from webhooks.models import Event

_AFTER = OpenApiParameter(
    "after",
    int,
    description="The number of the last event you have. Not said: from the oldest that is kept.",
)
_WAIT = OpenApiParameter(
    "wait",
    int,
    description=f"Hold the answer up to so many seconds, at most {prefer_wait.MAX_SECONDS:.0f}, "
    "until there is something new. Where too many wait already it comes at once.",
)
_LIMIT = pagination.PARAMETERS[0]


class Events(ApiView):
    query_parameters: ClassVar = {"GET": (_AFTER, _WAIT, _LIMIT)}

    @describe_operation(
        operation_id="list_events",
        tag="events",
        summary="Pull the events after a number",
        description="The oldest first: those that everyone may see and your own. Their order is "
        "the order in which they became true, so whoever says the last `after` misses none; "
        "numbers of other firms' events are left out. Events are kept for 90 days unless the "
        "operator says otherwise: an `after` from before what is kept is a 410, never a silent "
        "gap.",
        parameters=query_parameters["GET"],
        answers={200: FeedOut},
        refusals=["events-pruned"],
        examples=[
            response_example("one", {"results": [example("event")], "after": 88, "more": False}),
        ],
    )
    def get(self, request: Request) -> Response:
        firm, said = firm_of(request), parameter_parsing.parse_integer(request, "after")
        number = feed.start() if said is None else said
        limit = pagination.page_size(request)
        if seconds := _seconds(request):
            prefer_wait.wait_until(feed.visible_to(firm).filter(number__gt=number).exists, seconds)
        found = _after(firm, number, limit + 1)
        shown = found[:limit]
        body = {
            "results": shown,
            "after": shown[-1].number if shown else number,
            "more": len(found) > limit,
        }
        return Response(FeedOut(body).data)


class EventDetail(ApiView):
    @describe_operation(
        operation_id="get_event",
        tag="events",
        summary="Read one event",
        description="By its `webhook-id`: the whole of it, also where a thin one was sent.",
        answers={200: EventOut},
        refusals=["not-found"],
        examples=[response_example("one", example("event"))],
    )
    def get(self, request: Request, id: str) -> Response:  # noqa: A002
        if "\0" in id:
            raise Http404
        event = feed.visible_to(firm_of(request)).filter(webhook_id=id[:50]).first()
        if event is None:
            raise Http404
        return Response(EventOut(event).data)


class EventTypes(ApiView):
    @describe_operation(
        operation_id="list_event_types",
        tag="events",
        summary="List the event types, with their schemas",
        description="A type never changes its shape: another shape is another type. A request "
        "above 20 kB is thin: only the ids in `data`, `thin: true`, and `href` of the event.",
        answers={200: EventTypesOut},
        examples=[
            response_example(
                "one",
                {
                    "results": [
                        {
                            "name": "webhook.test",
                            "tells": "Sent on demand.",
                            "schema": {"type": "object"},
                            "example": {"test": 1},
                        }
                    ]
                },
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return Response(EventTypesOut({"results": event_types.declared()}).data)


def _after(firm: Firm, number: int, limit: int) -> list[Event]:
    try:
        return feed.after(firm, number, limit)
    except CursorTooOld as old:
        wrong = ErrorDetail(str(old), (str(old.kept_after),), parameter="after")
        raise EventsPruned([wrong]) from old


def _seconds(request: Request) -> int:
    seconds = parameter_parsing.parse_integer(request, "wait") or 0
    if seconds > prefer_wait.MAX_SECONDS:
        detail = f"wait is at most {prefer_wait.MAX_SECONDS:.0f} seconds"
        raise QueryRefused([ErrorDetail(detail, parameter="wait")])
    return seconds

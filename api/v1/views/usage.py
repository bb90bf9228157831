"""/v1/usage: the answers to the keys of the firm, by day and group of addresses."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import key_operations
from api.openapi.operations import describe_operation
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests.authentication import MayRead, firm_of
from api.requests.instants import parse_day
from api.requests.prefer_wait import wait_until
from api.v1.serializers.keys import UsageOut
from api.view import ApiView
from core.clock import today
from core.languages.messages import Message
from firms.models import KeyUsage
from firms.usage import other_processes_write_within, usage_of

_MOST_DAYS = 93
_DEFAULT_DAYS = 31
_SINCE = OpenApiParameter(
    "since", {"type": "string", "format": "date"}, description="First day; 30 days before `until`."
)
_UNTIL = OpenApiParameter(
    "until", {"type": "string", "format": "date"}, description="Last day; today by default."
)
_KEY = OpenApiParameter("key", str, description="Only this key, by its id.")


class UsageView(ApiView):
    permission_classes = (MayRead,)

    @describe_operation(
        **key_operations.GET_USAGE,
        parameters=(_SINCE, _UNTIL, _KEY),
        answers={200: UsageOut},
    )
    def get(self, request: Request) -> Response:
        until = parse_day(request, "until", today())
        since = parse_day(request, "since", until - timedelta(days=_DEFAULT_DAYS - 1))
        if not 0 <= (until - since).days < _MOST_DAYS:
            detail = Message(
                "until must not lie before since, and {most_days} days are shown at most",
                most_days=_MOST_DAYS,
            )
            raise QueryRefused([ErrorDetail(detail, parameter="since")])
        _let_others_write()
        prefix = request.query_params.get("key", "")
        rows = usage_of(firm_of(request), since=since, until=until, prefix=prefix)
        body = {"since": since, "until": until, **_totals(rows), "results": list(_days(rows))}
        return Response(UsageOut(body).data)


def _let_others_write() -> None:
    """Wait until the other processes have written what they counted before this request."""
    if pause := other_processes_write_within():
        # As many as may wait for an answer; who finds no room is answered at once.
        wait_until(lambda: False, pause)


def _days(rows: Sequence[KeyUsage]) -> Iterator[dict[str, Any]]:
    """Yield the rows of each day and key together; the rows are sorted by both."""
    for (day, prefix), found in groupby(rows, key=lambda row: (row.day, row.key.prefix)):
        groups = list(found)
        yield {"day": day, "key": prefix, **_totals(groups), "groups": groups}


def _totals(rows: Sequence[KeyUsage]) -> dict[str, int]:
    return {
        "requests": sum(row.requests for row in rows),
        "refused": sum(row.refused for row in rows),
    }

"""GET /v1/policy/timeline: changes of the provinces' priorities, newest first."""

import datetime as dt

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation, page_schema
from api.requests import name_parameters, pagination, priority_filters
from api.v1.serializers.timeline import TimelineRowOut
from api.view import ApiView
from partners.reference.atlas import ClusterRow
from priorities.history.timeline import (
    TimelineFilters,
    TimelinePosition,
    timeline_page,
    timeline_position,
)

_PLACE = OpenApiParameter(
    "place",
    str,
    description=(
        "Only priorities of this province, city or cluster. For a city: its own "
        "priorities and those of its province."
    ),
)


class Timeline(ApiView):
    @describe_operation(
        **priority_operations.LIST_POLICY_TIMELINE,
        parameters=(
            _PLACE,
            priority_filters.SECTOR,
            *priority_filters.STATEMENT,
            *pagination.PARAMETERS,
        ),
        answers={200: page_schema(TimelineRowOut)},
    )
    def get(self, request: Request) -> Response:
        # Rows are computed from editions, so the cursor holds their sort key: date, policy number,
        # key.
        pages = pagination.ComputedKeysetPagination(request, (dt.date.fromisoformat, int, str))
        after = TimelinePosition(*pages.after) if pages.after else None
        page = pages.page(
            timeline_page(_filters(request), after, pages.limit + 1), timeline_position
        )
        return Response({**page, "results": TimelineRowOut(page["results"], many=True).data})


def _filters(request: Request) -> TimelineFilters:
    statement = priority_filters.parse_statement_filter(request)
    sectors = priority_filters.parse_sector_filter(request)
    found = name_parameters.parse_name(request, "place", name_parameters.resolve_place)
    if found is None:
        return TimelineFilters(sectors, statement)
    codes = found.members if isinstance(found, ClusterRow) else (found.code,)
    # Province codes end with 0000 (GB/T 2260). Cities are filtered separately, because the
    # priorities of the province apply to them as well.
    provinces = [code for code in codes if code.endswith("0000")]
    return TimelineFilters(
        sectors, statement, provinces, [code for code in codes if code not in provinces]
    )

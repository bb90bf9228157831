"""GET /v1/sectors/{spelling}/priorities: which provinces put a sector first, and how strongly."""

import datetime as dt

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation
from api.requests import name_parameters, pagination, priority_filters
from api.requests.instants import AS_OF, parse_as_of
from api.v1.serializers.sector_priorities import SectorPrioritiesOut
from api.view import ApiView
from priorities.queries.sector_priorities import (
    SectorPosition,
    count_provinces,
    page_of_sector,
    priorities_of_sector,
)


class SectorPriorities(ApiView):
    @describe_operation(
        **priority_operations.LIST_SECTOR_PRIORITIES,
        parameters=(AS_OF, *priority_filters.STATEMENT, *pagination.PARAMETERS),
        answers={200: SectorPrioritiesOut},
    )
    def get(self, request: Request, spelling: str) -> Response:
        sector, relations = name_parameters.parse_path_name(
            spelling, name_parameters.sector_relations_of
        )
        at = parse_as_of(request)
        wanted = priority_filters.parse_statement_filter(request)
        pages = pagination.ComputedKeysetPagination(request, (int, dt.date.fromisoformat, str, str))
        after = SectorPosition(*pages.after) if pages.after else None
        found = priorities_of_sector(relations, at)
        page = pages.page(
            page_of_sector(found, wanted, after, pages.limit + 1), lambda row: row.position
        )
        out = SectorPrioritiesOut(
            {"sector": sector, "as_of": at, "totals": count_provinces(found, at), **page}
        )
        return Response(out.data)

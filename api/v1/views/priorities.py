"""GET /v1/provinces/{spelling}/priorities: the list in force, today or at another instant."""

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.requests import name_parameters, priority_filters
from api.requests.instants import AS_OF, parse_as_of
from api.table_view import TableView
from api.v1.serializers.records import PrioritiesOut
from api.v1.tables.priority_table import priority_table
from priorities.history.delivery_history import load_delivery_history
from priorities.queries.priority_queries import (
    Counting,
    context_figures,
    counting_priorities,
    doubts_about,
    list_at,
)

_PRIORITIES_PARAMETERS = (AS_OF, priority_filters.SECTOR, *priority_filters.STATEMENT)


class Priorities(TableView):
    @describe_operation(
        **priority_operations.LIST_PRIORITIES,
        parameters=(*_PRIORITIES_PARAMETERS, *TABLE_PARAMETERS),
        answers={200: PrioritiesOut, **TABLE_ANSWERS},
    )
    def get(self, request: Request, spelling: str) -> HttpResponseBase:
        return self.priorities(request, spelling)

    def priorities(self, request: Request, spelling: str) -> HttpResponseBase:
        """Return the list of the province, in JSON or as a table."""
        province = name_parameters.parse_path_name(spelling, name_parameters.resolve_province)
        at = parse_as_of(request)
        edition = list_at(
            province.code,
            at,
            statement=priority_filters.parse_statement_filter(request),
            sectors=priority_filters.parse_sector_filter(request),
        )
        # Whether a priority counts depends on the day, and is therefore computed and not stored.
        counting = (
            counting_priorities(edition, at) if edition else Counting(frozenset(), frozenset())
        )
        if self.table_format:
            return self.table_response(request, priority_table(province, at, edition, counting))
        out = PrioritiesOut(
            {
                "province": province,
                "as_of": at,
                "held": edition is not None,
                "edition": edition,
                "priorities": edition.priorities.all() if edition else [],
                "record": load_delivery_history(province.code, at),
                "context": context_figures(province.code),
                "doubts": doubts_about(province.code),
            },
            context={"counting": counting},
        )
        return Response(out.data)


class PrioritiesTable(Priorities):
    @describe_table(priority_operations.EXPORT_PRIORITIES, parameters=_PRIORITIES_PARAMETERS)
    def get(  # type: ignore[override]
        self, request: Request, spelling: str, suffix: str
    ) -> HttpResponseBase:
        return self.priorities(request, spelling)

"""GET /v1/sectors: the taxonomy, and the sectors that a word means."""

from typing import ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import reference_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import name_parameters, pagination
from api.requests.parameter_parsing import parse_choice
from api.v1.render_reference import render_sector
from api.v1.serializers.sectors import ListedSectorOut, SectorDetail, WordMeaning
from api.view import ApiView, in_language_of
from core.languages.messages import Message
from matcher import loaded
from partners.lexicon import shared_lexicon
from partners.models import Demand, Sector

_KINDS = Sector.Kind.values
_KIND = OpenApiParameter("kind", str, enum=_KINDS, description="Only sectors of this kind.")
_Q = OpenApiParameter(
    "q",
    str,
    description="A product, material, process or service in any words, English or Chinese: "
    "the answer is its sectors. Part of a word gets the terms that continue it.",
)
_PARENT = OpenApiParameter("parent", str, description="Only the direct children of this sector.")


class Sectors(ApiView):
    page_by: ClassVar = ("code",)

    @describe_operation(
        **reference_operations.LIST_SECTORS,
        parameters=(
            _Q,
            _KIND,
            _PARENT,
            ListedSectorOut.parameter(),
            *pagination.PARAMETERS,
            LANGUAGE,
        ),
        answers={
            200: PolymorphicProxySerializer(
                component_name="SectorsOrMeaning",
                serializers=[page_schema(ListedSectorOut), WordMeaning],
                resource_type_field_name=None,
            )
        },
    )
    def get(self, request: Request) -> Response:
        if (text := request.query_params.get("q")) is not None:
            return self._meaning(request, text)
        rows = Sector.objects.all()
        if kind := parse_choice(request, "kind", _KINDS):
            rows = rows.filter(kind=kind)
        parent = name_parameters.parse_name(request, "parent", name_parameters.resolve_sector)
        if parent:
            rows = rows.filter(parent=parent.code)
        return self.rendered_page(_whole(rows), ListedSectorOut.rendering(request, render_sector))

    def _meaning(self, request: Request, text: str) -> Response:
        for name in ("parent", "cursor", "fields"):
            if name in request.query_params:
                raise QueryRefused(
                    [ErrorDetail(Message("{name} does not go with q", name=name), parameter=name)]
                )
        kind = parse_choice(request, "kind", _KINDS)
        kinds = [kind] if kind else _KINDS
        limit = pagination.page_size(request)
        # A database may hold fewer sectors than the lexicon knows.
        rows = loaded.names().sectors.rows
        resolution = shared_lexicon().resolve(text, kinds)
        completions = shared_lexicon().complete(text, limit, kinds)
        meaning = WordMeaning(
            {
                "outcome": resolution.outcome,
                "results": [one for one in resolution.results if one.code in rows][:limit],
                "completions": [one for one in completions if one.code in rows],
            },
            context={
                "names": rows,
                "partners": loaded.partners_by_sector(),
            },
        )
        with in_language_of(request):
            return Response(meaning.data)


class SectorDetailView(ApiView):
    @describe_operation(
        **reference_operations.GET_SECTOR,
        answers={200: SectorDetail},
    )
    def get(self, request: Request, spelling: str) -> Response:
        sector = _sector(spelling)
        rows = list(
            # A group has no demand rows of its own; its parent, the division, has.
            Demand.objects.filter(sector__in=[sector.code, sector.parent_id or ""])
            .select_related("service", "sector")
            .order_by("-relative", "service")
        )
        return Response(SectorDetail((sector, rows)).data)


def _sector(text: str) -> Sector:
    found = name_parameters.parse_path_name(text, name_parameters.resolve_sector)
    return _whole(Sector.objects.all()).get(code=found.code)


def _whole(rows: QuerySet[Sector]) -> QuerySet[Sector]:
    return rows.select_related("parent").prefetch_related("related")

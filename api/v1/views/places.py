"""GET /v1/places: provinces, prefectures and clusters, by any spelling."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import reference_operations
from api.openapi.operations import describe_operation, page_schema
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import name_parameters, pagination
from api.v1.render_reference import render_cluster, render_place
from api.v1.serializers.places import ListedPlaceOut, PlaceOut
from api.view import ApiView
from core.languages.messages import Message
from partners.models import Cluster, Place
from partners.reference.atlas import ClusterRow, PlaceRow

_PROVINCE = OpenApiParameter(
    "province", str, description="List the prefectures of this province, in any spelling."
)


class Places(ApiView):
    page_by: ClassVar = ("code",)

    @describe_operation(
        **reference_operations.LIST_PLACES,
        parameters=(_PROVINCE, ListedPlaceOut.parameter(), *pagination.PARAMETERS),
        answers={200: page_schema(ListedPlaceOut)},
    )
    def get(self, request: Request) -> Response:
        found = name_parameters.parse_name(request, "province", name_parameters.resolve_place)
        rows = Place.objects.provinces() if found is None else _prefectures(found)
        return self.rendered_page(_whole(rows), ListedPlaceOut.rendering(request, render_place))


class PlaceDetail(ApiView):
    @describe_operation(
        **reference_operations.GET_PLACE,
        answers={200: PlaceOut},
    )
    def get(self, request: Request, spelling: str) -> Response:
        return Response(_rendered(spelling))


def _rendered(text: str) -> dict[str, Any]:
    found = name_parameters.parse_path_name(text, name_parameters.resolve_place)
    if isinstance(found, ClusterRow):
        rows = Cluster.objects.prefetch_related("members")
        return render_cluster(rows.get(code=found.code))
    return render_place(_whole(Place.objects.all()).get(code=found.code))


def _prefectures(found: PlaceRow | ClusterRow) -> QuerySet[Place]:
    if isinstance(found, ClusterRow) or not found.is_province:
        # A city leads to its province, a cluster to its members: the names that the client may
        # mean.
        nearest = found.members if isinstance(found, ClusterRow) else (found.province,)
        detail = Message("{name_en} is not a province", name_en=found.name_en)
        raise QueryRefused([ErrorDetail(detail, nearest, parameter="province")])
    return Place.objects.filter(province=found.code)


def _whole(rows: QuerySet[Place]) -> QuerySet[Place]:
    return rows.select_related("province").prefetch_related("clusters", "adjacent")

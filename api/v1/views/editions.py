"""/v1/editions: numbered priority lists, their differences, and the drafts of curators."""

from typing import ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import curator_operations, priority_operations
from api.openapi.operations import (
    ETAG,
    describe_operation,
    page_schema,
)
from api.problems.refusals import ErrorDetail, QueryRefused, prefix_error_pointers
from api.requests import name_parameters, pagination
from api.requests.authentication import MayReadOrCurate, curates, curator_of
from api.requests.parameter_parsing import parse_choice, parse_integer
from api.v1 import etags
from api.v1.serializers.editions import (
    DiffOut,
    EditionDetailOut,
    EditionHeadOut,
    ReviseDraftIn,
    parse_edition_body,
    to_drafts,
)
from api.v1.views.documents import PROVINCE
from api.view import ApiView
from priorities.editions import lifecycle
from priorities.editions.diff import compare_rows
from priorities.editions.load_editions import load_rows
from priorities.models import Edition
from priorities.queries.edition_queries import edition_before, visible_editions

_KIND = OpenApiParameter(
    "kind", str, enum=Edition.Kind.values, description="Only editions of this kind."
)
_STATE = OpenApiParameter(
    "state",
    str,
    enum=Edition.State.values,
    description=(
        "Only editions in this state. A state other than `published` requires the scope `curate`."
    ),
)
_AGAINST = OpenApiParameter(
    "against",
    int,
    description=(
        "Id of an edition of the same province. Default: the edition with the "
        "previous number; for a withdrawal the edition that it ends; for a draft the "
        "list in force."
    ),
)


class Editions(ApiView):
    permission_classes = (MayReadOrCurate,)
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **priority_operations.LIST_EDITIONS,
        parameters=(PROVINCE, _KIND, _STATE, *pagination.PARAMETERS),
        answers={200: page_schema(EditionHeadOut)},
    )
    def get(self, request: Request) -> Response:
        rows = visible_editions(curating=curates(request))
        # For other keys the state of a draft is an unknown value, so that its existence is not
        # revealed.
        states = Edition.State.values if curates(request) else [Edition.State.PUBLISHED.value]
        if state := parse_choice(request, "state", states):
            rows = rows.filter(state=state)
        if kind := parse_choice(request, "kind", Edition.Kind.values):
            rows = rows.filter(kind=kind)
        if province := name_parameters.parse_province(request):
            rows = rows.filter(province=province)
        return self.page(rows, EditionHeadOut)


class EditionDetail(ApiView):
    permission_classes = (MayReadOrCurate,)

    @describe_operation(
        **priority_operations.GET_EDITION,
        parameters=[ETAG],
        answers={200: EditionDetailOut},
    )
    def get(self, request: Request, id: int) -> Response:
        return edition_response(visible_edition(request, id), request)

    @describe_operation(
        **curator_operations.REVISE_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        request=ReviseDraftIn,
        answers={200: EditionDetailOut},
    )
    def patch(self, request: Request, id: int) -> Response:
        draft = visible_edition(request, id)
        version = etags.required_version(request)
        body = parse_edition_body(request, ReviseDraftIn)
        with prefix_error_pointers("/priorities"):
            revised = lifecycle.revise(
                draft=draft,
                rows=to_drafts(body["priorities"]),
                coverage=body.get("coverage"),
                by=curator_of(request),
                expected_version=version,
            )
        return edition_response(revised, request)


class EditionDiff(ApiView):
    permission_classes = (MayReadOrCurate,)

    @describe_operation(
        **priority_operations.COMPARE_EDITIONS,
        parameters=(_AGAINST,),
        answers={200: DiffOut},
    )
    def get(self, request: Request, id: int) -> Response:
        edition = visible_edition(request, id)
        against = _against(request, edition)
        found = compare_rows(load_rows(against), load_rows(edition))
        rows = {"added": found.added, "removed": found.removed}
        body = {"edition": edition, "against": against, **found.as_json(), **rows}
        return Response(DiffOut(body).data)


def visible_edition(request: Request, pk: int) -> Edition:
    """Return the edition if the caller may see it. Raises Http404 for a hidden edition as for a
    missing one.
    """
    found = visible_editions(curating=curates(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def edition_response(edition: Edition, request: Request, *, status: int = 200) -> Response:
    """Render the edition with its rows and its ETag; a 201 also has a Location."""
    context = {"curating": curates(request)}
    body = EditionDetailOut((edition, load_rows(edition)), context=context).data
    headers = {"ETag": etags.edition_etag(edition)}
    if status == 201:
        headers["Location"] = f"/v1/editions/{edition.pk}"
    return Response(body, status=status, headers=headers)


def _against(request: Request, edition: Edition) -> Edition | None:
    # Editions of two provinces have no common priorities, so only the same province is accepted.
    pk = parse_integer(request, "against")
    if pk is None:
        return edition_before(edition)
    found = visible_editions(curating=curates(request)).filter(pk=pk, province=edition.province_id)
    if (against := found.first()) is None:
        detail = "the province has no edition with this id"
        raise QueryRefused([ErrorDetail(detail, parameter="against")])
    return against

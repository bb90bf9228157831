"""/v1/partners and /v1/datasets: partners, the entries of curators, and the datasets of records."""

from collections.abc import Callable
from typing import ClassVar

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_edits, partner_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import idempotency, name_parameters, pagination
from api.requests.authentication import MayAsk, MayCurate, curator_of
from api.requests.parameter_parsing import parse_datasets
from api.v1.serializers.partner_edits import PartnerIn
from api.v1.serializers.partners import (
    DatasetOut,
    PartnerDetailOut,
    PartnerOut,
    parse_partner_body,
)
from api.view import ApiView
from matcher import loaded
from partners.models import Dataset, Offering, Partner, Record
from partners.models.partner import PartnerQuerySet
from partners.registry.editing import Grounds, add_partner, change_partner
from partners.registry.records import OrganisationFacts
from partners.registry.written_facts import merge_written
from partners.search import LONGEST_QUERY, ranked_partners

_FILTERS = (
    OpenApiParameter(
        "q",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        description=(
            "Partners found by a name in Chinese or English, by pinyin or its initials, by an "
            "identifier or a stock code; sorted by how well they fit, at most 1,000."
        ),
    ),
    OpenApiParameter(
        "makes", str, description="Partners that make this sector or a sector below it."
    ),
    OpenApiParameter(
        "serves", str, description="Partners that provide this service or a service below it."
    ),
    OpenApiParameter(
        "sector",
        str,
        description="Partners that make or serve this sector, or serve manufacturers in it.",
    ),
    OpenApiParameter("place", str, description="Partners in this province, prefecture or cluster."),
    OpenApiParameter(
        "dataset",
        str,
        description=(
            "Only this dataset. Default: all datasets that are not simulated; the "
            "demonstration dataset must be requested by name."
        ),
    ),
)


class Partners(ApiView):
    query_parameters: ClassVar = {"GET": (*_FILTERS, *pagination.PARAMETERS)}
    page_by: ClassVar = ("id",)

    def get_permissions(self) -> list[BasePermission]:
        return [MayCurate() if self.request.method == "POST" else MayAsk()]

    @describe_operation(
        **partner_operations.LIST_PARTNERS,
        parameters=query_parameters["GET"],
        answers={200: page_schema(PartnerOut)},
    )
    def get(self, request: Request) -> Response:
        rows = Partner.objects.active().of_dataset(parse_datasets(request))
        for name, narrow in _NARROW.items():
            if (text := request.query_params.get(name)) is not None:
                with name_parameters.query_name_errors(name):
                    rows = narrow(rows, text)
        if (typed := request.query_params.get("q")) is not None:
            return self._found(rows, typed)
        return self.page(with_details(rows), PartnerOut)

    @describe_operation(
        **partner_edits.ADD_PARTNER,
        parameters=[LOCATION],
        request=PartnerIn,
        answers={201: PartnerDetailOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request) -> Response:
        body = parse_partner_body(request, PartnerIn)
        grounds, reason = Grounds(**body.pop("grounds")), body.pop("reason")
        row = add_partner(
            facts=merge_written(OrganisationFacts(), body, loaded.names()),
            grounds=grounds,
            by=curator_of(request),
            reason=reason,
        )
        return partner_response(row.pk, status=201)

    def _found(self, rows: PartnerQuerySet, typed: str) -> Response:
        """Return the page of the partners that the text finds, best first."""
        if not typed.strip() or len(typed) > LONGEST_QUERY:
            detail = f"q is a text of 1 to {LONGEST_QUERY} characters"
            raise QueryRefused([ErrorDetail(detail, parameter="q")])
        pages = pagination.ComputedKeysetPagination(self.request, (int, int, int))
        found = [
            key for key in ranked_partners(rows, typed) if pages.after is None or key > pages.after
        ]
        page = pages.page(found[: pages.limit + 1], sort_key=lambda key: key)
        ids = [pk for _, _, pk in page["results"]]
        by_id = {row.pk: row for row in with_details(Partner.objects.filter(pk__in=ids))}
        # A partner that was deleted between the two queries is left out.
        shown = [by_id[pk] for pk in ids if pk in by_id]
        return Response({**page, "results": PartnerOut(shown, many=True).data})


class PartnerDetail(ApiView):
    http_method_names = ("get", "head", "patch")

    def get_permissions(self) -> list[BasePermission]:
        return [MayCurate() if self.request.method == "PATCH" else MayAsk()]

    @describe_operation(
        **partner_operations.GET_PARTNER,
        answers={200: PartnerDetailOut},
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return partner_response(id)

    @describe_operation(
        **partner_edits.CHANGE_PARTNER,
        request=PartnerIn,
        answers={200: PartnerDetailOut},
    )
    def patch(self, request: Request, id: int) -> Response:  # noqa: A002
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, PartnerIn)
        grounds, reason = Grounds(**body.pop("grounds")), body.pop("reason")
        names = loaded.names()
        change_partner(
            partner=id,
            change=lambda held: merge_written(held, body, names),
            grounds=grounds,
            by=curator_of(request),
            reason=reason,
        )
        return partner_response(id)


class Datasets(ApiView):
    query_parameters: ClassVar = {"GET": pagination.PARAMETERS}
    page_by: ClassVar = ("key",)

    @describe_operation(
        **partner_operations.LIST_DATASETS,
        parameters=query_parameters["GET"],
        answers={200: page_schema(DatasetOut)},
    )
    def get(self, request: Request) -> Response:
        # Retired partners stay readable but are not counted, because no answer ranks them.
        active = Count(
            "records__partner",
            distinct=True,
            filter=Q(records__gone_on=None, records__partner__retired_at=None),
        )
        return self.page(Dataset.objects.annotate(count=active), DatasetOut)


def _makes(rows: PartnerQuerySet, text: str) -> PartnerQuerySet:
    return rows.making(
        [name_parameters.resolve_sector(text, name_parameters.MANUFACTURING_KINDS).code]
    )


def _serves(rows: PartnerQuerySet, text: str) -> PartnerQuerySet:
    return rows.serving([name_parameters.resolve_sector(text, name_parameters.SERVICE_KINDS).code])


def _place(rows: PartnerQuerySet, text: str) -> PartnerQuerySet:
    return rows.near([name_parameters.resolve_place(text).code])


def _sector(rows: PartnerQuerySet, text: str) -> PartnerQuerySet:
    code = name_parameters.resolve_sector(text).code
    # The taxonomy has two levels below its kinds, so the sector and its parent cover all levels.
    fits = (
        Q(sector=code) | Q(sector__parent=code) | Q(for_sectors=code) | Q(for_sectors__parent=code)
    )
    return rows.filter(pk__in=Offering.objects.filter(fits).values("partner"))


_NARROW: dict[str, Callable[[PartnerQuerySet, str], PartnerQuerySet]] = {
    "makes": _makes,
    "serves": _serves,
    "sector": _sector,
    "place": _place,
}


def partner_response(pk: int, *, status: int = 200) -> Response:
    """Render all that is known of the partner; a 201 also has a Location. Raises Http404."""
    row = get_object_or_404(with_details(Partner.objects.all()), pk=pk)
    headers = {"Location": f"/v1/partners/{pk}"} if status == 201 else {}
    return Response(PartnerDetailOut(row).data, status=status, headers=headers)


def with_details(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    """Load everything that a partner is shown with, in a fixed number of queries."""
    offerings = (
        Offering.objects.select_related("sector")
        .prefetch_related("for_sectors")
        .order_by("verb", "sector")
    )
    return rows.select_related("place__province", "profile").prefetch_related(
        Prefetch("offerings", offerings),
        Prefetch("records", Record.objects.select_related("dataset").order_by("dataset", "key")),
        "certificates",
        "evidence",
        "aliases",
    )

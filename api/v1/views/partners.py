"""/v1/partners and /v1/datasets: partners, the entries of curators, and the datasets of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_edit_operations, partner_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import idempotency, name_parameters, pagination
from api.requests.authentication import MayCurate, MayReadOrWrite, curator_of
from api.requests.parameter_parsing import parse_choice, parse_datasets
from api.table_view import TableView
from api.v1.render_partners import load_partner, load_partners
from api.v1.serializers.partner_detail import PartnerDetailOut
from api.v1.serializers.partner_edits import PartnerIn
from api.v1.serializers.partner_pages import FacetsOut, ListedPartnerOut, PartnerPage
from api.v1.serializers.partners import DatasetOut, parse_partner_body
from api.v1.tables.partner_table import page_table, partner_table, with_details
from api.view import ApiView
from core.languages.messages import Message
from matcher import loaded
from partners.models import Dataset, Offering, Partner
from partners.models.partner import PartnerQuerySet
from partners.reference.atlas import ClusterRow
from partners.registry.editing import Grounds, add_partner, change_partner
from partners.registry.records import OrganisationFacts
from partners.registry.written_facts import merge_written
from partners.search.entry_queries import Narrowing
from partners.search.facets import COUNTED_AT_MOST, count_facets
from partners.search.filter_keys import filter_key
from partners.search.finding import LONGEST_QUERY, MOST_FOUND, find_partners
from partners.search.typed_text import Condition

_FILTERS = (
    OpenApiParameter(
        "q",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        description=(
            "Partners found by a name in Chinese or English, by pinyin or its initials, by an "
            "identifier, or by a word for what they make or do; also with a slip in it. Sorted by "
            f"how well they fit, at most {MOST_FOUND}."
        ),
    ),
    OpenApiParameter(
        "facets",
        {"type": "string", "enum": ["true", "false"], "default": "false"},
        description=(
            "With `q`: also count the finds by province, sector, dataset, certificate and kind "
            f"of evidence, {COUNTED_AT_MOST:,} of them at most."
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


class Partners(TableView):
    query_parameters: ClassVar = {
        "GET": (*_FILTERS, ListedPartnerOut.parameter(), *pagination.PARAMETERS)
    }
    only_json: ClassVar = ("facets", "fields")
    page_by: ClassVar = ("id",)

    def get_permissions(self) -> list[BasePermission]:
        return [MayCurate() if self.request.method == "POST" else MayReadOrWrite()]

    @describe_operation(
        **partner_operations.LIST_PARTNERS,
        parameters=(*query_parameters["GET"], *TABLE_PARAMETERS),
        answers={200: PartnerPage, **TABLE_ANSWERS},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.partners(request)

    def partners(self, request: Request) -> HttpResponseBase:
        """Return a page of the partners that the filters let through, or a table of them."""
        narrowed = _narrow(request)
        typed = request.query_params.get("q")
        if typed is not None:
            return self._found(narrowed, typed)
        if "facets" in request.query_params:
            raise QueryRefused([ErrorDetail("facets goes with q", parameter="facets")])
        if self.table_format:
            rows = with_details(narrowed.rows)
            if not pagination.page_asked(request):
                return self.table_response(request, partner_table(request, self.table_format, rows))
            keyed = pagination.KeysetPagination()
            found = keyed.paginate_queryset(rows, request, self)
            following = keyed.get_paginated_response(()).data["next"]
            return self.table_response(request, page_table(request, found, following))
        pages = pagination.ComputedKeysetPagination(request, (int,))
        (after,) = pages.after or (0,)
        fields = ListedPartnerOut.chosen(request)
        ids = narrowed.rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        page = pages.page(list(ids[: pages.limit + 1]), sort_key=lambda pk: (pk,))
        page["results"] = load_partners(page["results"], fields)
        return Response(page)

    @describe_operation(
        **partner_edit_operations.ADD_PARTNER,
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

    def _found(self, narrowed: _Narrowed, typed: str) -> HttpResponseBase:
        """Return the page of the partners that the text finds, best first."""
        if not typed.strip() or len(typed) > LONGEST_QUERY:
            detail = Message(
                "q is a text of 1 to {longest_query} characters", longest_query=LONGEST_QUERY
            )
            raise QueryRefused([ErrorDetail(detail, parameter="q")])
        counted = parse_choice(self.request, "facets", ("true", "false")) == "true"
        pages = pagination.ComputedKeysetPagination(self.request, (int, int, int))
        found = find_partners(narrowed.rows, typed, narrowed.entries)
        keys = [key for key in found.keys if pages.after is None or key > pages.after]
        page: dict[str, Any] = {"results": keys, "next": None}
        if self.table_format is None or pages.asked:
            page = pages.page(keys[: pages.limit + 1], sort_key=lambda key: key)
        # A partner that was deleted between the two queries is left out.
        ids = [pk for _, _, pk in page["results"]]
        if self.table_format:
            shown = _in_order(ids)
            return self.table_response(self.request, page_table(self.request, shown, page["next"]))
        page["results"] = load_partners(ids, ListedPartnerOut.chosen(self.request))
        if counted:
            if not found.complete:
                found = find_partners(narrowed.rows, typed, narrowed.entries, COUNTED_AT_MOST)
            page["facets"] = FacetsOut(count_facets(found)).data
        return Response(page)


class PartnersTable(Partners):
    query_parameters: ClassVar = {
        "GET": tuple(one for one in _FILTERS if one.name not in Partners.only_json)
    }
    http_method_names = ("get", "head")

    @describe_table(partner_operations.EXPORT_PARTNERS, parameters=query_parameters["GET"])
    def get(self, request: Request, suffix: str) -> HttpResponseBase:  # type: ignore[override]
        return self.partners(request)


class PartnerDetail(ApiView):
    http_method_names = ("get", "head", "patch")

    def get_permissions(self) -> list[BasePermission]:
        return [MayCurate() if self.request.method == "PATCH" else MayReadOrWrite()]

    @describe_operation(
        **partner_operations.GET_PARTNER,
        answers={200: PartnerDetailOut},
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return partner_response(id)

    @describe_operation(
        **partner_edit_operations.CHANGE_PARTNER,
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


def _in_order(ids: Iterable[int]) -> list[Partner]:
    """The partners in the order of their ids. One that was deleted meanwhile is left out."""
    by_id = {row.pk: row for row in with_details(Partner.objects.filter(pk__in=ids))}
    return [by_id[pk] for pk in ids if pk in by_id]


@dataclass(frozen=True)
class _Narrowed:
    """The partners that the filters let through, and the filters as conditions of the search."""

    rows: PartnerQuerySet
    conditions: tuple[Condition, ...] = ()
    simulated: bool = False

    @property
    def entries(self) -> Narrowing:
        """The same for the entries of a search."""
        return Narrowing(self.conditions, self.simulated)

    def by(self, rows: PartnerQuerySet, kind: str, *values: str) -> _Narrowed:
        keys = tuple(filter_key(kind, value) for value in values)
        one = Condition(keys) if len(keys) == 1 else Condition(some=(keys,))
        return replace(self, rows=rows, conditions=(*self.conditions, one))


def _narrow(request: Request) -> _Narrowed:
    datasets = parse_datasets(request)
    narrowed = _Narrowed(Partner.objects.active().of_dataset(datasets))
    if "dataset" in request.query_params:
        narrowed = replace(narrowed.by(narrowed.rows, "dataset", *datasets), simulated=True)
    for name, narrow in _NARROW.items():
        if (text := request.query_params.get(name)) is not None:
            with name_parameters.query_name_errors(name):
                narrowed = narrow(narrowed, text)
    return narrowed


def _makes(narrowed: _Narrowed, text: str) -> _Narrowed:
    code = name_parameters.resolve_sector(text, name_parameters.MANUFACTURING_KINDS).code
    return narrowed.by(narrowed.rows.making([code]), "makes", code)


def _serves(narrowed: _Narrowed, text: str) -> _Narrowed:
    code = name_parameters.resolve_sector(text, name_parameters.SERVICE_KINDS).code
    return narrowed.by(narrowed.rows.serving([code]), "serves", code)


def _place(narrowed: _Narrowed, text: str) -> _Narrowed:
    found = name_parameters.resolve_place(text)
    codes = found.members if isinstance(found, ClusterRow) else (found.code,)
    return narrowed.by(narrowed.rows.near([found.code]), "place", *codes)


def _sector(narrowed: _Narrowed, text: str) -> _Narrowed:
    code = name_parameters.resolve_sector(text).code
    # The taxonomy has two levels below its kinds, so the sector and its parent cover all levels.
    fits = (
        Q(sector=code) | Q(sector__parent=code) | Q(for_sectors=code) | Q(for_sectors__parent=code)
    )
    rows = narrowed.rows.filter(pk__in=Offering.objects.filter(fits).values("partner"))
    return narrowed.by(rows, "sector", code)


_NARROW: dict[str, Callable[[_Narrowed, str], _Narrowed]] = {
    "makes": _makes,
    "serves": _serves,
    "sector": _sector,
    "place": _place,
}


def partner_response(pk: int, *, status: int = 200) -> Response:
    """Render all that is known of the partner; a 201 also has a Location. Raises Http404."""
    found = load_partner(pk)
    if found is None:
        raise Http404
    headers = {"Location": f"/v1/partners/{pk}"} if status == 201 else {}
    return Response(found, status=status, headers=headers)

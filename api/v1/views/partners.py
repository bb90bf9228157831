"""/v1/partners and /v1/datasets: partners, the entries of curators, and the datasets of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_edit_operations, partner_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.problems.refusals import ErrorDetail, QueryRefused
from api.requests import idempotency, pagination, partner_filters
from api.requests.authentication import ReadersAndCurators, curator_of
from api.requests.parameter_parsing import parse_choice
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
from partners.models import Dataset, Partner
from partners.registry.editing import Grounds, add_partner, change_partner
from partners.registry.records import OrganisationFacts
from partners.registry.written_facts import merge_written
from partners.search.facets import COUNTED_AT_MOST, count_facets
from partners.search.finding import LONGEST_QUERY, find_partners
from partners.search.narrowed_partners import NarrowedPartners


class Partners(TableView):
    only_json: ClassVar = ("facets", "fields")
    page_by: ClassVar = ("id",)

    permission_classes = (ReadersAndCurators,)

    @describe_operation(
        **partner_operations.LIST_PARTNERS,
        parameters=(
            *partner_filters.PARAMETERS,
            ListedPartnerOut.parameter(),
            *pagination.PARAMETERS,
            *TABLE_PARAMETERS,
        ),
        answers={200: PartnerPage, **TABLE_ANSWERS},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.partners(request)

    def partners(self, request: Request) -> HttpResponseBase:
        """Return a page of the partners that the filters let through, or a table of them."""
        narrowed = partner_filters.narrow_partners(request)
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

    def _found(self, narrowed: NarrowedPartners, typed: str) -> HttpResponseBase:
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
    http_method_names = ("get", "head")

    @describe_table(
        partner_operations.EXPORT_PARTNERS,
        parameters=tuple(
            one for one in partner_filters.PARAMETERS if one.name not in Partners.only_json
        ),
    )
    def get(self, request: Request, suffix: str) -> HttpResponseBase:  # type: ignore[override]
        return self.partners(request)


class PartnerDetail(ApiView):
    permission_classes = (ReadersAndCurators,)

    @describe_operation(
        **partner_operations.GET_PARTNER,
        answers={200: PartnerDetailOut},
    )
    def get(self, request: Request, id: int) -> Response:
        return partner_response(id)

    @describe_operation(
        **partner_edit_operations.CHANGE_PARTNER,
        request=PartnerIn,
        answers={200: PartnerDetailOut},
    )
    def patch(self, request: Request, id: int) -> Response:
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
    page_by: ClassVar = ("key",)

    @describe_operation(
        **partner_operations.LIST_DATASETS,
        parameters=pagination.PARAMETERS,
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


def partner_response(pk: int, *, status: int = 200) -> Response:
    """Render all that is known of the partner; a 201 also has a Location. Raises Http404."""
    found = load_partner(pk)
    if found is None:
        raise Http404
    headers = {"Location": f"/v1/partners/{pk}"} if status == 201 else {}
    return Response(found, status=status, headers=headers)

"""POST /v1/partners/{id}/retire, /restore, /merge and /unmerge: what curators do with partners."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import curator_operations, partner_edit_operations
from api.openapi.operations import describe_operation
from api.requests.authentication import MayCurate, curator_of
from api.v1.serializers.partner_detail import PartnerDetailOut
from api.v1.serializers.partner_edits import ReasonIn
from api.v1.serializers.partners import MergeIn, RetireIn, parse_partner_body
from api.v1.views.partners import partner_response
from api.view import ApiView
from partners.models import Partner
from partners.registry.merging import merge_partner, unmerge_partner
from partners.registry.retirement import restore_partner, retire_partner


class Retire(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **curator_operations.RETIRE_PARTNER,
        request=RetireIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        # A missing partner is reported before an invalid body, as everywhere in the API.
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, RetireIn)
        return _carry_out(request, id, retire_partner, reason=body["reason"])


class Merge(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **curator_operations.MERGE_PARTNER,
        request=MergeIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, MergeIn)
        return _carry_out(request, id, merge_partner, into=body["into"], reason=body["reason"])


class Restore(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **partner_edit_operations.RESTORE_PARTNER,
        request=ReasonIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, ReasonIn)
        return _carry_out(request, id, restore_partner, reason=body["reason"])


class Unmerge(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **partner_edit_operations.UNMERGE_PARTNER,
        request=ReasonIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, ReasonIn)
        return _carry_out(request, id, unmerge_partner, reason=body["reason"])


def _carry_out(
    request: Request, pk: int, action: Callable[..., Partner], **arguments: Any
) -> Response:
    """Carry out the action and return the partner in its new state."""
    action(partner=pk, by=curator_of(request), **arguments)
    return partner_response(pk)

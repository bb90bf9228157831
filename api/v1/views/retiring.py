"""POST /v1/partners/{id}/retire and /merge: the actions of curators on partners."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import curator_operations
from api.openapi.operations import describe_operation
from api.requests.authentication import MayCurate, curator_of
from api.v1.serializers.partners import MergeIn, PartnerOut, RetireIn, parse_partner_body
from api.v1.views.partners import with_details
from api.view import ApiView
from partners.models import Partner
from partners.registry.merging import merge_partner
from partners.registry.retirement import retire_partner


class Retire(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        **curator_operations.RETIRE_PARTNER,
        request=RetireIn,
        answers={200: PartnerOut},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        # A missing partner is reported before an invalid body, as everywhere in the API.
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, RetireIn)
        return _carry_out(request, id, retire_partner, reason=body["reason"])


class Merge(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        **curator_operations.MERGE_PARTNER,
        request=MergeIn,
        answers={200: PartnerOut},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, MergeIn)
        return _carry_out(request, id, merge_partner, into=body["into"], reason=body["reason"])


def _carry_out(
    request: Request, pk: int, action: Callable[..., Partner], **arguments: Any
) -> Response:
    """Carry out the action and return the partner in its new state."""
    action(partner=pk, by=curator_of(request), **arguments)
    return Response(PartnerOut(with_details(Partner.objects.all()).get(pk=pk)).data)

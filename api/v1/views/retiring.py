"""POST /v1/partners/{id}/retire and /merge: what a curator says of a partner."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import describe_operation, request_example, response_example
from api.requests.authentication import MayCurate, curator_of
from api.v1.serializers.partners import MergeIn, PartnerOut, RetireIn, parse_partner_body
from api.v1.views.partners import with_details
from api.view import ApiView
from partners.models import Partner
from partners.registry import retirement

_REFUSALS = ("partner-not-understood", "not-a-curator", "not-found", "partner-retired")
_AT = "2026-11-24T09:30:00+08:00"


def _gone(reason: str, into: int | None) -> dict[str, Any]:
    retired = {"at": _AT, "reason": reason, "merged_into": into}
    return {**example("partner"), "retired": retired}


class Retire(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        operation_id="retire_partner",
        tag="curating",
        summary="Rank a partner no more",
        description="It stays readable, and answers that named it stay as they were said; "
        "shortlists of its dataset are answered again without it, and `partner.retired` is told "
        "to everybody. It cannot be undone, and importing its record again does not bring it "
        "back: a partner that is back has a new key.",
        request=RetireIn,
        answers={200: PartnerOut},
        refusals=_REFUSALS,
        examples=[
            request_example("closed", {"reason": "deregistered"}),
            response_example("retired", _gone("deregistered", None)),
        ],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, RetireIn)
        return _done(request, id, retirement.retire, why=body["reason"])


class Merge(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        operation_id="merge_partner",
        tag="curating",
        summary="Say that two records are one organisation",
        description="The partner is retired, and from now on read as `into`, as is all that was "
        "merged into it before. No facts move: each record stays as its source gave it. "
        "`partner.merged` is told to everybody. It cannot be undone.",
        request=MergeIn,
        answers={200: PartnerOut},
        refusals=[*_REFUSALS, "merge-refused"],
        examples=[
            request_example(
                "twice on record", {"into": 211, "reason": "the same registration number"}
            ),
            response_example("merged", _gone("the same registration number", 211)),
        ],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, MergeIn)
        return _done(request, id, retirement.merge, into=body["into"], why=body["reason"])


def _done(request: Request, pk: int, verb: Callable[..., Partner], **given: Any) -> Response:
    """The partner as it is after the verb."""
    verb(partner=pk, by=curator_of(request), **given)
    return Response(PartnerOut(with_details(Partner.objects.all()).get(pk=pk)).data)

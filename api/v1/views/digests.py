"""/v1/shortlists/{id}/digests: the members who hear by mail what changed in a shortlist."""

import uuid
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import digest_operations
from api.openapi.operations import ETAG, LOCATION, describe_operation, page_schema
from api.requests import pagination
from api.requests.authentication import firm_of, key_of
from api.v1 import etags
from api.v1.serializers.digests import DigestIn, DigestOut, parse_digest
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView
from matcher.digests import subscriptions
from matcher.models import DigestSubscription


class Digests(ApiView):
    page_by: ClassVar = ("member_id",)

    @describe_operation(
        **digest_operations.LIST_DIGESTS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(DigestOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        rows = subscriptions.of_shortlist(shortlist, key_of(request))
        return self.page(rows, DigestOut, {"last": subscriptions.last_messages(id)})


class DigestDetail(ApiView):
    cache_control = "private, no-cache"

    @describe_operation(
        **digest_operations.GET_DIGEST,
        parameters=[etags.IF_NONE_MATCH, ETAG],
        answers={200: DigestOut, 304: None},
    )
    def get(self, request: Request, id: uuid.UUID, member: int) -> Response:
        return etags.conditional_response(request, _rendered(_digest(request, id, member)))

    @describe_operation(
        **digest_operations.SET_DIGEST,
        parameters=[LOCATION],
        request=DigestIn,
        answers={200: DigestOut, 201: DigestOut},
    )
    def put(self, request: Request, id: uuid.UUID, member: int) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        person = subscriptions.member_of(key_of(request), member)
        if person is None:
            raise Http404
        subscription, is_new = subscriptions.subscribe(
            shortlist=shortlist, member=person, spec=parse_digest(request)
        )
        headers = {"Location": f"/v1/shortlists/{id}/digests/{member}"} if is_new else {}
        return Response(_rendered(subscription), status=201 if is_new else 200, headers=headers)

    @describe_operation(**digest_operations.END_DIGEST, answers={204: None})
    def delete(self, request: Request, id: uuid.UUID, member: int) -> Response:
        subscriptions.unsubscribe(_digest(request, id, member).pk)
        return Response(status=204)


def _digest(request: Request, pk: uuid.UUID, member: int) -> DigestSubscription:
    """The subscription that the key keeps. Raises Http404 for any other as for a missing one."""
    shortlist = firm_shortlist(firm_of(request), pk)
    rows = subscriptions.of_shortlist(shortlist, key_of(request))
    found = rows.filter(member=member).first()
    if found is None:
        raise Http404
    return found


def _rendered(row: DigestSubscription) -> dict[str, Any]:
    last = subscriptions.last_messages(row.shortlist_id)
    return dict(DigestOut(row, context={"last": last}).data)

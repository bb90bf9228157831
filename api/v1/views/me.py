"""/v1/me: who calls, and what the key may do."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import key_operations
from api.openapi.operations import describe_operation
from api.requests.authentication import HasKey, firm_of, key_of
from api.requests.rate_limits import ApiKeyThrottle
from api.v1.serializers.keys import MeOut
from api.view import ApiView
from firms.models import ApiKey


class Me(ApiView):
    permission_classes = (HasKey,)

    @describe_operation(**key_operations.GET_ME, answers={200: MeOut})
    def get(self, request: Request) -> Response:
        held = ApiKey.objects.with_last_use().select_related("member", "made_by", "replaces")
        key = held.get(pk=key_of(request).pk)
        limit = ApiKeyThrottle()
        body = {
            "firm": firm_of(request),
            "member": key.member,
            "key": key,
            "may": key.granted_scopes,
            "keeps_keys": key.is_an_owners and "write" in key.granted_scopes,
            "rate_limit": {"requests": limit.num_requests, "seconds": limit.duration}
            if limit.rate
            else None,
        }
        return Response(MeOut(body).data)

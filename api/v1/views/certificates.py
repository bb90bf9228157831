"""GET /v1/certificates: the certificates that are known by name, and which implies which."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import reference_operations
from api.openapi.operations import describe_operation
from api.requests import name_parameters
from api.v1.serializers.certificates import CertificatesOut
from api.view import ApiView
from partners.names.certificates import search_certificates

# Both may be empty since 0.1.0, and then choose nothing.
_TEXT = {"type": "string", "minLength": 0}
_Q = OpenApiParameter("q", _TEXT, description="Part of a name or alias, in any spelling.")
_APPLIES_TO = OpenApiParameter(
    "applies_to", _TEXT, description="Only certificates that apply to this sector or service."
)


class CertificateKinds(ApiView):
    @describe_operation(
        **reference_operations.LIST_CERTIFICATES,
        parameters=(_Q, _APPLIES_TO),
        answers={200: CertificatesOut},
    )
    def get(self, request: Request) -> Response:
        lineage = name_parameters.parse_name(request, "applies_to", name_parameters.sector_lineage)
        found = search_certificates(request.query_params.get("q", ""), lineage)
        return Response(CertificatesOut({"results": found}).data)

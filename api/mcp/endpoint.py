"""POST /mcp: agents call the service by the Model Context Protocol.

The endpoint is a view of the API like the others, so that keys, allowed addresses, the rate limit
and the counts of usage are the same. What a key may do is decided by the view of the REST edge
that a tool asks.
"""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django_mcpz.jsonrpc import PARSE_ERROR, error_response
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.mcp import brief_tools, knowledge_tools
from api.mcp.server import server
from api.problems.refusals import BodyRefused, BodyTooLarge
from api.requests.authentication import HasKey
from api.requests.strict_json import parse_json
from api.view import ApiView

# The modules register their tools.
TOOLS = (brief_tools, knowledge_tools)


class McpEndpoint(ApiView):
    permission_classes = (HasKey,)

    @extend_schema(exclude=True)
    def post(self, request: Request) -> HttpResponse:
        plain = request._request
        try:
            # What the REST edge refuses in a body, such as NUL, no tool may be given.
            parse_json(plain.body)
        except RequestDataTooBig:
            raise BodyTooLarge from None
        except BodyRefused as fault:
            told = "; ".join(str(one.detail) for one in fault.details)
            return error_response(
                None, PARSE_ERROR, f"Invalid JSON: {told}", status=HTTPStatus.BAD_REQUEST
            )
        return server(plain)

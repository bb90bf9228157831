"""The server of the Model Context Protocol: what it says of itself, and how tools are called."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_mcpz.jsonrpc import INVALID_PARAMS, error_response
from django_mcpz.server import MCPServer, public
from rest_framework.exceptions import ValidationError

from api.json_renderer import OrjsonRenderer
from api.mcp.arguments import input_schema
from api.mcp.rest_answers import RestCaller
from api.mcp.tool_errors import Wording
from api.v1.serializers.strict_fields import StrictSerializer
from partners.names.nearest import nearest_names

INSTRUCTIONS = (
    "Ronghe ranks China's manufacturers and service providers for a brief, with reasons, and shows "
    "which provinces put a sector first. Start with read_brief and look at what it did not "
    "understand; then rank (stores nothing) or ask (stores a shortlist that is kept current). Put "
    "the questions in `ask` to the partners: what is unknown is neither good nor bad. decide "
    "records what becomes of an entry. An error names the next call."
)
ToolAnswer = Callable[[RestCaller, dict[str, Any]], dict[str, Any]]


class NamingServer(MCPServer):
    """A server whose refusal of an unknown tool names the nearest."""

    def _tools_call(
        self,
        request: HttpRequest,
        request_id: str | int,
        params: dict[str, Any],
        *,
        legacy: bool = False,
    ) -> HttpResponse:
        response = super()._tools_call(request, request_id, params, legacy=legacy)
        name = params.get("name")
        # The headers are checked first: their refusals have another status.
        if response.status_code != 200 or (isinstance(name, str) and name in self._tools):
            return response
        known = list(self._tools)
        nearest = list(nearest_names(str(name)[:60], known, otherwise=known))
        told = f"Unknown tool: {str(name)[:60]!r}. Next: call {' or '.join(nearest)}"
        return error_response(request_id, INVALID_PARAMS, told, data={"nearest": nearest})


# The view has authenticated the caller before it asks the server.
server = NamingServer(
    name="ronghe",
    title="Ronghe",
    version=str(settings.SPECTACULAR_SETTINGS["VERSION"]),
    instructions=INSTRUCTIONS,
    auth=public,
)


def tool(
    description: str,
    arguments: type[StrictSerializer],
    *,
    reads: bool = True,
    places: Mapping[str, str] | None = None,
    following: Mapping[str, str] | None = None,
) -> Callable[[ToolAnswer], ToolAnswer]:
    """Register a function as a tool of its name. It gets valid arguments and returns JSON; what it
    raises becomes an error of the tool, worded by `places` and `following` (`Wording`).
    """

    def decorate(answer: ToolAnswer) -> ToolAnswer:
        wording = Wording(answer.__name__, places or {}, following or {})

        def called(request: HttpRequest, given: dict[str, Any]) -> str:
            asked = arguments(data=given)
            try:
                asked.is_valid(raise_exception=True)
            except ValidationError as fault:
                raise wording.arguments_error(fault) from fault
            caller = RestCaller(request)
            try:
                found = answer(caller, dict(asked.validated_data))
            except Exception as fault:
                if (told := wording.refusal(fault, caller)) is not None:
                    raise told from fault
                raise
            return OrjsonRenderer().render(found).decode()

        server.tool(
            name=answer.__name__,
            description=description,
            input_schema=input_schema(arguments),
            # The defaults of the protocol are a tool that changes and destroys.
            read_only=True if reads else None,
            destructive=None if reads else False,
        )(called)
        return answer

    return decorate

"""An agent's client of the Model Context Protocol: it posts what a client of each version posts."""

import json
from typing import Any

from django.test import Client

NEWEST = "2026-07-28"


class ToolFailed(Exception):
    """The error of a tool, as the agent reads it."""

    def __init__(self, text: str) -> None:
        self.told: dict[str, Any] = json.loads(text)
        super().__init__(text)


class Agent:
    """Somebody with a key, or with none. `version`: of the protocol that the client speaks."""

    def __init__(self, key: str | None, version: str = NEWEST) -> None:
        self.version, self.number = version, 0
        self.client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})

    def post(self, method: str, params: dict[str, Any] | None = None, **headers: str) -> Any:
        """Send a request; the whole response. `headers` with _ for -."""
        self.number += 1
        sent = {"Accept": "application/json, text/event-stream"}
        params = dict(params or {})
        if self.version == NEWEST:
            params["_meta"] = {
                "io.modelcontextprotocol/protocolVersion": self.version,
                "io.modelcontextprotocol/clientCapabilities": {},
            }
            sent["Mcp-Method"] = method
            if method == "tools/call":
                sent["Mcp-Name"] = params["name"]
        # The oldest version has no such header.
        if self.version != "2025-03-26":
            sent["MCP-Protocol-Version"] = self.version
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}
        return self.client.post("/mcp", body, content_type="application/json", headers=sent)

    def result(self, method: str, params: dict[str, Any] | None = None, **headers: str) -> Any:
        """The result of a request."""
        response = self.post(method, params, **headers)
        assert response.status_code == 200, response.content
        answer = response.json()
        assert answer["id"] == self.number
        return answer["result"]

    def call(self, tool: str, **arguments: Any) -> Any:
        """The JSON that a tool answers. Raises `ToolFailed`."""
        result = self.result("tools/call", {"name": tool, "arguments": arguments})
        (block,) = result["content"]
        if result["isError"]:
            raise ToolFailed(block["text"])
        return json.loads(block["text"])

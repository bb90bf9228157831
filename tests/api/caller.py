"""Call the API in this process, and hold each response to docs/openapi.json, strictly."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

SCHEMA: Any = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8")
)


def _close(schema: Any) -> Any:
    """The same schema with no room for members that it does not name."""
    if isinstance(schema, list):
        return [_close(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _close(one) for name, one in schema.items()}
    # Without a type it is a condition on an object that is described elsewhere.
    if isinstance(closed.get("properties"), dict) and "object" in closed.get("type", ()):
        closed.setdefault("additionalProperties", False)
    return closed


COMPONENTS = _close(SCHEMA["components"])


_OPERATIONS = [
    (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))), operations)
    for template, operations in SCHEMA["paths"].items()
]


def validate(schema: Any, value: Any) -> None:
    """Raise what is wrong with the value."""
    _validator(json.dumps(schema)).validate(value)


# Each validator walks through all components once, to know what may be referred to.
@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**_close(json.loads(schema)), "components": COMPONENTS})


def operation(method: str, path: str) -> Any:
    """The description of an operation, or None where the path is none of the API's."""
    asked = path.partition("?")[0]
    for pattern, operations in _OPERATIONS:
        if pattern.fullmatch(asked):
            return operations.get(method.lower())
    return None


def check(method: str, path: str, response: Any) -> None:
    """The status is documented, and the body is as documented."""
    described = operation(method, path)
    if described is None:
        return
    documented = described["responses"]
    assert str(response.status_code) in documented, (response.status_code, response.content)
    content = documented[str(response.status_code)].get("content", {})
    if not content:
        assert not response.content
        return
    media_type = response.headers["Content-Type"]
    # A file or a feed has no schema.
    if response.streaming or media_type.startswith("application/atom+xml"):
        assert media_type.partition(";")[0] in content
        return
    validate(content[media_type]["schema"], response.json())


class Caller:
    """Somebody with a key, or with none."""

    def __init__(self, key: str | None) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})

    def __call__(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> HttpResponse | Any:
        """`headers` with _ for -; a body that is no text is sent as JSON."""
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        response = self.client.generic(
            method,
            path,
            b"" if body is None else sent,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        check(method, path, response)
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self("PUT", path, body, **headers)

"""The bodies of operations, as the document describes them."""

from typing import Any

from tests.api.caller import SCHEMA


def field_names(method: str, path: str) -> list[str]:
    """Return the names of the fields at the top of the body of an operation."""
    content = SCHEMA["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    schema: Any = next(iter(content.values()), {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return list(SCHEMA["components"]["schemas"].get(name, schema).get("properties", {}))

"""A schema of an OpenAPI document with its references followed and its parts put together."""

import json
from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
Schema = Mapping[str, Any]


def resolved(document: Document, schema: Schema) -> Schema:
    """Return the schema with its reference followed and the parts of `allOf` in one; of several
    alternatives, a schema that takes what any of them takes. Fields stay unresolved.
    """
    while "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = target
    merged: dict[str, Any] = dict(schema)
    for part in schema.get("allOf", ()):
        one = resolved(document, part)
        both = {
            "properties": {**merged.get("properties", {}), **one.get("properties", {})},
            "required": [*merged.get("required", ()), *one.get("required", ())],
        }
        merged = {**one, **merged, **both}
    return _any_of(document, merged)


def _any_of(document: Document, schema: Schema) -> Schema:
    alternatives = (*schema.get("oneOf", ()), *schema.get("anyOf", ()))
    parts = [resolved(document, one) for one in alternatives]
    if not parts:
        return schema
    merged: dict[str, Any] = {**schema, "type": sorted(set().union(*map(types, parts)))}
    if all("enum" in one or types(one) == {"null"} for one in parts):
        merged["enum"] = sorted(set().union(*map(values, parts)))
    objects = [one for one in parts if "properties" in one]
    for one in objects:
        merged["properties"] = {**merged.get("properties", {}), **one["properties"]}
    if objects:
        merged["required"] = set.intersection(*(set(one.get("required", ())) for one in objects))
    return merged


def types(schema: Schema) -> set[str]:
    """Return the JSON types that a resolved schema names; none where it takes any."""
    named = schema.get("type", ())
    return {named} if isinstance(named, str) else set(named)


def values(schema: Schema) -> set[str]:
    """Return the values of its enumeration; those that are no text as JSON."""
    return {one if isinstance(one, str) else json.dumps(one) for one in schema.get("enum", ())}

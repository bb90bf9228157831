"""Compare two OpenAPI documents, and tell each change that can break a client of the older one.

A client sends what the older document takes and reads what it promises. So a request may only be
taken more widely, a response may only promise more, and no operation may go away.
"""

from collections.abc import Iterator, Mapping

from api.openapi.compatibility.narrowed_request import NEEDED_ALL_ALONG, NarrowedRequest
from api.openapi.compatibility.resolved_schema import Document, Schema
from api.openapi.compatibility.weakened_response import WeakenedResponse


def breaking_changes(older: Document, newer: Document) -> Iterator[str]:
    """Yield a line for each breaking change: its place in the document, and what became of it."""
    narrowed, weakened = NarrowedRequest(older, newer), WeakenedResponse(older, newer)
    for path, operations in older["paths"].items():
        for method, before in operations.items():
            place = f"{method.upper()} {path}"
            after = newer["paths"].get(path, {}).get(method)
            if after is None:
                yield f"{place}: removed"
                continue
            if _open(before) and not _open(after):
                yield f"{place}: needs a key now"
            yield from _parameters(narrowed, place, before, after)
            yield from _body(narrowed, place, before.get("requestBody"), after.get("requestBody"))
            yield from _responses(weakened, place, before["responses"], after["responses"])


def _open(operation: Schema) -> bool:
    """Whether it answers without a key."""
    return operation["security"] == [] or {} in operation["security"]


def _parameters(
    narrowed: NarrowedRequest, place: str, before: Schema, after: Schema
) -> Iterator[str]:
    old, new = _by_name(before), _by_name(after)
    for name, parameter in old.items():
        spot = f"{place} parameter {name}"
        if name not in new:
            yield f"{spot}: removed"
            continue
        if new[name].get("required") and not parameter.get("required"):
            yield f"{spot}: required now"
        yield from narrowed.changes(spot, _not_empty(parameter), new[name]["schema"])
    for name in sorted(new.keys() - old.keys()):
        if new[name].get("required"):
            yield f"{place} parameter {name}: required now"


def _by_name(operation: Schema) -> Mapping[str, Schema]:
    return {one["name"]: one for one in operation.get("parameters", ())}


def _not_empty(parameter: Schema) -> Schema:
    """The schema of the parameter. A value in the query is not empty unless `allowEmptyValue` says
    so: a document that says it in the schema as well takes no less.
    """
    schema: Schema = parameter["schema"]
    if parameter["in"] != "query" or parameter.get("allowEmptyValue"):
        return schema
    return {"minLength": 1, **schema}


def _body(
    narrowed: NarrowedRequest, place: str, before: Schema | None, after: Schema | None
) -> Iterator[str]:
    old, new, body = before or {}, after or {}, f"{place} body"
    if new.get("required") and not old.get("required") and body not in NEEDED_ALL_ALONG:
        yield f"{body}: required now"
    taken = new.get("content", {})
    for media, content in old.get("content", {}).items():
        if media in taken:
            yield from narrowed.changes(body, content["schema"], taken[media]["schema"])
        else:
            yield f"{body}: {media} is no longer taken"


def _responses(
    weakened: WeakenedResponse, place: str, before: Schema, after: Schema
) -> Iterator[str]:
    for status in sorted(one for one in before if one.startswith("2")):
        spot = f"{place} {status}"
        if status not in after:
            yield f"{spot}: removed"
            continue
        given = after[status].get("content", {})
        for media, content in before[status].get("content", {}).items():
            if media not in given:
                yield f"{spot}: {media} removed"
                continue
            schemas = content.get("schema", {}), given[media].get("schema", {})
            yield from weakened.changes(spot, *schemas)

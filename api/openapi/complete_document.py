"""Complete the generated document: tags explained, and open operations marked as open."""

from typing import Any

TAGS = {
    "shortlists": "Briefs of a firm and their ranked, explained answers.",
    "batches": "Up to a thousand briefs at once.",
    "sharing": "Answers frozen as they were, and shared by an expiring link.",
    "partners": "Organisations that make or serve, with their facts and the grounds of each.",
    "priorities": "What the provinces have publicly put first: editions, differences, comparisons.",
    "places": "Provinces, prefectures and clusters.",
    "sectors": "Manufacturing, services and emerging industries in one taxonomy.",
    "events": "What happened, as a stream to pull.",
    "webhooks": "The same events, signed and sent to an address of the firm.",
    "keys": "Keys of a firm, what they may do and what they used.",
    "suggestions": "Corrections that wait for a curator, and requests to be taken out.",
    "imports": "Lists of partners, taken in row by row.",
    "curating": "Writing by curators: lists of provinces, partners and records.",
    "reconciliation": "The Reconciliation Service API: a spreadsheet matched against the partners.",
    "documentation": "This document.",
}
# The generator takes no member of a PATCH for needed. These say why the rest is changed, or are
# what is changed as a whole.
_NEEDED = {
    "PatchedPartnerInRequest": ["grounds", "reason"],
    "PatchedReviseDraftInRequest": ["priorities"],
}

# What a query asks for stands in one of two members.
_EITHER = {
    "QueryInRequest": [
        {"properties": {"query": {"pattern": r"\S"}}, "required": ["query"]},
        {"properties": {"properties": {"minItems": 1}}, "required": ["properties"]},
    ]
}
# A word of which nothing is typed yet, and no key in particular.
_MAY_BE_EMPTY = {("/v1/sectors", "q"), ("/v1/usage", "key")}


def complete_document(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return the OpenAPI document with `tags`, with texts of the query that are not empty, with
    the members that a PATCH or a query needs, and with an empty `security` where an operation needs
    no key: the generator leaves an empty list out, and a reader could not tell an open operation
    from a forgotten one.
    """
    result["tags"] = [
        {"name": name, "description": description} for name, description in TAGS.items()
    ]
    for name, needed in _NEEDED.items():
        result["components"]["schemas"][name]["required"] = needed
    for name, either in _EITHER.items():
        result["components"]["schemas"][name]["anyOf"] = either
    for path, operations in result["paths"].items():
        for operation in operations.values():
            operation.setdefault("security", [])
            _need_body(operation, result["components"]["schemas"])
            for parameter in operation.get("parameters", ()):
                if (path, parameter["name"]) not in _MAY_BE_EMPTY:
                    _refuse_empty(parameter)
    return result


def _need_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say that a body is needed where one of its members is: the generator takes the body of each
    PATCH for one that may be left out.
    """
    body = operation.get("requestBody", {})
    reference = (
        body.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    )
    if schemas.get(reference.rpartition("/")[2], {}).get("required"):
        body["required"] = True


def _refuse_empty(parameter: dict[str, Any]) -> None:
    """Say of a text in the query what `allowEmptyValue` says by default: it is not empty. Tools
    that make requests look at the schema alone. An empty cursor is that of the first page.
    """
    schema = parameter["schema"]
    if parameter["in"] != "query" or parameter["name"] == "cursor":
        return
    if schema.get("type") == "string" and "enum" not in schema:
        schema.setdefault("minLength", 1)

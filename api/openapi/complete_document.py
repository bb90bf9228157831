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


def complete_document(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return the OpenAPI document with `tags`, with texts of the query that are not empty, with
    the members that a PATCH needs, and with an empty `security` where an operation needs no key:
    the generator leaves an empty list out, and a reader could not tell an open operation from a
    forgotten one.
    """
    result["tags"] = [
        {"name": name, "description": description} for name, description in TAGS.items()
    ]
    for name, needed in _NEEDED.items():
        result["components"]["schemas"][name]["required"] = needed
    for operations in result["paths"].values():
        for operation in operations.values():
            operation.setdefault("security", [])
            for parameter in operation.get("parameters", ()):
                _refuse_empty(parameter)
    return result


def _refuse_empty(parameter: dict[str, Any]) -> None:
    """Say of a text in the query what `allowEmptyValue` says by default: it is not empty. Tools
    that make requests look at the schema alone.
    """
    schema = parameter["schema"]
    if parameter["in"] == "query" and schema.get("type") == "string" and "enum" not in schema:
        schema.setdefault("minLength", 1)

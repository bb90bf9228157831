"""Descriptions and examples of suggestions and takedowns."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_ONE = example("suggestion")
_DECIDED = {**_ONE, "decided_at": "2026-11-25T09:30:00+08:00"}
_TAKEDOWN = example("takedown")
_DECISIONS = [
    "partner-not-understood",
    "not-a-curator",
    "not-found",
    "suggestion-refused",
]

SUGGEST_CHANGE: OperationDescription = {
    "operation_id": "suggest_change",
    "tag": "suggestions",
    "summary": "Suggest a correction of a partner",
    "description": (
        "Needs the scope `suggest`. The changes wait for a curator and change nothing until then; "
        "they are checked as PATCH /v1/partners/{id} checks them. Other firms do not see who "
        "suggested them. A firm may have 100 that wait."
    ),
    "refusals": ["partner-not-understood", "not-found", "partner-retired", "suggestion-refused"],
    "examples": [
        request_example(
            "a certificate",
            {
                "changes": {"certificates": [{"standard": "ISO 14001"}]},
                "source": "https://example.com/certificates",
                "note": "renewed this year",
            },
        ),
        response_example("it waits", _ONE, status=201),
    ],
}

LIST_SUGGESTIONS: OperationDescription = {
    "operation_id": "list_suggestions",
    "tag": "suggestions",
    "summary": "List suggestions",
    "description": (
        "Oldest first. A key that curates sees all, with what organisations without a key ask "
        "for; a key with the scope `suggest` sees those of its firm."
    ),
    "examples": [response_example("one", {"results": [_ONE], "next": None})],
}

GET_SUGGESTION: OperationDescription = {
    "operation_id": "get_suggestion",
    "tag": "suggestions",
    "summary": "Get a suggestion",
    "description": "`answer` is the reason of the curator, once it is decided.",
    "refusals": ["not-found"],
    "examples": [response_example("it waits", _ONE)],
}

ACCEPT_SUGGESTION: OperationDescription = {
    "operation_id": "accept_suggestion",
    "tag": "suggestions",
    "summary": "Accept a suggestion",
    "description": (
        "A correction becomes an edit of what curators say of the partner: the suggested changes, "
        "or those of the request. A removal retires the partner. `reason` is the answer."
    ),
    "refusals": [*_DECISIONS, "partner-retired"],
    "examples": [
        request_example(
            "as suggested",
            {
                "reason": "the page shows the certificate",
                "grounds": {
                    "speaker": "Example Knitting Ltd",
                    "source": "https://example.com/certificates",
                    "kind": "declared",
                },
            },
        ),
        response_example(
            "accepted",
            {**_DECIDED, "state": "accepted", "answer": "the page shows the certificate"},
        ),
    ],
}

REFUSE_SUGGESTION: OperationDescription = {
    "operation_id": "refuse_suggestion",
    "tag": "suggestions",
    "summary": "Refuse a suggestion",
    "description": "Nothing is changed. `reason` is the answer.",
    "refusals": _DECISIONS,
    "examples": [
        request_example("no proof", {"reason": "the page does not name the firm"}),
        response_example(
            "refused",
            {**_DECIDED, "state": "refused", "answer": "the page does not name the firm"},
        ),
    ],
}

ASK_FOR_TAKEDOWN: OperationDescription = {
    "operation_id": "ask_for_takedown",
    "tag": "suggestions",
    "summary": "Ask for the correction or removal of an entry",
    "description": (
        "For an organisation that is named here and has no key; an address may send ten an hour. "
        "A curator reads it and answers at `Location`, where the state is public to whoever knows "
        "the address: keep it. Send no data of persons; texts with an e-mail address or a mobile "
        "number are refused, and no address of the sender is kept."
    ),
    "refusals": ["partner-not-understood", "too-many-requests"],
    "examples": [
        request_example(
            "it moved",
            {
                "organisation": "Example Knitting Ltd",
                "partner": 1417,
                "wants": "correction",
                "wrong": "We moved to Guangzhou in 2024.",
                "page": "https://example.com/contact",
            },
        ),
        response_example("it waits", _TAKEDOWN, status=201),
    ],
}

GET_TAKEDOWN: OperationDescription = {
    "operation_id": "get_takedown",
    "tag": "suggestions",
    "summary": "See the answer to a request for correction or removal",
    "description": "Requires no key. `answer` is the reason of the curator, once it is decided.",
    "refusals": ["not-found"],
    "examples": [response_example("it waits", _TAKEDOWN)],
}

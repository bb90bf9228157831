"""Descriptions and examples of the operations on frozen copies and shared links."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

FREEZE: OperationDescription = {
    "operation_id": "freeze_shortlist",
    "tag": "sharing",
    "summary": "Freeze an answer",
    "description": (
        "Makes a copy of the current answer, or of a revision, with an address of its own. The "
        "copy never changes: it keeps the names, sentences, weights and the basis of the moment, "
        "in both languages, whatever becomes of the partners, the lists and the brief. A firm "
        "keeps at most 200 copies of at most 1 MB each."
    ),
    "refusals": [
        "not-found",
        "not-answered",
        "freeze-refused",
        "link-not-understood",
        "idempotency-result-deleted",
    ],
    "examples": [
        request_example("before a meeting of the board", {"title": "For the board, 1 December"}),
        response_example("frozen", example("frozen_copy"), status=201),
    ],
}

LIST_FROZEN: OperationDescription = {
    "operation_id": "list_frozen",
    "tag": "sharing",
    "summary": "List your frozen copies",
    "description": "Newest first; only copies of the key's own firm.",
    "examples": [response_example("one", {"results": [example("frozen_copy")], "next": None})],
}

GET_FROZEN: OperationDescription = {
    "operation_id": "get_frozen",
    "tag": "sharing",
    "summary": "Get a frozen copy",
    "description": (
        "Returns the very bytes that were stored when the copy was made, in the requested language."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("frozen", example("frozen"))],
}

DELETE_FROZEN: OperationDescription = {
    "operation_id": "delete_frozen",
    "tag": "sharing",
    "summary": "Delete a frozen copy",
    "description": "The links that show the copy end with it.",
    "refusals": ["not-found"],
}

CREATE_LINK: OperationDescription = {
    "operation_id": "create_link",
    "tag": "sharing",
    "summary": "Create a link for a reader without a key",
    "description": (
        "Whoever has the link reads the entries of the shortlist, or of one frozen copy, until it "
        "expires or is revoked. It shows neither the brief nor what the firm noted. The response "
        "is the only one that contains the token. A shortlist has at most 20 live links."
    ),
    "refusals": ["not-found", "link-not-understood", "link-refused"],
    "examples": [
        request_example("for a colleague", {"name": "Our plant in Kiel"}),
        response_example("a link", example("new_link"), status=201),
    ],
}

LIST_LINKS: OperationDescription = {
    "operation_id": "list_links",
    "tag": "sharing",
    "summary": "List the links of a shortlist",
    "description": "Newest first, with those that are expired or revoked.",
    "refusals": ["not-found"],
    "examples": [
        response_example("one", {"results": [example("new_link")["details"]], "next": None})
    ],
}

GET_LINK: OperationDescription = {
    "operation_id": "get_link",
    "tag": "sharing",
    "summary": "Get a link",
    "description": "Returns the link without its token: how often it was followed, and when last.",
    "refusals": ["not-found"],
    "examples": [response_example("a link", example("new_link")["details"])],
}

REVOKE_LINK: OperationDescription = {
    "operation_id": "revoke_link",
    "tag": "sharing",
    "summary": "Revoke a link",
    "description": "The link ends at once. It stays listed.",
    "refusals": ["not-found"],
}

FOLLOW_LINK: OperationDescription = {
    "operation_id": "follow_link",
    "tag": "sharing",
    "summary": "Follow a link",
    "description": (
        "Requires no key: the token is the permission. An unknown, an expired and a revoked "
        "token get the same 404. An address may follow 60 links a minute."
    ),
    "refusals": ["not-found", "too-many-requests"],
    "examples": [response_example("entries", example("shared"))],
}

"""Descriptions and examples of the operations about keys, the caller and the usage."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_KEY = example("key")
_NEW = {**_KEY, "last_used_at": None}
_TEXT = "rh_4d1f0c9a7be2_Vn1Z0oXW9s3QmT5cR8yKb2LpHdG7uEaJf4iNqC6xSwM"  # of no firm

GET_ME: OperationDescription = {
    "operation_id": "get_me",
    "tag": "keys",
    "summary": "Get the caller",
    "description": "Any key may ask: the firm, the member, the key, and what the key may do.",
    "examples": [
        response_example(
            "a member's key",
            {
                "firm": {"name": "Nordtuch GmbH"},
                "member": {"email": "sourcing@nordtuch.example", "role": "analyst"},
                "key": _KEY,
                "may": ["read"],
                "keeps_keys": False,
                "rate_limit": {"requests": 600, "seconds": 60},
            },
        )
    ],
}

LIST_KEYS: OperationDescription = {
    "operation_id": "list_keys",
    "tag": "keys",
    "summary": "List the firm's keys",
    "description": (
        "Newest first, with the revoked and expired ones, without their secrets. Only a key of "
        "an owner, or of the firm itself, may keep keys."
    ),
    "examples": [response_example("one", {"results": [_KEY], "next": None})],
}

CREATE_KEY: OperationDescription = {
    "operation_id": "create_key",
    "tag": "keys",
    "summary": "Create a key",
    "description": (
        "Only this response contains the text of the key. A key cannot give a scope that it "
        "lacks, and `curate` is given by the operator alone. A firm has at most 20 live keys."
    ),
    "refusals": ["key-not-understood", "key-refused"],
    "examples": [
        request_example(
            "a key that reads",
            {
                name: _KEY[name]
                for name in ("name", "scopes", "member", "expires_at", "allowed_addresses")
            },
        ),
        response_example("created", {"key": _TEXT, "old_until": None, "details": _NEW}, status=201),
    ],
}

GET_KEY: OperationDescription = {
    "operation_id": "get_key",
    "tag": "keys",
    "summary": "Get a key",
    "description": "Returns the key without its secret.",
    "refusals": ["not-found"],
    "examples": [response_example("one", _KEY)],
}

ROTATE_KEY: OperationDescription = {
    "operation_id": "rotate_key",
    "tag": "keys",
    "summary": "Rotate a key",
    "description": (
        "Returns the successor, with the same scopes, member and addresses. The old key works "
        "for the overlap, so that clients can be changed at any time within it; a key that the "
        "old one had replaced is revoked at once: two keys are live at most."
    ),
    "refusals": ["key-not-understood", "key-refused", "not-found"],
    "examples": [
        request_example("two days", {"overlap_hours": 48}),
        response_example(
            "rotated",
            {
                "key": _TEXT,
                "old_until": "2026-11-26T14:00:00+08:00",
                "details": {**_NEW, "replaces": "1c8e5d3f9a70", "made_by": None},
            },
            status=201,
        ),
    ],
}

REVOKE_KEY: OperationDescription = {
    "operation_id": "revoke_key",
    "tag": "keys",
    "summary": "Revoke a key",
    "description": (
        "The next request with the key is refused. A key may revoke itself. May be repeated: the "
        "time of the first revocation stays."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example(
            "revoked", {**_KEY, "live": False, "revoked_at": "2026-11-25T09:30:00+08:00"}
        )
    ],
}

GET_USAGE: OperationDescription = {
    "operation_id": "get_usage",
    "tag": "keys",
    "summary": "Get the usage of the firm's keys",
    "description": (
        "The number of answers to each key on each day, by the word after /v1/ in the address, "
        "refusals included. All answers that ended before this request are counted; this request "
        "is not. The log of the service has one line for each. At most 93 days."
    ),
    "examples": [
        response_example(
            "one day",
            {
                "since": "2026-10-25",
                "until": "2026-11-24",
                "requests": 120,
                "refused": 3,
                "results": [
                    {
                        "day": "2026-11-24",
                        "key": "4d1f0c9a7be2",
                        "requests": 120,
                        "refused": 3,
                        "groups": [
                            {"group": "partners", "requests": 100, "refused": 3},
                            {"group": "rank", "requests": 20, "refused": 0},
                        ],
                    }
                ],
            },
        )
    ],
}

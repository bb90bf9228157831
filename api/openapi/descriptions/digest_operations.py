"""Descriptions and examples of the operations on digests."""

from api.openapi.operations import OperationDescription, request_example, response_example

_ASKED = {"rhythm": "weekly", "language": "zh-Hans", "hour": 8, "weekday": "monday"}
_DIGEST = {
    "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
    "member": 7,
    "email": "sourcing@nordtuch.example",
    **_ASKED,
    "last_revision": 3,
    "next_due_at": "2026-12-07T08:00:00+08:00",
    "created_at": "2026-11-24T14:21:35.393171+08:00",
    "last_digest": {
        "old_revision": 1,
        "new_revision": 3,
        "state": "sent",
        "attempts": 1,
        "error": "",
        "composed_at": "2026-11-30T08:00:04.120394+08:00",
        "finished_at": "2026-11-30T08:00:05.403918+08:00",
    },
}
_WHOSE = (
    "A key of an owner, or of the firm itself, keeps those of all members; any other key those of "
    "its own member."
)

LIST_DIGESTS: OperationDescription = {
    "operation_id": "list_digests",
    "tag": "shortlists",
    "summary": "List who hears of a shortlist by mail",
    "description": _WHOSE,
    "refusals": ["not-found"],
    "examples": [response_example("one", {"results": [_DIGEST], "next": None})],
}

GET_DIGEST: OperationDescription = {
    "operation_id": "get_digest",
    "tag": "shortlists",
    "summary": "Get the digest of a member",
    "description": f"With the newest mail, and what the mail server said of it. {_WHOSE}",
    "refusals": ["not-found"],
    "examples": [response_example("weekly", _DIGEST)],
}

SET_DIGEST: OperationDescription = {
    "operation_id": "set_digest",
    "tag": "shortlists",
    "summary": "Let a member hear of a shortlist by mail, or change how",
    "description": (
        "The member gets a mail of what changed and why: at once, daily or weekly, in English or "
        "Chinese. Several revisions between two mails are told as one; where nothing changed, no "
        "mail is sent. Each mail has a link that ends it without a key. A digest that is new gets "
        f"201 and tells what changes from now on. {_WHOSE}"
    ),
    "refusals": ["not-found", "digest-not-understood", "digest-refused", "no-mail"],
    "examples": [
        request_example("weekly, in Chinese", _ASKED),
        response_example("changed", _DIGEST),
        response_example("new", {**_DIGEST, "last_revision": 1, "last_digest": None}, status=201),
    ],
}

END_DIGEST: OperationDescription = {
    "operation_id": "end_digest",
    "tag": "shortlists",
    "summary": "End the digest of a member",
    "description": f"What still waited to be sent is not sent. {_WHOSE}",
    "refusals": ["not-found"],
}

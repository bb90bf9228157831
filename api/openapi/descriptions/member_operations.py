"""Descriptions and examples of the operations about members of the firm."""

from api.openapi.operations import OperationDescription, request_example, response_example

_ASKED = {"email": "sourcing@nordtuch.example", "role": "analyst"}
_MEMBER = {"id": 7, **_ASKED, "created_at": "2026-11-24T14:21:35.393171+08:00"}
_ONLY_OWNERS = "Only a key of an owner, or of the firm itself, may keep members."

LIST_MEMBERS: OperationDescription = {
    "operation_id": "list_members",
    "tag": "keys",
    "summary": "List the firm's members",
    "description": _ONLY_OWNERS,
    "examples": [response_example("one", {"results": [_MEMBER], "next": None})],
}

SET_MEMBER: OperationDescription = {
    "operation_id": "set_member",
    "tag": "keys",
    "summary": "Enter a member, or give a known address another role",
    "description": (
        "A new member gets 201, an address that is known 200 and the role. The keys of the member "
        f"follow the role at once. {_ONLY_OWNERS} Sent twice it changes nothing more, so that an "
        "`Idempotency-Key` is not needed."
    ),
    "refusals": ["key-not-understood"],
    "examples": [
        request_example("an analyst", _ASKED),
        response_example("known already", _MEMBER),
        response_example("entered", _MEMBER, status=201),
    ],
}

GET_MEMBER: OperationDescription = {
    "operation_id": "get_member",
    "tag": "keys",
    "summary": "Get a member",
    "description": _ONLY_OWNERS,
    "refusals": ["not-found"],
    "examples": [response_example("an analyst", _MEMBER)],
}

CHANGE_MEMBER: OperationDescription = {
    "operation_id": "change_member",
    "tag": "keys",
    "summary": "Give a member another role",
    "description": f"The keys of the member follow at once. {_ONLY_OWNERS}",
    "refusals": ["not-found", "key-not-understood"],
    "examples": [
        request_example("a viewer", {"role": "viewer"}),
        response_example("a viewer", {**_MEMBER, "role": "viewer"}),
    ],
}

REMOVE_MEMBER: OperationDescription = {
    "operation_id": "remove_member",
    "tag": "keys",
    "summary": "Remove a member",
    "description": (
        "Deletes the address and revokes the keys of the member at once; their usage stays. "
        f"{_ONLY_OWNERS}"
    ),
    "refusals": ["not-found"],
    "examples": [response_example("with two keys", {"revoked_keys": 2})],
}

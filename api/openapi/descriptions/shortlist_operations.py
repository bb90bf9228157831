"""Descriptions and examples of the shortlist operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

RANK: OperationDescription = {
    "operation_id": ("rank"),
    "tag": ("shortlists"),
    "summary": ("Answer a brief at once"),
    "description": (
        "Ranks the partners for a brief and stores nothing. `points` of an entry are "
        "exactly the sum of its components' points; `score` is points / 652.8. Since nothing is "
        "made an `Idempotency-Key` is not looked at: call it again whenever in doubt."
    ),
    "refusals": (["brief-not-understood"]),
    "examples": (
        [
            request_example("knitted garments", example("brief_maker")),
            request_example("a platform", example("brief_service")),
            response_example("ranked", example("ranked")),
        ]
    ),
}

LIST_SHORTLISTS: OperationDescription = {
    "operation_id": ("list_shortlists"),
    "tag": ("shortlists"),
    "summary": ("List your shortlists"),
    "description": ("The newest first; only those of the key's own firm."),
    "examples": ([response_example("one", {"results": [example("shortlist")], "next": None})]),
}

CREATE_SHORTLIST: OperationDescription = {
    "operation_id": ("create_shortlist"),
    "tag": ("shortlists"),
    "summary": ("Store a brief and have it answered"),
    "description": (
        "A worker answers it, as a rule within a second; `Location` is where. With "
        "`Prefer: wait=10` the response is held until the answer is there (201). A brief "
        "that cannot be understood is a 400, and nothing is stored. With an `Idempotency-Key` it "
        "may be sent again when the answer was lost: nothing is stored twice, and with `Prefer` "
        "the newest answer is waited for again."
    ),
    "refusals": (["brief-not-understood"]),
    "examples": (
        [
            request_example("knitted garments", example("brief_maker")),
            response_example("answered", example("answered"), status=201),
            response_example("pending", example("pending"), status=202),
        ]
    ),
}

GET_SHORTLIST: OperationDescription = {
    "operation_id": ("get_shortlist"),
    "tag": ("shortlists"),
    "summary": ("Read a shortlist"),
    "description": (
        "The answer to the newest version of the brief, or `pending`; `refused` where "
        "something that the brief names is gone: `errors` says what. The `ETag` changes with "
        "everything that is shown; send it as `If-None-Match`."
    ),
    "refusals": (["not-found"]),
    "examples": (
        [
            response_example("answered", example("answered")),
            response_example("pending", example("pending")),
            response_example("refused", example("refused")),
        ]
    ),
}

CHANGE_SHORTLIST: OperationDescription = {
    "operation_id": ("change_shortlist"),
    "tag": ("shortlists"),
    "summary": ("Give the brief a new version"),
    "description": (
        "Until the new version is answered the shortlist is `pending`. With "
        "`If-Match` (the `ETag` that was read) nothing is changed when the brief has been "
        "changed meanwhile."
    ),
    "refusals": (["brief-not-understood", "not-found", "version-moved"]),
    "examples": (
        [
            request_example("knitted garments", example("brief_maker")),
            response_example("answered", example("answered")),
            response_example("pending", example("pending"), status=202),
        ]
    ),
}

LIST_REVISIONS: OperationDescription = {
    "operation_id": ("list_revisions"),
    "tag": ("shortlists"),
    "summary": ("List the answers that a shortlist has had"),
    "description": ("The newest first. A revision never changes."),
    "refusals": (["not-found"]),
    "examples": ([response_example("one", {"results": [example("revision")], "next": None})]),
}

GET_REVISION: OperationDescription = {
    "operation_id": ("get_revision"),
    "tag": ("shortlists"),
    "summary": ("Read an answer as it was"),
    "description": (
        "The revision's own brief version and basis. `stale` is true for all but the newest answer."
    ),
    "refusals": (["not-found"]),
    "examples": ([response_example("answered", example("answered"))]),
}

"""Descriptions and examples of the shortlist operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

RANK: OperationDescription = {
    "operation_id": "rank",
    "tag": "shortlists",
    "summary": "Rank partners for a brief without storing it",
    "description": (
        "Ranks the partners for a brief immediately and stores nothing. The `points` of an "
        "entry are exactly the sum of the points of its components; `score` is points / "
        "652.8. An `Idempotency-Key` is ignored, because nothing is stored: repeat the "
        "request if in doubt. `include` and `fields` choose what is shown of each entry."
    ),
    "refusals": ["brief-not-understood"],
    "examples": [
        request_example("knitted garments", example("brief_maker")),
        request_example("a platform", example("brief_service")),
        response_example("ranked", example("ranked")),
    ],
}

INTERPRET: OperationDescription = {
    "operation_id": "interpret",
    "tag": "shortlists",
    "summary": "Turn a sentence into a brief",
    "description": (
        "Reads a text in English or Chinese and returns the brief that it says, the words that "
        "each value comes from, and the words that the brief does not use, each with a reason. "
        "The same text always gives the same brief; nothing is stored and nothing is ranked: "
        "send `brief` to `/v1/rank`. A text in which nothing can be looked for, or in another "
        "language, gets 400."
    ),
    "refusals": ["brief-not-understood"],
    "examples": [
        request_example("fleece jackets", {"text": example("interpreted")["asked"]}),
        response_example("a brief", example("interpreted")["answer"]),
    ],
}

LIST_SHORTLISTS: OperationDescription = {
    "operation_id": "list_shortlists",
    "tag": "shortlists",
    "summary": "List your shortlists",
    "description": "Newest first; only shortlists of the key's own firm.",
    "examples": [response_example("one", {"results": [example("shortlist")], "next": None})],
}

CREATE_SHORTLIST: OperationDescription = {
    "operation_id": "create_shortlist",
    "tag": "shortlists",
    "summary": "Store a brief and request its answer",
    "description": (
        "A worker answers the brief, usually within a second; `Location` is the address of "
        "the answer. With `Prefer: wait=10` the response is held until the answer exists "
        "(201). A brief that cannot be understood gets 400 and is not stored. With an "
        "`Idempotency-Key` a client that lost the response may repeat the request: nothing "
        "is stored twice, and with `Prefer` the newest answer is awaited again."
    ),
    "refusals": ["brief-not-understood", "too-many-briefs", "too-many-shortlists"],
    "examples": [
        request_example("knitted garments", example("brief_maker")),
        response_example("answered", example("answered"), status=201),
        response_example("pending", example("pending"), status=202),
    ],
}

GET_SHORTLIST: OperationDescription = {
    "operation_id": "get_shortlist",
    "tag": "shortlists",
    "summary": "Get a shortlist",
    "description": (
        "Returns the answer to the newest version of the brief. The status is `pending` "
        "while there is no answer, and `refused` if something that the brief names no "
        "longer exists: `errors` gives the reason. The `ETag` changes with everything that "
        "is shown; send it as `If-None-Match`. `include` and `fields` choose what is shown of "
        "each entry."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example("answered", example("answered")),
        response_example(
            "answered, with include=args,around,context,missing", example("answered_in_full")
        ),
        response_example("pending", example("pending")),
        response_example("refused", example("refused")),
    ],
}

CHANGE_SHORTLIST: OperationDescription = {
    "operation_id": "change_shortlist",
    "tag": "shortlists",
    "summary": "Replace the brief by a new version",
    "description": (
        "The shortlist is `pending` until the new version is answered. With `If-Match` (the "
        "`ETag` of the version that was read) the request is refused if the brief has "
        "changed since."
    ),
    "refusals": ["brief-not-understood", "not-found", "version-moved", "too-many-briefs"],
    "examples": [
        request_example("knitted garments", example("brief_maker")),
        response_example("answered", example("answered")),
        response_example("pending", example("pending"), status=202),
    ],
}

EDIT_SHORTLIST: OperationDescription = {
    "operation_id": "edit_shortlist",
    "tag": "shortlists",
    "summary": "Change single fields of the brief",
    "description": (
        "The fields of the body take the place of those of the brief; a field that is null is "
        "taken away. The brief has a new version, and the shortlist is `pending` until it is "
        "answered. `If-Match` is required: the `ETag` of the shortlist that was read."
    ),
    "refusals": [
        "brief-not-understood",
        "not-found",
        "version-moved",
        "version-needed",
        "too-many-briefs",
    ],
    "examples": [
        request_example("a shorter lead time", {"lead_time_days": 45}),
        response_example("answered", example("answered")),
        response_example("pending", example("pending"), status=202),
    ],
}

ARCHIVE_SHORTLIST: OperationDescription = {
    "operation_id": "archive_shortlist",
    "tag": "shortlists",
    "summary": "Archive a shortlist",
    "description": (
        "The shortlist leaves the list (`archived=true` lists it) and is not answered again. Its "
        "revisions stay readable. A new version of its brief brings it back."
    ),
    "refusals": ["not-found"],
}

LIST_ENTRIES: OperationDescription = {
    "operation_id": "list_entries",
    "tag": "shortlists",
    "summary": "List the entries of a shortlist",
    "description": (
        "The entries of the answer to the newest version of the brief, by rank; none while there "
        "is no answer. The pages after the first are of the same revision as the first, even if "
        "a new one was made meanwhile."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example("one", {"results": example("answered")["entries"][:1], "next": None})
    ],
}

LIST_REVISIONS: OperationDescription = {
    "operation_id": "list_revisions",
    "tag": "shortlists",
    "summary": "List the revisions of a shortlist",
    "description": "Newest first. A revision never changes.",
    "refusals": ["not-found"],
    "examples": [response_example("one", {"results": [example("revision")], "next": None})],
}

GET_REVISION: OperationDescription = {
    "operation_id": "get_revision",
    "tag": "shortlists",
    "summary": "Get a revision of a shortlist",
    "description": (
        "Returns the revision with the brief version and the basis that it was computed "
        "from. `stale` is true for every revision except the newest answer."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("answered", example("answered"))],
}

EXPORT_ENTRIES: OperationDescription = {
    "operation_id": "export_entries",
    "tag": "shortlists",
    "summary": "Get the entries of a shortlist as a table",
    "description": (
        "All entries of the answer to the newest version of the brief, with reasons, sources and "
        "questions in both languages; the same rows and columns in each format (docs/exports.md). "
        "The workbook also has sheets of the brief, the weights and the sources. No cell is a "
        "formula."
    ),
    "refusals": ["not-found"],
}

LIST_REVISION_ENTRIES: OperationDescription = {
    "operation_id": "list_revision_entries",
    "tag": "shortlists",
    "summary": "List the entries of a revision",
    "description": "The entries of the revision by rank. A revision never changes.",
    "refusals": ["not-found"],
    "examples": [
        response_example("one", {"results": example("answered")["entries"][:1], "next": None})
    ],
}

EXPORT_REVISION_ENTRIES: OperationDescription = {
    "operation_id": "export_revision_entries",
    "tag": "shortlists",
    "summary": "Get the entries of a revision as a table",
    "description": (
        "All entries of the revision, in the columns of the table of a shortlist. The evidence of "
        "the partners is what is held now."
    ),
    "refusals": ["not-found"],
}

"""Descriptions and examples of the curator operations."""

from typing import Any

from api.examples import example
from api.openapi.descriptions.partner_edit_operations import detail
from api.openapi.operations import OperationDescription, request_example, response_example

_DRAFT = response_example("a draft", example("draft"))

_MADE = response_example("a draft", example("draft"), status=201)

_MOVES = ("not-a-curator", "not-found", "version-moved", "version-needed", "wrong-state")

_REFUSALS = ("partner-not-understood", "not-a-curator", "not-found", "partner-retired")

_AT = "2026-11-24T09:30:00+08:00"


def _gone(reason: str, into: int | None) -> dict[str, Any]:
    retired = {"at": _AT, "reason": reason, "merged_into": into}
    return detail(retired=retired, merged_into=into)


OPEN_DRAFT: OperationDescription = {
    "operation_id": "open_draft",
    "tag": "curating",
    "summary": "Open a draft of a province's list",
    "description": (
        "Creates a draft as a copy of the list in force. A province has at most one draft: "
        "a second request gets 409."
    ),
    "refusals": ["name-not-known", "not-a-curator", "draft-open", "edition-refused"],
    "examples": [_MADE],
}

SUBMIT_DRAFT: OperationDescription = {
    "operation_id": "submit_draft",
    "tag": "curating",
    "summary": "Submit a draft for approval",
    "description": (
        "An empty list, an invalid row, or a list without a change against the list in "
        "force is refused."
    ),
    "refusals": ["edition-refused", *_MOVES],
    "examples": [_DRAFT],
}

APPROVE_DRAFT: OperationDescription = {
    "operation_id": "approve_draft",
    "tag": "curating",
    "summary": "Approve a submitted draft",
    "description": (
        "The approval covers exactly the content of the given version. A curator who "
        "opened, revised or submitted the draft may not approve it, whatever other "
        "permissions that curator has. Any later edit voids the approval."
    ),
    "refusals": ["four-eyes", "edition-refused", *_MOVES],
    "examples": [_DRAFT],
}

SEND_DRAFT_BACK: OperationDescription = {
    "operation_id": "send_draft_back",
    "tag": "curating",
    "summary": "Send a submitted or approved draft back, with a note",
    "description": (
        "The edition becomes a draft again and loses its approval; the note is kept in its "
        "`acts`. This needs the permission to approve. Sending a draft back does not count "
        "as editing it: the same curator may approve what is submitted next."
    ),
    "refusals": ["edition-refused", *_MOVES],
    "examples": [
        request_example("a source is missing", {"note": "PP004 needs its own source."}),
        _DRAFT,
    ],
}

PUBLISH_DRAFT: OperationDescription = {
    "operation_id": "publish_draft",
    "tag": "curating",
    "summary": "Publish an approved draft now",
    "description": (
        "Ends the old list and puts the new one in force in one transaction, and emits the "
        "event `priorities.published` with the difference. Shortlists that the difference "
        "touches are answered again."
    ),
    "refusals": ["edition-refused", *_MOVES],
    "examples": [response_example("Guangdong", example("edition"))],
}

SCHEDULE_DRAFT: OperationDescription = {
    "operation_id": "schedule_draft",
    "tag": "curating",
    "summary": "Schedule the publication of an approved draft",
    "description": (
        "The draft is published within seconds after `publish_at`, in the name of the "
        "curator who scheduled it. An instant in the past is refused."
    ),
    "refusals": ["edition-refused", *_MOVES],
    "examples": [request_example("tomorrow", {"publish_at": "2026-11-25T09:00:00+08:00"}), _DRAFT],
}

DISCARD_DRAFT: OperationDescription = {
    "operation_id": "discard_draft",
    "tag": "curating",
    "summary": "Discard a draft",
    "description": (
        "The draft stays readable for curators and no longer blocks a new draft of the province."
    ),
    "refusals": ["edition-refused", *_MOVES],
    "examples": [_DRAFT],
}

REVERT_TO_EDITION: OperationDescription = {
    "operation_id": "revert_to_edition",
    "tag": "curating",
    "summary": "Open a draft that restores this edition",
    "description": (
        "The draft is a copy of this edition. Once published it becomes a new edition; it "
        "needs approval by a second curator as well."
    ),
    "refusals": ["not-a-curator", "not-found", "draft-open", "wrong-state", "edition-refused"],
    "examples": [_MADE],
}

WITHDRAW_EDITION: OperationDescription = {
    "operation_id": "withdraw_edition",
    "tag": "curating",
    "summary": "Propose the withdrawal of the edition in force",
    "description": (
        "The withdrawal is submitted immediately. It takes effect when another curator has "
        "approved it and it has been published: then the province has no list in force."
    ),
    "refusals": ["edition-refused", "not-a-curator", "not-found", "draft-open", "wrong-state"],
    "examples": [
        request_example("not the province's", {"reason": "The document was not the province's."}),
        _MADE,
    ],
}

REVISE_DRAFT: OperationDescription = {
    "operation_id": "revise_draft",
    "tag": "curating",
    "summary": "Replace the rows of a draft",
    "description": (
        "The draft then holds exactly the rows that are sent. An earlier approval is void "
        "and the edition is a draft again. A new row has no key; the service assigns one. "
        "If a row is invalid, the response names it and nothing is changed."
    ),
    "refusals": [
        "edition-refused",
        "not-a-curator",
        "not-found",
        "version-moved",
        "version-needed",
        "wrong-state",
    ],
    "examples": [
        request_example("one row", example("revised_list")),
        response_example("a draft", example("draft")),
    ],
}

RETIRE_PARTNER: OperationDescription = {
    "operation_id": "retire_partner",
    "tag": "curating",
    "summary": "Retire a partner",
    "description": (
        "A retired partner is no longer ranked, but stays readable; earlier answers that "
        "name it do not change. Shortlists that use its dataset are answered again without "
        "it, and every firm can receive the event `partner.retired`. Importing its record "
        "again does not restore the partner; /v1/partners/{id}/restore does."
    ),
    "refusals": _REFUSALS,
    "examples": [
        request_example("closed", {"reason": "deregistered"}),
        response_example("retired", _gone("deregistered", None)),
    ],
}

MERGE_PARTNER: OperationDescription = {
    "operation_id": "merge_partner",
    "tag": "curating",
    "summary": "Merge a partner into another of the same organisation",
    "description": (
        "All its records move to `into`, whose facts are then what they say together; "
        "partners that were merged into it before follow. It goes on answering, with "
        "`merged_into`. Every firm can receive the event `partner.merged`. "
        "/v1/partners/{id}/unmerge undoes it."
    ),
    "refusals": [*_REFUSALS, "merge-refused"],
    "examples": [
        request_example("twice on record", {"into": 211, "reason": "the same registration number"}),
        response_example("merged", _gone("the same registration number", 211)),
    ],
}

GET_EDITION_IMPACT: OperationDescription = {
    "operation_id": "get_edition_impact",
    "tag": "curating",
    "summary": "See what the publication of an edition would change",
    "description": (
        "A draft is compared with the list in force, a published edition with the list that "
        "was in force before it, on the partners and the day of now; nothing is stored. "
        "`shortlists` counts the shortlists whose answer is checked again because of it. A "
        "move is the move of one match of a maker of the province, a provider and a service "
        "that the provider documents: its points under both lists, each with the priority "
        "that adds to the need. Greater moves come first; of equal moves the match with more "
        "points."
    ),
    "refusals": ["not-a-curator", "not-found"],
    "examples": [response_example("one priority more", example("impact"))],
}

"""Descriptions and examples of the curator operations."""

from typing import Any

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_DRAFT = response_example("a draft", example("draft"))

_MADE = response_example("a draft", example("draft"), status=201)

_MOVES = ("not-a-curator", "not-found", "version-moved", "version-needed", "wrong-state")

_REFUSALS = ("partner-not-understood", "not-a-curator", "not-found", "partner-retired")

_AT = "2026-11-24T09:30:00+08:00"


def _gone(reason: str, into: int | None) -> dict[str, Any]:
    retired = {"at": _AT, "reason": reason, "merged_into": into}
    return {**example("partner"), "retired": retired}


OPEN_DRAFT: OperationDescription = {
    "operation_id": ("open_draft"),
    "tag": ("curating"),
    "summary": ("Open a draft of a province's list"),
    "description": (
        "A copy of the list in force. A province has one draft at a time: another is a 409."
    ),
    "refusals": (["name-not-known", "not-a-curator", "draft-open", "edition-refused"]),
    "examples": ([_MADE]),
}

SUBMIT_DRAFT: OperationDescription = {
    "operation_id": ("submit_draft"),
    "tag": ("curating"),
    "summary": ("Hand a draft to whoever approves"),
    "description": ("An empty list, a faulty row, or a list that says nothing new is refused."),
    "refusals": (["edition-refused", *_MOVES]),
    "examples": ([_DRAFT]),
}

APPROVE_DRAFT: OperationDescription = {
    "operation_id": ("approve_draft"),
    "tag": ("curating"),
    "summary": ("Approve a submitted draft"),
    "description": (
        "Binds the content that was read. Who opened, revised or submitted the draft "
        "may not approve it, whatever else they may do; any edit voids the approval."
    ),
    "refusals": (["four-eyes", "edition-refused", *_MOVES]),
    "examples": ([_DRAFT]),
}

SEND_DRAFT_BACK: OperationDescription = {
    "operation_id": ("send_draft_back"),
    "tag": ("curating"),
    "summary": ("Send a submitted or approved draft back, with a note"),
    "description": (
        "It is a draft again, and an approval that it had is void; the note stands "
        "among its `acts`. For who may approve; sending it back does not touch it: they may "
        "approve what is submitted next."
    ),
    "refusals": (["edition-refused", *_MOVES]),
    "examples": (
        [
            request_example("a source is missing", {"note": "PP004 needs its own source."}),
            _DRAFT,
        ]
    ),
}

PUBLISH_DRAFT: OperationDescription = {
    "operation_id": ("publish_draft"),
    "tag": ("curating"),
    "summary": ("Put an approved draft in force, now"),
    "description": (
        "Closes the old list and opens the new one in one step, and tells of the "
        "difference; shortlists that it touches are answered again."
    ),
    "refusals": (["edition-refused", *_MOVES]),
    "examples": ([response_example("Guangdong", example("edition"))]),
}

SCHEDULE_DRAFT: OperationDescription = {
    "operation_id": ("schedule_draft"),
    "tag": ("curating"),
    "summary": ("Have an approved draft published at an instant to come"),
    "description": (
        "It is published within seconds of `publish_at`, in the name of who "
        "scheduled it. A past instant is refused."
    ),
    "refusals": (["edition-refused", *_MOVES]),
    "examples": (
        [request_example("tomorrow", {"publish_at": "2026-11-25T09:00:00+08:00"}), _DRAFT]
    ),
}

DISCARD_DRAFT: OperationDescription = {
    "operation_id": ("discard_draft"),
    "tag": ("curating"),
    "summary": ("Put a draft away"),
    "description": ("It stays readable for curators, and makes room for another."),
    "refusals": (["edition-refused", *_MOVES]),
    "examples": ([_DRAFT]),
}

REVERT_TO_EDITION: OperationDescription = {
    "operation_id": ("revert_to_edition"),
    "tag": ("curating"),
    "summary": ("Open a draft that goes back to this edition"),
    "description": ("A copy of it: once published it is a new edition, and needs four eyes too."),
    "refusals": (["not-a-curator", "not-found", "draft-open", "wrong-state", "edition-refused"]),
    "examples": ([_MADE]),
}

WITHDRAW_EDITION: OperationDescription = {
    "operation_id": ("withdraw_edition"),
    "tag": ("curating"),
    "summary": ("Propose that the edition in force be withdrawn"),
    "description": (
        "Submitted at once; it takes effect when another has approved it and it is "
        "published: then the province has no list in force."
    ),
    "refusals": (["edition-refused", "not-a-curator", "not-found", "draft-open", "wrong-state"]),
    "examples": (
        [
            request_example(
                "not the province's", {"reason": "The document was not the province's."}
            ),
            _MADE,
        ]
    ),
}

REVISE_DRAFT: OperationDescription = {
    "operation_id": ("revise_draft"),
    "tag": ("curating"),
    "summary": ("Replace the rows of a draft"),
    "description": (
        "The draft holds what is sent and nothing else; whatever approval it had is "
        "void, and it is a draft again. A new row has no key: it is given one. A row that "
        "cannot be kept is named, and nothing is changed."
    ),
    "refusals": (
        [
            "edition-refused",
            "not-a-curator",
            "not-found",
            "version-moved",
            "version-needed",
            "wrong-state",
        ]
    ),
    "examples": (
        [
            request_example("one row", example("revised_list")),
            response_example("a draft", example("draft")),
        ]
    ),
}

RETIRE_PARTNER: OperationDescription = {
    "operation_id": ("retire_partner"),
    "tag": ("curating"),
    "summary": ("Rank a partner no more"),
    "description": (
        "It stays readable, and answers that named it stay as they were said; "
        "shortlists of its dataset are answered again without it, and `partner.retired` is told "
        "to everybody. It cannot be undone, and importing its record again does not bring it "
        "back: a partner that is back has a new key."
    ),
    "refusals": (_REFUSALS),
    "examples": (
        [
            request_example("closed", {"reason": "deregistered"}),
            response_example("retired", _gone("deregistered", None)),
        ]
    ),
}

MERGE_PARTNER: OperationDescription = {
    "operation_id": ("merge_partner"),
    "tag": ("curating"),
    "summary": ("Say that two records are one organisation"),
    "description": (
        "The partner is retired, and from now on read as `into`, as is all that was "
        "merged into it before. No facts move: each record stays as its source gave it. "
        "`partner.merged` is told to everybody. It cannot be undone."
    ),
    "refusals": ([*_REFUSALS, "merge-refused"]),
    "examples": (
        [
            request_example(
                "twice on record", {"into": 211, "reason": "the same registration number"}
            ),
            response_example("merged", _gone("the same registration number", 211)),
        ]
    ),
}

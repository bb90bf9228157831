"""Descriptions and examples of what curators do with partners, records and possible duplicates."""

from typing import Any

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_WRITTEN = ("partner-not-understood", "not-a-curator")
_CHANGED = (*_WRITTEN, "not-found", "partner-retired")
_REASON = request_example("a mistake", {"reason": "it was another firm of the same name"})


def detail(**differs: Any) -> dict[str, Any]:
    """The example of a partner with all that is known of it."""
    return {**example("partner"), "merged_into": None, "disagreements": [], **differs}


def _disagreeing() -> dict[str, Any]:
    taken = {"value": "440100", "records": ["curated/5f0c"]}
    other = {"value": "440000", "records": ["public-record/shein"]}
    return detail(disagreements=[{"field": "place", "taken": taken, "others": [other]}])


DISAGREEING = _disagreeing()
_GROUNDS = {"speaker": "Example Knitting Ltd", "source": "https://example.com/about"}

ADD_PARTNER: OperationDescription = {
    "operation_id": "add_partner",
    "tag": "curating",
    "summary": "Enter a partner",
    "description": (
        "Creates a partner with a record of the dataset `curated`. Words or codes: the place in "
        "any spelling, a sector by any word, certificates, units, markets and languages by any "
        "name; what is unknown or ambiguous is refused with the nearest right values. Every entry "
        "names its grounds. Refused where a partner has the same identifier."
    ),
    "refusals": [*_WRITTEN, "partner-known"],
    "examples": [
        request_example("a maker of knitwear", example("new_partner")),
        response_example("entered", detail(), status=201),
    ],
}

CHANGE_PARTNER: OperationDescription = {
    "operation_id": "change_partner",
    "tag": "curating",
    "summary": "Change what curators say of a partner",
    "description": (
        "A JSON merge patch (RFC 7396) of what curators entered: a member that is left out stays, "
        "null removes it, a list replaces the whole list. What the records of lists say is not "
        "changed; where they disagree, what curators say is taken, and `disagreements` shows the "
        "others. `deny` names facts of other records that are wrong. Facts that the request "
        "states get the given grounds as their evidence."
    ),
    "refusals": _CHANGED,
    "examples": [
        request_example(
            "another city, and no lead time",
            {
                "place": "Guangzhou",
                "profile": {"lead_time_days": None},
                "deny": ["makes:C182"],
                "grounds": _GROUNDS,
                "reason": "the firm moved",
            },
        ),
        response_example("changed", DISAGREEING),
    ],
}

RESTORE_PARTNER: OperationDescription = {
    "operation_id": "restore_partner",
    "tag": "curating",
    "summary": "Rank a retired partner again",
    "description": "Every firm can receive the event `partner.restored`. A merge is undone.",
    "refusals": [*_CHANGED[:3], "partner-not-retired"],
    "examples": [_REASON, response_example("restored", detail())],
}

UNMERGE_PARTNER: OperationDescription = {
    "operation_id": "unmerge_partner",
    "tag": "curating",
    "summary": "Undo the merge of a partner",
    "description": (
        "Its records return, and both partners say what they said before. A record that was "
        "moved on by hand since stays where it is. Every firm can receive the event "
        "`partner.unmerged`."
    ),
    "refusals": [*_CHANGED[:3], "partner-not-retired", "merge-refused"],
    "examples": [_REASON, response_example("its own again", detail())],
}

ATTACH_RECORD: OperationDescription = {
    "operation_id": "attach_record",
    "tag": "curating",
    "summary": "Move a record to another partner",
    "description": (
        "`records` of a partner has the ids. The only record of a partner takes it along: this is "
        "a merge, which can be undone. Returns the partner that the record is of now."
    ),
    "refusals": [*_CHANGED, "merge-refused"],
    "examples": [
        request_example("the right one", {"to": 211, "reason": "the same registration number"}),
        response_example("attached", detail()),
    ],
}

DETACH_RECORD: OperationDescription = {
    "operation_id": "detach_record",
    "tag": "curating",
    "summary": "Give a record a partner of its own",
    "description": (
        "One record of several: it gets the partner that a merge took it from, or a new one, "
        "which is returned."
    ),
    "refusals": [*_CHANGED, "merge-refused", "partner-not-retired"],
    "examples": [_REASON, response_example("its own", detail())],
}

_PAIR = example("duplicate")

LIST_DUPLICATES: OperationDescription = {
    "operation_id": "list_duplicates",
    "tag": "curating",
    "summary": "List pairs of records that may be of one organisation",
    "description": "By default those that wait for a decision, oldest first.",
    "examples": [response_example("one pair", {"results": [_PAIR], "next": None})],
}

GET_DUPLICATE: OperationDescription = {
    "operation_id": "get_duplicate",
    "tag": "curating",
    "summary": "Get a pair of records",
    "description": "The reasons are those of the comparison of names, places and identifiers.",
    "refusals": ["not-found"],
    "examples": [response_example("one pair", _PAIR)],
}

DECIDE_DUPLICATE: OperationDescription = {
    "operation_id": "decide_duplicate",
    "tag": "curating",
    "summary": "Decide whether two records are of one organisation",
    "description": (
        "`same` merges the younger partner into the older one; that merge can be undone. A pair "
        "that is not the same is not asked again, and no import joins it."
    ),
    "refusals": [*_CHANGED, "merge-refused"],
    "examples": [
        request_example("two firms", {"same": False, "reason": "two registration numbers"}),
        response_example(
            "decided",
            {
                **_PAIR,
                "state": "different",
                "decided_because": "two registration numbers",
                "decided_at": "2026-11-24T09:30:00+08:00",
            },
        ),
    ],
}

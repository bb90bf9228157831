"""Descriptions and examples of the decisions on the partners of a shortlist."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_REJECTION = {
    "partner": 2769,
    "decision": "rejected",
    "reason": "The minimum order is too large for us.",
}

LIST_DECISIONS: OperationDescription = {
    "operation_id": "list_decisions",
    "tag": "shortlists",
    "summary": "List what you said of the partners of a shortlist",
    "description": (
        "The history, newest first: what was said stays, and of each partner the newest holds. "
        "`current=true` gives only what holds; with `decision=rejected` also the partners that "
        "answers leave out."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one", {"results": [example("decision")], "next": None})],
}

DECIDE: OperationDescription = {
    "operation_id": "decide",
    "tag": "shortlists",
    "summary": "Say what you decided on a partner of a shortlist",
    "description": (
        "On a partner that a revision of the shortlist names: as an entry, a near miss, in the "
        "list of a service or in a team. The newest decision holds and stands beside the entry "
        "(`decision`). A `rejected` partner stays out of all your later answers, of `/v1/rank` as "
        "of your shortlists, until the rejection is taken back or the brief says "
        "`include_rejected`; the shortlists that it concerns are answered again at once, and "
        "`excluded.rejected` counts those left out. No other firm sees it or is answered otherwise."
    ),
    "refusals": ["decision-not-understood", "not-found"],
    "examples": [
        request_example("a rejection", _REJECTION),
        response_example("contacted", example("decision"), status=201),
    ],
}

GET_DECISION: OperationDescription = {
    "operation_id": "get_decision",
    "tag": "shortlists",
    "summary": "Get the decision on a partner that holds",
    "description": "404 where none was made in this shortlist, or it was taken back.",
    "refusals": ["not-found"],
    "examples": [response_example("contacted", example("decision"))],
}

TAKE_BACK: OperationDescription = {
    "operation_id": "take_back_decision",
    "tag": "shortlists",
    "summary": "Take back the decision on a partner",
    "description": (
        "No decision holds any more; the history keeps it. A partner that was rejected comes back "
        "into your answers. 404 where no decision holds."
    ),
    "refusals": ["not-found"],
}

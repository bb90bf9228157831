"""Descriptions and examples of the operations that compare answers."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

COMPARE: OperationDescription = {
    "operation_id": "compare_partners",
    "tag": "shortlists",
    "summary": "Compare partners of a shortlist",
    "description": (
        "Returns 2 to 10 entries side by side, and for each entry and the next one the "
        "differences by component, with the reasons that only one of them has. `turn` is the "
        "smallest change of a single weight that turns their order, the others keeping their "
        "proportions: it is exact, because points are whole numbers, and a brief with these "
        "weights ranks the two the other way. A nearer `relation` is never passed, whatever the "
        "weights. Without an answer to the newest version of the brief the status is 409, "
        "unless `revision` names one."
    ),
    "refusals": ["not-found", "not-answered"],
    "examples": [response_example("two makers", example("comparison"))],
}

CHANGES: OperationDescription = {
    "operation_id": "compare_revisions",
    "tag": "shortlists",
    "summary": "Tell what changed between two revisions",
    "description": (
        "Returns the partners that entered, left or moved between two revisions, with the "
        "components that differ and the causes, and the fields of the brief that were edited "
        "between them. Without parameters the newest revision is compared with the one before; "
        "404 where there is none before."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("after an edited brief", example("changes"))],
}

FEED: OperationDescription = {
    "operation_id": "get_shortlist_feed",
    "tag": "shortlists",
    "summary": "Follow a shortlist as an Atom feed",
    "description": (
        "The newest 50 revisions, the newest first: who entered, left and moved, and the "
        "priorities, the edit of the brief or the change of partners that did it. Send the `ETag` "
        "as `If-None-Match`, or the date as `If-Modified-Since`."
    ),
    "refusals": ["not-found"],
}

REPLAY: OperationDescription = {
    "operation_id": "replay_revision",
    "tag": "shortlists",
    "summary": "Compute a stored revision again",
    "description": (
        "Computes the revision again from its stored inputs - the brief as it was asked, the lists "
        "of its policy number, the partners of its partners number and its day - and compares each "
        "entry with the stored one. Nothing is stored. Records are kept as they are now: where "
        "they have changed since, ranks and points are computed from the file of columns if it is "
        "still there, and else `replayable` is false with the reason."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example("identical", example("replay")),
        response_example("inputs are gone", example("replay_refused")),
    ],
}

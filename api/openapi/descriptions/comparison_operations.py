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

"""Descriptions and examples of the partner operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_GENERATIONS: OperationDescription = {
    "operation_id": "list_generations",
    "tag": "partners",
    "summary": "List the runs that compute stored matches",
    "description": (
        "Newest first. `manage.py match` computes the matches of all partners, "
        "manufacturers and service providers each in a generation of their own. After the "
        "first run, new runs start automatically when partners, priority lists or the day "
        "have changed and no further change has come for a minute. The matches of one "
        "partner (/v1/partners/{id}/matches) are computed on request and are never stale."
    ),
    "examples": [response_example("one", {"results": [example("generation")], "next": None})],
}

LIST_PARTNERS: OperationDescription = {
    "operation_id": "list_partners",
    "tag": "partners",
    "summary": "List partners",
    "description": (
        "Sorted by id. Filters accept any spelling of a name. A partner of which only the "
        "province is known does not match a cluster of cities."
    ),
    "examples": [response_example("one partner", {"results": [example("partner")], "next": None})],
}

GET_PARTNER: OperationDescription = {
    "operation_id": "get_partner",
    "tag": "partners",
    "summary": "Get a partner",
    "description": (
        "Returns all recorded facts with their evidence. Null means unknown. A retired "
        "partner stays readable because earlier answers name it; `retired` gives the time, "
        "the reason, and, if it was merged, the partner that replaces it."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one partner", example("partner"))],
}

LIST_DATASETS: OperationDescription = {
    "operation_id": "list_datasets",
    "tag": "partners",
    "summary": "List datasets",
    "description": (
        "Lists the datasets that partner records come from. Show the notice of a dataset "
        "wherever you show a record of it."
    ),
    "examples": [response_example("one dataset", {"results": [example("dataset")], "next": None})],
}

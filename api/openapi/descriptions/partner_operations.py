"""Descriptions and examples of the partner operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_GENERATIONS: OperationDescription = {
    "operation_id": ("list_generations"),
    "tag": ("partners"),
    "summary": ("See how far everybody's stored matches are"),
    "description": (
        "`manage.py match` computes the matches of everybody, makers and providers "
        "each in a generation; the newest first. Once made they are begun again by themselves "
        "when partners, lists or the day have moved and been still for a minute. The matches of "
        "one partner (/v1/partners/{id}/matches) are computed when asked for and never stale."
    ),
    "examples": ([response_example("one", {"results": [example("generation")], "next": None})]),
}

LIST_PARTNERS: OperationDescription = {
    "operation_id": ("list_partners"),
    "tag": ("partners"),
    "summary": ("List partners"),
    "description": (
        "In the order of their ids. Names in filters are taken in any spelling. A "
        "partner of which only the province is known is not found in a cluster of cities."
    ),
    "examples": (
        [response_example("one partner", {"results": [example("partner")], "next": None})]
    ),
}

GET_PARTNER: OperationDescription = {
    "operation_id": ("get_partner"),
    "tag": ("partners"),
    "summary": ("One partner"),
    "description": (
        "Everything on record, with who said it. Null is unknown. A retired partner "
        "is read as it was, for answers of before name it; `retired` says since when, why, and "
        "where it was merged the record that it is read as now."
    ),
    "refusals": (["not-found"]),
    "examples": ([response_example("one partner", example("partner"))]),
}

LIST_DATASETS: OperationDescription = {
    "operation_id": ("list_datasets"),
    "tag": ("partners"),
    "summary": ("List datasets"),
    "description": ("Where records come from. The notice belongs wherever a record is shown."),
    "examples": (
        [response_example("one dataset", {"results": [example("dataset")], "next": None})]
    ),
}

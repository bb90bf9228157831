"""Descriptions and examples of the reference operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_PLACES: OperationDescription = {
    "operation_id": ("list_places"),
    "tag": ("places"),
    "summary": ("List provinces, or a province's prefectures"),
    "description": (
        "The 34 provinces in the order of their codes; with `province` the prefectures in it."
    ),
    "examples": (
        [response_example("Guangdong", {"results": [example("guangdong")], "next": None})]
    ),
}

GET_PLACE: OperationDescription = {
    "operation_id": ("get_place"),
    "tag": ("places"),
    "summary": ("One place or cluster, by any spelling"),
    "description": (
        "`440000`, `44`, `CN-GD`, `广东`, `Guangdong` are one place. A name that is "
        "unknown, or that several places bear, is a 404 with the nearest names or the "
        "candidates in `errors`. Shaanxi and Shanxi are two provinces."
    ),
    "refusals": (["name-not-known"]),
    "examples": ([response_example("Guangdong", example("guangdong"))]),
}

LIST_SECTORS: OperationDescription = {
    "operation_id": ("list_sectors"),
    "tag": ("sectors"),
    "summary": ("List the taxonomy"),
    "description": (
        "Manufacturing (GB/T 4754-2017), producer services (NBS 2019) and emerging "
        "industries, in the order of their codes."
    ),
    "examples": (
        [response_example("knitted garments", {"results": [example("knitwear")], "next": None})]
    ),
}

GET_SECTOR: OperationDescription = {
    "operation_id": ("get_sector"),
    "tag": ("sectors"),
    "summary": ("One sector, by code or name, with its demand for services"),
    "description": (
        "`relative` compares a division's use of a service with everybody's (1 = as "
        "all). A group has no figures of its own: its division's are shown, and "
        "`demand_of` says so. Most figures are judgement: read `basis` and `confidence`."
    ),
    "refusals": (["name-not-known"]),
    "examples": ([response_example("knitted garments", example("knitwear_detail"))]),
}

"""Descriptions and examples of the tags of a shortlist."""

from api.openapi.operations import OperationDescription, request_example, response_example

_TAGS = {"tags": ["berlin", "spring 2027"]}

GET_TAGS: OperationDescription = {
    "operation_id": "get_tags",
    "tag": "shortlists",
    "summary": "Get the tags of a shortlist",
    "description": "The shortlist itself shows them too.",
    "refusals": ["not-found"],
    "examples": [response_example("two", _TAGS)],
}

SET_TAGS: OperationDescription = {
    "operation_id": "set_tags",
    "tag": "shortlists",
    "summary": "Set the tags of a shortlist",
    "description": (
        "The tags of the body take the place of those that the shortlist has. They are words of "
        "your own: `GET /v1/shortlists?tag=` finds the shortlists that have one. No answer depends "
        "on them, so that the brief keeps its version."
    ),
    "refusals": ["not-found", "tags-not-understood"],
    "examples": [
        request_example("two", {"tags": ["Berlin", "Spring 2027"]}),
        response_example("two", _TAGS),
    ],
}

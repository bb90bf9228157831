"""Descriptions and examples of the batch operations."""

from typing import Any

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_BATCH: dict[str, Any] = example("batch")
_DETAIL_FIELDS = ("total", "counts")
_LISTED = {name: value for name, value in _BATCH.items() if name not in _DETAIL_FIELDS}
_WRONG = {"sectors": ["knitwaer"]}
_REFUSED = {
    "number": 2,
    "status": "refused",
    "code": 400,
    "title": "",
    "shortlist": None,
    "location": None,
    "verdict": None,
    "best": [],
    "errors": [
        {
            "pointer": "/sectors/0",
            "detail": '"knitwaer" is not a known sector; the nearest is …',
            "nearest": ["Manufacture of knitted or crocheted apparel (C182)"],
        }
    ],
}
_WAITING = {
    "number": 1,
    "status": "waiting",
    "code": 202,
    "title": "Knitted garments for a shop in Berlin",
    "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
    "location": "/v1/shortlists/2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
    "verdict": None,
    "best": [],
    "errors": [],
}

LIST_BATCHES: OperationDescription = {
    "operation_id": "list_batches",
    "tag": "batches",
    "summary": "List your batches",
    "description": "Newest first; only batches of the key's own firm.",
    "examples": [response_example("one", {"results": [_LISTED], "next": None})],
}

CREATE_BATCH: OperationDescription = {
    "operation_id": "create_batch",
    "tag": "batches",
    "summary": "Ask up to 1,000 briefs at once",
    "description": (
        "Stores each brief with a shortlist of its own, and returns 202; workers answer them in "
        "turns, so that briefs of others do not wait for a batch. A brief that cannot be "
        "understood is kept as an item with its errors and stops no other. The whole body may have "
        "1 MB. With an `Idempotency-Key` the request may be repeated: nothing is stored twice."
    ),
    "refusals": ["brief-not-understood", "too-many-briefs", "too-many-shortlists"],
    "examples": [
        request_example(
            "two briefs", {"title": "Autumn range", "briefs": [example("brief_maker"), _WRONG]}
        ),
        response_example("stored", _BATCH, status=202),
    ],
}

GET_BATCH: OperationDescription = {
    "operation_id": "get_batch",
    "tag": "batches",
    "summary": "Get how far a batch is",
    "description": "Counts its briefs by status; `finished_at` tells when nothing was left.",
    "refusals": ["not-found"],
    "examples": [response_example("under way", _BATCH)],
}

LIST_BATCH_ITEMS: OperationDescription = {
    "operation_id": "list_batch_items",
    "tag": "batches",
    "summary": "List what became of each brief",
    "description": (
        "In the order of `briefs`. `code` is the status that the brief would have had alone; an "
        "answered one has its verdict and its first three entries, and `location` leads to the "
        "whole answer, which is kept up to date like any other shortlist."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example(
            "one waits, one is refused", {"results": [_WAITING, _REFUSED], "next": None}, status=207
        )
    ],
}

CANCEL_BATCH: OperationDescription = {
    "operation_id": "cancel_batch",
    "tag": "batches",
    "summary": "Cancel the briefs of a batch that wait",
    "description": (
        "What is answered stays. The shortlists of the others are archived; the batch can go on "
        "later. Cancelling twice changes nothing."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example(
            "cancelled",
            {
                **_BATCH,
                "cancelled_at": "2026-11-24T14:21:40.000000+08:00",
                "counts": {"waiting": 0, "answered": 0, "refused": 1, "cancelled": 1},
            },
        )
    ],
}

RESUME_BATCH: OperationDescription = {
    "operation_id": "resume_batch",
    "tag": "batches",
    "summary": "Let a cancelled batch go on",
    "description": "Answers the briefs that were cancelled. Of another batch nothing changes.",
    "refusals": ["not-found"],
    "examples": [response_example("it waits again", _BATCH)],
}

"""Descriptions and examples of the priority operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_DOCUMENTS: OperationDescription = {
    "operation_id": ("list_documents"),
    "tag": ("priorities"),
    "summary": ("List the documents that priorities are read from"),
    "description": (
        "The newest year first. `published_on` is the first day of its period: "
        "`precision` says whether the day, the month or only the year is known."
    ),
    "examples": ([response_example("a meeting", {"results": [example("document")], "next": None})]),
}

LIST_EDITIONS: OperationDescription = {
    "operation_id": ("list_editions"),
    "tag": ("priorities"),
    "summary": ("List the editions of priority lists"),
    "description": (
        "The newest first: lists that are or were in force, and withdrawals. Drafts "
        "are seen by keys that curate alone."
    ),
    "examples": ([response_example("one", {"results": [example("edition_head")], "next": None})]),
}

GET_EDITION: OperationDescription = {
    "operation_id": ("get_edition"),
    "tag": ("priorities"),
    "summary": ("Read an edition with its rows"),
    "description": (
        "In codes, as rows are sent back to change a draft. The `ETag` is the "
        "version: each step of a curator raises it. A draft is found by keys that curate alone."
    ),
    "refusals": (["not-found"]),
    "examples": ([response_example("Guangdong", example("edition"))]),
}

COMPARE_EDITIONS: OperationDescription = {
    "operation_id": ("compare_editions"),
    "tag": ("priorities"),
    "summary": ("See what an edition says differently"),
    "description": (
        "A priority is the same when its key is, whatever it is called: `changed` "
        "names its fields. `reranked` holds changes of rank alone. Applying the whole to "
        "`against` gives `edition`."
    ),
    "refusals": (["not-found"]),
    "examples": ([response_example("one added", example("diff"))]),
}

LIST_GAPS: OperationDescription = {
    "operation_id": ("list_gaps"),
    "tag": ("priorities"),
    "summary": ("See where services are short"),
    "description": (
        "For each province and service group: `demand` is the sum, over the partners "
        "that make something there and the divisions of what they make (each partner and "
        "division once), of the division's relative demand for the service in hundredths; "
        "`supply` is how many partners there document that very group (an offering of a "
        "whole class documents no group); `shortage` is demand / supply, rounded down, or the "
        "demand alone where nobody provides; `rank` 1 is the greatest shortage among all rows "
        "of the datasets, and equal shortages share a rank. The figures say what the records "
        "hold, not what exists. `said` is what the province's own government says of the service "
        "today: the two stand side by side, and neither is computed from the other."
    ),
    "examples": ([response_example("Shandong", example("gaps"))]),
}

LIST_PRIORITIES: OperationDescription = {
    "operation_id": ("list_priorities"),
    "tag": ("priorities"),
    "summary": ("What a province puts first, today or at another time"),
    "description": (
        "The edition in force, in its own order. `held` false means that no list is "
        "held for the province: that says nothing about what it puts first. `coverage` "
        "`excerpt` means that the list does not hold all that was published. `scores` "
        "tells which rows may count in a score; companies, scholars, newspapers and "
        "statistics never do. `record` tells what became of earlier priorities, whatever the "
        "filters; `context` holds the province's sourced figures, `doubts` what was doubted "
        "about money and capacity, and by whom."
    ),
    "refusals": (["name-not-known"]),
    "examples": (
        [
            response_example("Guangdong", example("priorities")),
            response_example("no list held", example("no_list")),
        ]
    ),
}

LIST_POLICY_TIMELINE: OperationDescription = {
    "operation_id": ("list_policy_timeline"),
    "tag": ("priorities"),
    "summary": ("Follow what provinces put first"),
    "description": (
        "One row for each priority that entered a list, moved to another stage or "
        "left it, from published editions, the newest first. A priority enters on the day "
        "from which it holds; a stage moves on the day of the document that says so; `precision` "
        "says how exactly the day is known."
    ),
    "examples": ([response_example("published", {"results": [example("timeline")], "next": None})]),
}

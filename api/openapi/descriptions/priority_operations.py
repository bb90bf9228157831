"""Descriptions and examples of the priority operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_DOCUMENTS: OperationDescription = {
    "operation_id": "list_documents",
    "tag": "priorities",
    "summary": "List the documents that priorities come from",
    "description": (
        "Newest year first. `published_on` is the first day of its period; `precision` "
        "states whether the day, the month or only the year is known."
    ),
    "examples": [response_example("a meeting", {"results": [example("document")], "next": None})],
}

LIST_EDITIONS: OperationDescription = {
    "operation_id": "list_editions",
    "tag": "priorities",
    "summary": "List the editions of priority lists",
    "description": (
        "Newest first: lists that are or were in force, and withdrawals. Only keys with the "
        "scope `curate` see drafts."
    ),
    "examples": [response_example("one", {"results": [example("edition_head")], "next": None})],
}

GET_EDITION: OperationDescription = {
    "operation_id": "get_edition",
    "tag": "priorities",
    "summary": "Read an edition with its rows",
    "description": (
        "Rows contain codes, in the form in which a curator sends them back to revise a "
        "draft. The `ETag` is the version; each action of a curator raises it. Only keys "
        "with the scope `curate` can read a draft."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("Guangdong", example("edition"))],
}

COMPARE_EDITIONS: OperationDescription = {
    "operation_id": "compare_editions",
    "tag": "priorities",
    "summary": "Compare two editions",
    "description": (
        "Two rows are the same priority if they have the same key, even if the title "
        "differs; `changed` lists the fields that differ. `reranked` lists pure changes of "
        "rank. Applying the whole difference to `against` gives `edition`."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one added", example("diff"))],
}

LIST_GAPS: OperationDescription = {
    "operation_id": "list_gaps",
    "tag": "priorities",
    "summary": "List gaps between demand and supply of services",
    "description": (
        "For each province and service group: `demand` is the sum, over the manufacturers "
        "there and the divisions that they make (each manufacturer and division once), of "
        "the division's relative demand for the service in hundredths. `supply` is the "
        "number of partners there that document exactly this service group (an offering of "
        "a whole class documents no group). `shortage` is demand / supply, rounded down, or "
        "the demand alone if supply is 0. `rank` 1 is the greatest shortage among all rows "
        "of the datasets; equal shortages share a rank. The figures describe the records "
        "held, not the whole market. `said` lists the statements of the province's own "
        "government about the service that are in effect today: figures and statements are "
        "shown side by side, and neither is computed from the other."
    ),
    "examples": [response_example("Shandong", example("gaps"))],
}

LIST_PRIORITIES: OperationDescription = {
    "operation_id": "list_priorities",
    "tag": "priorities",
    "summary": "List the priorities of a province, today or at another time",
    "description": (
        "Returns the edition in force, in its own order. `held` false means that the "
        "service holds no list for the province, which says nothing about the province's "
        "priorities. `coverage` `excerpt` means that the list does not contain everything "
        "that was published. `scores` states whether a row may count in a score; statements "
        "of companies, scholars, newspapers and statistics never do. `record` gives the "
        "history of all priorities of this and earlier editions, whatever the filters; "
        "`context` holds sourced figures of the province, and `doubts` the sourced doubts "
        "about money and capacity, with their speakers."
    ),
    "refusals": ["name-not-known"],
    "examples": [
        response_example("Guangdong", example("priorities")),
        response_example("no list held", example("no_list")),
    ],
}

LIST_POLICY_TIMELINE: OperationDescription = {
    "operation_id": "list_policy_timeline",
    "tag": "priorities",
    "summary": "List changes of priorities over time",
    "description": (
        "Newest first, from published editions: one row for each priority that entered a "
        "list, moved to another stage, or left it. A priority enters on the day from which "
        "it holds. A stage changes on the date of the document that reports the change; "
        "`precision` states how exactly this date is known."
    ),
    "examples": [response_example("published", {"results": [example("timeline")], "next": None})],
}

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

LIST_SECTOR_PRIORITIES: OperationDescription = {
    "operation_id": "list_sector_priorities",
    "tag": "priorities",
    "summary": "List which provinces put a sector first, and how strongly",
    "description": (
        "The priorities of the lists in force that name the sector (`relation` `exact`), a sector "
        "above it (`broader`) or a part of it (`narrower`); the strongest first, then by the day "
        "from which they hold, province and key. Only governments' own words that a curator has "
        "read, begun and not ended. `totals` counts provinces, whatever the filters: `named_by` "
        "of the `lists` held name the sector or one above it. A province that is not listed may "
        "still name the sector, unless its list is complete. What is named by few is not better: "
        "no score depends on it."
    ),
    "refusals": ["name-not-known"],
    "examples": [response_example("industrial robots", example("sector_priorities"))],
}

GET_POLICY_MATRIX: OperationDescription = {
    "operation_id": "get_policy_matrix",
    "tag": "priorities",
    "summary": "Compare the priorities of all provinces, by sector",
    "description": (
        "A row for each province, a column for each division, service class and emerging "
        "industry; a cell has the strongest priority of the province that names the sector of the "
        "column or a part of it, and the number of such priorities. Only priorities that may "
        "count in a score. A row with `known` false is of a province of which the service holds "
        "no list: its `cells` are null, which says nothing about its priorities. A column without "
        "a cell is not named in the list, which is known to be complete only if `coverage` is "
        "`complete`. `year` keeps what documents of that year state, `as_of` selects the lists "
        "in force."
    ),
    "examples": [response_example("two provinces", example("policy_matrix"))],
}

GET_POLICY_FEED: OperationDescription = {
    "operation_id": "get_policy_feed",
    "tag": "priorities",
    "summary": "Follow publications of priority lists as an Atom feed",
    "description": (
        "The last 50 publications, newest first: lists that entered into force, and withdrawals. "
        "An entry counts the changes and shows the ten strongest; `/v1/policy/timeline` has all. "
        "The ids are `tag:` URIs and never change. A request with `If-None-Match` or "
        "`If-Modified-Since` gets 304 while nothing is new."
    ),
}

EXPORT_PRIORITIES: OperationDescription = {
    "operation_id": "export_priorities",
    "tag": "priorities",
    "summary": "Get the priorities of a province as a table",
    "description": (
        "The priorities that match the filters, a row each, with document and source. Where no "
        "list is held the table has no rows, which says nothing about the province."
    ),
    "refusals": ["name-not-known"],
}

EXPORT_POLICY_MATRIX: OperationDescription = {
    "operation_id": "export_policy_matrix",
    "tag": "priorities",
    "summary": "Get provinces by sectors as a table",
    "description": (
        "A row for each sector that a province names. A province of which nothing is known "
        "(`known` false) has one row without a sector."
    ),
    "refusals": ["not-found"],
}

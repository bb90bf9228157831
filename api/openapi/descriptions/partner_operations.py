"""Descriptions and examples of the partner operations."""

from api.examples import example
from api.openapi.descriptions import partner_edit_operations
from api.openapi.operations import OperationDescription, response_example

LIST_GENERATIONS: OperationDescription = {
    "operation_id": "list_generations",
    "tag": "partners",
    "summary": "List the runs that compute stored matches",
    "description": (
        "Newest first. `manage.py match` computes the strongest pairs of every province, "
        "which /v1/matches reads. After the first run, new runs start automatically when "
        "partners, priority lists or the day have changed and no further change has come for "
        "a minute. The matches of one "
        "partner (/v1/partners/{id}/matches) are computed on request and are never stale."
    ),
    "examples": [response_example("one", {"results": [example("generation")], "next": None})],
}

LIST_PARTNERS: OperationDescription = {
    "operation_id": "list_partners",
    "tag": "partners",
    "summary": "List partners",
    "description": (
        "Sorted by id, with `q` by how well a partner fits: an identifier, an exact name, the "
        "beginning, a part, initials, the sound of a name, a like name or what the partner makes; "
        "then well documented ones first, branches last. Filters accept any spelling "
        "of a name. A partner of which only the "
        "province is known does not match a cluster of cities."
    ),
    "examples": [response_example("one partner", {"results": [example("partner")], "next": None})],
}

GET_PARTNER: OperationDescription = {
    "operation_id": "get_partner",
    "tag": "partners",
    "summary": "Get a partner",
    "description": (
        "Returns all recorded facts with their evidence. Null means unknown. Where records "
        "disagree, `disagreements` tells what is taken and what the others say. A retired "
        "partner stays readable because earlier answers name it; `retired` gives the time "
        "and the reason. A merged one answers with what it was last known as, and "
        "`merged_into` names the partner that has its records."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("records disagree", partner_edit_operations.DISAGREEING)],
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

LIST_STRONGEST_MATCHES: OperationDescription = {
    "operation_id": "list_strongest_matches",
    "tag": "partners",
    "summary": "List the strongest matches of a province, a sector and a service",
    "description": (
        "Pairs of a maker and a provider, each once, by points, then by the ids of maker and "
        "provider. `province` is the maker's; without a parameter all count. The match for a "
        "service counts only needs of that service, as /v1/partners/{id}/matches?service= "
        "does; `priority` is the priority of the maker's place that adds to the need. The "
        "pairs are read from the stored `generation` if one is complete (/v1/generations), on "
        "its `basis`; `stale` is true if partners, lists or the day have changed since. If "
        "`generation` is null, they are computed on the current basis, because none is "
        "complete or because the sector is a group."
    ),
    "examples": [response_example("Guangdong", example("strongest_matches"))],
}

LIST_MATCHES: OperationDescription = {
    "operation_id": "list_matches",
    "tag": "partners",
    "summary": "See the matches of a partner",
    "description": (
        "For what the partner makes its best service `providers`, for what it serves its best "
        "`makers`, exactly and at once; `around` holds its three strongest needs, each with "
        "the best provider. A match is the maker's strongest need that the provider documents "
        "(how much more than others its division uses the service, and whether its place puts "
        "the service first), how near the two are, what they have in common, and how well the "
        "counterpart's record is evidenced. Without a need that is evidenced there is no "
        "match. Partners of the demonstration match only each other."
    ),
    "refusals": ["not-found", "partner-retired"],
    "examples": [response_example("a maker of garments", example("matches"))],
}

EXPORT_PARTNERS: OperationDescription = {
    "operation_id": "export_partners",
    "tag": "partners",
    "summary": "Get partners as a table",
    "description": (
        "All partners that the filters let through, with the sources of their facts, from one "
        "state of the database; the same rows and columns in each format (docs/exports.md). CSV "
        "and JSON Lines may have any length; a workbook has at most 100,000 partners."
    ),
    "refusals": ["not-found"],
}

EXPORT_STRONGEST_MATCHES: OperationDescription = {
    "operation_id": "export_strongest_matches",
    "tag": "partners",
    "summary": "Get the strongest matches as a table",
    "description": "The pairs of `/v1/matches`, a row each; the workbook also tells their basis.",
    "refusals": ["not-found"],
}

EXPORT_MATCHES: OperationDescription = {
    "operation_id": "export_matches",
    "tag": "partners",
    "summary": "Get the matches of a partner as a table",
    "description": (
        "The counterparts of `/v1/partners/{id}/matches`, a row each, with their reasons in both "
        "languages; `counterpart` tells which of the two lists a row is of."
    ),
    "refusals": ["not-found", "partner-retired"],
}

"""Descriptions and examples of the Reconciliation API."""

from api.openapi.operations import OperationDescription, request_example, response_example

_TYPES = [{"id": "partner", "name": "Partner"}, {"id": "manufacturer", "name": "Manufacturer"}]
_CANDIDATE = {
    "id": "1417",
    "name": "Example Knitting Ltd",
    "description": "示例针织有限公司; Guangzhou, Guangdong",
    "type": _TYPES,
    "score": 100.0,
    "match": True,
    "features": [
        {"id": "name", "name": "Likeness of the names, 0 to 100", "value": 100.0},
        {"id": "place", "name": "The places agree", "value": True},
    ],
}
_COMMON = {
    "name": "Ronghe: partners in China",
    "documentation": "https://ronghe.example/docs",
    "defaultTypes": _TYPES,
    "batchSize": 50,
}
_WITHOUT_KEY = (
    "A key with the scope `read` counts by its own rate. Without a key an address may send 60 "
    "batches a minute, because OpenRefine sends no key."
)
_JUDGED = (
    "Candidates are found by names in either language and by identifiers, and judged by names, "
    "place and identifiers; a partner that is known to be another organisation is left out, as "
    "are simulated ones. `match` is true only where one partner is the same organisation and no "
    "other is. A place that is not understood is not used, and `features` says so. "
)
_REFUSALS = ["reconciliation-not-understood"]

GET_MANIFEST: OperationDescription = {
    "operation_id": "get_reconciliation_manifest",
    "tag": "reconciliation",
    "summary": "Get the manifest of the Reconciliation API 0.2, or reconcile by GET",
    "description": (
        "The address for OpenRefine. With `queries` the batch is answered as by POST. "
        + _WITHOUT_KEY
    ),
    "refusals": _REFUSALS,
    "examples": [
        response_example(
            "manifest",
            {
                **_COMMON,
                "versions": ["0.2"],
                "identifierSpace": "https://ronghe.example/v1/partners/",
                "schemaSpace": "https://ronghe.example/v1/reconcile#",
                "view": {"url": "https://ronghe.example/partners/{{id}}"},
            },
        )
    ],
}

RECONCILE: OperationDescription = {
    "operation_id": "reconcile",
    "tag": "reconciliation",
    "summary": "Find the partners of a list (Reconciliation API 0.2)",
    "description": (
        "The form field `queries` holds a JSON object of at most 50 queries. "
        + _JUDGED
        + _WITHOUT_KEY
    ),
    "refusals": _REFUSALS,
    "examples": [
        request_example(
            "one row",
            {
                "queries": {
                    "q0": {
                        "query": "Example Knitting Ltd",
                        "type": "manufacturer",
                        "limit": 3,
                        "properties": [{"pid": "place", "v": "Guangzhou"}],
                    }
                }
            },
            "application/x-www-form-urlencoded",
        ),
        response_example("a sure match", {"q0": {"result": [_CANDIDATE]}}),
    ],
}

GET_DRAFT_MANIFEST: OperationDescription = {
    "operation_id": "get_reconciliation_draft_manifest",
    "tag": "reconciliation",
    "summary": "Get the manifest of the Reconciliation API 1.0-draft",
    "description": "Batches are sent to /v1/reconcile/1.0/match. " + _WITHOUT_KEY,
    "examples": [
        response_example(
            "manifest",
            {
                **_COMMON,
                "versions": ["1.0-draft"],
                "view": {"url": "https://ronghe.example/partners/{id}"},
                "standardizedScore": True,
            },
        )
    ],
}

MATCH: OperationDescription = {
    "operation_id": "reconcile_draft",
    "tag": "reconciliation",
    "summary": "Find the partners of a list (Reconciliation API 1.0-draft)",
    "description": "At most 50 queries, answered in their order. " + _JUDGED + _WITHOUT_KEY,
    "refusals": _REFUSALS,
    "examples": [
        request_example(
            "one row",
            {
                "queries": [
                    {
                        "type": "manufacturer",
                        "limit": 3,
                        "conditions": [
                            {"matchType": "name", "propertyValue": "Example Knitting Ltd"},
                            {
                                "matchType": "property",
                                "propertyId": "place",
                                "propertyValue": "Guangzhou",
                            },
                        ],
                    }
                ]
            },
        ),
        response_example("a sure match", {"results": [{"candidates": [_CANDIDATE]}]}),
    ],
}

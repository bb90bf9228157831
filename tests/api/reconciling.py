"""Batches of the Reconciliation API in both versions, and the formats that it lays down.

The formats are our own short form of what the specification requires (Reconciliation Service API
0.2 and 1.0-draft, W3C Entity Reconciliation Community Group). Its schemas carry no licence that
lets us copy them: where RECONCILIATION_SCHEMAS names a folder with `0.2/schemas` and
`1.0-draft/schemas`, answers are held to those too.
"""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.api.caller import Caller, check

OFFICIAL = os.environ.get("RECONCILIATION_SCHEMAS", "")
_TEXT = {"type": "string"}
_TYPES = {
    "type": "array",
    "items": {"type": "object", "properties": {"id": _TEXT, "name": _TEXT}, "required": ["id"]},
}
_CANDIDATES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": _TEXT,
            "name": _TEXT,
            "description": _TEXT,
            "type": _TYPES,
            "score": {"type": "number", "minimum": 0, "maximum": 100},
            "match": {"type": "boolean"},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": _TEXT,
                        "name": _TEXT,
                        "value": {"type": ["number", "boolean"]},
                    },
                    "required": ["id", "name", "value"],
                },
            },
        },
        "required": ["id", "name", "score", "match"],
    },
}
FORMATS: dict[tuple[str, str], Any] = {
    ("0.2", "manifest"): {
        "type": "object",
        "properties": {
            "versions": {"type": "array", "contains": {"const": "0.2"}},
            "view": {"properties": {"url": {"pattern": r"\{\{id\}\}"}}, "required": ["url"]},
            "defaultTypes": {**_TYPES, "uniqueItems": True},
        },
        "required": ["versions", "name", "identifierSpace", "schemaSpace", "view"],
    },
    ("1.0-draft", "manifest"): {
        "type": "object",
        "properties": {
            "versions": {"type": "array", "contains": {"const": "1.0-draft"}},
            "view": {"properties": {"url": {"pattern": r"[^{]\{id\}"}}, "required": ["url"]},
            "defaultTypes": {**_TYPES, "uniqueItems": True},
        },
        "required": ["versions", "name", "view"],
    },
    ("0.2", "reconciliation-result-batch"): {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"result": _CANDIDATES},
            "required": ["result"],
        },
    },
    ("1.0-draft", "reconciliation-result-batch"): {
        "type": "object",
        "properties": {
            "results": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"candidates": _CANDIDATES},
                    "required": ["candidates"],
                },
            }
        },
        "required": ["results"],
    },
}


def hold_to_format(version: str, kind: str, value: Any) -> None:
    """Raise what the format does not allow."""
    Draft202012Validator(FORMATS[version, kind]).validate(value)
    if OFFICIAL:
        folder = Path(OFFICIAL) / version / "schemas"
        shapes = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
        known = Registry().with_resources(
            (
                shape["$id"].rstrip("#"),
                Resource.from_contents(shape, default_specification=DRAFT202012),
            )
            for shape in shapes
        )
        shape = json.loads((folder / f"{kind}.json").read_text("utf-8"))
        Draft202012Validator(shape, registry=known).validate(value)


def post_form(caller: Caller, fields: dict[str, str]) -> Any:
    """The response of version 0.2 to a form."""
    response = caller.client.post(
        "/v1/reconcile", urlencode(fields), content_type="application/x-www-form-urlencoded"
    )
    check("POST", "/v1/reconcile", response)
    return response


def by_form(caller: Caller, queries: Any) -> Any:
    """The response of version 0.2 to a batch."""
    return post_form(caller, {"queries": json.dumps(queries)})


def by_json(caller: Caller, queries: Any) -> Any:
    """The response of version 1.0-draft to a batch."""
    return caller.post("/v1/reconcile/1.0/match", {"queries": queries})


def query(name: str, **properties: Any) -> dict[str, Any]:
    """A query of version 0.2."""
    found = [{"pid": pid, "v": value} for pid, value in properties.items()]
    return {**({"query": name} if name else {}), "properties": found}


def conditions(name: str, **properties: Any) -> dict[str, Any]:
    """The same query in version 1.0-draft."""
    named = [{"matchType": "name", "propertyValue": name}] if name else []
    return {
        "conditions": [
            *named,
            *(
                {"matchType": "property", "propertyId": pid, "propertyValue": value}
                for pid, value in properties.items()
            ),
        ]
    }


def candidates(caller: Caller, name: str, **properties: Any) -> list[Any]:
    """The candidates of one organisation, which both versions must tell alike."""
    old = by_form(caller, {"q": query(name, **properties)})
    new = by_json(caller, [conditions(name, **properties)])
    assert (old.status_code, new.status_code) == (200, 200), (old.content, new.content)
    hold_to_format("0.2", "reconciliation-result-batch", old.json())
    hold_to_format("1.0-draft", "reconciliation-result-batch", new.json())
    assert old.json()["q"]["result"] == new.json()["results"][0]["candidates"]
    found: list[Any] = old.json()["q"]["result"]
    return found


def features(candidate: Any) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in candidate["features"]}

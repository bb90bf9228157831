"""What breaks a client of an older document is found, and what only adds is not."""

import json
import subprocess
import sys

import pytest

from api.openapi.compatibility.breaking_changes import breaking_changes

BODY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 80},
        "size": {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]},
        "kind": {"$ref": "#/components/schemas/Kind"},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
    },
}
OLDER = {
    "paths": {
        "/things": {
            "get": {
                "security": [],
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string", "minLength": 1}}
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": BODY}, "text/csv": {}}}
                },
            },
            "post": {
                "security": [{"key": []}],
                "requestBody": {"content": {"application/json": {"schema": BODY}}},
                "responses": {"201": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "enum": ["maker", "provider"]},
            "Part": {
                "type": "object",
                "properties": {
                    "of": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                    "code": {"type": "string"},
                },
            },
        }
    },
}
GET, POST = ("paths", "/things", "get"), ("paths", "/things", "post")
ASKED = (*POST, "requestBody", "content", "application/json", "schema")
GIVEN = (*GET, "responses", "200", "content", "application/json", "schema")
GONE = object()


def changed(*path: str | int, to):
    """The older document with another value at the path."""
    document = json.loads(json.dumps(OLDER))
    spot = document
    for part in path[:-1]:
        spot = spot[part]
    if to is GONE:
        del spot[path[-1]]
    else:
        spot[path[-1]] = to
    return document


NEW_PARAMETER = {"name": "place", "in": "query", "schema": {"type": "string"}}
FIRST = (*GET, "parameters", 0)
BREAKS = {
    "GET /things: removed": changed(*GET, to=GONE),
    "GET /things: needs a key now": changed(*GET, "security", to=[{"key": []}]),
    "GET /things parameter q: removed": changed(*GET, "parameters", to=[]),
    "GET /things parameter q: required now": changed(*FIRST, "required", to=True),
    "GET /things parameter q: minLength is 3 now": changed(*FIRST, "schema", "minLength", to=3),
    "GET /things parameter place: required now": changed(
        *FIRST, to={**NEW_PARAMETER, "required": True}
    ),
    "GET /things 200: removed": changed(*GET, "responses", "200", to=GONE),
    "GET /things 200: text/csv removed": changed(
        *GET, "responses", "200", "content", "text/csv", to=GONE
    ),
    "GET /things 200.size: removed": changed(*GIVEN, "properties", "size", to=GONE),
    "GET /things 200.name: may be missing now": changed(*GIVEN, "required", to=[]),
    "GET /things 200.name: may be null now": changed(
        *GIVEN, "properties", "name", "type", to=["string", "null"]
    ),
    "POST /things body: required now": changed(*POST, "requestBody", "required", to=True),
    "POST /things body: application/json is no longer taken": changed(
        *POST, "requestBody", "content", to={"application/x-thing": {"schema": BODY}}
    ),
    "POST /things body.size: no longer taken": changed(*ASKED, "properties", "size", to=GONE),
    "POST /things body.size: null is no longer taken": changed(
        *ASKED, "properties", "size", to={"type": "integer"}
    ),
    "POST /things body.name: maxLength is 40 now": changed(
        *ASKED, "properties", "name", "maxLength", to=40
    ),
    "POST /things body.kind: provider is no longer taken": changed(
        "components", "schemas", "Kind", "enum", to=["maker"]
    ),
    "POST /things body.kind: required now": changed(*ASKED, "required", to=["name", "kind"]),
    "POST /things body.parts[].code: required now": changed(
        "components", "schemas", "Part", "required", to=["code"]
    ),
}
ADDS = {
    "an operation": changed("paths", "/others", to={"get": OLDER["paths"]["/things"]["get"]}),
    "a parameter": changed(
        *GET,
        "parameters",
        to=[
            OLDER["paths"]["/things"]["get"]["parameters"][0],
            NEW_PARAMETER,
        ],
    ),
    "a field of a response": changed(*GIVEN, "properties", "more", to={"type": "string"}),
    "a field of a request": changed(*ASKED, "properties", "more", to={"type": "string"}),
    "a value of an enumeration": changed(
        "components", "schemas", "Kind", "enum", to=["maker", "provider", "both"]
    ),
    "a wider bound": changed(*ASKED, "properties", "name", "maxLength", to=800),
    "a field that is always given": changed(*GIVEN, "required", to=["name", "kind"]),
    "an operation without a key": changed(*POST, "security", to=[{"key": []}, {}]),
}


@pytest.mark.parametrize(("line", "newer"), BREAKS.items(), ids=BREAKS)
def test_a_break_is_told_with_its_place(line, newer):
    assert line in list(breaking_changes(OLDER, newer))


@pytest.mark.parametrize("newer", ADDS.values(), ids=ADDS)
def test_what_only_adds_is_no_break(newer):
    assert list(breaking_changes(OLDER, newer)) == []


@pytest.mark.parametrize(("newer", "status"), [(OLDER, 0), (changed(*GET, to=GONE), 1)])
def test_the_command_exits_with_one_where_something_breaks(newer, status, tmp_path):
    for name, document in (("older", OLDER), ("newer", newer)):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    command = (sys.executable, "-m", "api.openapi.compatibility")
    done = subprocess.run(
        (*command, str(tmp_path / "older"), str(tmp_path / "newer")),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == status
    assert ("GET /things: removed" in done.stdout) is bool(status)

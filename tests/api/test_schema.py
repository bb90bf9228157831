"""The committed description is what the code says, and describes every route."""

import json
import re

import pytest
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from api.openapi.documentation import FILE
from api.v1.urls import urlpatterns
from tests.api.caller import SCHEMA, validate

OPERATIONS = [
    pytest.param(path, method, described, id=f"{method.upper()} {path}")
    for path, operations in SCHEMA["paths"].items()
    for method, described in operations.items()
]


def template(pattern):
    """The pattern of a route as OpenAPI writes it."""
    return "/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern))


@pytest.fixture(scope="module")
def generated():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_committed_file_is_what_the_code_says(generated):
    fix = "manage.py spectacular --format openapi-json --validate --fail-on-warn --file"
    assert json.loads(json.dumps(generated)) == SCHEMA, f"run {fix} {FILE.name}"


def test_it_is_openapi_3_1(generated):
    assert SCHEMA["openapi"].startswith("3.1")
    validate_schema(generated)


def test_it_is_served_as_committed(nobody):
    assert nobody.get("/v1/openapi.json").json() == SCHEMA


def test_every_route_is_described():
    assert set(SCHEMA["paths"]) == {template(one.pattern) for one in urlpatterns}
    assert [str(one.pattern) for one in get_resolver().url_patterns] == [
        "livez",
        "readyz",
        "healthz",
        "v1/",
        "admin/",
        # The first address of both, the pages, and what the API has beside version 1.
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(("path", "method", "described"), OPERATIONS)
def test_every_operation_is_described_for_people(path, method, described):
    assert described["summary"]
    assert described["description"]
    assert described["tags"]
    answers = described["responses"]
    problems = [
        one for one in answers.values() if "application/problem+json" in one.get("content", {})
    ]
    assert problems
    if path == "/v1/openapi.json":
        return
    if path.startswith("/v1/reconcile"):
        assert described["security"] == [{"key": []}, {}]
    elif path.startswith(("/v1/takedowns", "/v1/shared")):
        assert described["security"] == []
    else:
        assert described["security"] == [{"key": []}]
        assert "401" in answers
    good = [one for status, one in answers.items() if status in ("200", "201")]
    # A file that is sent back, a feed and a table have no example.
    if not path.endswith(("/annotated", ".atom", ".{suffix}")):
        assert all(one["content"]["application/json"]["examples"] for one in good)
    for body in (described[name] for name in ("requestBody",) if name in described):
        (content,) = body["content"].values()
        assert content["examples"]


@pytest.mark.parametrize(("path", "method", "described"), OPERATIONS)
def test_every_example_is_as_described(path, method, described):
    bodies = [described.get("requestBody", {}), *described["responses"].values()]
    for content in (one for body in bodies for one in body.get("content", {}).values()):
        for example in content.get("examples", {}).values():
            validate(content["schema"], example["value"])


def test_every_tag_is_explained():
    used = {
        tag for _, _, described in (one.values for one in OPERATIONS) for tag in described["tags"]
    }
    assert used == {one["name"] for one in SCHEMA["tags"] if one["description"]}


def test_a_brief_takes_no_unknown_field():
    for name in ("BriefRequest", "ClientRequest"):
        assert SCHEMA["components"]["schemas"][name]["additionalProperties"] is False

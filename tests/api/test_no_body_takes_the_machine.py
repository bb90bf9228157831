"""Whatever huge value is sent for a field of any request, the refusal is short and cheap."""

import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest

from api.requests import strict_json
from api.requests.rate_limits import AddressThrottle
from firms import api_keys, members
from firms.models import ApiKey, Role, Scope
from partners.models import Partner, PossibleDuplicate, Record, Suggestion
from priorities.models import Edition
from tests.api.caller import SCHEMA, Caller
from tests.priorities import curators
from webhooks.models import Endpoint

HERE = "@here@"
COMPONENTS = SCHEMA["components"]["schemas"]
MAX_ERRORS, LONGEST_ANSWER = 20, 32_000
MOST_MEMORY, MOST_MEMORY_READING = 3_000_000, 80_000_000
ITEMS, NAMES, LETTERS = 49_000, 5_000, 90_000
# Each is nearly 100 kB as JSON: a fault told for each item takes more than twice MOST_MEMORY.
# They are read once for all tests: reading is tested by itself, with 1 MB.
HUGE = {
    "a list": [0] * ITEMS,
    "a list of objects": [{} for _ in range(ITEMS // 2)],
    "a text": "x" * LETTERS,
    "an object": {f"name {n}": 0 for n in range(NAMES)},
    "a long name": {"/" * LETTERS: 0},
    "a number": Decimal("0." + "1" * LETTERS),
}
# The dearest to read: many small objects, and what a pointer would be long to.
RAW = {
    "objects": b"[" + b",".join([b'{"":0}'] * 140_000) + b"]",
    "fractions": b"[" + b",".join([b"0.1"] * 240_000) + b"]",
    "a list in a long name": b'{"' + b"x" * 2000 + b'":[' + b",".join([b"0"] * 490_000) + b"]}",
    "depth": b'{"sectors":' + b"[" * 900 + b"]" * 900 + b"}",
}


def request_schemas() -> dict[str, tuple[str, str, Any]]:
    """Each schema of a request: one operation that takes it, and an example of it."""
    found: dict[str, tuple[str, str, Any]] = {}
    for path, operations in SCHEMA["paths"].items():
        for method, described in operations.items():
            # A form with a file, and one whose field is JSON, have tests of their own.
            content = described.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                name = content["schema"]["$ref"].rpartition("/")[2]
                example = next(iter(content["examples"].values()))["value"]
                found.setdefault(name, (method.upper(), path, example))
    return found


def spoilt(schema: Any, example: Any) -> list[Any]:
    """The example as often as it has fields, at any depth, each time with one of them HERE."""
    if "$ref" in schema:
        return spoilt(COMPONENTS[schema["$ref"].rpartition("/")[2]], example)
    bodies: list[Any] = [HERE]
    if "items" in schema:
        first, *others = example or [{}]
        bodies += [[one, *others] for one in spoilt(schema["items"], first)]
    for name, inner in schema.get("properties", {}).items():
        whole = example if isinstance(example, dict) else {}
        bodies += [{**whole, name: one} for one in spoilt(inner, whole.get(name))]
    if isinstance(inner := schema.get("additionalProperties"), dict):
        bodies += [{"any": one} for one in spoilt(inner, None)]
    return bodies


def put(value: Any, here: Any) -> Any:
    """The value with another HERE."""
    if isinstance(value, dict):
        return {name: put(inner, here) for name, inner in value.items()}
    if isinstance(value, list):
        return [put(inner, here) for inner in value]
    return here if value == HERE else value


SCHEMAS = request_schemas()


@pytest.fixture
def anybody(firm, monkeypatch) -> Caller:
    """A key that may do everything, from an address that may ask as often as it likes."""
    monkeypatch.setattr(AddressThrottle, "allow_request", lambda *_: True)
    user = curators.curator("anybody", "draft", "curate")
    return Caller(api_keys.issue(firm=firm, scopes=list(Scope), curator=user))


@pytest.fixture
def ids(curator, firm, desk, shortlist) -> dict[str, Any]:
    """What the {id} of an address may be, by its first word."""
    desk.open()
    curator.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/ronghe"})
    left, right = Record.objects.order_by("pk")[:2]
    pair = PossibleDuplicate.objects.create(left=left, right=right, score=0.5)
    suggestion = Suggestion.objects.create(partner=left.partner, source="https://example.com")
    return {
        "shortlists": shortlist.rpartition("/")[2],
        "records": left.pk,
        "duplicates": pair.pk,
        "suggestions": suggestion.pk,
        "editions": Edition.objects.open().get().pk,
        "partners": Partner.objects.first().pk,
        "webhooks": Endpoint.objects.get().pk,
        "members": members.set_member(firm=firm, email="a@b.example", role=Role.VIEWER).pk,
        "keys": ApiKey.objects.earliest("pk").prefix,
    }


# A report is a long text itself: tests/reading has its limits.
LONG_TEXT = (
    "ReadDocumentInRequest",
    {**SCHEMAS["ReadDocumentInRequest"][2], "text": HERE},
)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_huge_value_of_any_field_is_refused_shortly(anybody, ids, monkeypatch, name):
    method, template, example = SCHEMAS[name]
    path = template.replace("{id}", str(ids.get(template.split("/")[2])))
    path = path.replace("{member}", str(ids["members"]))
    read = strict_json.parse_json
    bodies = spoilt(COMPONENTS[name], example)
    for huge in HUGE.values():
        monkeypatch.setattr(strict_json, "parse_json", lambda raw, huge=huge: put(read(raw), huge))
        for body in bodies:
            if isinstance(huge, str) and (name, body) == LONG_TEXT:
                continue
            with traced() as memory:
                refused = anybody(method, path, json.dumps(body), If_Match='"1"')
            what = (body, type(huge), refused.content[:200])
            assert memory[0] < MOST_MEMORY, (memory, what)
            if refused.status_code == 202:
                refused = anybody.get(f"{refused.headers['Location']}/items?status=refused")
                assert refused.status_code == 207, what
                (kept,) = refused.json()["results"][:1]
            else:
                assert refused.status_code == 400, what
                kept = refused.json()
            assert len(refused.content) < LONGEST_ANSWER, what
            assert 1 <= len(kept["errors"]) <= MAX_ERRORS, what


@pytest.mark.parametrize("body", RAW.values(), ids=RAW)
def test_a_huge_body_is_read_in_little_memory(curator, body):
    assert len(body) < 1_000_000
    with traced() as memory:
        refused = curator.post("/v1/rank", body, Idempotency_Key="one")
    assert refused.status_code == 400
    assert len(refused.content) < LONGEST_ANSWER
    assert memory[0] < MOST_MEMORY_READING


@contextmanager
def traced() -> Iterator[list[int]]:
    """The bytes that were allocated at most, as the only item once it is left."""
    found: list[int] = []
    tracemalloc.start()
    try:
        yield found
        found.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()

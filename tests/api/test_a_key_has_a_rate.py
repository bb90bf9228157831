"""`RATE_LIMIT`: so many requests of a key in a period; the next is refused, and told when."""

import threading
from types import SimpleNamespace

import pytest
from django.core.cache import caches

from api.requests import rate_limits
from api.requests.rate_limits import ApiKeyThrottle
from firms import api_keys
from firms.models import ApiKey
from matcher.shortlists import compute_answer
from tests.api.caller import SCHEMA, Caller

pytestmark = pytest.mark.django_db
AT_ONCE, EACH, LIMIT = 8, 25, 50


@pytest.fixture
def at(monkeypatch):
    """Three requests a minute; it is so many seconds past a full minute."""
    caches["rates"].clear()

    def _at(seconds: float, rate: str = "3/minute") -> None:
        monkeypatch.setattr(ApiKeyThrottle, "rate", rate, raising=False)
        monkeypatch.setattr(ApiKeyThrottle, "timer", staticmethod(lambda: 60_000_000.0 + seconds))

    yield _at
    caches["rates"].clear()


def test_each_answer_tells_what_is_left_and_one_too_many_is_refused(call, at):
    at(18.9)
    left = []
    for _ in range(3):
        found = call.get("/v1/datasets")
        assert found.status_code == 200
        assert found.headers["RateLimit-Policy"] == '"key";q=3;w=60'
        left.append(found.headers["RateLimit"])
    assert left == ['"key";r=2;t=42', '"key";r=1;t=42', '"key";r=0;t=42']
    refused = call.get("/v1/datasets")
    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "42"
    assert refused.headers["RateLimit"] == '"key";r=0;t=42'
    at(60)
    assert call.get("/v1/datasets").status_code == 200


def test_refusals_and_faults_of_ours_tell_it_too(call, knitwear, at, monkeypatch):
    def break_(*_: object):
        raise RuntimeError

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    call.client.raise_request_exception = False
    at(0, "9/minute")
    answers = [
        call.get("/v1/imports"),
        call.get("/v1/partners/0"),
        call("PUT", "/v1/datasets"),
        call.get("/v1/datasets?nothing=1"),
        call.client.post("/v1/rank", knitwear, "application/json"),
    ]
    assert [one.status_code for one in answers] == [403, 404, 405, 400, 500]
    assert {one.headers["RateLimit-Policy"] for one in answers} == {'"key";q=9;w=60'}
    left = [f'"key";r={n};t=60' for n in (8, 7, 6, 5, 4)]
    assert [one.headers["RateLimit"] for one in answers] == left


def test_what_a_scope_refuses_is_counted(call, at):
    at(0, "1/minute")
    assert [call.get("/v1/imports").status_code for _ in range(2)] == [403, 429]


def test_the_caller_is_told_the_limit(call, at):
    at(0, "9/minute")
    assert call.get("/v1/me").json()["rate_limit"] == {"requests": 9, "seconds": 60}


def test_each_key_has_its_own(call, firm, at):
    at(0, "1/minute")
    other = Caller(api_keys.issue(firm=firm))
    assert [one.get("/v1/datasets").status_code for one in (call, other)] == [200, 200]
    assert [one.get("/v1/datasets").status_code for one in (call, other)] == [429, 429]


def test_what_is_refused_makes_nothing_and_leaves_its_idempotency_key_free(call, knitwear, at):
    at(0, "1/minute")
    assert call.get("/v1/shortlists").json()["results"] == []
    refused = call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    assert refused.status_code == 429
    at(60, "2/minute")
    assert call.get("/v1/shortlists").json()["results"] == []
    stored = call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    assert stored.status_code == 202


def test_probes_the_scraper_and_the_description_are_not_counted(client, nobody, at):
    at(0, "1/minute")
    for path in ("/livez", "/readyz", "/metrics", "/v1/openapi.json"):
        assert [client.get(path).status_code for _ in range(2)] == [200, 200]
        assert "RateLimit" not in client.get(path).headers


def test_without_a_rate_redis_is_not_asked(call, monkeypatch):
    monkeypatch.setattr(rate_limits, "increment", lambda *_: pytest.fail("asked"))
    found = call.get("/v1/datasets")
    assert found.status_code == 200
    assert "RateLimit" not in found.headers


def test_of_many_at_once_as_many_pass_as_may(at):
    at(0, f"{LIMIT}/minute")
    key = ApiKey(pk=1)
    passed = []

    def ask():
        for _ in range(EACH):
            view = SimpleNamespace(headers={})
            passed.append(ApiKeyThrottle().allow_request(SimpleNamespace(auth=key), view))

    threads = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == AT_ONCE * EACH
    assert passed.count(True) == LIMIT


def test_every_operation_that_needs_a_key_tells_of_the_refusal():
    for path, operations in SCHEMA["paths"].items():
        for described in operations.values():
            told = described["responses"].get("429")
            if path in ("/v1/openapi.json", "/v1/takedowns/{id}"):
                assert told is None
                continue
            if path in ("/v1/takedowns", "/v1/shared/{token}"):
                # Whoever asks has no key: the address is limited.
                assert told is not None
                continue
            assert {"Retry-After", "RateLimit", "RateLimit-Policy"} <= set(told["headers"])

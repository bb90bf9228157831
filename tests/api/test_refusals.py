"""Every refusal under /v1 is a problem of a known kind, with the request's id and no trace."""

import pytest
from django.db import InternalError, OperationalError
from django.test import Client
from psycopg.errors import IdleInTransactionSessionTimeout

from api.problems.problem_kinds import PROBLEM_KINDS
from core.faults import DomainError
from firms import api_keys
from firms.models import Scope
from matcher.shortlists import compute_answer
from tests.api.caller import Caller
from tests.api.test_keys_are_needed import OPERATIONS, filled
from tests.priorities import curators


def _problem(response, slug):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == f"/problems/{slug}"
    assert body["status"] == response.status_code == PROBLEM_KINDS[slug].status
    assert body["request_id"] == response.headers["X-Request-ID"]
    assert body["suggestion"]
    return body


def test_every_refusal_of_the_floor_below_has_its_status():
    def below(kind):
        return {kind}.union(*map(below, kind.__subclasses__()))

    assert {kind.code for kind in below(DomainError)} <= set(PROBLEM_KINDS)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/nothing/", "/v1/partners/x"])
def test_an_address_that_leads_nowhere(call, path):
    _problem(call.get(path), "not-found")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_methods_that_an_address_lacks(firm, method):
    user = curators.curator("editor", "draft")
    # What a key may do is asked before what an address has.
    key = api_keys.issue(firm=firm, scopes=list(Scope), curator=user)
    for path in {path for _, path in OPERATIONS if (method, path) not in OPERATIONS}:
        response = Caller(key)(method, filled(path))
        _problem(response, "method-not-allowed")
        assert method not in response.headers["Allow"]


def test_only_json_is_read(call):
    response = call.client.post("/v1/rank", "a=1", content_type="text/plain")
    _problem(response, "media-type-not-supported")


def test_only_json_is_sent(call):
    _problem(call.get("/v1/datasets", Accept="text/html"), "not-acceptable")


def test_a_parameter_that_is_not_taken(call):
    body = _problem(call.post("/v1/rank?limt=3", {}), "parameter-not-understood")
    assert body["errors"][0]["parameter"] == "limt"


def test_a_fault_of_ours_tells_nothing(call, knitwear, monkeypatch):
    def break_(*_: object):
        raise RuntimeError("secret")

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    call.client.raise_request_exception = False
    response = call.client.post("/v1/rank", knitwear, content_type="application/json")
    assert "secret" not in str(_problem(response, "internal-error"))


def test_a_database_that_cannot_answer_is_worth_another_try(call, knitwear, monkeypatch):
    def break_(*_: object):
        raise OperationalError("secret")

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    response = call.client.post("/v1/rank", knitwear, content_type="application/json")
    assert "secret" not in str(_problem(response, "unavailable"))
    assert response.headers["Retry-After"] == "5"


def test_a_session_that_the_database_ended_is_worth_another_try(call, knitwear, monkeypatch):
    """On a machine that is very busy a thread may wait in its transaction longer than it may."""

    def break_(*_: object):
        raise InternalError("secret") from IdleInTransactionSessionTimeout("too long")

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    response = call.client.post("/v1/rank", knitwear, content_type="application/json")
    assert "secret" not in str(_problem(response, "unavailable"))


def test_a_host_that_is_not_ours(call):
    _problem(call.client.get("/v1/datasets", headers={"Host": "elsewhere"}), "refused")


def test_the_callers_request_id_is_kept_when_it_is_sane(call):
    assert call.get("/v1/datasets", X_Request_ID="abc-1").headers["X-Request-ID"] == "abc-1"
    assert call.get("/v1/datasets", X_Request_ID="a b").headers["X-Request-ID"] != "a b"


def test_pages_that_are_not_the_api_refuse_for_people():
    response = Client().get("/nothing")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


def test_what_a_firm_is_told_is_not_kept_on_the_way(call, shortlist):
    for path in ("/v1/shortlists", f"{shortlist}/revisions", f"{shortlist}/revisions/1"):
        assert call.get(path).headers["Cache-Control"] == "private, no-store"
    assert call.get(shortlist).headers["Cache-Control"] == "private, no-cache"
    assert "default-src 'none'" in call.get(shortlist).headers["Content-Security-Policy"]

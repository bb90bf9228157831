"""All of /v1 but its own description needs a live key that may ask."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from firms import api_keys
from firms.models import ApiKey, Firm, Scope
from tests.api.caller import SCHEMA, Caller

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (method.upper(), path)
    for path, operations in SCHEMA["paths"].items()
    for method in operations
    if path != "/v1/openapi.json"
    and not path.startswith(("/v1/takedowns", "/v1/reconcile", "/v1/shared"))
]
CURATE, READ, WRITE = Scope.CURATE, Scope.READ, Scope.WRITE
# POST, though it only reads.
READING = {"/v1/rank", "/v1/briefs/interpret"}


def needed(method: str, path: str) -> set[Scope]:
    """The scopes of which the operation needs one."""
    word, last = path.split("/")[2], path.rsplit("/", 1)[1]
    if path == "/v1/me":
        return set(Scope)
    if word == "webhooks":
        return {Scope.WEBHOOKS}
    if word == "suggestions":
        return {CURATE} if last in ("accept", "refuse") else {CURATE, Scope.SUGGEST}
    if path == "/v1/partners/{id}/suggestions":
        return {Scope.SUGGEST}
    if word == "documents" and (method == "POST" or last != word):
        return {CURATE}
    if word in ("imports", "records", "duplicates") or last in ("draft", "impact"):
        return {CURATE}
    if "/answers" in path:
        return {READ} if method == "GET" else {WRITE}
    if word in ("editions", "partners") and method != "GET":
        return {CURATE}
    if word == "editions":
        return {CURATE, READ}
    return {READ} if method == "GET" or path in READING else {WRITE}


def filled(path: str, **known: str) -> str:
    """An address of the path; what is not known is an id or name that nothing has."""
    blank = {"id": "1b0a7b0e-0000-4000-8000-000000000000", "number": "1", "partner": "1"}
    blank["member"] = "1"
    blank |= {"spelling": "Nowhere", "question": "lead_time", "suffix": "csv"}
    blank["token"] = "rhs_0123456789ab_none"
    by_uuid = ("shortlists", "frozen", "batches", "webhooks", "suggestions")
    if path.split("/")[2] not in by_uuid:
        blank["id"] = "1"
    return path.format(**{**blank, **known})


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("header", [None, "Bearer rh_abc_def", "Bearer ", "Bearer", "Basic eA=="])
def test_nobody_is_let_in_without_a_live_key(nobody, method, path, header):
    headers = {"Authorization": header} if header is not None else {}
    refused = nobody(method, filled(path), **headers)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert refused.json()["type"] == "/problems/key-needed"


@pytest.mark.parametrize("header", ["Bearer rh_é_é", "Bearer \x7f", "Bearer rh_²_x", "Bearer a b"])
def test_no_header_breaks_anything(nobody, header):
    assert nobody.get("/v1/datasets", Authorization=header).status_code == 401


def test_a_revoked_key_is_refused_at_once(call):
    assert call.get("/v1/datasets").status_code == 200
    ApiKey.objects.update(revoked_at=timezone.now())
    assert call.get("/v1/datasets").status_code == 401


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_key_does_what_its_scopes_allow(method, path):
    firm = Firm.objects.create(name="Nordtuch GmbH")
    user = User.objects.create_user("editor")
    for scope in Scope:
        call = Caller(api_keys.issue(firm=firm, scopes=[scope], curator=user))
        answer = call(method, filled(path))
        if scope not in needed(method, path):
            assert answer.status_code == 403
            assert answer.json()["type"] == "/problems/not-allowed"
        elif answer.status_code == 403:
            # The user of the key may nothing: asked only after its scope.
            assert answer.json()["type"] == "/problems/not-a-curator"


def test_the_description_is_for_everybody(nobody):
    assert nobody.get("/v1/openapi.json").status_code == 200

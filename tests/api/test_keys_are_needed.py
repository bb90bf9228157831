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
    if path != "/v1/openapi.json" and not path.startswith(("/v1/takedowns", "/v1/reconcile"))
]
STEPS = ("submit", "approve", "schedule", "publish", "discard", "revert", "withdraw")
CURATING = {("POST", f"/v1/editions/{{id}}/{step}") for step in STEPS} | {
    ("PATCH", "/v1/editions/{id}"),
    ("POST", "/v1/provinces/{spelling}/draft"),
    ("POST", "/v1/partners"),
    ("PATCH", "/v1/partners/{id}"),
    *(
        ("POST", f"/v1/partners/{{id}}/{step}")
        for step in ("retire", "restore", "merge", "unmerge")
    ),
    *(
        (method.upper(), path)
        for path, operations in SCHEMA["paths"].items()
        for method in operations
        if path.startswith(("/v1/imports", "/v1/records", "/v1/duplicates", "/v1/suggestions"))
    ),
}


def filled(path: str, **known: str) -> str:
    """An address of the path; what is not known is an id or name that nothing has."""
    blank = {"id": "1b0a7b0e-0000-4000-8000-000000000000", "number": "1", "spelling": "Nowhere"}
    if not path.startswith(("/v1/shortlists", "/v1/webhooks", "/v1/suggestions")):
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
def test_a_key_does_what_its_scope_allows(method, path):
    firm = Firm.objects.create(name="Curators")
    user = User.objects.create_user("editor")
    asker = Caller(api_keys.issue(firm=firm))
    curator = Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))
    refused = asker if (method, path) in CURATING else curator
    response = refused(method, filled(path))
    if refused is curator and "/editions" in path:
        assert response.status_code != 403  # read by either
    else:
        assert response.status_code == 403
        assert response.json()["type"] == "/problems/not-allowed"


def test_the_description_is_for_everybody(nobody):
    assert nobody.get("/v1/openapi.json").status_code == 200

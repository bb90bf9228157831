"""A body that names columns of the database is refused, and changes nothing (mass assignment)."""

import pytest
from django.apps import apps

from firms import api_keys
from firms.models import DEFAULT_SCOPES, ApiKey, Firm, Scope
from tests.api.caller import COMPONENTS, SCHEMA, Caller
from tests.api.test_firms_see_only_their_own import BODIES
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db
COLUMNS = sorted(
    {
        field.name
        for label in ("firms", "matcher", "webhooks", "partners", "priorities")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
    }
)


def _members(schema):
    if "$ref" in schema:
        return _members(COMPONENTS["schemas"][schema["$ref"].rpartition("/")[2]])
    return set(schema.get("properties", {})), schema.get("additionalProperties", True)


WRITING = {
    (method.upper(), path): _members(one["requestBody"]["content"]["application/json"]["schema"])
    for path, operations in SCHEMA["paths"].items()
    for method, one in operations.items()
    if "application/json" in one.get("requestBody", {}).get("content", {})
}


def test_every_body_is_closed():
    """Reconciliation takes query ids of the caller's choice; its queries are closed."""
    open_bodies = {path for (_, path), (_, more) in WRITING.items() if more is not False}
    assert all(path.startswith("/v1/reconcile") for path in open_bodies), open_bodies


@pytest.mark.parametrize(
    ("method", "path"),
    [(m, p) for m, p in WRITING if p.split("/")[2] in ("shortlists", "webhooks", "keys")],
)
def test_columns_are_no_fields(method, path, shortlist):
    firm = Firm.objects.get(name="Nordtuch GmbH")
    call = Caller(api_keys.issue(firm=firm, scopes=[*DEFAULT_SCOPES, Scope.SUGGEST]))
    hook = call.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/a"}).headers[
        "Location"
    ]
    key = call.post("/v1/keys", {}).headers["Location"]
    person = {"email": "a@nordtuch.example", "role": "viewer"}
    member = call.post("/v1/members", person).json()["id"]
    ids = {"shortlists": shortlist, "webhooks": hook, "keys": key}
    address = path.format(id=ids[path.split("/")[2]].rsplit("/", 1)[1], member=member)
    stored = [list(model.objects.order_by("pk").values()) for model in (ApiKey, Endpoint)]
    smuggled = [name for name in COLUMNS if name not in WRITING[method, path][0]]
    for name in smuggled:
        refused = call(method, address, {**BODIES.get(path, {}), name: 1}, If_Match='"1"')
        assert refused.status_code == 400, name
        assert f"/{name}" in [one["pointer"] for one in refused.json()["errors"]], name
    assert [list(model.objects.order_by("pk").values()) for model in (ApiKey, Endpoint)] == stored

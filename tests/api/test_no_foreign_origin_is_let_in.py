"""No response lets the scripts of another site read it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/v1/me", "/v1/places", "/v1/openapi.json", "/livez", "/"])
@pytest.mark.parametrize("method", ["get", "options"])
def test_an_origin_gets_no_permission(client, method, path):
    headers = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    response = getattr(client, method)(path, headers=headers)
    assert not any(name.lower().startswith("access-control-") for name in response.headers)

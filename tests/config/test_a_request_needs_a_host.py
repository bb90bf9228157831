"""Where hosts are checked, a request that names none is refused like one that names another."""

import json

import pytest

from config import settings as written


@pytest.mark.parametrize("path", ["/livez", "/v1/places", "/login"])
def test_a_request_without_host_is_refused_in_production(client, settings, path):
    settings.HOST_REQUIRED = True
    answer = client.get(path)
    assert "HTTP_HOST" not in answer.wsgi_request.META
    assert answer.status_code == 400


def test_it_is_a_problem_of_the_api(client, settings):
    settings.HOST_REQUIRED = True
    answer = client.get("/v1/places", headers={"Accept": "application/json"})
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["detail"].startswith("Host:")


def test_one_with_a_host_is_answered(client, settings):
    settings.HOST_REQUIRED = True
    assert client.get("/livez", headers={"Host": "localhost"}).status_code == 200


def test_it_is_required_in_production_alone():
    assert written.HOST_REQUIRED is written.ENV.production

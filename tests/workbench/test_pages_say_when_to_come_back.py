"""While the database is away, pages say so and when to come back; a fault of ours stays a 500."""

import pytest
from django.db import InternalError, OperationalError
from django.test import Client
from psycopg.errors import IdleInTransactionSessionTimeout

pytestmark = pytest.mark.django_db
ADDRESSES = ("/", "/briefs/new", "/partners", "/admin/login/", "/accounts/login")


@pytest.fixture
def ask(monkeypatch):
    """Ask for a page where whatever answers it fails."""

    def fetch(address, fault, language="en"):
        def broken(_handler, _request):
            raise fault

        monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", broken)
        client = Client(raise_request_exception=False)
        return client.get(address, headers={"Accept-Language": language})

    return fetch


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_when_to_come_back(ask, address):
    response = ask(address, OperationalError("no connection to 10.0.0.1"))
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "try again in a few seconds" in response.content.decode()
    assert "10.0.0.1" not in response.content.decode()


def test_so_it_does_where_its_transaction_was_ended(ask):
    fault = InternalError("ended")
    fault.__cause__ = IdleInTransactionSessionTimeout()
    assert ask("/", fault).status_code == 503


def test_it_says_so_in_chinese(ask):
    response = ask("/", OperationalError(), language="zh-CN")
    assert "请几秒后再试" in response.content.decode()


def test_the_api_says_so_as_a_problem(ask):
    response = ask("/v1/places", OperationalError())
    assert response.status_code == 503
    assert response.json()["type"].endswith("/problems/unavailable")
    assert int(response["Retry-After"]) > 0


def test_a_fault_of_ours_is_no_reason_to_come_back(ask):
    response = ask("/", ValueError("ours"))
    assert response.status_code == 500
    assert "Retry-After" not in response

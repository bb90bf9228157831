"""In production /metrics is for a scraper with the token, and for this machine."""

import pytest
from django.test import RequestFactory

from api.probes import metrics, service_metrics

TOKEN = "a token of the operator"


@pytest.fixture
def status(settings, monkeypatch):
    """Whether they are given, as an HTTP status; no database is read."""
    settings.METRICS_GUARDED, settings.METRICS_TOKEN = True, TOKEN
    monkeypatch.setattr(service_metrics, "PARTS", {})

    def ask(address="198.51.100.7", **headers: str):
        return metrics.page(
            RequestFactory().get("/metrics", REMOTE_ADDR=address, headers=headers)
        ).status_code

    return ask


def test_a_stranger_gets_none(status, settings):
    assert status() == 401
    assert status(Authorization="Bearer another") == 401
    settings.METRICS_TOKEN = ""
    assert status(Authorization="Bearer ") == 401


def test_a_scraper_with_the_token_gets_them(status):
    assert status(Authorization=f"Bearer {TOKEN}") == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_gets_them_but_not_whom_a_proxy_on_it_serves(status, address):
    assert status(address) == 200
    assert status(address, X_Forwarded_For="127.0.0.1") == 401
    assert status(address, Forwarded="for=127.0.0.1") == 401


def test_a_private_address_is_not_this_machine(status):
    assert status("10.0.0.7") == 401
    assert status("") == 401


def test_development_gives_them_to_everybody(status, settings):
    settings.METRICS_GUARDED = False
    assert status() == 200

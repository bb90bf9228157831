"""The page of a partner that a tool for reconciliation links to needs no key, and says little."""

import pytest
from django.core.cache import caches

from api.requests.rate_limits import KeylessThrottle
from partners.models import Partner


@pytest.fixture(autouse=True)
def counters():
    caches["rates"].clear()


@pytest.fixture
def partner(partners) -> Partner:
    return Partner.objects.filter(simulated=False).first()


def test_a_browser_opens_the_address_of_the_manifest(nobody, partner):
    address = nobody.get("/v1/reconcile").json()["view"]["url"].removeprefix("http://testserver")
    answer = nobody.get(address.replace("{{id}}", str(partner.pk)), Accept="text/html")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    page = answer.content.decode()
    assert partner.name_en in page
    assert "<script" not in page


def test_it_shows_neither_address_nor_evidence(nobody, partner):
    Partner.objects.filter(pk=partner.pk).update(address="8 Secret Lane", phone="020 1234 5678")
    page = nobody.get(f"/partners/{partner.pk}").content.decode()
    assert "Secret Lane" not in page
    assert "1234" not in page


def test_a_simulated_partner_has_no_page(nobody, partner):
    Partner.objects.filter(pk=partner.pk).update(simulated=True)
    assert nobody.get(f"/partners/{partner.pk}").status_code == 404


def test_an_address_may_open_so_many_pages_a_minute(nobody, partner, monkeypatch):
    monkeypatch.setattr(KeylessThrottle, "rate", "2/minute", raising=False)
    seen = [nobody.get(f"/partners/{partner.pk}").status_code for _ in range(3)]
    assert seen == [200, 200, 429]

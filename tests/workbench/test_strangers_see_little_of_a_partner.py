"""The page of a partner that reconciliation links to needs no account, and says little."""

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone

from partners.models import Offering, Partner


@pytest.fixture(autouse=True)
def counters():
    caches["rates"].clear()


def test_a_browser_opens_the_address_that_reconciliation_names(nobody, world):
    view = Client().get("/v1/reconcile").json()["view"]["url"]
    address = view.removeprefix("http://testserver").replace("{{id}}", str(world.partner))
    nobody.look(address)
    assert nobody.status == 200
    assert "Maker a" in nobody.text
    assert "Manufacturer" in nobody.text
    assert f"Number here {world.partner}" in nobody.text
    assert "Log in" in nobody.text


def test_it_shows_neither_address_nor_evidence(nobody, world):
    Partner.objects.filter(pk=world.partner).update(address="8 Secret Lane", phone="020 1234 5678")
    nobody.look(f"/partners/{world.partner}")
    for kept in ("Secret Lane", "1234", "declared", "own-list"):
        assert kept not in nobody.text


def test_a_maker_that_also_serves_is_called_both(nobody, world, sectors):
    Offering.objects.create(partner_id=world.partner, verb=Offering.Verb.SERVES, sector_id="PS033")
    nobody.look(f"/partners/{world.partner}")
    assert "Manufacturer · Service provider" in nobody.text


def test_a_merged_entry_leads_to_the_one_that_it_is_now(nobody, world):
    Partner.objects.filter(pk=world.partner).update(
        merged_into=world.second, retired_at=timezone.now()
    )
    assert f'href="/partners/{world.second}"' in nobody.look(f"/partners/{world.partner}")


def test_a_simulated_partner_has_no_public_page(nobody, world):
    Partner.objects.filter(pk=world.partner).update(simulated=True)
    for address in (f"/partners/{world.partner}", f"/partners/{world.partner}/takedown"):
        nobody.look(address)
        assert nobody.status == 404


def test_a_number_that_no_column_holds_is_nobody(nobody):
    nobody.look(f"/partners/{2**63}")
    assert nobody.status == 404


@override_settings(KEYLESS_PER_MINUTE=2)
def test_an_address_may_open_so_many_pages_a_minute(nobody, owner, world):
    seen = []
    for _ in range(3):
        nobody.look(f"/partners/{world.partner}")
        seen.append(nobody.status)
    assert seen == [200, 200, 429]
    assert int(nobody.answer.headers["Retry-After"]) <= 60
    owner.look(f"/partners/{world.partner}")
    assert owner.status == 200

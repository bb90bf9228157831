"""A link to a frozen copy shows it as a page that stays as it was."""

import re

import pytest

from core.rates import address_counts
from partners.models import Partner


def entries(page):
    return re.search(r'<table class="cards entries">.*?</table>', page, re.S)[0]


def test_a_copy_shows_what_the_shortlist_shows(nobody, world):
    now = entries(nobody.look(world.address("shared")))
    then = entries(nobody.look(world.address("shared copy")))
    assert then == now
    assert "A frozen copy of" in nobody.page
    for own in ("Nordtuch", "Knitwear", "The board", "Decide"):
        assert own not in nobody.text


def test_it_stays_as_it_was(nobody, world):
    before = entries(nobody.look(world.address("shared copy")))
    Partner.objects.filter(pk=world.partner).update(name_en="Renamed")
    assert "Renamed" in nobody.look(world.address("shared"))
    assert entries(nobody.look(world.address("shared copy"))) == before


def test_it_is_read_in_chinese_too(chinese, world):
    page = chinese.look(world.address("shared copy"))
    assert "固定副本" in page
    assert "综合得分" in page or re.search(r"[\u4e00-\u9fff]", entries(page))


def test_it_leads_to_its_json(nobody, world, client):
    page = nobody.look(world.address("shared copy"))
    address = re.search(r'href="(/v1/shared/[^"]+)"', page)[1]
    assert client.get(address).json()["frozen_at"]


@pytest.mark.parametrize("used", [60, 61])
def test_an_address_follows_sixty_links_a_minute(nobody, world, monkeypatch, used):
    monkeypatch.setattr(address_counts, "increment", lambda *_: used)
    nobody.look(world.address("shared"))
    assert nobody.status == (200 if used == 60 else 429)
    if used > 60:
        assert 0 < int(nobody.answer.headers["Retry-After"]) <= 60


def test_pages_and_the_api_count_together(nobody, world, client, monkeypatch):
    names = []
    monkeypatch.setattr(address_counts, "increment", lambda name, _: names.append(name) or 1)
    nobody.look(world.address("shared"))
    client.get(f"/v1/shared/{world.link}")
    assert len(names) == 2
    assert names[0].rpartition(":")[0] == names[1].rpartition(":")[0]

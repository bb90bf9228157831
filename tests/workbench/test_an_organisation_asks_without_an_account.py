"""An organisation asks by a page to be corrected or taken out, and reads the answer there."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import override_settings

from partners.models import Suggestion
from partners.registry.suggestions import refuse_suggestion

ASKED = {
    "kind": "removal",
    "organisation": "Maker a",
    "wrong": "We closed the mill.",
    "page": "https://maker-a.example/closed",
}


@pytest.fixture(autouse=True)
def counters():
    caches["rates"].clear()


def form_of(world):
    return f"/partners/{world.partner}/takedown"


def test_the_public_page_leads_to_the_form(nobody, world):
    assert f'href="{form_of(world)}"' in nobody.look(f"/partners/{world.partner}")
    nobody.look(form_of(world))
    assert nobody.status == 200
    assert "Name of your organisation" in nobody.text


def test_what_is_asked_waits_for_a_curator(nobody, world):
    nobody.press(form_of(world), **ASKED)
    row = Suggestion.objects.exclude(organisation="").latest("created_at")
    assert (row.kind, row.partner_id, row.note) == ("removal", world.partner, ASKED["wrong"])
    assert row.source == ASKED["page"]
    assert "A curator has not decided yet" in nobody.text
    assert ASKED["wrong"] not in nobody.text


def test_the_answer_stands_on_the_page(nobody, world):
    nobody.press(form_of(world), **ASKED)
    row = Suggestion.objects.exclude(organisation="").latest("created_at")
    curator = User.objects.create_superuser("curator")
    refuse_suggestion(suggestion=row.pk, by=curator, reason="The page names another firm.")
    nobody.look(f"/takedowns/{row.pk}")
    assert "Refused on" in nobody.text
    assert "The page names another firm." in nobody.text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("page", "maker-a", "is not the address of a page"),
        ("wrong", "", "required"),
        ("kind", "burn", "burn"),
        ("wrong", "Ask Mr Wang, 13800138000", "person"),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_field(nobody, world, field, value, told):
    before = Suggestion.objects.count()
    nobody.press(form_of(world), **(ASKED | {field: value}))
    assert nobody.status == 400
    assert told in nobody.text
    assert Suggestion.objects.count() == before


@override_settings(TAKEDOWNS_PER_HOUR=1)
def test_an_address_may_ask_so_many_times_an_hour(nobody, world):
    seen = []
    for _ in range(2):
        nobody.press(form_of(world), follow=False, **ASKED)
        seen.append(nobody.status)
    assert seen == [302, 429]


def test_what_a_firm_proposes_is_on_no_public_page(nobody, world, firm):
    row = Suggestion.objects.create(firm=firm, partner_id=world.partner, source="https://x.example")
    nobody.look(f"/takedowns/{row.pk}")
    assert nobody.status == 404

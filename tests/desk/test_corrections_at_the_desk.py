"""A curator reads what firms and organisations ask to be corrected, and decides it."""

import pytest

from firms.models import Firm
from partners.models import Partner, Suggestion
from partners.registry.suggestions import ask_for_takedown

pytestmark = pytest.mark.django_db
PAGES = "/admin/partners/suggestion/"


@pytest.fixture
def removal(registered) -> Suggestion:
    partner = registered()
    return ask_for_takedown(
        organisation="Panyu Test Knitting",
        partner=partner.pk,
        kind="removal",
        wrong="We closed.",
        page="https://example.org/closed",
    )


def decide(client, suggestion: Suggestion, **given: str) -> str:
    answer = client.post(f"{PAGES}{suggestion.pk}/decide/", given, follow=True)
    assert answer.status_code == 200
    suggestion.refresh_from_db()
    return str(answer.content.decode())


def test_what_waits_is_counted_in_the_menu_and_listed(editor, removal):
    page = editor.get(PAGES).content.decode()
    assert str(removal.partner) in page
    assert "the organisation" in page
    shown = editor.get(f"{PAGES}{removal.pk}/change/").content.decode()
    assert 'href="https://example.org/closed"' in shown
    assert "We closed." in shown


def test_an_accepted_removal_retires_the_partner(editor, removal):
    told = decide(editor, removal, accept="yes", reason="It closed.")
    assert "Accepted: the partner is changed." in told
    assert removal.state == Suggestion.State.ACCEPTED
    assert removal.answer == "It closed."
    assert Partner.objects.get(pk=removal.partner_id).retired_at is not None


def test_a_refused_one_changes_nothing(editor, removal):
    decide(editor, removal, accept="no", reason="It is still open.")
    assert removal.state == Suggestion.State.REFUSED
    assert Partner.objects.get(pk=removal.partner_id).retired_at is None


def test_without_a_reason_it_stays_open(editor, removal):
    assert "Refused" in decide(editor, removal, accept="yes", reason="")
    assert removal.state == Suggestion.State.OPEN


def test_who_may_only_look_has_no_button(viewer, removal):
    assert 'id="rh-decide"' not in viewer.get(f"{PAGES}{removal.pk}/change/").content.decode()
    decide(viewer, removal, accept="yes", reason="It closed.")
    assert removal.state == Suggestion.State.OPEN


def test_a_curator_is_not_told_which_firm_asks(editor, removal):
    firm = Firm.objects.create(name="Nordtuch GmbH")
    Suggestion.objects.create(
        firm=firm, partner=removal.partner, changes={"founded": 1999}, source="https://a.example"
    )
    one = Suggestion.objects.get(firm=firm)
    for address in (PAGES, f"{PAGES}{one.pk}/change/"):
        page = editor.get(address).content.decode()
        assert "a firm" in page
        assert firm.name not in page

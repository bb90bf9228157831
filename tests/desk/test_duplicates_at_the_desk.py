"""A curator sees two records side by side and decides whether they are one organisation."""

import pytest

from partners.models import Partner, PossibleDuplicate
from partners.registry.duplicates import Suspicion, suspect
from tests.desk.conftest import page_of

pytestmark = pytest.mark.django_db


def decide(client, pair, same, reason="seen on both websites"):
    address = f"/admin/partners/possibleduplicate/{pair.pk}/decide/"
    return client.post(address, {"same": same, "reason": reason}, follow=True).content.decode()


def test_the_queue_shows_the_likeliest_first(pair, registered, editor):
    first = pair.left.partner
    registered("dyer", name_en="Dyer", name_zh="")
    suspect([Suspicion("own", "dyer", first.pk, 0.9, "the names sound alike")])
    page = page_of(editor, "possibleduplicate/")
    assert page.index("90%") < page.index("81%")
    likeliest = PossibleDuplicate.objects.get(score=0.9)
    assert f"/possibleduplicate/{likeliest.pk}/change/" in page


def test_what_agrees_and_what_differs_is_said_in_words(pair, editor):
    page = page_of(editor, f"possibleduplicate/{pair.pk}/change/")
    for line in rows(page):
        if "Name in English" in line:
            assert "agree" in line
        if "<b>Place</b>" in line:
            assert "differ" in line
            assert "Guangzhou" in line
            assert "Shenzhen" in line
    assert "one name is short for the other" in page
    assert "Knitter: catalogue" in page


def rows(page: str) -> list[str]:
    found = page.split('role="row"')[1:]
    assert len(found) > 5
    return found


def test_pairs_of_an_imported_list_are_found_by_its_dataset(pair, editor):
    assert "广州针织厂" in page_of(editor, "possibleduplicate/?q=own")
    assert "广州针织厂" not in page_of(editor, "possibleduplicate/?q=another-fair")


def test_the_same_makes_them_one_partner(pair, editor):
    page = decide(editor, pair, "yes")
    assert "one partner now" in page
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by.username) == ("same", "editor")
    assert Partner.objects.active().count() == 1
    assert "No pair waits" in page
    # Each record still bears the name that it gives.
    assert "广州针织厂" in page


def test_not_the_same_keeps_both_and_is_not_asked_again(pair, editor):
    decide(editor, pair, "no")
    pair.refresh_from_db()
    assert pair.state == "different"
    assert Partner.objects.active().count() == 2
    assert "No pair waits" in page_of(editor, "possibleduplicate/")


def test_after_a_decision_the_next_pair_is_shown(pair, registered, editor):
    registered("dyer", name_en="Dyer", name_zh="")
    suspect([Suspicion("own", "dyer", pair.left.partner_id, 0.5, "the names sound alike")])
    page = decide(editor, pair, "no")
    assert "the names sound alike" in page
    assert "Waiting: 1" in page


def test_without_a_reason_nothing_is_decided(pair, editor):
    assert "give a reason" in decide(editor, pair, "yes", reason="")
    pair.refresh_from_db()
    assert pair.state == "open"


def test_a_pair_of_a_record_that_is_gone_waits_no_more(pair, editor):
    pair.right.gone_on = "2026-01-01"
    pair.right.save()
    assert "No pair waits" in page_of(editor, "possibleduplicate/")


def test_who_only_looks_decides_nothing(pair, viewer):
    assert "rh-decide" not in page_of(viewer, f"possibleduplicate/{pair.pk}/change/")
    assert "may not change partners" in decide(viewer, pair, "yes")
    pair.refresh_from_db()
    assert pair.state == "open"


def test_a_decision_is_never_a_mere_link(pair, editor):
    address = f"/admin/partners/possibleduplicate/{pair.pk}/decide/"
    assert editor.get(address).status_code == 405

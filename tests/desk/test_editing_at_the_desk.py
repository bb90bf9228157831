"""A curator adds a partner, says what records lack, denies what is wrong, and reads it back."""

import re
from typing import Any

import pytest
from django.test import Client

from partners.models import Partner, Record
from tests.desk.conftest import page_of

pytestmark = pytest.mark.django_db
NEW = "/admin/partners/partner/new/"
GROUNDS = {
    "speaker": "Guangzhou Daily",
    "source": "https://example.org/a-test",
    "kind": "reported",
    "confidence": "high",
    "reason": "a visit",
}
EMPTY_ROWS = {
    f"{rows}-{name}": value
    for rows in ("offerings", "certificates")
    for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
}
TYPED = {
    "name_zh": "佛山测试家具厂",
    "name_en": "Foshan Test Furniture",
    "form": "company",
    "place": "佛山",
    "aliases": "Test Chairs; Test Tables, Ltd",
    "website": "https://example.org",
    "offerings-0-verb": "makes",
    "offerings-0-sector": "C21",
    "offerings-0-products": "chairs，tables",
    "offerings-0-main": "on",
    "certificates-0-standard": "iso9001",
    "certificates-0-valid_until": "2028-01-31",
    "minimum_order": "70.000",
    "minimum_order_unit": "piece",
    "markets": "Germany、日本",
    "founded": "1998",
}


def send(client: Client, address: str, **typed: Any) -> str:
    answer = client.post(address, EMPTY_ROWS | GROUNDS | typed, follow=True)
    return str(answer.content.decode())


@pytest.fixture
def furniture(reference, editor) -> Partner:
    page = send(editor, NEW, **TYPED)
    assert "Added." in page, re.findall(r"rh-wrong[^>]*>([^<]+)", page)
    return Partner.objects.get(name_zh="佛山测试家具厂")


def edit(partner):
    return f"/admin/partners/partner/{partner.pk}/edit/"


def as_shown(client, address):
    """What a browser would send of the form as it is shown."""
    form = client.get(address).context["form"]
    given = dict(EMPTY_ROWS)
    parts = [form.identity, form.profile, form.denial, form.grounds]
    for rows in (form.offerings, form.certificates):
        parts += [rows.management_form, *rows]
    for part in parts:
        for field in part:
            value = field.value()
            if value not in (None, False, "", []):
                given[field.html_name] = "on" if value is True else value
    return given | GROUNDS


def test_names_in_place_of_codes_are_understood(furniture):
    assert furniture.place_id == "440600"
    assert furniture.offerings.get().sector_id == "C21"
    assert furniture.offerings.get().products == ["chairs", "tables"]
    assert furniture.profile.markets == ["DE", "JP"]
    assert furniture.certificates.get().standard == "ISO 9001"
    assert furniture.identifiers == ["website:https://example.org"]
    assert {one.name for one in furniture.aliases.all()} == {"Test Chairs", "Test Tables, Ltd"}


def test_each_fact_rests_on_what_was_named(furniture, editor):
    evidence = furniture.evidence.get(fact="makes:C21")
    assert (evidence.speaker, evidence.confidence) == ("Guangzhou Daily", "high")
    assert "Guangzhou Daily" in page_of(editor, f"partner/{furniture.pk}/change/")


def test_saving_what_is_shown_changes_no_fact(furniture, editor):
    before = Record.objects.get().facts
    answer = editor.post(edit(furniture), as_shown(editor, edit(furniture)), follow=True)
    assert "Saved." in answer.content.decode()
    assert Record.objects.get().facts == before


def test_an_edit_is_told_fact_by_fact_in_the_history(furniture, editor):
    given = as_shown(editor, edit(furniture)) | {"founded": "1999", "reason": "the plaque says so"}
    editor.post(edit(furniture), given)
    page = page_of(editor, f"partner/{furniture.pk}/history/")
    assert "<dt>Founding year</dt><dd><del>1998</del><ins>1999</ins></dd>" in page
    assert "the plaque says so" in page
    assert "editor" in page
    assert "record added" in page


def test_the_first_entry_names_who_made_it_and_why(registered, editor):
    partner = registered()
    send(editor, edit(partner), form="company", name_zh="广州针织厂", reason="the gate says so")
    page = page_of(editor, f"partner/{partner.pk}/history/")
    assert "the gate says so" in page
    assert "<dt>Name in Chinese</dt><dd><ins>广州针织厂</ins></dd>" in page


def test_what_another_record_says_is_a_hint_and_can_be_denied(registered, editor):
    partner = registered()
    page = page_of(editor, f"partner/{partner.pk}/edit/")
    assert 'placeholder="Knitter"' in page
    assert 'value="makes:C182"' in page
    send(editor, edit(partner), denied="makes:C182", form="unknown")
    assert not partner.offerings.filter(sector="C182").exists()
    assert partner.offerings.filter(sector="PS011").exists()
    assert partner.name_en == "Knitter"


def test_an_offering_is_removed_by_its_box(furniture, editor):
    given = as_shown(editor, edit(furniture)) | {"offerings-0-DELETE": "on"}
    editor.post(edit(furniture), given)
    assert not furniture.offerings.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"place": "Foshn"}, "the nearest is"),
        ({"offerings-0-sector": "no such thing"}, "is not a known"),
        ({"offerings-0-sector": ""}, "no offering is without one"),
        ({"minimum_order_unit": ""}, "is not a unit"),
        ({"markets": "Atlantis"}, "is not a known market"),
        ({"uscc": "91440600MA4UTEST0X"}, "is not an identifier"),
        ({"certificates-0-valid_from": "2029-01-01"}, "is before"),
        ({"founded": "1200"}, "is not between"),
        ({"name_zh": "", "name_en": ""}, "a partner has a name"),
        ({"speaker": ""}, "required"),
        ({"reason": ""}, "required"),
    ],
)
def test_a_fault_is_shown_and_nothing_is_saved(reference, editor, typed, told):
    page = send(editor, NEW, **TYPED | typed)
    assert told in page
    assert "Nothing was saved" in page
    assert "Test Chairs; Test Tables, Ltd" in page
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"place": "Foshn"}, "不是已知的地点"),
        ({"offerings-0-sector": "no such thing"}, "不是已知的"),
        ({"markets": "Atlantis"}, "不是已知的"),
        ({"uscc": "91440600MA4UTEST0X"}, "不是"),
        ({"founded": "1200"}, "不在"),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_page(reference, editor, typed, told):
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-Hans"
    page = send(editor, NEW, **TYPED | typed)
    assert told in page
    assert not re.search(r"is not|is no ", page)


def test_who_only_looks_may_not_open_the_form(registered, viewer):
    partner = registered()
    for address in (NEW, edit(partner)):
        assert viewer.get(address).status_code == 403
        assert viewer.post(address, EMPTY_ROWS | GROUNDS | TYPED).status_code == 403
    assert "/new/" not in page_of(viewer, "partner/")

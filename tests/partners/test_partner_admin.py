from dataclasses import replace

import pytest
from django.utils.timezone import localtime

from demonstration import DATASET as DEMONSTRATION
from partners.models import Partner
from partners.registry import registration
from tests.partners.examples import KNITTER
from tests.priorities.curators import staff
from tests.registered import partner_of

# Static files are served straight from the packages: there need be no folder of them.


@pytest.fixture
def partner(reference) -> Partner:
    registration.save_dataset(dataset=DEMONSTRATION)
    registration.register_records(records=[replace(KNITTER, dataset=DEMONSTRATION.key)])
    return Partner.objects.get()


def test_a_simulated_record_is_marked_in_the_list(partner, admin_client):
    page = admin_client.get("/admin/partners/partner/", {"q": "knit", "province": "440000"})
    assert "SIMULATED: demonstration" in page.content.decode()


def test_the_filter_by_province_leaves_other_provinces_out(partner, admin_client):
    page = admin_client.get("/admin/partners/partner/", {"province": "320000"})
    assert "SIMULATED" not in page.content.decode()


def test_a_simulated_record_begins_with_its_notice(partner, admin_client):
    page = admin_client.get(f"/admin/partners/partner/{partner.pk}/change/").content.decode()
    assert "not a real organisation" in page
    assert page.index("not a real organisation") < page.index("针织厂</div>")


@pytest.mark.parametrize("path", ["add/", "{}/delete/"])
def test_nothing_can_be_added_or_deleted(partner, admin_client, path):
    address = f"/admin/partners/partner/{path.format(partner.pk)}"
    assert admin_client.get(address).status_code == 403


def test_nothing_can_be_changed(partner, admin_client):
    address = f"/admin/partners/partner/{partner.pk}/change/"
    assert admin_client.post(address, {"name_en": "Other"}).status_code == 403
    partner.refresh_from_db()
    assert partner.name_en == "Knitter"


@pytest.mark.parametrize("model", ["dataset", "place", "cluster", "sector", "demand"])
def test_reference_data_can_be_looked_at(partner, admin_client, model):
    assert admin_client.get(f"/admin/partners/{model}/").status_code == 200


def test_fields_are_called_as_people_call_them(partner, admin_client):
    page = admin_client.get(f"/admin/partners/partner/{partner.pk}/change/").content.decode()
    for label in ("Name in English", "Name in Chinese", "Minimum order", "Lead time in days"):
        assert label in page
    assert "Name en" not in page
    assert "150 piece" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_days_are_written_alike_in_every_language(partner, admin_client, language):
    page = admin_client.get(
        f"/admin/partners/partner/{partner.pk}/change/", headers={"accept-language": language}
    ).content.decode()
    assert "2027-05-01" in page
    made = localtime(partner.created_at).strftime("%Y-%m-%d %H:%M")
    assert made in page


@pytest.fixture
def editor(partner, client):
    client.force_login(staff("editor", "Editors"))
    return client


def address(partner: Partner, verb: str = "change") -> str:
    return f"/admin/partners/partner/{partner.pk}/{verb}/"


def test_an_editor_retires_a_partner_by_a_button(partner, editor):
    assert address(partner, "retire") in editor.get(address(partner)).content.decode()
    page = editor.post(address(partner, "retire"), {"reason": "deregistered"}, follow=True)
    partner.refresh_from_db()
    assert partner.retirement_reason == "deregistered"
    assert "ranked no more" in page.content.decode()
    assert address(partner, "retire") not in page.content.decode()


def test_an_editor_merges_a_partner_by_a_button(partner, editor):
    other = replace(KNITTER, dataset=DEMONSTRATION.key, key="other")
    registration.register_records(records=[other])
    into = partner_of("other")
    editor.post(address(partner, "merge"), {"into": into.pk, "reason": "one organisation"})
    partner.refresh_from_db()
    assert partner.merged_into == into
    assert address(into) in editor.get(address(partner)).content.decode()


@pytest.mark.parametrize("into", ["", "x", "９", "0", "9" * 30])
def test_a_refusal_is_shown_and_changes_nothing(partner, editor, into):
    given = {"into": into, "reason": "one organisation"}
    page = editor.post(address(partner, "merge"), given, follow=True).content.decode()
    assert "Refused: no partner has the id" in page
    partner.refresh_from_db()
    assert partner.retired_at is None


def test_who_only_looks_sees_no_button_and_may_not_press_it(partner, client):
    client.force_login(staff("approver", "Approvers"))
    assert address(partner, "retire") not in client.get(address(partner)).content.decode()
    page = client.post(address(partner, "retire"), {"reason": "deregistered"}, follow=True)
    assert "may not change partners" in page.content.decode()
    partner.refresh_from_db()
    assert partner.retired_at is None


def test_a_verb_is_never_a_mere_link(partner, editor):
    assert editor.get(address(partner, "restore")).status_code == 405
    # It asks, and does nothing.
    assert editor.get(address(partner, "retire")).status_code == 200

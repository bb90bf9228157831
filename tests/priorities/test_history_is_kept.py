"""What was changed or deleted is kept, with who, when and through what; bulk writes too."""

import json
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import connection

from core.audit.audit_log import audit_entries
from partners.models import Partner, Place
from partners.registry.registration import register_records, save_dataset
from priorities.admin.edition_admin import EditionAdmin
from priorities.editions import lifecycle
from priorities.models import Edition
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.admin_desk import Desk, rows_of
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor) -> Edition:
    return lifecycle.open_draft(province="540000", by=editor.user)


def test_a_form_saved_in_the_admin_is_kept_with_the_user(draft, editor):
    title = draft.priorities.get(key=rows_of(draft)[0].key).title_en
    editor.save(draft, editor.look(draft, 0) | {"rows-0-title_en": "Another title"})
    kept = apps.get_model("priorities", "PriorityEvent").objects.filter(edition=draft)
    assert title in kept.values_list("title_en", flat=True)
    context = kept.first().pgh_context.metadata
    assert context["user"] == editor.user.pk
    assert context["source"] == "lifecycle.revise"
    assert context["url"].endswith(f"/{draft.pk}/change/")


def test_a_verb_called_without_the_admin_is_kept_with_who_called_it(draft, editor):
    lifecycle.discard(draft=draft, by=editor.user, expected_version=1)
    (entry,) = audit_entries(draft, parts=False)
    assert (entry.by, entry.source, entry.action) == ("editor", "lifecycle.discard", "changed")
    assert '"state": "draft"' in entry.content


def test_a_bulk_import_is_kept(maker):
    one = maker("one", lead_time_days=8)
    maker("one", lead_time_days=30)
    (entry,) = audit_entries(one, parts=True)
    assert (entry.subject, entry.source) == ("record one", "registration.register_records")
    assert '"lead_time_days": 8' in entry.content


def test_a_number_that_moves_on_is_no_change(maker):
    one = maker("one")
    maker("two")
    assert not audit_entries(one, parts=False)
    assert Partner.objects.get(pk=one.pk).changed_number != 0


def test_plain_statements_are_kept_too(reference):
    Place.objects.filter(code="440100").update(name_en="Canton")
    (entry,) = audit_entries(Place.objects.get(code="440100"), parts=False)
    assert '"name_en": "Guangzhou"' in entry.content


def test_history_is_read_in_the_admin(draft, editor):
    editor.save(draft, editor.look(draft, 0) | {"rows-0-title_en": "Another title"})
    page = editor.client.get(f"/admin/priorities/edition/{draft.pk}/history/").content.decode()
    assert "lifecycle.revise" in page
    assert f"priority {rows_of(draft)[0].key} changed" in page
    guest = Desk(staff("guest"))
    assert guest.client.get(f"/admin/priorities/edition/{draft.pk}/history/").status_code == 403


def test_who_added_and_took_off_a_target_or_a_city_is_kept_with_the_day(draft, editor):
    targets = list(draft.priorities.get(key="XZ0017").targets.values_list("pk", flat=True))
    fields = editor.look(draft)
    row = row_of(fields, "XZ0017")
    fields = editor.open_row(draft, fields, row)
    fields |= {f"rows-{row}-targets": [*targets[1:], "C182"], f"rows-{row}-places": ["540100"]}
    editor.save(draft, fields)
    assert editor.told("Saved")
    entries = [entry for entry in entries_of(draft) if entry.source == "lifecycle.revise"]
    assert {(entry.subject, entry.action) for entry in entries} >= {
        ("target C182 of XZ0017", "added"),
        (f"target {targets[0]} of XZ0017", "deleted"),
        ("place 540100 of XZ0017", "added"),
    }
    links = [entry for entry in entries if entry.subject.endswith("of XZ0017")]
    assert len(links) == 3
    assert {entry.by for entry in links} == {"editor"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        assert {entry.at for entry in links} == {cursor.fetchone()[0]}


def test_what_is_not_changed_has_no_turn(draft, editor):
    kept = draft.priorities.values_list("key", "pk")
    before = dict(kept)
    editor.save(draft, editor.look(draft, 0) | {"rows-0-title_en": "Another title"})
    entries = [entry for entry in entries_of(draft) if entry.source == "lifecycle.revise"]
    assert sorted((entry.subject, entry.action) for entry in entries) == [
        ("edition", "changed"),
        (f"priority {rows_of(draft)[0].key}", "changed"),
    ]
    assert dict(kept) == before


def test_a_copy_adds_nothing(draft):
    assert draft.priorities.get(key="XZ0017").targets.exists()
    assert not entries_of(draft)


def test_the_targets_of_a_priority_that_was_taken_off_are_kept(draft, editor):
    target = draft.priorities.get(key="XZ0019").targets.first().pk
    fields = editor.look(draft)
    row = row_of(fields, "XZ0019")
    editor.save(draft, fields | {f"rows-{row}-DELETE": "on"})
    told = {(entry.subject, entry.action) for entry in entries_of(draft)}
    assert (f"target {target} of XZ0019", "deleted") in told
    assert ("priority XZ0019", "deleted") in told


def test_whom_a_service_was_for_is_kept(reference):
    save_dataset(dataset=DATASET)
    register_records(records=[KNITTER])
    other = replace(KNITTER, offerings=(replace(KNITTER.offerings[1], for_sectors=("C18",)),))
    register_records(records=[other])
    (before,) = audit_entries(Partner.objects.get(), parts=True)
    assert (before.action, before.source) == ("changed", "registration.register_records")
    offerings = json.loads(before.content)["facts"]["offerings"]
    assert [one.get("for_sectors") for one in offerings] == [None, ["C17", "C18"]]


def row_of(fields, key) -> int:
    """The place of the key's row in the form."""
    return next(n for n in range(len(fields)) if fields[f"rows-{n}-key"] == key)


def entries_of(draft):
    """As the edition's own page tells it."""
    links = EditionAdmin.history_of_links
    return audit_entries(draft, parts=True, links=links)

"""What was changed or deleted is kept, with who, when and through what; bulk writes too."""

import pytest
from django.apps import apps

from matcher import lifecycle
from matcher.models import Edition
from partners import told_history
from partners.models import Partner, Place
from tests.matcher.admin_desk import Desk
from tests.matcher.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists) -> Desk:
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def draft(editor) -> Edition:
    return lifecycle.open_draft(province="440000", by=editor.user)


def test_a_form_saved_in_the_admin_is_kept_with_the_user(draft, editor):
    title = draft.priorities.order_by("key").first().title
    editor.save(draft, editor.look(draft) | {"rows-0-title": "Another title"})
    kept = apps.get_model("matcher", "PriorityEvent").objects.filter(edition=draft)
    assert title in kept.values_list("title", flat=True)
    told = kept.first().pgh_context.metadata
    assert told["user"] == editor.user.pk
    assert told["source"] == "lifecycle.revise"
    assert told["url"].endswith(f"/{draft.pk}/change/")


def test_a_verb_called_without_the_admin_is_kept_with_who_called_it(draft, editor):
    lifecycle.discard(draft=draft, by=editor.user, expected_version=1)
    (turn,) = told_history.of(draft, parts=False)
    assert (turn.by, turn.source, turn.deed) == ("editor", "lifecycle.discard", "changed")
    assert '"state": "draft"' in turn.said


def test_a_bulk_import_is_kept(maker):
    one = maker("one", lead_time_days=8)
    maker("one", lead_time_days=30)
    turns = told_history.of(one, parts=True)
    assert {turn.what for turn in turns} >= {
        "profile",
        "offering C182",
        "evidence organisation",
    }
    assert {turn.source for turn in turns} == {"registry.register"}
    assert any('"lead_time_days": 8' in turn.said for turn in turns)


def test_a_number_that_moves_on_is_no_change(maker):
    one = maker("one")
    maker("two")
    assert not told_history.of(one, parts=False)
    assert Partner.objects.get(pk=one.pk).changed != 0


def test_plain_statements_are_kept_too(reference):
    Place.objects.filter(code="440100").update(name_en="Canton")
    (turn,) = told_history.of(Place.objects.get(code="440100"), parts=False)
    assert '"name_en": "Guangzhou"' in turn.said


def test_history_is_read_in_the_admin(draft, editor):
    editor.save(draft, editor.look(draft) | {"rows-0-title": "Another title"})
    page = editor.client.get(f"/admin/matcher/edition/{draft.pk}/history/").content.decode()
    assert "lifecycle.revise" in page
    assert "priority PP001 deleted" in page
    guest = Desk(staff("guest"))
    assert guest.client.get(f"/admin/matcher/edition/{draft.pk}/history/").status_code == 403

"""The database itself refuses to change what was published, whoever asks."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.models import Document, Edition, EditionAct, Priority, PriorityChange
from tests.priorities.curators import curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(lists) -> Edition:
    return Edition.objects.get(province="440000", number=1)


def refused(change) -> None:
    with pytest.raises(IntegrityError, match="published edition"), transaction.atomic():
        change()


def test_a_row_is_not_changed_deleted_or_added(published):
    rows = Priority.objects.filter(edition=published)
    one = rows.first()
    refused(lambda: rows.update(title_en="Otherwise"))
    refused(lambda: Priority.objects.bulk_update([one], ["title_en"]))
    refused(one.delete)
    refused(lambda: rows._raw_delete("default"))
    one.pk, one.key = None, "GD9999"
    refused(one.save)


def test_a_row_is_not_moved_out_of_it(published):
    draft = lifecycle.open_draft(province="440000", by=curator("editor", "draft"))
    refused(lambda: Priority.objects.filter(edition=published).update(edition=draft))


def test_targets_and_places_are_not_changed(published):
    row = Priority.objects.filter(edition=published, targets__isnull=False).first()
    refused(lambda: row.targets.clear())
    refused(lambda: row.targets.add("C182"))
    refused(lambda: row.places.add("440100"))


def test_plain_sql_is_refused_too(published):
    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE priorities_priority SET stage = 'delivered'")

    refused(change)


def test_the_edition_itself_stays(published):
    own = Edition.objects.filter(pk=published.pk)
    refused(lambda: own.update(number=7))
    refused(lambda: own.update(state="draft", number=None, in_force=None, policy=None))
    refused(lambda: own.update(content="0" * 64))
    refused(lambda: own._raw_delete("default"))


def test_its_range_ends_once_and_is_not_moved(published):
    own = Edition.objects.filter(pk=published.pk)
    since, now = published.in_force.lower, timezone.now()
    refused(lambda: own.update(in_force=DateTimeTZRange(since - dt.timedelta(days=1), None)))
    own.update(in_force=DateTimeTZRange(since, now))
    refused(lambda: own.update(in_force=DateTimeTZRange(since, None)))
    refused(lambda: own.update(in_force=DateTimeTZRange(since, now + dt.timedelta(days=1))))


def test_a_document_it_cites_stays(published):
    refused(lambda: Document.objects.filter(province="440000").update(title="Otherwise"))


def test_an_act_is_not_unsaid(lists):
    lifecycle.open_draft(province="440000", by=curator("editor", "draft"))
    for change in (
        lambda: EditionAct.objects.update(by=None),
        lambda: EditionAct.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="not unsaid"), transaction.atomic():
            change()


def test_the_history_of_priorities_is_append_only(published):
    changes = PriorityChange.objects.filter(edition=published)
    assert changes.exists()
    for change in (lambda: changes.update(kind="moved"), changes.delete):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_a_draft_is_free_to_change(lists):
    draft = lifecycle.open_draft(province="440000", by=curator("editor", "draft"))
    draft.priorities.update(title_en="Otherwise")
    draft.priorities.all().delete()
    assert load_rows(draft) == ()

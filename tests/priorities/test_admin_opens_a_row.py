"""A draft's page draws the fields of an opened row; a closed row is kept as it is stored."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.models import Place
from priorities.admin.list_form import rows_form
from priorities.editions import lifecycle
from priorities.editions.rows import PriorityRow
from priorities.models import Edition
from tests.priorities.admin_desk import Desk, again, changed, refused, rows_of
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
# Of the page of a draft, however many rows it has.
QUERIES = 28
MOST_BYTES = 300_000


@pytest.mark.parametrize("province", ["440000", "540000"])
def test_a_list_of_any_length_is_drawn_with_as_many_queries(editor, province):
    draft = lifecycle.open_draft(province=province, by=editor.user)
    # The first page of a minute notes the visit in the session.
    editor.look(draft)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        editor.look(draft)
    assert len(queries) == QUERIES


def test_a_list_of_a_hundred_rows_is_a_small_page(editor):
    draft = lifecycle.open_draft(province="440000", by=editor.user)
    editor.look(draft)
    assert draft.priorities.count() > 100
    assert len(editor.page.encode()) < MOST_BYTES


def test_a_closed_row_has_no_field_and_an_opened_one_has_each(draft, editor):
    closed = editor.look(draft)
    assert {name for name in closed if name.startswith("rows-0-")} == {
        "rows-0-key",
        "rows-0-closed",
    }
    opened = editor.open_row(draft, closed, 0)
    assert "rows-0-closed" not in opened
    assert opened["rows-0-title_en"] == rows_of(draft)[0].title_en


def test_a_link_opens_a_row_without_the_script(draft, editor):
    key = rows_of(draft)[1].key
    page = editor.client.get(f"/admin/priorities/edition/{draft.pk}/change/").content.decode()
    assert f'href="?open={key}#row-{key}"' in page
    page = editor.client.get(f"/admin/priorities/edition/{draft.pk}/change/?open={key}")
    shown = page.content.decode()
    assert f'id="row-{key}"><details open>' in shown
    assert 'name="rows-1-title_en"' in shown
    assert 'name="rows-1-closed"' not in shown
    assert 'name="rows-0-closed"' in shown


def test_what_is_opened_and_saved_is_what_was_stored(draft, editor):
    before = rows_of(draft)
    editor.save(draft, editor.look(draft, 0, 1, 2))
    assert editor.told("Saved")
    assert rows_of(draft) == before


@pytest.fixture
def stored(draft) -> PriorityRow:
    return rows_of(draft)[0]


_TEXTS = st.text("针织 service's-\"<&>", min_size=1, max_size=20).map(lambda text: f"x{text}x")


@settings(
    max_examples=60,
    deadline=None,
    # The fixture is only read.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=_TEXTS,
    rank=st.none() | st.integers(1, 999),
    until=st.none() | st.dates(),
    targets=st.lists(st.sampled_from(["C17", "C18", "C182"])),
    forged=st.dictionaries(
        st.sampled_from(["title_en", "stage", "rank", "targets", "effective_from"]), _TEXTS
    ),
)
def test_a_closed_row_keeps_each_of_its_facts(stored, text, rank, until, targets, forged):
    """Also those that its fields could not hold, and whatever is posted beside its mark."""
    row = replace(
        stored,
        title_en=text, summary_zh=f" {text}\r\n", rank=rank, effective_to=until,
        targets=tuple(targets), document_year=1,
    )  # fmt: skip
    posted = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1"}
    posted |= {"rows-0-key": row.key, "rows-0-closed": "on"}
    posted |= {f"rows-0-{name}": value for name, value in forged.items()}
    form = rows_form(Place(code="540000"), [row], posted=posted)
    assert form.is_valid()
    assert form.rows() == [row]


@pytest.mark.parametrize("key", ["GD0001", "XZ9999", "", "'\"><script>"])
def test_a_forged_key_in_a_closed_row_changes_nothing_and_says_why(draft, editor, key):
    before = rows_of(draft)
    editor.save(draft, editor.look(draft, 1) | {"rows-0-key": key, "rows-1-title_en": "Typed"})
    refused(editor, draft, "Row 1, key: the draft has no such row, or no more")
    assert rows_of(draft) == before
    assert "Typed" in editor.page
    assert "<script>'" not in editor.page


def test_a_key_that_is_given_twice_changes_nothing(draft, editor):
    fields = editor.look(draft)
    editor.save(draft, fields | {"rows-0-key": fields["rows-1-key"]})
    refused(editor, draft, "is given to two rows")


def test_a_closed_row_that_another_changed_meanwhile_is_not_saved_over(draft, editor, approver):
    old = editor.look(draft, 1) | {"rows-1-title_en": "Typed on the old page"}
    newer = approver.look(draft, 0) | {"rows-0-title_en": "By the other"}
    approver.save(draft, newer)
    theirs = again(draft)
    editor.save(draft, old)
    refused(editor, theirs, "Another curator changed it first")
    assert "By the other" in {row.title_en for row in rows_of(draft)}


def test_a_closed_row_is_removed(draft, editor):
    gone, *kept = rows_of(draft)
    editor.save(draft, editor.look(draft) | {"rows-0-DELETE": "on"})
    assert editor.told("Saved")
    assert rows_of(draft) == tuple(kept)
    assert gone.key not in {row.key for row in rows_of(draft)}


def test_a_refused_form_keeps_what_is_marked_for_removal(draft, editor):
    fields = editor.look(draft, 1) | {"rows-0-DELETE": "on", "rows-1-effective_from": "soon"}
    editor.save(draft, fields)
    refused(editor, draft, "Row 2, effective from")
    assert editor.fields()["rows-0-DELETE"] == "on"


def test_only_a_faulty_row_is_redrawn_open(draft, editor):
    fields = editor.look(draft, 1) | {"rows-1-source": "no page"}
    editor.save(draft, fields)
    refused(editor, draft, "a source needs an address")
    closed = {name for name in editor.fields() if name.endswith("-closed")}
    assert closed == {f"rows-{n}-closed" for n in range(len(rows_of(draft))) if n != 1}
    assert editor.fields()["rows-1-source"] == "no page"


def test_a_closed_row_with_a_fault_is_opened(draft, editor):
    """A rule may be newer than the row."""
    draft.priorities.filter(key=rows_of(draft)[1].key).update(source="no page")
    editor.save(draft, editor.look(draft))
    refused(editor, draft, "Row 2, source")
    fields = editor.fields()
    assert fields["rows-1-source"] == "no page"
    assert "rows-1-closed" not in fields
    assert "rows-0-closed" in fields
    editor.save(draft, fields | {"rows-1-source": "https://example.org/a-page"})
    assert editor.told("Saved")
    assert rows_of(draft)[1].source == "https://example.org/a-page"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"key": "XZ0017", "number": "3"}, 200),
        ({"key": "GD0001", "number": "3"}, 404),
        ({"key": "XZ0017", "number": "x"}, 404),
        ({"key": "XZ0017"}, 404),
        ({}, 404),
    ],
)
def test_a_row_is_asked_for_by_its_key_and_number(draft, editor, asked, status):
    answer = editor.client.get(f"/admin/priorities/edition/{draft.pk}/row/", asked)
    assert answer.status_code == status


def test_only_one_who_may_edit_the_list_opens_a_row(draft, editor):
    asked = {"key": "XZ0017", "number": "0"}
    reader = Desk(staff("reader", "Approvers"))
    in_force = Edition.objects.published().get(province="540000")
    for desk, edition in ((reader, draft), (editor, in_force)):
        answer = desk.client.get(f"/admin/priorities/edition/{edition.pk}/row/", asked)
        assert answer.status_code == 403
    assert changed(draft, editor).version == draft.version + 1

"""Publishing closes the old range and opens the new in one step; what was said stays said."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from core import counters
from priorities.editions import lifecycle
from priorities.editions.diff import compare_rows
from priorities.editions.load_editions import load_rows
from priorities.errors import DraftOpen, EditionRefused, WrongState
from priorities.models import Edition
from tests.priorities.admin_desk import next_key
from tests.priorities.curators import curator
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists):
    return curator("editor", "draft")


@pytest.fixture
def approver(lists):
    return curator("approver", "approve")


@pytest.fixture
def publish(editor, approver):
    """Give Guangdong the rows that `change` makes of those it has."""

    def through(change) -> Edition:
        draft = lifecycle.open_draft(province="440000", by=editor)
        rows = change(list(load_rows(draft)))
        draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=draft.version)
        return put_through(draft, editor, approver)

    return through


def put_through(draft, editor, approver) -> Edition:
    if draft.state == Edition.State.DRAFT:
        draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
    return lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)


def added(rows):
    first = rows[0]
    new = replace(
        first, key="", title_en="Knitwear first", targets=("C182",), summary_en="A new page."
    )
    return [*rows, new]


def under_way(rows) -> int:
    """The place in the list of its first priority that is under way."""
    return next(n for n, row in enumerate(rows) if row.stage == "under way")


def test_the_new_edition_follows_the_old_without_a_gap(publish):
    edition = publish(added)
    old = Edition.objects.get(province="440000", number=1)
    assert old.in_force.upper == edition.in_force.lower
    assert edition.in_force.upper is None
    assert edition.policy == counters.current("policy")


def test_a_new_priority_gets_a_key_of_its_own(publish):
    first, second = next_key("440000"), next_key("440000", 2)
    edition = publish(added)
    new = edition.priorities.get(title_en="Knitwear first")
    assert new.key == first
    assert publish(added).priorities.filter(key=second).exists()


def test_a_draft_starts_as_a_copy_of_the_list_in_force(editor):
    draft = lifecycle.open_draft(province="440000", by=editor)
    assert load_rows(draft) == load_rows(draft.base)
    assert draft.base.number == 1


def test_the_event_tells_the_diff(publish):
    first = load_rows(Edition.objects.get(province="440000"))[0]
    edition = publish(lambda rows: added(rows)[1:])
    event = Event.objects.get(type="priorities.published", source=f"edition:{edition.pk}")
    told = event.data["diff"]
    assert [row["title_en"] for row in told["added"]] == ["Knitwear first"]
    assert [row["key"] for row in told["removed"]] == [first.key]
    assert "sector:C182" in event.topics


def test_reading_as_of_any_instant_gives_the_list_of_then(publish):
    before = timezone.now()
    one = publish(added)
    between = timezone.now()
    two = publish(lambda rows: rows[:-1])
    for instant, number in ((before, 1), (between, one.number), (timezone.now(), two.number)):
        found = Edition.objects.in_force(instant).get(province="440000")
        assert found.number == number


def test_at_the_very_instant_the_new_one_holds(publish):
    edition = publish(added)
    instant = edition.in_force.lower
    assert Edition.objects.in_force(instant).get(province="440000") == edition


def test_a_withdrawal_leaves_no_list_in_force(editor, approver):
    draft = lifecycle.withdraw(province="440000", by=editor, reason="Not the province's.")
    before = timezone.now()
    done = put_through(draft, editor, approver)
    assert not Edition.objects.in_force(timezone.now()).filter(province="440000").exists()
    assert Edition.objects.in_force(before).get(province="440000").number == 1
    event = Event.objects.get(type="priorities.withdrawn")
    assert event.data["reason"] == "Not the province's."
    assert done.policy == counters.current("policy")


def test_after_a_withdrawal_a_reversion_brings_the_rows_back_as_a_new_edition(editor, approver):
    first = Edition.objects.get(province="440000")
    put_through(
        lifecycle.withdraw(province="440000", by=editor, reason="By mistake."), editor, approver
    )
    again = put_through(lifecycle.revert(to=first, by=editor), editor, approver)
    assert again.number == 2
    assert load_rows(again) == load_rows(first)


def test_a_province_has_one_draft_open(editor):
    lifecycle.open_draft(province="440000", by=editor)
    with pytest.raises(DraftOpen):
        lifecycle.open_draft(province="440000", by=editor)
    assert lifecycle.open_draft(province="330000", by=editor)


def test_a_discarded_draft_makes_room_for_another(editor):
    draft = lifecycle.open_draft(province="440000", by=editor)
    lifecycle.discard(draft=draft, by=editor, expected_version=draft.version)
    assert lifecycle.open_draft(province="440000", by=editor) != draft


def test_a_draft_that_changes_nothing_is_not_submitted(editor):
    draft = lifecycle.open_draft(province="440000", by=editor)
    with pytest.raises(EditionRefused, match="nothing is different"):
        lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)


def test_a_province_without_a_list_gets_its_first(editor, approver):
    row = replace(load_rows(Edition.objects.get(province="440000"))[0], key="", places=())
    draft = lifecycle.open_draft(province="820000", by=editor)
    draft = lifecycle.revise(draft=draft, rows=[row], by=editor, expected_version=draft.version)
    edition = put_through(draft, editor, approver)
    assert (edition.number, edition.priorities.get().key) == (1, "MO0001")


def test_what_is_published_is_not_revised(publish, editor):
    edition = publish(added)
    with pytest.raises(WrongState):
        lifecycle.revise(draft=edition, rows=[], by=editor, expected_version=edition.version)


def test_a_schedule_is_kept_when_its_instant_has_come(editor, approver):
    draft = lifecycle.open_draft(province="440000", by=editor)
    rows = added(list(load_rows(draft)))
    draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=draft.version)
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
    at = timezone.now() + dt.timedelta(hours=1)
    draft = lifecycle.schedule(draft=draft, by=approver, at=at, expected_version=draft.version)
    assert lifecycle.publish_due() == 0
    Edition.objects.filter(pk=draft.pk).update(publish_at=timezone.now())
    assert lifecycle.publish_due() == 1
    assert Edition.objects.get(pk=draft.pk).state == Edition.State.PUBLISHED


def test_a_past_instant_is_refused(editor, approver):
    draft = lifecycle.open_draft(province="440000", by=editor)
    with pytest.raises(EditionRefused, match="is past"):
        lifecycle.schedule(
            draft=draft, by=approver, at=timezone.now(), expected_version=draft.version
        )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stage": "pledged", "summary_en": "New."}, "moves forward or lapses"),
        ({"stage": "delivered"}, "needs the evidence"),
        ({"stage": "deliverd"}, "is not one of"),
        ({"targets": ("PS1",)}, "PS1 is no sector"),
        ({"rank": 0}, "count from 1"),
        ({"title_en": " "}, "title_en is missing"),
    ],
)
def test_a_faulty_row_is_refused_by_name_and_changes_nothing(editor, change, said):
    draft = lifecycle.open_draft(province="440000", by=editor)
    rows = list(load_rows(draft))
    at = under_way(rows)
    rows[at] = replace(rows[at], **change)
    with pytest.raises(EditionRefused, match=said) as refused:
        lifecycle.revise(
            draft=draft,
            rows=rows,
            by=editor,
            expected_version=draft.version,
        )
    assert refused.value.faults[0].pointer.startswith(f"/{at}/")
    assert not compare_rows(load_rows(draft), load_rows(draft.base))


def test_a_stage_that_moves_with_evidence_is_kept(publish):
    rows = load_rows(Edition.objects.get(province="440000"))
    key = rows[under_way(rows)].key

    def deliver(rows):
        at = under_way(rows)
        rows[at] = replace(rows[at], stage="delivered", summary_en="Opened.")
        return rows

    assert publish(deliver).priorities.get(key=key).stage == "delivered"

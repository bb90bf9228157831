"""The stored changes of each publication are those of the diff, whatever the publication was."""

from dataclasses import replace

import pytest

from priorities.editions import lifecycle
from priorities.editions.diff import compare_rows
from priorities.editions.load_editions import load_rows
from priorities.models import Edition, PriorityChange
from priorities.queries.edition_queries import edition_before
from tests.priorities.admin_desk import next_key
from tests.priorities.curators import curator

pytestmark = pytest.mark.django_db
Kind = PriorityChange.Kind


@pytest.fixture
def publish(lists):
    """Publish a draft as it is, or with the rows that `change` makes of its rows."""
    editor, approver = curator("editor", "draft"), curator("approver", "approve")

    def through(draft=None, change=None) -> Edition:
        draft = draft or lifecycle.open_draft(province="440000", by=editor)
        if change:
            rows = change(list(load_rows(draft)))
            draft = lifecycle.revise(
                draft=draft, rows=rows, by=editor, expected_version=draft.version
            )
        if draft.state == Edition.State.DRAFT:
            draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
        draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
        return lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)

    through.editor = editor
    return through


def change_everything(rows):
    """Move the first row that is under way, reword the next, rank the one after it, remove the
    last, and add one.
    """
    at = under_way(rows)
    return [
        *rows[:at],
        replace(rows[at], stage="delivered", summary_en="Opened."),
        replace(rows[at + 1], title_en="Called otherwise"),
        replace(rows[at + 2], rank=9),
        *rows[at + 3 : -1],
        replace(rows[0], key="", title_en="New", summary_en="A new page."),
    ]


def under_way(rows) -> int:
    """The place in the list of its first priority that is under way."""
    return next(n for n, row in enumerate(rows) if row.stage == "under way")


def kinds(edition) -> dict[str, str]:
    return dict(edition.changes.values_list("key", "kind"))


def test_each_publication_stores_what_its_diff_says(publish):
    first = Edition.objects.get(province="440000")
    rows = load_rows(first)
    assert kinds(first) == {row.key: Kind.PUBLISHED for row in rows}

    key, at = next_key("440000"), under_way(rows)
    second = publish(change=change_everything)
    assert kinds(second) == {
        rows[at].key: Kind.MOVED,
        rows[at + 1].key: Kind.REVISED,
        rows[at + 2].key: Kind.REVISED,
        rows[-1].key: Kind.REMOVED,
        key: Kind.PUBLISHED,
    }
    moved = second.changes.get(key=rows[at].key)
    assert (moved.stage_before, moved.priority.edition) == (rows[at].stage, second)
    assert second.changes.get(key=rows[-1].key).priority.edition == first

    withdrawal = publish(
        lifecycle.withdraw(province="440000", by=publish.editor, reason="By mistake.")
    )
    held = {row.key for row in load_rows(second)}
    assert kinds(withdrawal) == dict.fromkeys(held, Kind.WITHDRAWN)

    again = publish(lifecycle.revert(to=first, by=publish.editor))
    assert kinds(again) == {row.key: Kind.PUBLISHED for row in rows}

    for edition in (first, second, withdrawal):
        diff = compare_rows(load_rows(edition_before(edition)), load_rows(edition))
        assert kinds(edition).keys() == diff.keys
        assert set(edition.changes.values_list("policy", flat=True)) == {edition.policy}

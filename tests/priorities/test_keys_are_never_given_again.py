"""A key names one priority of one province for ever, also one that only a draft ever held."""

from dataclasses import replace

import pytest

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import PriorityRow
from priorities.errors import EditionRefused
from priorities.importing.list_import import check_table, list_as_csv
from priorities.importing.spreadsheet import read_table
from priorities.models import Edition, LastPriorityKey
from tests.priorities.admin_desk import next_key
from tests.priorities.curators import curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists):
    return curator("editor", "draft")


@pytest.fixture
def draft(editor):
    return lifecycle.open_draft(province="440000", by=editor)


def revised(draft: Edition, by, rows) -> Edition:
    return lifecycle.revise(draft=draft, rows=rows, by=by, expected_version=draft.version)


def added(draft: Edition, by, title: str) -> tuple[Edition, str]:
    """The draft with one priority more, and the key that it was given."""
    rows = load_rows(draft)
    new = replace(rows[0], key="", title_en=title, summary_en="A new page.")
    later = revised(draft, by, [*rows, new])
    return later, next(row.key for row in load_rows(later) if row.title_en == title)


def without(draft: Edition, by, key: str) -> Edition:
    return revised(draft, by, [row for row in load_rows(draft) if row.key != key])


def test_the_key_of_a_row_that_was_taken_off_a_draft_is_not_given_again(draft, editor):
    free = next_key("440000"), next_key("440000", 2)
    draft, first = added(draft, editor, "Knitwear")
    draft, second = added(without(draft, editor, first), editor, "Something else")
    assert (first, second) == free


def test_nor_in_a_later_draft(draft, editor):
    second = next_key("440000", 2)
    draft, first = added(draft, editor, "Knitwear")
    emptied = without(draft, editor, first)
    lifecycle.discard(draft=emptied, by=editor, expected_version=emptied.version)
    other = lifecycle.open_draft(province="440000", by=editor)
    assert added(other, editor, "Something else")[1] == second


def test_provinces_count_each_for_itself(draft, editor):
    free = next_key("370000")
    added(draft, editor, "Knitwear")
    other = lifecycle.open_draft(province="370000", by=editor)
    assert added(other, editor, "Knitwear")[1] == free


def test_a_key_that_no_list_holds_any_more_cannot_be_claimed(draft, editor):
    draft, first = added(draft, editor, "Knitwear")
    rows = load_rows(draft)
    draft = without(draft, editor, first)
    with pytest.raises(EditionRefused, match=f"no list of Guangdong 广东 holds {first}"):
        revised(draft, editor, rows)


def test_trying_out_a_file_gives_no_key_away(draft, editor):
    free = next_key("440000")
    reserved = list(LastPriorityKey.objects.order_by("pk").values())
    text = list_as_csv([keyless(load_rows(draft)[0])])
    table = read_table("list.csv", text.encode())
    for _ in range(2):
        trial = check_table(province=draft.province, table=table)
        assert [row.key for row in trial.rows] == [free]
    assert list(LastPriorityKey.objects.order_by("pk").values()) == reserved


def keyless(row: PriorityRow) -> PriorityRow:
    return replace(row, key="")

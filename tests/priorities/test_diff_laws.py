"""Applying the diff of two lists to the old one gives the new one, whatever they hold."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.editions.diff import Diff, compare_rows
from priorities.editions.rows import PriorityRow, in_list_order

BASE = PriorityRow(
    key="GD0001",
    title_en="Knitting",
    title_zh="针织",
    category="manufacturing sector",
    signal="support",
    speaker="government",
    stage="pledged",
    document="A meeting",
    document_year=2026,
    published_on=dt.date(2026, 2, 24),
    document_precision="day",
    effective_from=dt.date(2026, 2, 24),
    effective_to=None,
    precision="day",
    confidence="high",
    summary_en="Said so.",
    source="https://example.org/",
)
rows = st.builds(
    replace,
    st.just(BASE),
    key=st.sampled_from([f"GD{n:04d}" for n in range(6)]),
    title_en=st.sampled_from(["Knitting", "Weaving"]),
    stage=st.sampled_from(["pledged", "launched"]),
    targets=st.lists(st.sampled_from(["C17", "C18", "C182"]), max_size=3).map(tuple),
    rank=st.none() | st.integers(1, 4),
    effective_to=st.none() | st.just(dt.date(2027, 1, 1)),
)
lists = st.lists(rows, max_size=6, unique_by=lambda row: row.key)


def apply_diff(diff: Diff, old: list[PriorityRow]) -> list[PriorityRow]:
    """The list that the diff makes of `old`. Raises ValueError when it is not a diff of it."""
    rows = {row.key: row for row in old}
    for row in diff.removed:
        if rows.pop(row.key, None) != row:
            raise ValueError(f"{row.key} is not what the diff removes")
    for change in (*diff.changed, *diff.reranked):
        found = rows.get(change.key)
        if found is None or getattr(found, change.field) != change.before:
            raise ValueError(f"{change.key} is not what the diff changes")
        rows[change.key] = replace(found, **{change.field: change.after})
    for row in diff.added:
        if row.key in rows:
            raise ValueError(f"{row.key} is there already")
        rows[row.key] = row
    return list(in_list_order(rows.values()))


@given(lists, lists)
def test_applied_to_the_old_list_it_gives_the_new_one(old, new):
    assert apply_diff(compare_rows(old, new), old) == list(in_list_order(new))


@given(lists)
def test_a_list_does_not_differ_from_itself_in_any_order(old):
    assert not compare_rows(old, list(reversed(old)))


@given(lists, lists)
def test_going_there_and_back_changes_nothing(old, new):
    there, back = compare_rows(old, new), compare_rows(new, old)
    assert apply_diff(back, apply_diff(there, old)) == list(in_list_order(old))
    assert [row.key for row in there.added] == [row.key for row in back.removed]


@given(lists, lists)
def test_every_key_that_differs_is_named_and_no_other(old, new):
    before, after = {r.key: r for r in old}, {r.key: r for r in new}
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert compare_rows(old, new).keys == differ


def test_a_renamed_priority_is_changed_and_not_new():
    found = compare_rows([BASE], [replace(BASE, title_en="Knitwear", rank=2)])
    assert [(one.field, one.before, one.after) for one in found.changed] == [
        ("title_en", "Knitting", "Knitwear")
    ]
    assert [(one.before, one.after) for one in found.reranked] == [(None, 2)]
    assert not found.added
    assert not found.removed


def test_it_is_refused_on_a_list_that_it_is_not_of():
    found = compare_rows([BASE], [replace(BASE, title_en="Knitwear")])
    with pytest.raises(ValueError, match="GD0001"):
        apply_diff(found, [replace(BASE, title_en="Something else")])


def test_as_json_it_holds_dates_as_text():
    plain = compare_rows([], [BASE]).as_json()
    assert plain["added"][0]["effective_from"] == "2026-02-24"
    assert plain["added"][0]["targets"] == []

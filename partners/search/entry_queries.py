"""The SQL that reads search entries by their keys, at most so many and the first by rank.

Rare keys are read at once and sorted. Keys that very many partners have are read band by band
(`partners.search.rank_bands`) until there are enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from partners.errors import SearchTimedOut
from partners.search.key_counts import FEW, key_counts
from partners.search.rank_bands import MARKS
from partners.search.typed_text import Condition

# One statement of a search may take so long; it takes some milliseconds.
STATEMENT_SECONDS = 2
# Of very frequent keys so many, the rarest, are asked of the index; the rows are held to all.
_MOST_ASKED = 3
# A plan is not worth compiling, and the table is never read through.
_SETTINGS = (
    ("statement_timeout", f"{STATEMENT_SECONDS}s"),
    ("jit", "off"),
    ("enable_seqscan", "off"),
)
_SET = "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
_FROM = " FROM partners_searchentry WHERE "
_BANDS = "SELECT entry.* FROM unnest(%s::int[]) AS band(mark) CROSS JOIN LATERAL "
_ORDER = " ORDER BY rank, partner_id LIMIT %s"


@dataclass(frozen=True)
class EntryQuery:
    """A statement, or a part of one, with its parameters. `at_once`: the keys are rare."""

    sql: str
    params: Sequence[Any]
    at_once: bool


@contextmanager
def bounded_statements() -> Iterator[None]:
    """A transaction whose statements each take `STATEMENT_SECONDS` at most. Raises
    `SearchTimedOut`.
    """
    nested = connection.in_atomic_block
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_SET, [part for setting in _SETTINGS for part in setting])
            yield
            if nested:
                with connection.cursor() as cursor:
                    for name, _ in _SETTINGS:
                        cursor.execute(f"SET LOCAL {name} TO DEFAULT")
    except OperationalError as fault:
        if isinstance(fault.__cause__, QueryCanceled):
            raise SearchTimedOut(STATEMENT_SECONDS) from fault
        raise


def read_stages(
    conditions: Collection[Condition], filters: Sequence[Condition], most: int
) -> list[tuple[int, int, int, str]]:
    """(number of the condition, partner id, rank, names) of entries that meet a condition and all
    filters, each once, in the order of the conditions, then by rank: `most` of each, twice as many
    of all.
    """
    counts = key_counts.get()
    parts: list[tuple[Condition, EntryQuery]] = []
    for number, one in enumerate(conditions):
        columns = f"{number} AS stage, partner_id, rank, names"
        if query := _entry_query(one, filters, counts, columns, most):
            parts.append((one, query))
    parts = [(one, query) for one, query in parts if not _is_covered(one, parts)]
    if not parts:
        return []
    found: dict[int, tuple[int, int, int, str]] = {}
    for row in _execute([query for _, query in parts], 2 * most):
        found.setdefault(row[1], row)
    return list(found.values())


def read_some(
    conditions: Iterable[Condition], filters: Sequence[Condition], most: int
) -> list[int]:
    """The ids of partners that meet a condition and all filters, each once, `most` at most."""
    counts = key_counts.get()
    queries = [_entry_query(one, filters, counts, "partner_id, rank", most) for one in conditions]
    rows = _execute([one for one in queries if one], 2 * most)
    return list(dict.fromkeys(pk for pk, _ in rows))[:most]


def _execute(queries: Sequence[EntryQuery], most: int) -> list[Any]:
    # PostgreSQL reads the parts one after the other until there are enough.
    parts = " UNION ALL ".join(f"({one.sql})" for one in queries)
    sql = "SELECT * FROM (" + parts + ") AS entry LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(param for one in queries for param in one.params), most])
        return cursor.fetchall()


def _is_covered(one: Condition, parts: Iterable[tuple[Condition, EntryQuery]]) -> bool:
    """Whether another condition that is read at once asks for less, so that it finds the same."""
    return any(
        query.at_once
        and other != one
        and other.every
        and set(other.every) <= set(one.every)
        and set(other.some) <= set(one.some)
        for other, query in parts
    )


def _entry_query(
    condition: Condition,
    filters: Sequence[Condition],
    counts: Mapping[int, int],
    columns: str,
    most: int,
) -> EntryQuery | None:
    """The query of one condition; None where it asks for nothing but frequent whole names."""
    some = condition.some
    if condition.whole:
        some = tuple(tuple(key for key in group if key not in counts) for group in some)
        if not all(some):
            return None
    every = [*condition.every, *(key for one in filters for key in one.every)]
    groups = [*some, *(group for one in filters for group in one.some)]
    fewest = min(
        (
            *(counts.get(key, 0) for key in every),
            *(sum(counts.get(key, 0) for key in group) for group in groups),
        ),
        default=0,
    )
    if fewest <= FEW:
        return _at_once(every, groups, columns, most)
    return _by_bands(sorted(every, key=lambda key: counts.get(key, 0)), groups, columns, most)


def _at_once(
    every: Sequence[int], groups: Sequence[Sequence[int]], columns: str, most: int
) -> EntryQuery:
    asked = [*(["keys @> %s::int[]"] if every else []), *("keys && %s::int[]" for _ in groups)]
    sql = "SELECT " + columns + _FROM + " AND ".join(asked) + _ORDER
    arrays = [*([list(every)] if every else []), *(list(group) for group in groups)]
    return EntryQuery(sql, [*arrays, most], at_once=True)


def _by_bands(
    every: Sequence[int], groups: Sequence[Sequence[int]], columns: str, most: int
) -> EntryQuery:
    """The same, band after band; `every` starts with the rarest."""
    asked = every[:_MOST_ASKED]
    tests = [f"keys @> {_in_band(asked)}"] if asked else []
    tests += [f"keys && {_in_band(group)}" for group in groups]
    params = [*asked, *(key for group in groups for key in group)]
    if len(every) > len(asked):
        # Of the rows that are read: the sum of arrays keeps the index out of it.
        tests.append("keys || '{}'::int[] @> %s::int[]")
        params.append(list(every[_MOST_ASKED:]))
    inner = "SELECT " + columns + _FROM + " AND ".join(tests) + _ORDER
    sql = _BANDS + "(" + inner + ") AS entry LIMIT %s"
    return EntryQuery(sql, [MARKS, *params, most, most], at_once=False)


def _in_band(keys: Collection[int]) -> str:
    return f"ARRAY[{', '.join('%s # band.mark' for _ in keys)}]"

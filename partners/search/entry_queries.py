"""The SQL that reads search entries by their keys, at most so many.

Of many keys only the rarest are asked for, which finds little more than all, so whoever reads the
names judges them. Keys that very many partners have are read band by band
(`partners.search.rank_bands`) until there are enough.
"""

from __future__ import annotations

from collections import Counter
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
# So many keys of a condition are asked of the index; fewer where all are very frequent.
_RAREST, _RAREST_IN_BAND = 5, 2
# More are read only to be counted: a band that 100,000 partners are in is not sorted for them.
_MOST_SORTED = 200
# Where a slip is looked for, a condition whose rarest key more entries have is not worth its time.
_MOST_SCANNED = 40_000
_MOST_OF_ONE, _MOST_NEAR = 400, 1_500
# A plan is not worth compiling, and the table is never read through.
_SETTINGS = (
    ("statement_timeout", f"{STATEMENT_SECONDS}s"),
    ("jit", "off"),
    ("enable_seqscan", "off"),
)
_SET = "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
_FROM = " FROM partners_searchentry WHERE "
_BANDS = "SELECT entry.* FROM unnest(%s::int[]) AS band(mark) CROSS JOIN LATERAL "
_ALL = "SELECT * FROM (%s) AS entry LIMIT %%s"
_ORDER = " ORDER BY rank, partner_id LIMIT %s"


@dataclass(frozen=True)
class EntryQuery:
    """A statement, or a part of one, with its parameters."""

    sql: str
    params: Sequence[Any]


@dataclass(frozen=True)
class Narrowing:
    """What every entry to read meets: `conditions`, and that its partner is of a real
    organisation unless it may be `simulated`.
    """

    conditions: Sequence[Condition] = ()
    simulated: bool = True

    @property
    def sql(self) -> str:
        """The test of rows that no index makes."""
        return "" if self.simulated else " AND NOT simulated"


ALL_ENTRIES = Narrowing()


@dataclass(frozen=True)
class Stages:
    """`rows`: (number of the condition, partner id, rank, names); `complete`: these are all."""

    rows: list[tuple[int, int, int, str]]
    complete: bool


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


def read_stages(conditions: Iterable[Condition], narrowed: Narrowing, most: int) -> Stages:
    """Entries that meet a condition and all that narrows, each once, in the order of the
    conditions, then by rank: `most` of each, twice as many of all; of more than 200 in any order.
    """
    counts = key_counts.get()
    queries = [
        query
        for number, one in enumerate(conditions)
        if (query := _stage_query(number, one, narrowed, counts, most))
    ]
    rows = _read_all(queries, 2 * most)
    of_one = Counter(row[0] for row in rows)
    found: dict[int, tuple[int, int, int, str]] = {}
    for row in rows:
        found.setdefault(row[1], row)
    complete = len(rows) < 2 * most and max(of_one.values(), default=0) < most
    return Stages(list(found.values()), complete)


def read_near(conditions: Iterable[Condition], narrowed: Narrowing) -> list[tuple[int, int, str]]:
    """(partner id, rank, names) of entries that meet a condition and all that narrows, the rarest
    conditions first: some of those that meet a frequent one, none of a very frequent one.
    """
    counts = key_counts.get()
    asked: dict[_Test, int] = {}
    for one in conditions:
        for test, count in _near_tests(one, counts):
            asked.setdefault(test, count)
    held, arrays = _held_to(narrowed)
    queries = [
        EntryQuery(
            f"SELECT partner_id, rank, names{_FROM}{_signs(test)}{held} LIMIT {_MOST_OF_ONE}",
            [*(list(keys) for _, keys in test), *arrays],
        )
        for test, count in sorted(asked.items(), key=lambda one: one[1])
        if count <= _MOST_SCANNED
    ]
    return list(dict.fromkeys(_read_all(queries, _MOST_NEAR)))


# Signs of arrays with the keys that each is asked for.
_Test = tuple[tuple[str, tuple[int, ...]], ...]


def _near_tests(condition: Condition, counts: Mapping[int, int]) -> Iterator[tuple[_Test, int]]:
    """The tests for a condition, each with the number of entries that have its rarest key."""
    rarest = tuple(_rarest_first(condition.every, counts)[:_RAREST])
    if rarest and condition.some:
        # Whoever has all, and of each group one: the rarest key leads the index to few.
        yield (("@>", rarest), *(("&&", group) for group in condition.some)), 0
    elif rarest:
        yield (("@>", rarest),), counts.get(rarest[0], 0)
    else:
        for group in condition.some:
            if rare := tuple(key for key in group if key not in counts):
                yield (("&&", rare),), 0


def _signs(test: _Test) -> str:
    return " AND ".join(f"keys {sign} %s::int[]" for sign, _ in test)


def _read_all(queries: Sequence[EntryQuery], most: int) -> list[Any]:
    if not queries:
        return []
    # PostgreSQL reads the parts one after the other until there are enough.
    parts = " UNION ALL ".join(f"({one.sql})" for one in queries)
    params = [*(param for one in queries for param in one.params), most]
    with connection.cursor() as cursor:
        cursor.execute(_ALL % parts, params)
        rows: list[Any] = cursor.fetchall()
    return rows


def _stage_query(
    number: int,
    condition: Condition,
    narrowed: Narrowing,
    counts: Mapping[int, int],
    most: int,
) -> EntryQuery | None:
    """The query of one condition; None where it asks for nothing but frequent whole names."""
    some = condition.some
    if condition.whole:
        some = tuple(tuple(key for key in group if key not in counts) for group in some)
        if not all(some):
            return None
    columns = f"SELECT {number} AS stage, partner_id, rank, names"
    filters = narrowed.conditions
    narrow = [key for one in filters for key in one.every]
    every = _rarest_first([*condition.every, *narrow], counts)
    groups = [*some, *(group for one in filters for group in one.some)]
    fewest = min(
        (
            *(counts.get(key, 0) for key in every[:1]),
            *(sum(counts.get(key, 0) for key in group) for group in groups),
        ),
        default=0,
    )
    if fewest > FEW:
        asked = _rarest_first(condition.every, counts)[:_RAREST_IN_BAND]
        return _by_bands([*asked, *narrow], groups, columns, narrowed.sql, most)
    held, arrays = _held_to(narrowed)
    tests = [*(["keys @> %s::int[]"] if every else []), *("keys && %s::int[]" for _ in some)]
    params = [*([every[:_RAREST]] if every else []), *(list(group) for group in some)]
    sql = columns + _FROM + " AND ".join(tests) + held + _ORDER
    return EntryQuery(sql, [*params, *arrays, most])


def _by_bands(
    every: Sequence[int], groups: Sequence[Sequence[int]], columns: str, held: str, most: int
) -> EntryQuery:
    tests = [f"keys @> {_in_band(every)}"] if every else []
    tests += [f"keys && {_in_band(group)}" for group in groups]
    order = _ORDER if most <= _MOST_SORTED else " LIMIT %s"
    inner = columns + _FROM + " AND ".join(tests) + held + order
    keys = [*every, *(key for group in groups for key in group)]
    return EntryQuery(f"{_BANDS}({inner}) AS entry LIMIT %s", [MARKS, *keys, most, most])


def _in_band(keys: Collection[int]) -> str:
    return f"ARRAY[{', '.join('%s # band.mark' for _ in keys)}]"


def _held_to(narrowed: Narrowing) -> tuple[str, list[list[int]]]:
    """A test of what narrows for rows that are read: the sum of arrays keeps the index out."""
    tests, arrays = narrowed.sql, []
    for one in narrowed.conditions:
        for sign, keys in (("@>", one.every), *(("&&", group) for group in one.some)):
            if keys:
                tests += f" AND keys || '{{}}'::int[] {sign} %s::int[]"
                arrays.append(list(keys))
    return tests, arrays


def _rarest_first(keys: Iterable[int], counts: Mapping[int, int]) -> list[int]:
    return sorted(keys, key=lambda key: counts.get(key, 0))

"""Counter rows: number order is commit order.

A writer takes its numbers last in its transaction, in the order policy, partners, event: the row
stays locked until the commit, so a lower number is always committed first. No sequence, clock or
transaction id guarantees this order.
"""

from django.db import connection

from core.faults import NoTransaction
from core.models import Counter

# One statement instead of a lock and an update: all writers queue for the row.
_TAKE = "UPDATE core_counter SET number = number + %s WHERE name = %s RETURNING number"
# The clock is read when the row is had. As a new epoch of the event stream counts, and as far:
# microseconds stay below 10 to the 15th, which every client reads exactly, until 2057.
_TAKE_BY_CLOCK = """
UPDATE core_counter SET number = %s + greatest(number, floor(
    1000000 * extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00+00'))::bigint)
WHERE name = %s RETURNING number
"""


def take(name: str, count: int = 1) -> int:
    """The next number of the counter, locked until the caller's transaction ends; the last of the
    next `count` numbers, which are all the caller's.

    Raises `NoTransaction` outside a transaction: readers would see the number before the change.
    """
    return _take(_TAKE, name, count)


def take_by_clock(name: str, count: int = 1) -> int:
    """As `take`, but the numbers follow the microseconds since 2026 where these are ahead: they
    tell when they were taken, not how many were taken before.
    """
    return _take(_TAKE_BY_CLOCK, name, count)


def _take(statement: str, name: str, count: int) -> int:
    if not connection.in_atomic_block:
        raise NoTransaction(f"the {name} number is taken inside the writer's transaction")
    with connection.cursor() as cursor:
        cursor.execute(statement, [count, name])
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"no counter is named {name!r}")
    return int(row[0])


def hold(name: str) -> None:
    """Lock the counter until the caller's transaction ends, so that no number is taken meanwhile.

    Raises `NoTransaction` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"the {name} number is held inside a transaction")
    Counter.objects.select_for_update(no_key=True).get(name=name)


def current(name: str) -> int:
    """The last committed number, or the number that this transaction took."""
    return numbers(name)[0]


def numbers(*names: str) -> tuple[int, ...]:
    """The current number of each of the counters, as `current` gives one. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number FROM core_counter WHERE name = ANY(%s)", [list(names)])
        found = dict(cursor.fetchall())
    return tuple(int(found[name]) for name in names)

"""Counter rows: number order is commit order.

A writer takes its numbers last in its transaction, in the order policy, partners, event: the row
stays locked until the commit, so a lower number is always committed first. No sequence, clock or
transaction id guarantees this order.
"""

from django.db import connection

from core.faults import NoTransaction
from core.models import Counter


def take(name: str, count: int = 1) -> int:
    """The next number of the counter, locked until the caller's transaction ends; the last of the
    next `count` numbers, which are all the caller's.

    Raises `NoTransaction` outside a transaction: readers would see the number before the change.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"the {name} number is taken inside the writer's transaction")
    # One statement instead of a lock and an update: all writers queue for this row.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_counter SET number = number + %s WHERE name = %s RETURNING number",
            [count, name],
        )
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

"""What a score is computed from, read as one snapshot of the database.

Columns, places and lists are kept in the process under the number that they were read at: a
number that has moved means that they are read again.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from matcher import editions, snapshot
from matcher.scoring import MODEL
from matcher.scoring.columns import Columns
from matcher.scoring.ground import EditionRow, Ground
from partners.reading import read_atlas, read_taxonomy
from webhooks import counters

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Basis:
    """Model version, policy number, partners number and the day in China."""

    model: str
    policy: int
    partners: int
    as_of: dt.date


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction whose every read sees the same state, when it is the outermost one."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def today() -> dt.date:
    """The day in China: priorities start and end there at midnight."""
    return timezone.localdate(timezone=CHINA)


def read() -> Basis:
    """The basis of this transaction's snapshot."""
    return Basis(MODEL, counters.current("policy"), counters.current("partners"), today())


@dataclass
class _Kept:
    partners: tuple[int, Columns, Ground] | None = None
    policy: tuple[int, dt.date, dict[str, EditionRow]] | None = None


_kept = _Kept()


def forget() -> None:
    """Drop what this process keeps: for a database that was put back behind its back."""
    _kept.partners = _kept.policy = None


def stand(basis: Basis) -> tuple[Ground, Columns]:
    """Ground and columns of the basis, which must be this transaction's own."""
    kept = _kept.partners
    if kept is None or kept[0] != basis.partners:
        kept = (basis.partners, snapshot.read(), Ground(read_atlas(), read_taxonomy()))
        _kept.partners = kept
    lists = _kept.policy
    if lists is None or lists[:2] != (basis.policy, basis.as_of):
        lists = (basis.policy, basis.as_of, editions.in_force(end_of(basis.as_of)))
        _kept.policy = lists
    _, columns, ground = kept
    return Ground(ground.atlas, ground.taxonomy, lists[2], basis.as_of), columns


def end_of(day: dt.date) -> dt.datetime:
    """The last instant of a day in China."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=CHINA)

"""What a score is computed from, read as one snapshot of the database.

Columns, places and lists are kept in the process under the number that they were read at: a
number that has moved means that they are read again.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from core import clock, counters
from matcher.index import partner_index
from matcher.index.partner_index import PartnerIndex
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import MODEL
from matcher.scoring.coverage import Coverage, survey
from partners.names.resolver import NameResolvers, PlaceResolver, SectorResolver
from partners.reference.reference_loader import read_atlas, read_taxonomy
from priorities.queries import edition_rows

CHINA = clock.CHINA
_SURVEYS_AT_MOST = 16


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
    return clock.today()


def read() -> Basis:
    """The basis of this transaction's snapshot."""
    return Basis(MODEL, counters.current("policy"), counters.current("partners"), today())


@dataclass
class _Partners:
    """What was read at a partners number, and the surveys made of it, by datasets."""

    number: int
    reference: ReferenceData
    names: NameResolvers
    surveys: dict[frozenset[str], Coverage] = field(default_factory=dict)


@dataclass
class _Kept:
    partners: _Partners | None = None
    index: PartnerIndex | None = None
    stocked: int = -1
    policy: tuple[int, int, ReferenceData] | None = None


_kept = _Kept()
# Of many threads that find something missing one reads it; the others wait for that.
_reading = threading.RLock()


def forget() -> None:
    """Drop what this process keeps: for a database that was put back behind its back."""
    _kept.partners = _kept.policy = _kept.index = None


def stand(basis: Basis) -> tuple[ReferenceData, tuple[Segment, ...]]:
    """Ground and partners of the basis, which must be this transaction's own."""
    return reference(basis), _segments(_partners(basis.partners))


def reference(basis: Basis) -> ReferenceData:
    """Places, taxonomy and the lists in force on the basis, without the partners."""
    kept = _partners(basis.partners)
    with _reading:
        lists = _kept.policy
        if (
            lists is None
            or lists[:2] != (basis.policy, basis.partners)
            or (lists[2].on != basis.as_of)
        ):
            in_force = edition_rows.in_force(end_of(basis.as_of))
            lists = (basis.policy, basis.partners, kept.reference.at(in_force, basis.as_of))
            _kept.policy = lists
    return lists[2]


def names() -> NameResolvers:
    """Places and sectors by name, as they are now."""
    return _partners(counters.current("partners")).names


def around(basis: Basis, datasets: frozenset[str]) -> Coverage:
    """Who does what where among the datasets' partners: one survey for all briefs that ask for
    them, for neither lists nor the day touch it.
    """
    kept = _partners(basis.partners)
    segments = _segments(kept)
    with _reading:
        found = kept.surveys.get(datasets)
        if found is None:
            found = survey(kept.reference, segments, datasets)
            if len(kept.surveys) >= _SURVEYS_AT_MOST:
                kept.surveys.clear()
            kept.surveys[datasets] = found
    return found


def _partners(number: int) -> _Partners:
    with _reading:
        kept = _kept.partners
        if kept is None or kept.number != number:
            atlas, taxonomy = read_atlas(), read_taxonomy()
            known = NameResolvers(PlaceResolver(atlas), SectorResolver(taxonomy))
            kept = _kept.partners = _Partners(number, ReferenceData(atlas, taxonomy), known)
    return kept


def _segments(kept: _Partners) -> tuple[Segment, ...]:
    with _reading:
        if _kept.index is None or _kept.stocked != kept.number:
            _kept.index = partner_index.read(kept.reference, kept.number, _kept.index)
            _kept.stocked = kept.number
        return _kept.index.segments


def write_columns() -> None:
    """Write the partners as they are now into a file that every process maps, if that is due."""
    with one_snapshot():
        number = counters.current("partners")
        partner_index.write(_partners(number).reference, number)


def end_of(day: dt.date) -> dt.datetime:
    """The last instant of a day in China."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=CHINA)

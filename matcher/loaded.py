"""The basis of an answer, and the data of a basis, which this process keeps.

Places, sectors and partners are loaded again when the partners number has moved; the lists in
force, when the policy number or the day has.
"""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

import structlog
from django.conf import settings
from prometheus_client import Counter

from core import counters
from core.clock import end_of_day, today
from core.monitoring.registry import REGISTRY
from core.transactions import repeatable_read
from matcher.index.partner_index import (
    PartnerIndex,
    is_newest_file_intact,
    load_partner_index,
    rebuild_partner_index,
    write_index_file,
)
from matcher.index.segment import Segment
from matcher.reference.reference_data import ListsInForce, ReferenceData, build_reference_data
from matcher.scoring import MODEL
from matcher.scoring.coverage import Coverage, count_coverage
from partners.lexicon.sector_resolver import SectorResolver
from partners.name_resolvers import NameResolvers
from partners.names.place_resolver import PlaceResolver
from partners.reference.partner_counts import count_partners_by_sector
from partners.reference.reference_loader import read_atlas, read_taxonomy
from priorities.editions.load_editions import lists_in_force

# Datasets are few, and so are the combinations of them that briefs ask for; a coverage takes up
# some megabytes.
_COVERAGES_AT_MOST = 16


@dataclass(frozen=True)
class Basis:
    """The state that a score is computed from: model version, policy number, partners number, and
    the day in China.
    """

    model: str
    policy: int
    partners: int
    as_of: dt.date

    @property
    def fields(self) -> dict[str, Any]:
        """The basis as fields of a row that stores it."""
        return asdict(self)

    @classmethod
    def of(cls, row: Any) -> Self:
        """The basis that a row stores."""
        return cls(row.model, row.policy, row.partners, row.as_of)


def current_basis() -> Basis:
    """The basis of this transaction's snapshot."""
    policy, partners = counters.numbers("policy", "partners")
    return Basis(MODEL, policy, partners, today())


@dataclass
class _AtPartners:
    """The data of a partners number. `segments` are None until a ranking asks for them; `coverages`
    stand by the datasets that they count. `replaced`: the segments that were found broken.
    """

    number: int
    reference: ReferenceData
    names: NameResolvers
    segments: tuple[Segment, ...] | None = None
    replaced: tuple[Segment, ...] | None = None
    coverages: dict[frozenset[str], Coverage] = field(default_factory=dict)
    partners_by_sector: Mapping[str, int] | None = None


@dataclass
class _Loaded:
    partners: _AtPartners | None = None
    index: PartnerIndex | None = None
    lists: tuple[Basis, ReferenceData] | None = None


log = structlog.get_logger(__name__)
_REBUILDS = Counter(
    "ronghe_index_rebuilds",
    "Rebuilds of the partners whose index file was changed after it was mapped.",
    registry=REGISTRY,
)
_loaded = _Loaded()
# Of many threads that find something missing one reads it; the others wait for that.
_reading = threading.RLock()


def forget() -> None:
    """Drop what this process keeps: for a database that was restored while it ran."""
    _loaded.partners = _loaded.lists = _loaded.index = None


def load(basis: Basis) -> tuple[ReferenceData, tuple[Segment, ...]]:
    """Reference data and partners of the basis, which must be this transaction's own."""
    return reference_data(basis), _segments(_at_partners(basis.partners))


def load_unless_busy(basis: Basis, seconds: float) -> bool:
    """Load as `load` does; False where another thread is reading and goes on for so long."""
    if not _reading.acquire(timeout=seconds):
        return False
    try:
        load(basis)
    finally:
        _reading.release()
    return True


def reference_data(basis: Basis) -> ReferenceData:
    """Places, taxonomy and the lists in force on the basis, without the partners."""
    with _reading:
        if _loaded.lists is None or _loaded.lists[0] != basis:
            lists = ListsInForce(lists_in_force(end_of_day(basis.as_of)), basis.as_of)
            reference = _at_partners(basis.partners).reference
            _loaded.lists = basis, replace(reference, lists=lists)
        return _loaded.lists[1]


def names(basis: Basis | None = None) -> NameResolvers:
    """Places and sectors by name on the basis; without a basis as they are now: one query more."""
    return _at_partners(basis.partners if basis else counters.current("partners")).names


def partners_by_sector() -> Mapping[str, int]:
    """Sector -> number of its partners, counted once a partners number: a search asks for it at
    each keystroke.
    """
    at = _at_partners(counters.current("partners"))
    if at.partners_by_sector is None:
        at.partners_by_sector = count_partners_by_sector()
    return at.partners_by_sector


def coverage(basis: Basis, datasets: frozenset[str]) -> Coverage:
    """The counts of the datasets' partners by sector and place: counted once for all briefs on
    these datasets, because they depend on neither lists nor the day.
    """
    at = _at_partners(basis.partners)
    segments = _segments(at)
    with _reading:
        if datasets not in at.coverages:
            counted = count_coverage(at.reference, segments, datasets)
            if len(at.coverages) >= _COVERAGES_AT_MOST:
                at.coverages.clear()
            at.coverages[datasets] = counted
        return at.coverages[datasets]


def _at_partners(number: int) -> _AtPartners:
    with _reading:
        at = _loaded.partners
        if at is None or at.number != number:
            atlas, taxonomy = read_atlas(), read_taxonomy()
            resolver = NameResolvers(PlaceResolver(atlas), SectorResolver(taxonomy))
            at = _AtPartners(number, build_reference_data(atlas, taxonomy), resolver)
            _loaded.partners = at
    return at


def _segments(at: _AtPartners) -> tuple[Segment, ...]:
    with _reading:
        if at.segments is None:
            # The index of the number before serves as far as its partners are the same.
            _loaded.index = load_partner_index(at.reference, at.number, _loaded.index)
            at.segments = _loaded.index.segments
        return at.segments


def rebuild(broken: tuple[Segment, ...]) -> tuple[Segment, ...] | None:
    """The partners of this transaction's snapshot, read from the database in place of segments that
    do not agree with it. None where that serves no more: the segments are not this snapshot's, or
    were rebuilt already, or came from no file, so that what is wrong is not the file.
    """
    if not settings.INDEX_DIR:
        return None
    number = counters.current("partners")
    with _reading:
        at = _loaded.partners
        if at is None or at.number != number:
            return None
        if at.replaced is None and at.segments is broken:
            _loaded.index = rebuild_partner_index(at.reference, number)
            at.segments, at.replaced = _loaded.index.segments, broken
            # They were counted from what is broken.
            at.coverages.clear()
            _REBUILDS.inc()
            log.error("the partners were rebuilt from the database", partners_number=number)
        # Another thread, or another brief of the same snapshot, may have found the same.
        return at.segments if at.replaced is broken else None


def is_file_intact() -> bool:
    """Is the newest file of partners what was written, or was none written yet?"""
    return is_newest_file_intact(counters.current("partners"))


def write_columns() -> None:
    """Write the partners as they are now into a file that every process maps, if that is due."""
    with repeatable_read():
        number = counters.current("partners")
        write_index_file(_at_partners(number).reference, number)

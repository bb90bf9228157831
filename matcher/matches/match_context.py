"""The data that matches are computed from, kept in the process until partners, lists or the day
change.

Makers and providers of the demonstration match only each other: there is one context of them and
one of all other partners.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher import loaded
from matcher.index.segment import Segment
from matcher.loaded import Basis
from matcher.matches.build_parties import build_parties
from matcher.matches.parties import MAKES, SERVES, Ints, MatchTables, PartyGroups, group_parties
from matcher.reference.reference_data import ReferenceData
from partners.models import Dataset

ROLES = (MAKES, SERVES)
OTHER_ROLE = {MAKES: SERVES, SERVES: MAKES}


@dataclass(frozen=True)
class MatchContext:
    """Makers and providers in groups, with the tables that turn two of them into points."""

    segments: Sequence[Segment]
    tables: MatchTables
    makers: PartyGroups
    providers: PartyGroups

    @cached_property
    def reference(self) -> ReferenceData:
        """The places, the taxonomy and the lists."""
        return self.tables.reference

    @property
    def groups(self) -> Mapping[str, PartyGroups]:
        """Both sides by role."""
        return {MAKES: self.makers, SERVES: self.providers}

    def has_same_partners(self, reference: ReferenceData, segments: Sequence[Segment]) -> bool:
        """Is it of the same partners and day? The basis keeps the segments of a partners number as
        one object, so that identity is equality.
        """
        return self.segments is segments and self.reference.lists.day == reference.lists.day

    @cached_property
    def service_groups(self) -> tuple[int, ...]:
        """The numbers of the services that are groups, without the classes."""
        taxonomy, services = self.reference.taxonomy, self.tables.needs.services
        return tuple(n for n, code in enumerate(services) if taxonomy.groups(code) == (code,))

    def services_below(self, service: str) -> Ints:
        """The numbers of the service and of the services that it covers."""
        sectors = self.reference.sectors
        columns = [sectors.numbers[code] for code in self.tables.needs.services]
        return np.flatnonzero(sectors.covers[sectors.numbers[service], columns])


_kept: dict[bool, MatchContext] = {}
# Of several threads that find the context out of date, one builds it and the others wait: it
# takes seconds and hundreds of megabytes at a million partners.
_building = threading.Lock()


def load_context(basis: Basis, *, simulated: bool) -> MatchContext:
    """The context of the basis, which must be the basis of the current transaction."""
    reference, segments = loaded.load(basis)
    with _building:
        kept = _kept.get(simulated)
        if kept is None or not kept.has_same_partners(reference, segments):
            kept = build_context(reference, segments, simulated=simulated)
        elif kept.reference.lists is not reference.lists:
            kept = _with_new_lists(kept, reference)
        _kept[simulated] = kept
    return kept


def build_context(
    reference: ReferenceData, segments: Sequence[Segment], *, simulated: bool
) -> MatchContext:
    """The context of all partners of one kind. One query."""
    # Filtered by dataset here and not in the search: demonstration data must never be ranked beside
    # real data, and a pair of both would be.
    datasets = set(Dataset.objects.filter(simulated=simulated).values_list("key", flat=True))
    tables = MatchTables(reference)
    makers, providers = (
        group_parties(tables, build_parties(tables, segments, datasets, role)) for role in ROLES
    )
    return MatchContext(segments, tables, makers, providers)


def _with_new_lists(kept: MatchContext, reference: ReferenceData) -> MatchContext:
    """The context after a change of the lists."""
    tables = MatchTables(reference)
    # Only makers are grouped by needs. To group a million of them again takes a third of a
    # second, so that no code is needed that finds the few groups that a list changes.
    makers = group_parties(tables, kept.makers.parties)
    return MatchContext(kept.segments, tables, makers, kept.providers)


def forget_contexts() -> None:
    """Drop the contexts that the process keeps."""
    with _building:
        _kept.clear()

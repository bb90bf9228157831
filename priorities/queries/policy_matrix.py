"""Provinces by sectors: the strongest priority of each province for each division or class."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from core.clock import CHINA
from partners.models import Place
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import CLIENT_SIGNALS
from priorities.editions.strength import shown_strength
from priorities.models import Edition, Priority

_KINDS = ("manufacturing", "service", "emerging")


class Named(NamedTuple):
    """A priority that counts, with one of its targets. `cities`: it holds in some cities only."""

    province: str
    target: str
    key: str
    signal: str
    stage: str
    emphasis: str
    rank: int | None
    paragraph: int | None
    since: dt.date
    cities: bool

    @property
    def strength(self) -> int:
        return shown_strength(self.signal, self.stage, self.emphasis, self.rank)

    @property
    def sort_key(self) -> tuple[int, bool, dt.date, str]:
        """The strongest first; on ties what holds everywhere, the earliest, the first by key."""
        return (-self.strength, self.cities, self.since, self.key)


@dataclass(frozen=True)
class MatrixCell:
    """What a province states of a column. `count`: its priorities that name the column's sector
    or a part of it; `strongest` is one of them.
    """

    strongest: Named
    count: int


@dataclass(frozen=True)
class MatrixRow:
    """A province. `edition` None: no list is held, or none with a document of the year, so that
    nothing is known. `cells`: code of the column -> cell, of the columns that it names.
    """

    province: Place
    edition: Edition | None
    cells: Mapping[str, MatrixCell] = field(default_factory=dict)


@dataclass(frozen=True)
class PolicyMatrix:
    """All provinces by code; `columns` by kind and code."""

    columns: tuple[SectorRow, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def lists(self) -> int:
        """The number of provinces of which something is known."""
        return sum(row.edition is not None for row in self.rows)

    def named_by(self, column: str) -> int:
        """The number of provinces that name the column."""
        return sum(column in row.cells for row in self.rows)


def load_policy_matrix(
    taxonomy: Taxonomy, at: dt.datetime, *, year: int | None = None, kind: str | None = None
) -> PolicyMatrix:
    """The lists in force at the instant; with a year only what documents of the year state.
    `kind`: only columns of this kind. Three queries.
    """
    columns = _columns(taxonomy, kind)
    of_year = Q() if year is None else Q(document__year=year)
    stated = Priority.objects.filter(of_year, edition=OuterRef("pk"))
    editions = Edition.objects.in_force(at)
    if year is not None:
        editions = editions.filter(Exists(stated))
    held = {edition.province_id: edition for edition in editions}
    cells = _cells(_named(at, of_year), {row.code for row in columns}, taxonomy)
    rows = (
        MatrixRow(place, held.get(place.code), cells.get(place.code, {}))
        for place in Place.objects.provinces().order_by("code")
    )
    return PolicyMatrix(columns, tuple(rows))


def _columns(taxonomy: Taxonomy, kind: str | None) -> tuple[SectorRow, ...]:
    kinds = _KINDS if kind is None else (kind,)
    tops = (row for row in taxonomy.sectors.values() if not row.parent and row.kind in kinds)
    return tuple(sorted(tops, key=lambda row: (kinds.index(row.kind), row.code)))


def _named(at: dt.datetime, of_year: Q) -> Iterable[Named]:
    """A row for each target of each priority that counts."""
    places = Priority.places.through.objects.filter(priority=OuterRef("pk"))
    rows = Priority.objects.official(at.astimezone(CHINA).date()).filter(
        of_year, edition__in=Edition.objects.in_force(at), signal__in=CLIENT_SIGNALS
    )
    # Plain values: thousands of rows, of whose texts none is shown.
    fields = ("edition__province", "targets", "key", "signal", "stage", "emphasis")
    found = (
        rows.exclude(stage=Priority.Stage.LAPSED)
        .exclude(targets=None)
        .annotate(cities=Exists(places))
        .values_list(*fields, "rank", "paragraph", "effective_from", "cities")
    )
    return [Named(*values) for values in found]


def _cells(
    named: Iterable[Named], columns: set[str], taxonomy: Taxonomy
) -> dict[str, dict[str, MatrixCell]]:
    """Province -> column -> cell. A group is named in the column of its division or class."""
    groups: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for one in named:
        column = taxonomy.division(one.target)
        if column in columns:
            groups[one.province, column].append(one)
    found: defaultdict[str, dict[str, MatrixCell]] = defaultdict(dict)
    for (province, column), rows in sorted(groups.items()):
        strongest = min(rows, key=lambda row: row.sort_key)
        # A priority that targets two groups of the column is one priority.
        found[province][column] = MatrixCell(strongest, len({row.key for row in rows}))
    return found

"""The policy radar as a page shows it: publications, what each changed, and whom it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.clock import CHINA
from matcher.reference.reference_data import ReferenceData
from matcher.shortlists.moved_by_policy import MovedShortlist
from pages.frame.addresses import page_url
from pages.frame.language import in_language, language
from pages.presenters.policy_changes import MOVEMENTS, ShownChange, shown_change
from pages.presenters.province_tiles import province_url
from priorities.editions.strength import shown_strength
from priorities.models import Edition, Priority, PriorityChange
from priorities.queries.policy_radar import Movement, movement_of

# Of a first list of a hundred, the strongest.
_SHOWN = 5
# Sectors that the table of a year names at first sight.
SECTORS = 15
DIRECTIONS: Mapping[str, Promise] = {
    "entered": _("newly listed"),
    "up": _("moved up"),
    "down": _("moved down"),
    "left": _("no longer listed"),
    "points": _("with other points"),
}


@dataclass(frozen=True)
class MovementCount:
    """A movement in words, and how many priorities it holds of."""

    value: str
    text: Promise
    kind: str
    count: int


@dataclass(frozen=True)
class ShownMove:
    """A shortlist of the firm that the publication moved; `moves`: direction and number."""

    title: str
    url: str
    revision: int
    moves: tuple[tuple[Promise, int], ...]


@dataclass(frozen=True)
class RadarEntry:
    """A publication. `first`: the province had no list before; `more`: changes beside those shown,
    which are the strongest.
    """

    province: str
    url: str
    changes_url: str
    number: int | None
    withdrawn: bool
    first: bool
    on: str
    policy: int
    counts: tuple[MovementCount, ...]
    changes: tuple[ShownChange, ...]
    more: int
    moved: tuple[ShownMove, ...]


def radar_entries(
    editions: Iterable[Edition],
    changes: Mapping[int, Sequence[PriorityChange]],
    moved: Mapping[int, Sequence[MovedShortlist]],
) -> list[RadarEntry]:
    """Show publications, in their order."""
    return [_entry(one, changes.get(one.pk, ()), moved.get(one.pk, ())) for one in editions]


def _entry(
    edition: Edition, changes: Sequence[PriorityChange], moved: Sequence[MovedShortlist]
) -> RadarEntry:
    code = edition.province_id
    ordered = sorted(changes, key=_place)
    counts = Counter(movement_of(one.kind, one.stage_before, one.priority.stage) for one in changes)
    since = edition.in_force.lower if edition.in_force else edition.published_at
    if since is None:
        raise ValueError(f"edition {edition.pk} was not published: the radar shows no drafts")
    return RadarEntry(
        province=in_language(edition.province),
        url=province_url(code),
        changes_url=page_url("province-changes", code),
        number=edition.number,
        withdrawn=edition.kind == Edition.Kind.WITHDRAWAL,
        first=edition.number == 1,
        on=since.astimezone(CHINA).date().isoformat(),
        policy=edition.policy or 0,
        counts=movement_counts(counts),
        changes=tuple(shown_change(one, code, targets=False) for one in ordered[:_SHOWN]),
        more=max(0, len(ordered) - _SHOWN),
        moved=tuple(map(_moved, moved)),
    )


def _place(change: PriorityChange) -> tuple[object, ...]:
    """What was strengthened or dropped first, then what was revised, then what entered; of each
    governments' own words first, the strongest first.
    """
    row = change.priority
    movement = movement_of(change.kind, change.stage_before, row.stage)
    late = {Movement.REVISED: 1, Movement.ENTERED: 2}.get(movement, 0)
    strength = shown_strength(row.signal, row.stage, row.emphasis, row.rank)
    return (late, row.speaker != Priority.Speaker.GOVERNMENT, -strength, change.key)


def _moved(one: MovedShortlist) -> ShownMove:
    moves = tuple(
        (text, one.counts[name]) for name, text in DIRECTIONS.items() if one.counts.get(name)
    )
    return ShownMove(one.title, page_url("shortlist", one.shortlist), one.revision, moves)


def movement_counts(counts: Mapping[Movement, int]) -> tuple[MovementCount, ...]:
    """The counts in words; those that are zero are left out."""
    return tuple(
        MovementCount(name, *MOVEMENTS[name], counts[name]) for name in Movement if counts.get(name)
    )


@dataclass(frozen=True)
class SectorMovements:
    """A sector, and what happened to the priorities that target it."""

    name: str
    url: str
    counts: tuple[MovementCount, ...]


def sector_movements(
    found: Mapping[str, Counter[Movement]], reference: ReferenceData
) -> list[SectorMovements]:
    """The sectors with the most changes, the most first."""
    spoken = language()
    ordered = sorted(found.items(), key=lambda one: (-one[1].total(), one[0]))
    return [
        SectorMovements(
            reference.named(code)[spoken],
            page_url("sector", code),
            movement_counts(counts),
        )
        for code, counts in ordered[:SECTORS]
    ]

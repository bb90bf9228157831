"""Publications of the provinces' lists: what each changed, newest first."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from priorities.editions.strength import shown_strength
from priorities.models import Edition, Priority, PriorityChange

# The fields that a publication is told by: the summaries of thousands of rows are not read.
_TOLD = (
    *("kind", "key", "edition_id"),
    *(
        f"priority__{name}"
        for name in (
            *("title_en", "title_zh", "signal", "stage", "emphasis"),
            *("rank", "paragraph", "speaker"),
        )
    ),
)


# Lists that are loaded together are numbered in the order of the files, whatever their days.
_LATEST = (F("policy").desc(),)
_LATEST_DAY = (F("in_force__startswith").desc(nulls_last=True), *_LATEST)


@dataclass(frozen=True)
class Publication:
    """A published list or a withdrawal, with its changes of policy, the strongest first."""

    edition: Edition
    changes: tuple[PriorityChange, ...]

    def count(self, kind: str) -> int:
        """The number of its changes of this kind, a value of `PriorityChange.Kind`."""
        return sum(change.kind == kind for change in self.changes)


def latest_publications(
    *,
    province: str | None = None,
    sectors: Collection[str] | None = None,
    by_day: bool = False,
    limit: int,
) -> list[Publication]:
    """The last publications, or with `by_day` those that hold since the latest days. With `sectors`
    only those that changed a priority of one of them, and only these changes. Two queries.
    """
    changes = _changes(sectors)
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED).select_related("province")
    if province is not None:
        rows = rows.filter(province=province)
    if sectors is not None:
        rows = rows.filter(Exists(changes.filter(edition=OuterRef("pk"))))
    order = _LATEST_DAY if by_day else _LATEST
    told = Prefetch("changes", changes.select_related("priority").only(*_TOLD))
    return [
        Publication(edition, tuple(sorted(edition.changes.all(), key=_order)))
        for edition in rows.prefetch_related(told).order_by(*order)[:limit]
    ]


def _changes(sectors: Collection[str] | None) -> QuerySet[PriorityChange]:
    rows = PriorityChange.objects.steps()
    if sectors is None:
        return rows
    targets = Priority.targets.through.objects.filter(
        priority=OuterRef("priority"), sector__in=sectors
    )
    return rows.filter(Exists(targets))


def _order(change: PriorityChange) -> tuple[bool, int, str]:
    """Governments' own words first, the strongest first, then by key."""
    row = change.priority
    strength = shown_strength(row.signal, row.stage, row.emphasis, row.rank)
    return (row.speaker != Priority.Speaker.GOVERNMENT, -strength, change.key)

"""What a list must be before it can be kept: each fault names its row."""

from collections.abc import Mapping, Sequence

from core.faults import Fault
from partners.models import Place, Sector
from partners.models.place import Confidence
from partners.names.nearest import nearest_names
from priorities.editions.draft import PriorityDraft
from priorities.models import Priority
from priorities.models.edition import Precision

_CHOICES = {
    "signal": Priority.Signal.values,
    "speaker": Priority.Speaker.values,
    "stage": Priority.Stage.values,
    "precision": Precision.values,
    "document_precision": Precision.values,
    "confidence": Confidence.values,
}
_STAGES = [stage for stage in Priority.Stage.values if stage != "lapsed"]
_REQUIRED = ("title", "category", "document", "quote")


def faults(
    province: Place, rows: Sequence[PriorityDraft], before: Sequence[PriorityDraft] = ()
) -> list[Fault]:
    """All that is wrong with the rows of a province's list, `before` being those in force.
    The pointer is /N/FIELD, N counting from 0.
    """
    if not rows:
        return [Fault("", "an edition without a priority says nothing; withdraw the list instead")]
    # Sorted, because equally near codes would otherwise come in any order.
    sectors = dict.fromkeys(sorted(Sector.objects.values_list("code", flat=True)))
    within = Place.objects.filter(province=province)
    cities = dict.fromkeys(sorted(within.values_list("code", flat=True)))
    old = {row.key: row for row in before}
    found = _doubled(rows)
    for n, row in enumerate(rows):
        found += _choices(n, row)
        found += _codes(n, row, "targets", sectors, "is no sector")
        found += _codes(n, row, "places", cities, f"is no city of {province}")
        found += _texts(n, row)
        found += _dates(n, row)
        if row.key in old:
            found += _stage(n, row, old[row.key])
    return found


def _doubled(rows: Sequence[PriorityDraft]) -> list[Fault]:
    seen: set[str] = set()
    found = []
    for n, row in enumerate(rows):
        if row.key and row.key in seen:
            found.append(Fault(f"/{n}/key", f"{row.key} is given to two rows"))
        seen.add(row.key)
    return found


def _choices(n: int, row: PriorityDraft) -> list[Fault]:
    return [
        Fault(
            f"/{n}/{name}",
            f"{row.key}: {getattr(row, name)!r} is not one of {', '.join(known)}",
            nearest_names(getattr(row, name), known),
        )
        for name, known in _CHOICES.items()
        if getattr(row, name) not in known
    ]


def _codes(
    n: int, row: PriorityDraft, name: str, known: Mapping[str, None], why: str
) -> list[Fault]:
    return [
        Fault(f"/{n}/{name}", f"{row.key}: {code} {why}", nearest_names(code, known))
        for code in getattr(row, name)
        if code not in known
    ]


def _texts(n: int, row: PriorityDraft) -> list[Fault]:
    found = [
        Fault(f"/{n}/{name}", f"{row.key}: {name} is missing")
        for name in _REQUIRED
        if not getattr(row, name).strip()
    ]
    # A page's address, or the named page and its date where only that is known.
    if "." not in row.source:
        found.append(Fault(f"/{n}/source", f"{row.key}: a source without an address is no source"))
    if row.rank is not None and row.rank < 1:
        found.append(Fault(f"/{n}/rank", f"{row.key}: ranks count from 1"))
    return found


def _dates(n: int, row: PriorityDraft) -> list[Fault]:
    if row.effective_to and row.effective_to < row.effective_from:
        return [Fault(f"/{n}/effective_to", f"{row.key}: ends before it begins")]
    if row.published_on is None and row.document_precision != "year":
        why = f"{row.key}: a document without a date is known to the year only"
        return [Fault(f"/{n}/document_precision", why, ("year",))]
    return []


def _stage(n: int, row: PriorityDraft, old: PriorityDraft) -> list[Fault]:
    """A stage moves forward or lapses, and then with new evidence."""
    if row.stage == old.stage or row.stage not in Priority.Stage.values:
        return []
    found = []
    if row.stage != "lapsed" and (
        old.stage == "lapsed" or _STAGES.index(row.stage) < _STAGES.index(old.stage)
    ):
        why = f"{row.key}: a stage moves forward or lapses: from {old.stage} not to {row.stage}"
        found.append(Fault(f"/{n}/stage", why, _onward(old.stage)))
    if row.quote == old.quote and row.source == old.source:
        why = f"{row.key}: a new stage needs the evidence for it, quote or source"
        found.append(Fault(f"/{n}/quote", why))
    return found


def _onward(stage: str) -> tuple[str, ...]:
    if stage == "lapsed":
        return ("lapsed",)
    return (*_STAGES[_STAGES.index(stage) :], "lapsed")

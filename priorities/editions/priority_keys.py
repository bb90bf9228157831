"""Keys of priorities: one names one priority of one province, for ever."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.faults import Fault
from partners.models import Place
from partners.names.nearest import nearest_names
from priorities.editions.draft import PriorityDraft
from priorities.errors import EditionRefused
from priorities.models import LastPriorityKey, Priority


def given(province: Place, rows: Sequence[PriorityDraft]) -> list[PriorityDraft]:
    """The rows, each new one with a key of its own: the province's letters and a number that
    none ever had. Raises `EditionRefused` for a key that no list or draft of it holds. Nothing
    is written: `remember` does, with the rows. Two queries.
    """
    known = set(Priority.objects.filter(edition__province=province).values_list("key", flat=True))
    in_order = sorted(known)
    strange = [
        Fault(
            f"/{n}/key",
            f"no list of {province} holds {row.key}; a new priority has no key yet",
            nearest_names(row.key, in_order),
        )
        for n, row in enumerate(rows)
        if row.key and row.key not in known
    ]
    if strange:
        raise EditionRefused(strange)
    mark = LastPriorityKey.objects.filter(province=province).values_list("last", flat=True).first()
    spare = max(mark or 0, _highest(province, known))
    named = []
    for row in rows:
        if not row.key:
            spare += 1
            row = replace(row, key=f"{_letters(province)}{spare:04d}")
        named.append(row)
    return named


def remember(province: Place, rows: Sequence[PriorityDraft]) -> None:
    """Never give these keys again, whatever becomes of the rows. Two queries at most."""
    highest = _highest(province, (row.key for row in rows))
    if highest:
        LastPriorityKey.objects.get_or_create(province=province, defaults={"last": highest})
        LastPriorityKey.objects.filter(province=province, last__lt=highest).update(last=highest)


def _letters(province: Place) -> str:
    return (province.iso or province.code)[-2:]


def _highest(province: Place, keys: Iterable[str]) -> int:
    """The highest number among the keys of the province's own kind: those of the seeds are not."""
    own = re.compile(rf"{_letters(province)}(\d+)")
    return max((int(found[1]) for key in keys if (found := own.fullmatch(key))), default=0)

"""Keys of priorities: a key names one priority of one province, for ever."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.faults import Fault
from core.languages.messages import Message
from partners.models import Place
from partners.names.nearest import nearest_names
from priorities.editions.rows import PriorityRow
from priorities.errors import EditionRefused
from priorities.models import LastPriorityKey, Priority


def assign_keys(province: Place, rows: Sequence[PriorityRow]) -> list[PriorityRow]:
    """The rows, each new row with a key: the province's letters and a number never used before.

    Writes nothing: `reserve_keys` does when the rows are written. Two queries. Raises
    `EditionRefused` for a key that no list or draft of the province holds.
    """
    known = set(Priority.objects.filter(edition__province=province).values_list("key", flat=True))
    unknown = [
        Fault(
            f"/{n}/key",
            Message(
                "no list of {province} holds {key}; a new priority has no key yet",
                province=province,
                key=row.key,
            ),
            nearest_names(row.key, sorted(known)),
        )
        for n, row in enumerate(rows)
        if row.key and row.key not in known
    ]
    if unknown:
        raise EditionRefused(unknown)
    last = LastPriorityKey.objects.filter(province=province).values_list("last", flat=True).first()
    # Not the highest key of the rows: that row may be deleted, and its key must stay unique.
    number = last or 0
    named = []
    for row in rows:
        if not row.key:
            number += 1
            row = replace(row, key=f"{_letters(province)}{number:04d}")
        named.append(row)
    return named


def reserve_keys(province: Place, rows: Sequence[PriorityRow]) -> None:
    """Never assign the keys of these rows again, even if the rows are discarded. Two queries."""
    highest = _highest_number(province, (row.key for row in rows))
    if highest:
        LastPriorityKey.objects.get_or_create(province=province, defaults={"last": highest})
        # Conditional, so that a concurrent writer's higher number is never lowered.
        LastPriorityKey.objects.filter(province=province, last__lt=highest).update(last=highest)


def _letters(province: Place) -> str:
    # CN-GD gives GD; a place without an ISO code falls back to its last two digits.
    return (province.iso or province.code)[-2:]


def _highest_number(province: Place, keys: Iterable[str]) -> int:
    """The highest number among assigned keys; the seeds' own keys have another form."""
    own = re.compile(rf"{_letters(province)}(\d+)")
    return max((int(found[1]) for key in keys if (found := own.fullmatch(key))), default=0)

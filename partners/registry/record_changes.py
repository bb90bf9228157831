"""Let records end, and put records back as they were. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from partners.models import Record
from partners.registry.partner_facts import refresh_partners
from partners.registry.registration import (
    CHANGED_COLUMNS,
    lock_partners,
    mark_changed,
    write_columns,
)
from partners.registry.write_lock import lock_partner_writes

# Records, or partners, for each round of statements.
_CHUNK = 500


def columns_of(record: Record) -> dict[str, Any]:
    """The columns of the record that an import may change, as JSON."""
    columns = {name: getattr(record, name) for name in CHANGED_COLUMNS}
    gone_on = record.gone_on.isoformat() if record.gone_on else None
    return columns | {"gone_on": gone_on}


@transaction.atomic
def end_records(records: Collection[int], *, on: date, because: str) -> None:
    """Let records count no more since a day. A partner without any other is ranked no more."""
    partners = _lock_owners(records)
    for chunk in _chunks(records):
        Record.objects.filter(pk__in=chunk).update(gone_on=on, gone_because=because)
    _refresh(partners)


@transaction.atomic
def put_back(records: Mapping[int, Mapping[str, Any]]) -> None:
    """Give records the columns that `columns_of` told before they were changed."""
    partners = _lock_owners(records)
    for chunk in _chunks(records):
        rows = list(Record.objects.filter(pk__in=chunk))
        for row in rows:
            for name, value in records[row.pk].items():
                setattr(row, name, value)
        write_columns(rows)
    _refresh(partners)


def _lock_owners(records: Collection[int]) -> set[int]:
    lock_partner_writes()
    owners = Record.objects.filter(pk__in=records).values_list("partner", flat=True)
    return set(lock_partners(set(owners)))


def _refresh(partners: Collection[int]) -> None:
    for chunk in _chunks(partners):
        refresh_partners(chunk)
    if partners:
        mark_changed(partners)


def _chunks(ids: Collection[int]) -> Iterator[Sequence[int]]:
    """The ids in order, some at a time: one statement on all rows of a long list would take longer
    than a statement may, and hold all their facts in memory.
    """
    ordered = sorted(ids)
    yield from (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))

"""Update tables of reference data to the content of their files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models


def upsert(
    model: type[models.Model], items: Sequence[models.Model], *, unique: Sequence[str] = ("code",)
) -> None:
    """Insert the items; update the rows that have the same `unique` fields.

    Rows without an item stay: partners and editions may refer to them.
    """
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in unique and not field.primary_key
    ]
    manager: models.Manager[Any] = model._default_manager
    manager.bulk_create(
        items, update_conflicts=True, unique_fields=list(unique), update_fields=fields
    )


def set_links(through: Any, columns: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> None:
    """Make the pairs the only rows of a many-to-many table."""
    # Only differences are written, so that loading the same file again writes nothing.
    held = set(through.objects.values_list(*columns))
    wanted = set(pairs)
    for one, other in sorted(held - wanted):
        through.objects.filter(**{columns[0]: one, columns[1]: other}).delete()
    one_column, other_column = columns
    through.objects.bulk_create(
        through(**{one_column: one, other_column: other}) for one, other in sorted(wanted - held)
    )

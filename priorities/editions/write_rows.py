"""Write the rows of a draft."""

from collections.abc import Sequence
from typing import Any

import pgtrigger

from priorities.editions.load_editions import load_rows
from priorities.editions.priority_keys import reserve_keys
from priorities.editions.rows import DOCUMENT_FIELDS, PRIORITY_FIELDS, PriorityRow
from priorities.models import Document, Edition, Priority

_LINK_TRIGGERS = (
    "priorities.PriorityTarget:insert_insert",
    "priorities.PriorityPlace:insert_insert",
)


def write_rows(edition: Edition, rows: Sequence[PriorityRow]) -> None:
    """Replace the draft's rows. Sixteen queries at most, and one or two for each document.

    A row that is the same as before is not written, so that the audit log holds real changes only.
    """
    reserve_keys(edition.province, rows)
    edition.priorities.exclude(key__in=[row.key for row in rows]).delete()
    stored = {row.key: row for row in load_rows(edition)}
    new = [row for row in rows if row.key not in stored]
    changed = [row for row in rows if row.key in stored and stored[row.key] != row]
    cited = {row.citation: row for row in (*new, *changed)}
    documents = {citation: _document(edition, row) for citation, row in cited.items()}
    ids = dict(edition.priorities.values_list("key", "pk"))
    # New rows first: `bulk_create` gives these their ids, which the links need.
    priorities = [
        Priority(
            pk=ids.get(row.key),
            edition=edition,
            document=documents[row.citation],
            **{name: getattr(row, name) for name in PRIORITY_FIELDS},
        )
        for row in (*new, *changed)
    ]
    Priority.objects.bulk_create(priorities[: len(new)])
    Priority.objects.bulk_update(priorities[len(new) :], ("document", *PRIORITY_FIELDS))
    pairs = list(zip(priorities, (*new, *changed), strict=True))
    _link(Priority.targets.through, "sector_id", [(one.pk, row.targets) for one, row in pairs])
    _link(Priority.places.through, "place_id", [(one.pk, row.places) for one, row in pairs])


def write_copy(edition: Edition, rows: Sequence[PriorityRow]) -> None:
    """As `write_rows`, for an edition that starts as a copy of another."""
    # A copy adds no target and no place: the audit log would name a curator who added none.
    with pgtrigger.ignore(*_LINK_TRIGGERS):
        write_rows(edition, rows)


def _link(through: Any, column: str, wanted: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Link each priority with exactly these codes."""
    rows = through.objects.filter(priority__in=[pk for pk, _ in wanted])
    stored = {(pk, code): link for pk, code, link in rows.values_list("priority", column, "pk")}
    pairs = {(pk, code) for pk, codes in wanted for code in codes}
    through.objects.filter(pk__in=[stored[pair] for pair in stored.keys() - pairs]).delete()
    through.objects.bulk_create(
        through(**{"priority_id": pk, column: code}) for pk, code in sorted(pairs - stored.keys())
    )


def _document(edition: Edition, row: PriorityRow) -> Document:
    cited = {field: getattr(row, name) for name, field in DOCUMENT_FIELDS.items()}
    found, _ = Document.objects.get_or_create(province_id=edition.province_id, **cited)
    return found

"""Encrypt what is stored with the first of ENCRYPTION_KEYS, so that an older key can be retired.

Safe beside running processes: a row is replaced only if it still is what was read, one row a
statement, so no lock is held while another is waited for. Safe to kill: what is done stays done,
and the next run passes over it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Manager, Model

from core import encryption
from core.encryption.stored_secrets import SecretColumn

_BATCH_SIZE = 100  # rows; a stored response may have a megabyte


@dataclass
class KeyCounts:
    """Rows of a column: `stored` in all; `replaced` by this run; `old`, which need a key other than
    the first; `unreadable`, which no key reads.
    """

    stored: int = 0
    replaced: int = 0
    old: int = 0
    unreadable: int = 0


def count_keys(column: SecretColumn) -> KeyCounts:
    """Count what needs which key; changes nothing."""
    counts = KeyCounts()
    for _, value in _rows(column):
        counts.stored += 1
        try:
            counts.old += _reencrypted(column, value) is not None
        except encryption.Unreadable:
            counts.unreadable += 1
    return counts


def rotate(column: SecretColumn) -> KeyCounts:
    """Re-encrypt what is not encrypted with the first key.

    `old` counts rows that another process changed meanwhile, which may have used an older key.
    """
    counts = KeyCounts()
    for pk, value in _rows(column):
        counts.stored += 1
        try:
            replacement = _reencrypted(column, value)
        except encryption.Unreadable:
            counts.unreadable += 1
            continue
        if replacement is None:
            continue
        unchanged = _objects(column).filter(pk=pk, **{column.column: value})
        if unchanged.update(**{column.column: replacement}):
            counts.replaced += 1
        else:
            counts.old += 1
    return counts


def discard_unreadable(column: SecretColumn) -> int:
    """Delete the rows that no key reads, for ever; their number. A row that was replaced meanwhile
    stays.
    """
    discarded = 0
    for pk, value in _rows(column):
        try:
            _reencrypted(column, value)
        except encryption.Unreadable:
            row = _objects(column).filter(pk=pk, **{column.column: value})
            discarded += row.delete()[1].get(column.model, 0)
    return discarded


def _reencrypted(column: SecretColumn, value: Any) -> Any:
    """The value to store instead; None where the first key reads all of it. Raises `Unreadable`."""
    found: list[bytes] = []

    def rewrite(ciphertext: bytes) -> bytes:
        if encryption.is_newest(ciphertext):
            return ciphertext
        found.append(encryption.reencrypt(ciphertext))
        return found[-1]

    replacement = column.rewrite_value(value, rewrite)
    return replacement if found else None


def _rows(column: SecretColumn) -> Iterator[tuple[Any, Any]]:
    """The primary key and the value of each row, read batch by batch, outside a transaction."""
    rows = _objects(column).order_by("pk").values_list("pk", column.column)
    batch = list(rows[:_BATCH_SIZE])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:_BATCH_SIZE])


def _objects(column: SecretColumn) -> Manager[Model]:
    manager: Manager[Model] = apps.get_model(column.model)._default_manager
    return manager

"""What was changed in a partner and in its records, fact by fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from pghistory.models import Events

from core.languages.translation import translated
from partners.models import Partner, Record
from partners.registry.fact_lines import FactLine, LineChange, line_changes
from partners.registry.facts_as_json import record_from_json
from partners.registry.records import OrganisationFacts

# Changes shown at most, the newest first.
LIMIT = 200
_INSERT = "insert"
_RECORD, _PARTNER = "partners.Record", "partners.Partner"
_RECORD_COLUMNS = ("partner_id", "gone_on", "gone_because")
_PARTNER_COLUMNS = ("retired_at", "retirement_reason", "merged_into_id")


@dataclass(frozen=True)
class PartnerChange:
    """A change: when, by whom, through what and why ("" where it is not known); `record` is the
    dataset and key of the record, or "" for the partner itself; `lines` say what changed.
    """

    at: dt.datetime
    by: str
    source: str
    reason: str
    record: str
    added: bool
    lines: tuple[LineChange, ...]


def partner_history(partner: Partner) -> list[PartnerChange]:
    """The newest changes of the partner and of the records that are or were its own."""
    events = _events(partner)
    rows = _rows_now(partner, events)
    # A user of the context is an id, and that user may be deleted.
    asked = {(one.pgh_context or {}).get("user") for one in events} - {None, ""}
    users = {pk: str(user) for pk, user in User.objects.in_bulk(list(asked)).items()}
    told = {one.pgh_obj_id for one in events if one.pgh_label == _INSERT}
    held = Record.objects.filter(partner=partner)
    found = [_added(row) for row in held if str(row.pk) not in told]
    for event in events:
        key = (event.pgh_obj_model, str(event.pgh_obj_id))
        after = rows.get(key)
        # The next older event of this row was followed by what this one saw.
        rows[key] = event.pgh_data
        if event.pgh_label == _INSERT:
            found.append(_inserted(event, users))
        elif after is not None and (change := _change(event, after, users)):
            found.append(change)
    return sorted(found, key=lambda one: one.at, reverse=True)[:LIMIT]


def _events(partner: Partner) -> list[Any]:
    """The events of the partner and its records, newest first."""
    events: Any = Events.objects
    own = events.references(partner).filter(pgh_obj_model__in=(_RECORD, _PARTNER))
    held = Record.objects.filter(partner=partner)
    records = events.tracks(held) if held else events.none()
    of_records = {one.pgh_slug: one for one in records.order_by("-pgh_created_at")[: 2 * LIMIT]}
    both = {one.pgh_slug: one for one in own.order_by("-pgh_created_at")[: 2 * LIMIT]} | of_records
    return sorted(both.values(), key=lambda one: (one.pgh_created_at, one.pgh_id), reverse=True)


def _rows_now(partner: Partner, events: list[Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The rows as they are, in the form in which events hold them."""
    ids = [one.pgh_obj_id for one in events if one.pgh_obj_model == _RECORD]
    rows: dict[tuple[str, str], Mapping[str, Any]] = {
        (_RECORD, str(row["id"])): row for row in Record.objects.filter(pk__in=ids).values()
    }
    rows[_PARTNER, str(partner.pk)] = Partner.objects.filter(pk=partner.pk).values().get()
    return rows


def _added(row: Record) -> PartnerChange:
    from_file = f"{row.file}, {translated('row')} {row.row}" if row.row else row.file
    return PartnerChange(row.created_at, "", from_file, "", str(row), True, ())


def _inserted(event: Any, users: Mapping[int, str]) -> PartnerChange:
    """The change of a record that a curator added."""
    row = event.pgh_data
    facts = record_from_json("", "", row["facts"])
    lines = tuple(line_changes(OrganisationFacts(), facts))
    return _told(event, users, f"{row['dataset_id']}/{row['key']}", lines)


def _told(
    event: Any, users: Mapping[int, str], record: str, lines: tuple[LineChange, ...]
) -> PartnerChange:
    context = event.pgh_context or {}
    return PartnerChange(
        event.pgh_created_at,
        users.get(context.get("user") or 0, ""),
        context.get("source", ""),
        context.get("reason", ""),
        record,
        event.pgh_label == _INSERT,
        lines,
    )


def _change(event: Any, after: Mapping[str, Any], users: Mapping[int, str]) -> PartnerChange | None:
    before = event.pgh_data
    of_record = event.pgh_obj_model == _RECORD
    columns = _RECORD_COLUMNS if of_record else _PARTNER_COLUMNS
    lines = [
        LineChange(FactLine(name), _text(before.get(name)), _text(after.get(name)))
        for name in columns
        if _text(before.get(name)) != _text(after.get(name))
    ]
    record = ""
    if of_record:
        record = f"{before['dataset_id']}/{before['key']}"
        old, new = (record_from_json("", "", one["facts"]) for one in (before, after))
        lines += line_changes(old, new)
    return _told(event, users, record, tuple(lines)) if lines else None


def _text(value: Any) -> str:
    """The text of a column, equal for a row of the database and for one of an event."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M")
    text = "" if value is None else str(value)
    try:
        return _text(dt.datetime.fromisoformat(text)) if "T" in text else text
    except ValueError:
        return text

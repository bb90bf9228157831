"""Move records between partners: merge, unmerge, attach and detach. All of it can be undone.

A merged partner keeps its id, which goes on answering with the partner that has its records.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils import timezone

from core.audit import security_log
from core.languages.messages import Message
from core.models import SecurityEvent
from partners import events
from partners.errors import MergeRefused, NotRetired
from partners.models import Partner, PartnerMerge, Record
from partners.registry.curation import (
    curating,
    emit_change,
    lock_for_change,
    merge_target,
    require_active,
)
from partners.registry.facts_as_json import record_from_json
from partners.registry.partner_facts import create_partners, refresh_partners
from partners.registry.registration import lock_partners, mark_changed


def merge_partner(*, partner: int, into: int, by: User, reason: str) -> Partner:
    """Move all records of the partner to `into`, because both are one organisation; emit
    `partner.merged`. Partners that were merged into the first before follow it.

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, `AlreadyRetired`, and `MergeRefused`
    where `into` is the partner itself, unknown or retired, or where one of the two is simulated and
    the other is not.
    """
    with curating(by, reason, "merging.merge_partner") as reason:
        rows = lock_for_change(partner, into)
        row = rows[partner]
        require_active(row)
        other = merge_target(row, into, rows.get(into))
        followers = _merge(row, other, by, reason)
        merged = f"partner:{row.pk} into {other.pk}"
        security_log.record(SecurityEvent.Kind.PARTNER_MERGED, subject=merged)
        number = _refresh([row.pk, other.pk], followers)
        data = {"partner": row.pk, "into": other.pk}
        emit_change(events.PARTNER_MERGED, number, data, [row, other])
    return row


def unmerge_partner(*, partner: int, by: User, reason: str) -> Partner:
    """Undo the merge of the partner: its records and followers return; emit `partner.unmerged`.

    A record that was moved on by hand since stays where it is. Raises `NotACurator`,
    `ReasonRefused`, `UnknownPartner`, and `NotRetired` where the partner is not merged.
    """
    with curating(by, reason, "merging.unmerge_partner") as reason:
        known = Partner.objects.filter(pk=partner).values_list("merged_into", flat=True).first()
        rows = lock_for_change(partner, *([known] if known else []))
        row = rows[partner]
        merge = PartnerMerge.objects.filter(partner=row, undone_at=None).first()
        if merge is None or row.merged_into_id not in rows:
            raise NotRetired(
                Message("partner {partner} is not merged into another", partner=partner)
            )
        other = rows[row.merged_into_id]
        Record.objects.filter(pk__in=merge.records, partner=other).update(partner=row)
        Partner.objects.filter(pk__in=merge.followers, merged_into=other).update(merged_into=row)
        row.merged_into, row.retired_at, row.retirement_reason = None, None, ""
        row.save(update_fields=["merged_into", "retired_at", "retirement_reason"])
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        number = _refresh([row.pk, other.pk], merge.followers)
        data = {"partner": row.pk, "from": other.pk}
        emit_change(events.PARTNER_UNMERGED, number, data, [row, other])
    return row


def attach_record(*, record: int, to: int, by: User, reason: str) -> Partner:
    """Move one record to the partner `to`. Where it is the only one of its partner, this is a merge
    of the partner. Returns the partner that the record is of now.

    Raises as `merge_partner` does.
    """
    owner = _owner(record)
    with curating(by, reason, "merging.attach_record"):
        rows = lock_for_change(owner, to)
        _require_held(record, rows[owner])
        other = merge_target(rows[owner], to, rows.get(to))
        if Record.objects.filter(partner=owner).exclude(pk=record).exists():
            Record.objects.filter(pk=record).update(partner=other)
            _refresh([owner, other.pk])
        else:
            merge_partner(partner=owner, into=to, by=by, reason=reason)
    return Partner.objects.get(pk=to)


def detach_record(*, record: int, by: User, reason: str) -> Partner:
    """Give one record of several a partner of its own: the one that a merge took it from, if that
    has no record now, else a new one. Returns this partner.

    Raises `NotACurator`, `ReasonRefused`, `AlreadyRetired`, and `MergeRefused` where the record is
    the only one.
    """
    owner = _owner(record)
    with curating(by, reason, "merging.detach_record"):
        rows = lock_for_change(owner)
        _require_held(record, rows[owner])
        row = Record.objects.get(pk=record)
        if not Record.objects.filter(partner=owner).exclude(pk=record).exists():
            raise MergeRefused(
                Message("{row} is the only record of partner {owner}", row=row, owner=owner)
            )
        merge = PartnerMerge.objects.filter(records=[record], into=owner, undone_at=None).first()
        if merge is not None:
            return unmerge_partner(partner=merge.partner_id, by=by, reason=reason)
        (made,) = create_partners([record_from_json(row.dataset_id, row.key, row.facts)])
        Record.objects.filter(pk=record).update(partner=made)
        _refresh([owner, made])
    return Partner.objects.get(pk=made)


def _owner(record: int) -> int:
    """The partner of the record. Raises `MergeRefused` for a record that does not exist."""
    owner = Record.objects.filter(pk=record).values_list("partner", flat=True).first()
    if owner is None:
        raise MergeRefused(
            Message("no record has the id {record}", record=record), pointer="/record"
        )
    return owner


def _require_held(record: int, owner: Partner) -> None:
    """Refuse to take a record from a retired partner, which could not take it back, or from one
    that lost it before it was locked.
    """
    require_active(owner)
    if not Record.objects.filter(pk=record, partner=owner).exists():
        raise MergeRefused(
            Message("the record {record} was moved meanwhile", record=record), pointer="/record"
        )


def _merge(row: Partner, other: Partner, by: User, reason: str) -> list[int]:
    """Move the records and the followers; return the ids of the followers."""
    # Followers are rewritten, so that `merged_into` always names a partner that has records and a
    # reader resolves it in one step.
    merged = Partner.objects.filter(merged_into=row).values_list("pk", flat=True)
    followers = list(lock_partners(list(merged)))
    records = list(Record.objects.filter(partner=row).order_by("pk").values_list("pk", flat=True))
    PartnerMerge.objects.create(
        partner=row, into=other, records=records, followers=followers, reason=reason, by=by
    )
    Record.objects.filter(pk__in=records).update(partner=other)
    Partner.objects.filter(pk__in=followers).update(merged_into=other)
    row.merged_into, row.retired_at, row.retirement_reason = other, timezone.now(), reason
    row.save(update_fields=["merged_into", "retired_at", "retirement_reason"])
    return followers


def _refresh(ids: list[int], followers: Collection[int] = ()) -> int:
    refresh_partners(ids)
    return mark_changed([*ids, *followers])

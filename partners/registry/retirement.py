"""Retire a partner, and restore it. Nothing is deleted: a retired partner stays readable and is not
ranked.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from core.audit import security_log
from core.languages.messages import Message
from core.models import SecurityEvent
from partners import events
from partners.errors import NotRetired
from partners.models import Partner
from partners.registry.curation import curating, emit_change, lock_for_change, require_active
from partners.registry.registration import mark_changed


def retire_partner(*, partner: int, by: User, reason: str) -> Partner:
    """Retire the partner and emit `partner.retired` with the reason (1 to 200 characters).

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, `AlreadyRetired`.
    """
    with curating(by, reason, "retirement.retire_partner") as reason:
        row = lock_for_change(partner)[partner]
        require_active(row)
        security_log.record(SecurityEvent.Kind.PARTNER_RETIRED, subject=f"partner:{row.pk}")
        row.retired_at, row.retirement_reason = timezone.now(), reason
        row.save(update_fields=["retired_at", "retirement_reason"])
        number = row.changed_number = mark_changed([row.pk])
        emit_change(events.PARTNER_RETIRED, number, {"partner": row.pk, "reason": reason}, [row])
    return row


def restore_partner(*, partner: int, by: User, reason: str) -> Partner:
    """Rank a retired partner again and emit `partner.restored` with the reason.

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, and `NotRetired` for an active or a
    merged partner.
    """
    with curating(by, reason, "retirement.restore_partner") as reason:
        row = lock_for_change(partner)[partner]
        if row.retired_at is None:
            raise NotRetired(Message("partner {partner} is not retired", partner=partner))
        if row.merged_into_id is not None:
            into = row.merged_into_id
            raise NotRetired(
                Message(
                    "partner {partner} was merged into {into}: undo the merge",
                    partner=partner,
                    into=into,
                )
            )
        row.retired_at, row.retirement_reason = None, ""
        row.save(update_fields=["retired_at", "retirement_reason"])
        number = row.changed_number = mark_changed([row.pk])
        emit_change(events.PARTNER_RESTORED, number, {"partner": row.pk, "reason": reason}, [row])
    return row

"""Retire a partner, or merge it into another record of the same organisation.

With `registration` the only writer of partners. Nothing is deleted: a retired partner stays
readable and is no longer ranked. A merge moves no facts, because a record stays as its source gave
it. Neither can be undone; a partner that resumes business is registered under a new key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from core import counters
from partners import events
from partners.errors import (
    AlreadyRetired,
    MergeRefused,
    NotACurator,
    ReasonRefused,
    UnknownPartner,
)
from partners.models import Dataset, Offering, Partner, PartnersChange
from webhooks import outbox
from webhooks.event_types import EventType

CURATE_PERMISSION = "partners.curate_partner"
# The length of the column and of `reason` in the event's schema.
MAX_REASON_LENGTH = 200


def retire_partner(*, partner: int, by: User, reason: str) -> Partner:
    """Retire the partner and emit `partner.retired` with the reason (1 to 200 characters).

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, `AlreadyRetired`.
    """
    reason = _validated_reason(by, reason)
    with (
        pghistory.context(user=by.pk, source="retirement.retire_partner", reason=reason),
        transaction.atomic(),
    ):
        row = _lock_partners(partner)[partner]
        require_active(row)
        number = _retire(row, reason, [row.pk])
        _emit(events.PARTNER_RETIRED, number, {"partner": row.pk, "reason": reason}, [row])
    return row


def merge_partner(*, partner: int, into: int, by: User, reason: str) -> Partner:
    """Retire the partner because `into` is the same organisation; emit `partner.merged`.

    From now on `into` answers requests for the partner and for all that were merged into it
    before. Raises as `retire_partner` does, and `MergeRefused` where `into` is the partner
    itself, unknown or retired, or where one of the two is simulated and the other is not.
    """
    reason = _validated_reason(by, reason)
    with (
        pghistory.context(user=by.pk, source="retirement.merge_partner", reason=reason),
        transaction.atomic(),
    ):
        rows = _lock_partners(partner, into)
        row = rows[partner]
        require_active(row)
        other = _merge_target(row, into, rows.get(into))
        row.merged_into = other
        # Earlier merges follow, so that `merged_into` always names an active partner and a reader
        # resolves it in one step.
        earlier = list(Partner.objects.filter(merged_into=row).values_list("pk", flat=True))
        Partner.objects.filter(pk__in=earlier).update(merged_into=other)
        number = _retire(row, reason, [row.pk, *earlier])
        _emit(events.PARTNER_MERGED, number, {"partner": row.pk, "into": other.pk}, [row, other])
    return row


def require_active(partner: Partner) -> None:
    """Raise `AlreadyRetired` for a retired partner, with the date and the target of a merge."""
    if partner.retired_at is None:
        return
    since = timezone.localtime(partner.retired_at).date()
    if partner.merged_into_id is None:
        raise AlreadyRetired(f"partner {partner.pk} is retired since {since}")
    into = partner.merged_into_id
    message = f"partner {partner.pk} was merged into {into} on {since}"
    raise AlreadyRetired(message, nearest=(str(into),))


def _validated_reason(by: User, reason: str) -> str:
    if not by.has_perm(CURATE_PERMISSION):
        raise NotACurator(f"{by.get_username()} may not retire or merge partners")
    reason = reason.strip()
    if not reason:
        raise ReasonRefused("give a reason: it is part of the published event", pointer="/reason")
    if len(reason) > MAX_REASON_LENGTH:
        raise ReasonRefused(
            f"the reason has more than {MAX_REASON_LENGTH} characters", pointer="/reason"
        )
    return reason


def _lock_partners(partner: int, *others: int) -> dict[int, Partner]:
    """Lock the partner and those of the others that exist. Returns id -> partner.

    Raises `UnknownPartner` for the first id.
    """
    # Datasets before partners and both in order, as an import locks them: no two can deadlock.
    wanted = Partner.objects.filter(pk__in=(partner, *others))
    datasets = Dataset.objects.filter(key__in=wanted.values("dataset"))
    list(datasets.select_for_update(no_key=True).order_by("key"))
    locked = wanted.select_related("dataset", "place").select_for_update(no_key=True, of=("self",))
    rows = {row.pk: row for row in locked.order_by("pk")}
    if partner not in rows:
        raise UnknownPartner(f"no partner has the id {partner}")
    return rows


def _merge_target(partner: Partner, into: int, other: Partner | None) -> Partner:
    """The partner to merge into. Raises `MergeRefused` where it does not qualify."""
    if other is None:
        raise MergeRefused(f"no partner has the id {into}", pointer="/into")
    if other == partner:
        raise MergeRefused("a partner cannot be merged into itself", pointer="/into")
    try:
        require_active(other)
    except AlreadyRetired as retired:
        raise MergeRefused(str(retired), pointer="/into", nearest=retired.nearest) from None
    if other.dataset.simulated != partner.dataset.simulated:
        kinds = {True: "simulated", False: "real"}
        kind = kinds[other.dataset.simulated]
        message = f"partner {into} is {kind} and partner {partner.pk} is not"
        raise MergeRefused(message, pointer="/into")
    return other


def _retire(partner: Partner, reason: str, touched: Sequence[int]) -> int:
    """Write the retirement and mark all touched partners. Returns the new partners number."""
    partner.retired_at = timezone.now()
    partner.retirement_reason = reason
    partner.save(update_fields=["retired_at", "retirement_reason", "merged_into"])
    number = partner.changed_number = counters.take("partners")
    rows = Partner.objects.filter(pk__in=touched)
    rows.update(changed_number=number)
    datasets = rows.order_by("dataset").values_list("dataset", flat=True).distinct()
    PartnersChange.objects.bulk_create(
        PartnersChange(number=number, dataset_id=key) for key in datasets
    )
    return number


def _emit(
    event_type: EventType, number: int, data: Mapping[str, Any], rows: Sequence[Partner]
) -> None:
    """Emit the event to the topics of the partners, their datasets, provinces and sectors."""
    # A place's topic is its province's: subscriptions follow provinces, not prefectures.
    topics = [f"partner:{row.pk}" for row in rows]
    for row in rows:
        topics.append(f"dataset:{row.dataset_id}")
        if row.place is not None:
            topics.append(f"province:{row.place.province_id or row.place.code}")
    offered = Offering.objects.filter(partner__in=rows).order_by("sector")
    topics += [f"sector:{code}" for code in offered.values_list("sector", flat=True)]
    outbox.emit(
        type=event_type.name,
        source=f"partner:{rows[0].pk}",
        version=number,
        topics=list(dict.fromkeys(topics)),
        data=data,
    )

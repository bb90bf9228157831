"""Retire a partner, or merge it into another record of the same organisation: with `registry`
the only writer of partners.

Nothing is deleted: what was said of a retired partner stays readable, and it is ranked no more.
A merge moves no facts: each record stays as its source gave it. Neither can be undone; who is
back is registered under a new key.
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
from partners.models import Change, Dataset, Offering, Partner
from webhooks import outbox
from webhooks.event_types import EventType

PERMISSION = "partners.curate_partner"
LONGEST_REASON = 200


def retire(*, partner: int, by: User, why: str) -> Partner:
    """Rank the partner no more, and tell everybody. `why` is told, too: 1 to 200 characters.

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, `AlreadyRetired`.
    """
    reason = _reason(by, why)
    with pghistory.context(user=by.pk, source="retiring.retire", why=reason), transaction.atomic():
        row = _held(partner)[partner]
        refuse_retired(row)
        number = _retire(row, reason, [row.pk])
        told = {"partner": row.pk, "reason": reason}
        _tell(events.PARTNER_RETIRED, number, told, [row])
    return row


def merge(*, partner: int, into: int, by: User, why: str) -> Partner:
    """Retire the partner because `into` is the same organisation: it, and what was merged into
    it before, is read as `into` from now on.

    Raises as `retire` does, and `MergeRefused` where `into` is the partner itself, unknown,
    retired, or of another kind of dataset: a simulated record is never one with a real one.
    """
    reason = _reason(by, why)
    with pghistory.context(user=by.pk, source="retiring.merge", why=reason), transaction.atomic():
        rows = _held(partner, into)
        row = rows[partner]
        refuse_retired(row)
        other = _other(row, into, rows.get(into))
        row.merged_into = other
        earlier = list(Partner.objects.filter(merged_into=row).values_list("pk", flat=True))
        Partner.objects.filter(pk__in=earlier).update(merged_into=other)
        number = _retire(row, reason, [row.pk, *earlier])
        told = {"partner": row.pk, "into": other.pk}
        _tell(events.PARTNER_MERGED, number, told, [row, other])
    return row


def refuse_retired(partner: Partner) -> None:
    """Raises `AlreadyRetired`, saying since when, and as what the partner is read now."""
    if partner.retired_at is None:
        return
    since = timezone.localtime(partner.retired_at).date()
    if partner.merged_into_id is None:
        raise AlreadyRetired(f"partner {partner.pk} is retired since {since}")
    into = partner.merged_into_id
    why = f"partner {partner.pk} was merged into {into} on {since}"
    raise AlreadyRetired(why, nearest=(str(into),))


def _reason(by: User, why: str) -> str:
    if not by.has_perm(PERMISSION):
        raise NotACurator(f"{by.get_username()} may not retire or merge partners")
    reason = why.strip()
    if not reason:
        raise ReasonRefused("say why: those who are told will ask", pointer="/reason")
    if len(reason) > LONGEST_REASON:
        raise ReasonRefused(f"at most {LONGEST_REASON} characters are told", pointer="/reason")
    return reason


def _held(partner: int, *others: int) -> dict[int, Partner]:
    """The partner and the others, so far as they exist: locked after their datasets, as an import
    locks them, and in one order.
    """
    wanted = Partner.objects.filter(pk__in=(partner, *others))
    datasets = Dataset.objects.filter(key__in=wanted.values("dataset"))
    list(datasets.select_for_update(no_key=True).order_by("key"))
    locked = wanted.select_related("dataset", "place").select_for_update(no_key=True, of=("self",))
    rows = {row.pk: row for row in locked.order_by("pk")}
    if partner not in rows:
        raise UnknownPartner(f"no partner has the id {partner}")
    return rows


def _other(partner: Partner, into: int, other: Partner | None) -> Partner:
    """The record to merge into, which must be fit for it."""
    if other is None:
        raise MergeRefused(f"no partner has the id {into}", pointer="/into")
    if other == partner:
        raise MergeRefused("a partner cannot be merged into itself", pointer="/into")
    try:
        refuse_retired(other)
    except AlreadyRetired as retired:
        raise MergeRefused(str(retired), pointer="/into", nearest=retired.nearest) from None
    if other.dataset.simulated != partner.dataset.simulated:
        kinds = {True: "simulated", False: "real"}
        why = f"partner {into} is {kinds[other.dataset.simulated]} and partner {partner.pk} is not"
        raise MergeRefused(why, pointer="/into")
    return other


def _retire(partner: Partner, reason: str, touched: Sequence[int]) -> int:
    """The partners number: taken when all else is written, and marked on all that is touched."""
    partner.retired_at = timezone.now()
    partner.retired_because = reason
    partner.save(update_fields=["retired_at", "retired_because", "merged_into"])
    number = partner.changed = counters.take("partners")
    rows = Partner.objects.filter(pk__in=touched)
    rows.update(changed=number)
    datasets = rows.order_by("dataset").values_list("dataset", flat=True).distinct()
    Change.objects.bulk_create(Change(number=number, dataset_id=key) for key in datasets)
    return number


def _tell(told: EventType, number: int, data: Mapping[str, Any], rows: Sequence[Partner]) -> None:
    """Tell everybody: who follows the partner, its province, its dataset or what it offers."""
    topics = [f"partner:{row.pk}" for row in rows]
    for row in rows:
        topics.append(f"dataset:{row.dataset_id}")
        if row.place is not None:
            topics.append(f"province:{row.place.province_id or row.place.code}")
    offered = Offering.objects.filter(partner__in=rows).order_by("sector")
    topics += [f"sector:{code}" for code in offered.values_list("sector", flat=True)]
    outbox.emit(
        type=told.name,
        source=f"partner:{rows[0].pk}",
        version=number,
        topics=list(dict.fromkeys(topics)),
        data=data,
    )

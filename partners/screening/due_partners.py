"""Ask the provider about the partners that are due, and store what it said."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core import counters
from partners.models import Alias, Partner, Screening
from partners.registry.registration import lock_partners, mark_changed
from partners.registry.write_lock import lock_partner_writes
from partners.screening.bounded_request import ScreeningUnavailable
from partners.screening.match_api import MatchApi

SCREEN_PARTNERS = "partners.screen_partners"
# An answer that is older counts as none: lists change daily.
KEPT_DAYS = 7
_BATCH = 50
_SECONDS = 60.0
_COUNTRIES = {"71": "tw", "81": "hk", "82": "mo"}
_PROPERTIES = {"uscc": "registrationNumber", "lei": "leiCode", "website": "website"}
_OUTCOMES = Screening.Outcome


def configured_api() -> MatchApi | None:
    """The provider of the settings; None: screening is off."""
    if not settings.SCREENING_URL:
        return None
    return MatchApi(settings.SCREENING_URL, settings.SCREENING_DATASET, settings.SCREENING_KEY)


def current_outcome(partner: Partner) -> str:
    """clear, hit or unscreened: what the stored answer says of the partner as it is now.

    An answer that is too old, or about facts that changed since, says nothing.
    """
    held: Screening | None = getattr(partner, "screening", None)
    if held is None or partner.changed_number > held.partners_number:
        return _OUTCOMES.UNSCREENED
    return _OUTCOMES.UNSCREENED if held.checked_at < oldest_kept() else held.outcome


def oldest_kept() -> datetime:
    """The time before which an answer is too old to count."""
    return timezone.now() - timedelta(days=KEPT_DAYS)


def screen_due_partners(api: MatchApi, *, seconds: float = _SECONDS) -> int:
    """Screen the partners that are due for so long, the longest due first; return their number.

    No request is made in a transaction. After a failed request the rest waits for the next time.
    """
    count, end = 0, time.monotonic() + seconds
    version, fault = "", ""
    try:
        version = api.list_version()
    except ScreeningUnavailable as unavailable:
        fault = str(unavailable)
    began = timezone.now()
    while time.monotonic() < end and (batch := _due(version, began)):
        hits: Mapping[str, list[dict[str, Any]]] = {}
        if not fault:
            try:
                hits = api.match(_queries(batch))
            except ScreeningUnavailable as unavailable:
                fault = str(unavailable)
        _store(batch, hits, Screening(provider=api.provider, list_version=version, fault=fault))
        count += len(batch)
        if fault:
            _expire_old_answers(fault)
            break
    return count


@transaction.atomic
def _expire_old_answers(fault: str) -> None:
    """Let answers that are too old count no more, while the provider gives no new ones."""
    lock_partner_writes()
    rows = Screening.objects.filter(checked_at__lt=oldest_kept()).exclude(
        outcome=_OUTCOMES.UNSCREENED
    )
    if expired := list(rows.values_list("pk", flat=True)):
        rows.update(outcome=_OUTCOMES.UNSCREENED, hits=[], fault=fault[:200])
        mark_changed(expired)


def _due(version: str, before: Any) -> list[Partner]:
    due = (
        Q(screening=None)
        | Q(screening__outcome=_OUTCOMES.UNSCREENED)
        | Q(screening__checked_at__lt=oldest_kept())
        | Q(changed_number__gt=F("screening__partners_number"))
    )
    if version:
        due |= ~Q(screening__list_version=version)
    rows = Partner.objects.active().filter(due, simulated=False)
    # Each once a run: one whose facts change all the time must not keep the others waiting.
    rows = rows.exclude(screening__checked_at__gte=before)
    return list(rows.order_by(F("screening__checked_at").asc(nulls_first=True), "pk")[:_BATCH])


def _queries(partners: Sequence[Partner]) -> dict[str, dict[str, Any]]:
    aliases: dict[int, list[str]] = {}
    for pk, name in Alias.objects.filter(partner__in=partners).values_list("partner", "name"):
        aliases.setdefault(pk, []).append(name)
    return {str(one.pk): _query(one, aliases.get(one.pk, ())) for one in partners}


def _query(partner: Partner, aliases: Collection[str]) -> dict[str, Any]:
    names = (partner.name_zh, partner.name_en, *aliases)
    properties: dict[str, list[str]] = {
        "name": [name for name in names if name],
        "country": [_COUNTRIES.get((partner.place_id or "")[:2], "cn")],
    }
    if partner.address:
        properties["address"] = [partner.address]
    for identifier in partner.identifiers:
        kind, _, value = identifier.partition(":")
        if kind in _PROPERTIES:
            properties.setdefault(_PROPERTIES[kind], []).append(value)
    schema = "Company" if partner.form == "company" else "Organization"
    return {"schema": schema, "properties": properties}


@transaction.atomic
def _store(
    batch: Sequence[Partner], hits: Mapping[str, list[dict[str, Any]]], asked: Screening
) -> None:
    """Store the answers; those about facts that changed meanwhile are dropped, and asked again."""
    lock_partner_writes()
    now, rows = timezone.now(), lock_partners([one.pk for one in batch])
    same = [
        one.pk
        for one in batch
        if (row := rows.get(one.pk)) and row.changed_number == one.changed_number
    ]
    # An answer about earlier facts counts as none in what was ranked since.
    current = Screening.objects.filter(
        pk__in=same, partners_number__gte=F("partner__changed_number")
    )
    held = dict(current.values_list("pk", "outcome"))
    written = [_row(pk, hits.get(str(pk)), asked) for pk in same]
    never = _OUTCOMES.UNSCREENED
    changed = [one.pk for one in written if held.get(one.pk, never) != one.outcome]
    # Shown partners depend on the number: answers with an older one are no longer current.
    number = mark_changed(changed) if changed else counters.take("partners")
    for one in written:
        one.checked_at, one.partners_number = now, number
    Screening.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["partner"],
        update_fields=[
            field.attname for field in Screening._meta.concrete_fields if not field.primary_key
        ],
    )


def _row(pk: int, hits: list[dict[str, Any]] | None, asked: Screening) -> Screening:
    if hits is None:
        outcome: str = _OUTCOMES.UNSCREENED
    else:
        outcome = _OUTCOMES.HIT if any(one["match"] for one in hits) else _OUTCOMES.CLEAR
    return Screening(
        partner_id=pk,
        outcome=outcome,
        provider=asked.provider[:200],
        list_version=asked.list_version,
        hits=hits or [],
        fault=asked.fault[:200] if hits is None else "",
    )

"""What every change by a curator shares: permission, reason, locks, the number and the event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from core.languages.messages import Message
from partners.errors import AlreadyRetired, MergeRefused, NotACurator, ReasonRefused, UnknownPartner
from partners.models import Offering, Partner
from partners.registry.registration import lock_partners
from partners.registry.write_lock import lock_partner_writes
from webhooks import outbox
from webhooks.event_types import EventType

CURATE_PERMISSION = "partners.curate_partner"
# The length of the column and of `reason` in the event's schema.
MAX_REASON_LENGTH = 200


@contextmanager
def curating(by: User, reason: str, source: str) -> Iterator[str]:
    """A transaction that alone writes partners, in whose history stand the curator, the reason and
    the source.

    Yields the stripped reason (1 to 200 characters). Raises `NotACurator`, `ReasonRefused`.
    """
    reason = checked_reason(by, reason)
    with pghistory.context(user=by.pk, source=source, reason=reason), transaction.atomic():
        lock_partner_writes()
        yield reason


def checked_reason(by: User, reason: str) -> str:
    """The stripped reason of a curator. Raises `NotACurator`, and `ReasonRefused` for one that is
    empty or has more than 200 characters.
    """
    require_curator(by)
    reason = reason.strip()
    if not reason:
        raise ReasonRefused("give a reason: it is part of the published event", pointer="/reason")
    if len(reason) > MAX_REASON_LENGTH:
        message = Message(
            "the reason has more than {max_reason_length} characters",
            max_reason_length=MAX_REASON_LENGTH,
        )
        raise ReasonRefused(message, pointer="/reason")
    return reason


def require_curator(by: User) -> None:
    """Raise `NotACurator` for a user without the permission to change partners."""
    if not by.has_perm(CURATE_PERMISSION):
        raise NotACurator(Message("{username} may not change partners", username=by.get_username()))


def lock_for_change(partner: int, *others: int) -> dict[int, Partner]:
    """Lock the partner and those of the others that exist. Returns id -> partner.

    Raises `UnknownPartner` for the first id.
    """
    rows = lock_partners((partner, *others))
    if partner not in rows:
        raise UnknownPartner(Message("no partner has the id {partner}", partner=partner))
    return rows


def require_active(partner: Partner) -> None:
    """Raise `AlreadyRetired` for a retired partner, with the date and the target of a merge."""
    if partner.retired_at is None:
        return
    since = timezone.localtime(partner.retired_at).date()
    if partner.merged_into_id is None:
        raise AlreadyRetired(
            Message("partner {pk} is retired since {since}", pk=partner.pk, since=since)
        )
    into = partner.merged_into_id
    message = Message(
        "partner {pk} was merged into {into} on {since}", pk=partner.pk, into=into, since=since
    )
    raise AlreadyRetired(message, nearest=(str(into),))


def merge_target(partner: Partner, into: int, other: Partner | None) -> Partner:
    """The partner whose id is `into`. Raises `MergeRefused` where it does not qualify."""
    if other is None:
        raise MergeRefused(Message("no partner has the id {into}", into=into), pointer="/into")
    if other == partner:
        raise MergeRefused("a partner cannot be merged into itself", pointer="/into")
    try:
        require_active(other)
    except AlreadyRetired as retired:
        raise MergeRefused(str(retired), pointer="/into", nearest=retired.nearest) from None
    if other.simulated != partner.simulated:
        kind = Message("simulated") if other.simulated else Message("real")
        message = Message(
            "partner {into} is {kind} and partner {pk} is not", into=into, kind=kind, pk=partner.pk
        )
        raise MergeRefused(message, pointer="/into")
    return other


def emit_change(
    event_type: EventType, number: int, data: Mapping[str, Any], rows: Sequence[Partner]
) -> None:
    """Emit the event to the topics of the partners, their datasets, provinces and sectors."""
    # A place's topic is its province's: subscriptions follow provinces, not prefectures.
    topics = [f"partner:{row.pk}" for row in rows]
    for row in rows:
        topics += [f"dataset:{key}" for key in row.datasets]
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

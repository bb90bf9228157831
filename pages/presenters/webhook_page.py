"""Endpoints and deliveries in the visitor's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from webhooks.models import Delivery, Endpoint
from webhooks.sending.recovery import UNDER_WAY

DELIVERY_STATES: Mapping[str, tuple[Promise, str]] = {
    "pending": (_("waiting"), "mild"),
    "sending": (_("being sent"), "mild"),
    "delivered": (pgettext("delivery", "delivered"), "good"),
    "held": (_("held"), "move"),
    "exhausted": (_("given up"), "bad"),
    "quarantined": (_("set aside"), "bad"),
    "cancelled": (_("cancelled"), "plain"),
}
OUTCOMES: Mapping[str, tuple[Promise, str]] = {
    "delivered": (pgettext("delivery", "delivered"), "good"),
    "failed": (_("failed"), "bad"),
    "unknown": (_("not known"), "move"),
}
_A_PAGE = 25


@dataclass(frozen=True)
class ShownEndpoint:
    """An endpoint and how it does: `health` as a word, with its colour."""

    row: Endpoint
    health: Promise
    kind: str
    active: bool


@dataclass(frozen=True)
class ShownDelivery:
    """A delivery, its attempts with their outcomes as words, and whether it can be sent again."""

    row: Delivery
    state: Promise
    kind: str
    attempts: Sequence[tuple[object, Promise, str]]
    may_resend: bool


@dataclass(frozen=True)
class DeliveriesPage:
    """The newest deliveries before an id; `before` is that of the next page, None on the last."""

    rows: Sequence[ShownDelivery]
    before: int | None


def shown_endpoint(row: Endpoint) -> ShownEndpoint:
    """Put the health of an endpoint into a word."""
    active = row.state == Endpoint.State.ACTIVE
    if not active:
        health, kind = _("switched off"), "bad"
    elif row.unreadable_since:
        health, kind = _("held: its secret cannot be read"), "bad"
    elif row.opened_at:
        health, kind = _("paused after failures"), "move"
    elif row.throttled_until and row.throttled_until > timezone.now():
        health, kind = _("slowed at its own wish"), "move"
    elif row.fails:
        health, kind = _("failing"), "move"
    elif row.last_success_at:
        health, kind = _("well"), "good"
    else:
        health, kind = _("nothing sent yet"), "plain"
    return ShownEndpoint(row, health, kind, active)


def deliveries_page(endpoint: Endpoint, asked: Mapping[str, str]) -> DeliveriesPage:
    """The deliveries that the address asks for: `state`, `before`. Two queries."""
    rows = Delivery.objects.filter(endpoint=endpoint).select_related("event")
    if (state := asked.get("state", "")) in DELIVERY_STATES:
        rows = rows.filter(state=state)
    before = asked.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.prefetch_related("tries").order_by("-pk")[: _A_PAGE + 1])
    shown = [_delivery(one, endpoint) for one in found[:_A_PAGE]]
    return DeliveriesPage(shown, found[_A_PAGE - 1].pk if len(found) > _A_PAGE else None)


def _delivery(row: Delivery, endpoint: Endpoint) -> ShownDelivery:
    state, kind = DELIVERY_STATES[row.state]
    return ShownDelivery(
        row,
        state,
        kind,
        [(one, *OUTCOMES[one.outcome]) for one in row.tries.all()],
        row.state not in UNDER_WAY and endpoint.state == Endpoint.State.ACTIVE,
    )

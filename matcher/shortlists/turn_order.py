"""The order in which briefs that wait are answered: in turns over the firms, each its oldest first.

A firm that asks for four thousand answers at once takes turns with the others like one that asks
for one. The briefs of a firm's batches take turns of their own, of less weight.
"""

import time
import uuid
from collections.abc import Sequence

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from matcher.models import Shortlist

# Of a firm that has both, so many briefs outside batches are answered for one in a batch.
BATCH_WEIGHT = 4
# Briefs in a round while several firms wait: fewer would cost more for each.
_SHARED_ROUND = 5
# Another worker looks past what is claimed, so far.
_CANDIDATES = 400
# Seconds for which a brief that failed makes way for the others of its firm.
_AFTER_A_FAULT = 30.0
_CLAIMS = 0x52484E48  # any constant that no other advisory lock uses
# A function is scanned in its order, and no further than the limit: no more is locked than is
# returned.
_CLAIM = """
SELECT id FROM unnest(%s::uuid[]) WITH ORDINALITY AS candidate (id, place)
WHERE pg_try_advisory_xact_lock(%s, hashtext(id::text)) LIMIT %s
"""
_IN_BATCH = Q(
    batch_item__isnull=False,
    checked_version=0,
    batch_item__batch__finished_at=None,
    batch_item__batch__cancelled_at=None,
)
_postponed: dict[uuid.UUID, float] = {}


def claim_next(most: int) -> list[uuid.UUID]:
    """At most so many shortlists, whose turn it is; fewer where several firms wait, as each answer
    of a round waits for all of them. Until the transaction ends no other worker gets them; nothing
    else of them is locked.
    """
    found = _candidates()
    firms = len({firm for _, firm in found})
    size = most if firms < 2 else min(most, max(firms, _SHARED_ROUND))
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [[pk for pk, _ in found], _CLAIMS, size])
        return [pk for (pk,) in cursor.fetchall()]


def _candidates() -> list[tuple[uuid.UUID, int]]:
    """The next shortlists in turns, each with its firm."""
    now = time.monotonic()
    for pk in [pk for pk, until in _postponed.items() if until < now]:
        _postponed.pop(pk, None)
    weighed = (
        Shortlist.objects.waiting()
        .exclude(pk__in=list(_postponed))
        .annotate(
            batched=Case(When(_IN_BATCH, then=Value(BATCH_WEIGHT)), default=Value(1)),
            place=Window(
                RowNumber(),
                partition_by=[F("brief__firm"), F("batched")],
                order_by=[F("waiting_since"), F("pk")],
            ),
        )
    )
    in_turns = weighed.order_by(F("place") * F("batched"), "waiting_since", "pk")
    return list(in_turns.values_list("pk", "brief__firm")[:_CANDIDATES])


def in_turns(shortlists: QuerySet[Shortlist], most: int) -> list[uuid.UUID]:
    """At most so many of the shortlists, in turns over the firms, those never answered first."""
    place = Window(
        RowNumber(),
        partition_by=F("brief__firm"),
        order_by=[F("checked_version"), F("created_at")],
    )
    ordered = shortlists.annotate(place=place).order_by("place", "created_at", "pk")
    return list(ordered.values_list("pk", flat=True)[:most])


def postpone(keys: Sequence[uuid.UUID]) -> None:
    """Let others be answered before these, which failed, in this process."""
    until = time.monotonic() + _AFTER_A_FAULT
    _postponed.update(dict.fromkeys(keys, until))

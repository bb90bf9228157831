"""The event stream to pull. Number order is commit order: who follows the numbers misses none."""

from django.db.models import Q, QuerySet

from core import counters
from core.models import Counter
from firms.models import Firm
from webhooks.errors import CursorTooOld
from webhooks.models import Event

PRUNED_COUNTER = "pruned"  # the counter row that holds how far the stream was pruned


def visible_to(firm: Firm) -> QuerySet[Event]:
    """What everyone may see, and what was told to the firm."""
    return Event.objects.filter(Q(firm=None) | Q(firm=firm))


def retention_cursor() -> int:
    """The number beyond which all events are kept: where a reader who has none yet begins."""
    return Counter.objects.filter(name=PRUNED_COUNTER).values_list("number", flat=True).first() or 0


def events_after(firm: Firm, number: int, limit: int) -> list[Event]:
    """The next events beyond a number, in their order.

    Raises `CursorTooOld` where some of them may be kept no more.
    """
    found = list(visible_to(firm).filter(number__gt=number).order_by("number")[:limit])
    # Read last: what is pruned meanwhile is refused, never skipped.
    kept_after = retention_cursor()
    if number < kept_after:
        kept = visible_to(firm).filter(number__gt=kept_after).order_by("number")
        raise CursorTooOld(number, kept_after, kept.values_list("number", flat=True).first())
    return found


def newest_event_number() -> int:
    """The number of the newest event of all: from here on everything is new."""
    return counters.current("event")

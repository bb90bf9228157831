"""The event stream to pull. Number order is commit order: who follows the numbers misses none."""

from django.db.models import Q, QuerySet

from firms.models import Firm
from webhooks import counters
from webhooks.models import Event


def visible_to(firm: Firm) -> QuerySet[Event]:
    """What everyone may see, and what was told to the firm."""
    return Event.objects.filter(Q(firm=None) | Q(firm=firm))


def after(firm: Firm, number: int, limit: int) -> list[Event]:
    """The next events beyond a number, in their order."""
    return list(visible_to(firm).filter(number__gt=number).order_by("number")[:limit])


def newest() -> int:
    """The number of the newest event of all: from here on everything is new."""
    return counters.current("event")

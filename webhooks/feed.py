"""The event stream for clients that poll.

Number order is commit order, so a client that continues after its last number misses no event.
"""

from django.db.models import Q, QuerySet

from core.languages.messages import Message
from core.models import Counter
from firms.models import Firm
from webhooks.errors import CursorAhead, CursorTooOld
from webhooks.models import Event, StreamEpoch

PRUNED_COUNTER = "pruned"  # the counter row with the number up to which events were pruned


def visible_to(firm: Firm) -> QuerySet[Event]:
    """The public events and the firm's own."""
    return Event.objects.filter(Q(firm=None) | Q(firm=firm))


def retention_cursor() -> int:
    """The number after which all events are kept: the cursor of a client without one."""
    return Counter.objects.filter(name=PRUNED_COUNTER).values_list("number", flat=True).first() or 0


def check_cursor(firm: Firm, number: int) -> None:
    """Raise `CursorAhead` for a number that the firm never got: it is ahead of the newest event
    that the firm sees, or belongs to an event that a restore from a backup undid.

    The newest event of all firms would tell how often others have one.
    """
    undone = StreamEpoch.objects.filter(ended__lt=number, begins__gt=number).first()
    if undone is not None:
        detail = Message(
            "events after {known} were undone when the service was restored from a backup: read "
            "/v1/shortlists again, and continue with after={known}",
            known=undone.ended,
        )
        raise CursorAhead(detail, undone.ended)
    newest = newest_event_number(firm)
    if number > newest:
        detail = Message(
            "no event has the number {number} yet: read /v1/shortlists again, because events may "
            "be missed, and continue with after={known}",
            number=number,
            known=newest,
        )
        raise CursorAhead(detail, newest)


def events_after(firm: Firm, number: int, limit: int) -> list[Event]:
    """At most `limit` events after a number, in number order.

    Raises `CursorTooOld` when some of them may have been pruned.
    """
    found = list(visible_to(firm).filter(number__gt=number).order_by("number")[:limit])
    # Read after the events: a concurrent pruning then refuses the cursor instead of leaving a gap.
    kept_after = retention_cursor()
    if number < kept_after:
        kept = visible_to(firm).filter(number__gt=kept_after).order_by("number")
        raise CursorTooOld(number, kept_after, kept.values_list("number", flat=True).first())
    return found


def newest_event_number(firm: Firm) -> int:
    """The number of the newest event that the firm sees, or after which all are kept."""
    seen = visible_to(firm).order_by("-number").values_list("number", flat=True).first()
    return max(seen or 0, retention_cursor())

"""How much a firm may ask for: briefs that wait for an answer, and shortlists that are kept up."""

from django.conf import settings

from core.languages.messages import Message
from firms.models import Firm
from matcher.errors import TooManyBriefs, TooManyShortlists
from matcher.models import Shortlist


def check_quota(firm: Firm, new: int) -> None:
    """Raise `TooManyBriefs` or `TooManyShortlists` where the firm may not have so many new briefs.

    Requests at one time may go beyond a quota together, by as many as there are.
    """
    check_waiting(firm, new)
    most = settings.FIRM_SHORTLISTS
    # Archived ones cost nothing more: they are not answered again.
    live = Shortlist.objects.of(firm).filter(archived_at=None).order_by()
    if most and (new > most or live[most - new : most - new + 1].exists()):
        raise TooManyShortlists(
            Message(
                "you keep {most} shortlists, which is the most: archive what you need no longer",
                most=most,
            )
        )


def check_waiting(firm: Firm, new: int) -> None:
    """Raise `TooManyBriefs` where too many briefs of the firm would wait for an answer."""
    most = settings.FIRM_WAITING_BRIEFS
    if most and (waiting := Shortlist.objects.waiting().of(firm).count()) + new > most:
        raise TooManyBriefs(
            Message(
                "{waiting} of your briefs wait for an answer, and {most} may: send this again when"
                " some are answered",
                waiting=waiting,
                most=most,
            )
        )

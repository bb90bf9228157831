"""The firm that a visitor works for: of several the one that the session names."""

import structlog
from django.http import HttpRequest

from firms.membership.accounts import memberships_of
from firms.models import Member, Role

# In the session.
CHOSEN_FIRM = "firm"


def enter_firm(request: HttpRequest) -> Member | None:
    """Return the visitor's membership, and note it and its firm in the request; None for who
    belongs to no firm. One query, the first time.
    """
    known: Member | None = getattr(request, "member", None)
    if known is not None or not request.user.is_authenticated:
        return known
    memberships = list(memberships_of(request.user))
    if not memberships:
        return None
    chosen = request.session.get(CHOSEN_FIRM)
    member = next((one for one in memberships if one.firm_id == chosen), memberships[0])
    given = {
        "member": member,
        "firm": member.firm,
        "memberships": memberships,
        "may": Role(member.role).allows,
    }
    for name, value in given.items():
        setattr(request, name, value)
    structlog.contextvars.bind_contextvars(firm=member.firm_id, account=member.user_id)
    return member

"""The fields of a firm: the sectors and services that its shortlists ask for."""

from firms.models import Firm
from matcher.models import Revision, Shortlist

# The newest shortlists of a firm that are looked through.
_SHORTLISTS = 200


def own_fields(firm: Firm) -> tuple[str, ...]:
    """The codes that the firm's shortlists ask for as they were last understood, in order; none of
    those that are archived. One query.
    """
    own = Shortlist.objects.of(firm).filter(archived_at=None)
    newest = own.order_by("-created_at", "id")[:_SHORTLISTS]
    rows = Revision.objects.filter(shortlist__in=newest.values("pk"))
    answers = rows.order_by("shortlist_id", "-number").distinct("shortlist_id")
    codes: set[str] = set()
    for sectors, services in answers.values_list("understood__sectors", "understood__services"):
        codes |= {one["code"] for one in [*(sectors or ()), *(services or ())]}
    return tuple(sorted(codes))

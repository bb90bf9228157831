"""How many stored shortlists name a partner now."""

from django.db.models import Max, OuterRef, Subquery

from matcher.models import Entry, Revision


def count_newest_naming(partner: int) -> int:
    """Count the shortlists whose newest revision has the partner as an entry. One query."""
    newest = (
        Revision.objects.filter(shortlist=OuterRef("revision__shortlist"))
        .order_by()
        .values("shortlist")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    return Entry.objects.filter(partner=partner, revision__number=Subquery(newest)).count()

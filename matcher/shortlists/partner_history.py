"""What a firm's own shortlists say of one partner: its ranks, and the decisions about it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef

from firms.models import Firm
from matcher.models import Decision, Entry, Revision
from matcher.statements.same_partner import SamePartner

_MOST = 50


def ranks_of_partner(firm: Firm, same: SamePartner) -> Sequence[Entry]:
    """The entries that name the partner in the newest answers to the firm's shortlists that are
    not archived, those of the newest 50 shortlists, each with shortlist and brief. One query.
    """
    newer = Revision.objects.filter(
        shortlist=OuterRef("revision__shortlist"), number__gt=OuterRef("revision__number")
    )
    rows = Entry.objects.filter(
        ~Exists(newer),
        partner__in=same.ids,
        revision__shortlist__brief__firm=firm,
        revision__shortlist__archived_at=None,
        # An answer to an earlier version of the brief says nothing of what is asked now.
        revision__brief_version=F("revision__shortlist__brief__version"),
    )
    ordered = rows.select_related("revision__shortlist__brief").defer("detail")
    return list(ordered.order_by("-revision__shortlist__created_at", "rank")[:_MOST])


def decisions_about(firm: Firm, same: SamePartner) -> Sequence[Decision]:
    """What the firm said of the partner in its shortlists, the newest 50 first. One query."""
    rows = Decision.objects.filter(firm=firm, partner__in=same.ids)
    return list(rows.select_related("shortlist__brief", "by_member").order_by("-number")[:_MOST])

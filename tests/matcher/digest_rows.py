"""A subscription to a shortlist of which there is news, without any partner."""

import datetime as dt

from django.utils import timezone

from firms import members
from firms.models import Firm, Role
from matcher.models import Brief, DigestSubscription, Revision, Shortlist


def subscription_with_news() -> DigestSubscription:
    """A subscription at once to a shortlist whose second revision says another verdict."""
    firm = Firm.objects.create(name="Nordtuch GmbH")
    shortlist = Shortlist.objects.create(brief=Brief.objects.create(firm=firm, asked={}))
    for number in (1, 2):
        Revision.objects.create(
            shortlist=shortlist,
            number=number,
            brief_version=1,
            model="ronghe-9",
            policy=number,
            partners=1,
            as_of=dt.date(2026, 11, 29),
            understood={},
            weights={},
            excluded={},
            verdict={"code": "few", "parts": [{"code": "change.day", "args": {"n": number}}]},
            digest=str(number),
        )
    member = members.set_member(firm=firm, email="a@nordtuch.example", role=Role.VIEWER)
    return DigestSubscription.objects.create(
        shortlist=shortlist,
        member=member,
        rhythm="at_once",
        language="en",
        hour=8,
        weekday=1,
        last_revision=1,
        next_due_at=timezone.now(),
    )

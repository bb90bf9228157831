"""Subscribe, let things happen, and read the mails that come of it."""

import datetime as dt
from typing import Any

from django.core import mail
from django.utils import timezone

from firms import members
from firms.models import Firm, Role
from matcher.digests import composing, mailing
from matcher.digests.subscriptions import DigestSpec, subscribe
from matcher.models import DigestMessage, DigestSubscription, Shortlist


def subscribed(firm: Firm, address: str, **differs: Any) -> DigestSubscription:
    """A member who hears of the shortlist at this address at once, in English."""
    settings = {"rhythm": "at_once", "language": "en", "hour": 8, "weekday": 1, **differs}
    email = settings.pop("email", "buyer@nordtuch.example")
    member = members.set_member(firm=firm, email=email, role=Role.VIEWER)
    shortlist = Shortlist.objects.select_related("brief").get(pk=address.rsplit("/", 1)[1])
    return subscribe(shortlist=shortlist, member=member, spec=DigestSpec(**settings))[0]


def sent() -> list[Any]:
    """Compose and send what is due; the mails that were sent."""
    before = len(mail.outbox)
    composing.compose_due_digests()
    mailing.send_due_digests()
    return mail.outbox[before:]


def make_due() -> None:
    """Let the hour of every digest have come."""
    past = timezone.now() - dt.timedelta(minutes=1)
    DigestSubscription.objects.update(next_due_at=past)
    DigestMessage.objects.filter(state="pending").update(due_at=past)

"""When a digest is due. Hours are those of Beijing, which all of China keeps."""

import datetime as dt

from core.clock import CHINA
from matcher.models import DigestSubscription

_DAYS_OF_WEEK = 7


def next_due(subscription: DigestSubscription, after: dt.datetime) -> dt.datetime:
    """The first instant after `after` at which the rhythm allows a digest; `after` itself where a
    digest is sent at once.
    """
    if subscription.rhythm == DigestSubscription.Rhythm.AT_ONCE:
        return after
    local = after.astimezone(CHINA)
    due = local.replace(hour=subscription.hour, minute=0, second=0, microsecond=0)
    weekly = subscription.rhythm == DigestSubscription.Rhythm.WEEKLY
    if weekly:
        due += dt.timedelta(days=(subscription.weekday - local.isoweekday()) % _DAYS_OF_WEEK)
    if due <= local:
        due += dt.timedelta(days=_DAYS_OF_WEEK if weekly else 1)
    return due

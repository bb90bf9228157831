"""Begin everybody's matches again once what they were computed from has moved.

Only what has been made once, by `manage.py match`, is kept up: whoever never asked for stored
matches pays nothing for them.
"""

import datetime as dt

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from matcher.basis import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration
from partners.models import PartnersChange
from priorities.models import Edition

# An import moves partners many times, and each move would give up the run that it falls into.
QUIET_PERIOD = dt.timedelta(seconds=60)
State = MatchGeneration.State


def renew_stale_generation() -> MatchGeneration | None:
    """Begin one generation that follows a complete one of another basis: the oldest first, one at
    a time, when partners and lists have been still for a minute. None where there is none.
    """
    if not settings.RENEW_MATCHES or not _is_quiet(timezone.now()):
        return None
    if MatchGeneration.objects.filter(state=State.BUILDING).exists():
        return None
    kept = MatchGeneration.objects.filter(state=State.CURRENT)
    stale = kept.exclude(generations.on_basis(current_basis())).order_by("number").first()
    return generations.start_generation(stale.role, simulated=stale.simulated) if stale else None


def _is_quiet(now: dt.datetime) -> bool:
    """Has nothing moved for a while?"""
    moved = (
        PartnersChange.objects.aggregate(at=Max("at"))["at"],
        Edition.objects.aggregate(at=Max("published_at"))["at"],
    )
    return all(at is None or at <= now - QUIET_PERIOD for at in moved)

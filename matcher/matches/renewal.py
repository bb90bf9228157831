"""Renew stored matches when partners, lists or the day have changed since their basis.

Only a generation that was made once, by `manage.py match`, is renewed: an installation that never
stored matches pays nothing for them.
"""

import datetime as dt

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration
from partners.models import PartnersChange
from priorities.models import Edition

# An import changes partners many times, and each change makes the generation that is being built
# useless.
QUIET_PERIOD = dt.timedelta(seconds=60)
State = MatchGeneration.State


def renew_stale_generation() -> MatchGeneration | None:
    """Start a generation for the oldest current one of another basis, if none is being built and
    partners and lists have not changed for a minute. None if nothing was started.
    """
    if not settings.RENEW_MATCHES or not _is_quiet(timezone.now()):
        return None
    if MatchGeneration.objects.filter(state=State.BUILDING).exists():
        return None
    current = MatchGeneration.objects.filter(state=State.CURRENT)
    stale = current.exclude(generations.on_basis(current_basis())).order_by("number").first()
    return generations.start_generation(simulated=stale.simulated) if stale else None


def _is_quiet(now: dt.datetime) -> bool:
    """Is the last change of partners and lists a minute ago?"""
    changed = (
        PartnersChange.objects.aggregate(at=Max("at"))["at"],
        Edition.objects.aggregate(at=Max("published_at"))["at"],
    )
    return all(at is None or at <= now - QUIET_PERIOD for at in changed)

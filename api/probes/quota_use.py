"""The firms that come near their rate limit. Told of few: a label a firm would grow without end."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from django.core.cache import caches
from django.utils import timezone

from api.requests.rate_limits import ApiKeyThrottle, window_of
from core.clock import today
from firms.models import KeyUsage

NEAR = 0.8
FIRMS_AT_MOST = 20
# Keys that were used within the last window; more would not be near their limits for long.
_KEYS_AT_MOST = 2000


def quota_use() -> Mapping[int, float]:
    """Return the firms of which a key has used `NEAR` of its limit in this window, or more, with
    the largest share of each; the highest `FIRMS_AT_MOST`. Empty where no limit is set, or Redis
    is unavailable. One query of PostgreSQL, one of Redis.
    """
    throttle = ApiKeyThrottle()
    if throttle.rate is None:
        return {}
    since = timezone.now() - timedelta(seconds=throttle.duration)
    used = KeyUsage.objects.filter(day=today(), last_at__gte=since)
    keys = dict(used.values_list("key_id", "key__firm_id").distinct()[:_KEYS_AT_MOST])
    names = {window_of(key, throttle): firm for key, firm in keys.items()}
    shares: dict[int, float] = defaultdict(float)
    for name, count in _counts(list(names)).items():
        firm = names[name]
        shares[firm] = max(shares[firm], min(count / throttle.num_requests, 1.0))
    near = [(share, firm) for firm, share in shares.items() if share >= NEAR]
    return {firm: share for share, firm in sorted(near, reverse=True)[:FIRMS_AT_MOST]}


def _counts(names: list[str]) -> Mapping[str, int]:
    try:
        found: Mapping[str, int] = caches["rates"].get_many(names)
    except Exception:  # Redis' faults come in many classes; no scrape fails for them
        return {}
    return found

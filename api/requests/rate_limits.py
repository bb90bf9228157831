"""The rate limits, counted in Redis by DRF's throttling: `RATE_LIMIT` of API keys, and the limit of
addresses that come without a key.
"""

import math
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from core.rates.address_counts import count_address
from core.rates.redis_counter import increment
from firms.models import ApiKey


class ApiKeyThrottle(SimpleRateThrottle):
    """Limits the requests of a key in fixed windows, which begin at full seconds, minutes, hours
    or days. Each response states the remaining requests.
    """

    scope = "key"
    num_requests: int
    duration: int

    # DRF's own method reads a list of past times and then writes it: concurrent requests would
    # all pass.
    def allow_request(self, request: Request, view: Any) -> bool:
        if self.rate is None or not isinstance(request.auth, ApiKey):
            return True
        period, into = divmod(self.timer(), self.duration)
        self.left = math.ceil(self.duration - into)
        used = increment(_counter(request.auth.pk, period), self.duration)
        # Header syntax of draft-ietf-httpapi-ratelimit-headers.
        view.headers["RateLimit-Policy"] = f'"key";q={self.num_requests};w={self.duration}'
        if used is None:
            return True
        rest = max(self.num_requests - used, 0)
        view.headers["RateLimit"] = f'"key";r={rest};t={self.left}'
        return used <= self.num_requests

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return self.left


def window_of(key: int, throttle: ApiKeyThrottle) -> str:
    """Return the name of the counter of a key in the window of now."""
    return _counter(key, throttle.timer() // throttle.duration)


def _counter(key: int, period: float) -> str:
    return f"{key}:{int(period)}"


class AddressThrottle(SimpleRateThrottle):
    """Limits the requests of an address, of IPv6 those of its network, in fixed windows."""

    scope = "address"
    counter = "address"
    num_requests: int
    duration: int

    def allow_request(self, request: Request, view: Any) -> bool:
        if self.rate is None:
            return True
        used, self.left = count_address(self.counter, request, self.duration, self.timer())
        return used is None or used <= self.num_requests

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return self.left


class KeylessThrottle(AddressThrottle):
    """Limits an address that asks without a key, apart from what it writes."""

    scope = "keyless"
    counter = "keyless"

    def allow_request(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, ApiKey) or super().allow_request(request, view)


class SharedLinkThrottle(AddressThrottle):
    """Limits an address that follows shared links, so that nobody can try out tokens."""

    scope = "shared"
    counter = "shared"

"""The rate limits, counted in Redis by DRF's throttling: `RATE_LIMIT` of API keys, and the limit of
addresses that come without a key.

The service does not depend on Redis for this: if Redis fails, no request is refused, and for some
seconds Redis is not asked again, so that no request waits for its timeout.
"""

import ipaddress
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.core.cache import caches
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from api.requests.client_address import client_address
from firms.models import ApiKey

_PAUSE = 5.0  # seconds for which a Redis that failed is not asked again
_SILENCE = 60.0  # seconds from one warning to the next
log = structlog.get_logger(__name__)


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
        used = increment(f"{request.auth.pk}:{int(period)}", self.duration)
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


class AddressThrottle(SimpleRateThrottle):
    """Limits the requests of an address in fixed windows; of IPv6 that of its network of 64 bits.

    No address is kept: the counter is named by a keyed hash of it.
    """

    scope = "address"
    counter = "address"
    num_requests: int
    duration: int

    def allow_request(self, request: Request, view: Any) -> bool:
        if self.rate is None:
            return True
        period, into = divmod(self.timer(), self.duration)
        self.left = math.ceil(self.duration - into)
        who = salted_hmac("address", _network(client_address(request)), algorithm="sha256")
        used = increment(f"{self.counter}:{who.hexdigest()}:{int(period)}", self.duration)
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


def _network(address: str) -> str:
    """The IPv6 network of an address, of which one household has all addresses; else the text."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))


@dataclass
class RedisCircuitBreaker:
    """Remembers failures of Redis in this process and counts the requests that were not limited."""

    clock: Callable[[], float] = time.monotonic
    uncounted: int = 0
    _until: float = float("-inf")
    _silent_until: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_open(self) -> bool:
        """Tell whether Redis must not be asked now."""
        return self.clock() < self._until

    def record_failure(self, fault: Exception) -> None:
        """Open the breaker after a failure; log at most once a minute."""
        now = self.clock()
        with self._lock:
            self._until = now + _PAUSE
            if now < self._silent_until:
                return
            self._silent_until = now + _SILENCE
        log.warning("requests are not counted: no rate limit applies", fault=repr(fault))

    def count_uncounted(self) -> None:
        with self._lock:
            self.uncounted += 1


breaker = RedisCircuitBreaker()


def increment(name: str, seconds: int) -> int | None:
    """Increment the counter of this name and return it; None if Redis is unavailable. The counter
    expires two windows later.
    """
    if not breaker.is_open():
        try:
            # Twice the window: a request at its very end must still find the counter.
            return _increment_in_redis(name, 2 * seconds)
        except Exception as fault:  # Redis' faults come in many classes; none may refuse anybody
            breaker.record_failure(fault)
    breaker.count_uncounted()
    return None


def _increment_in_redis(name: str, seconds: int) -> int:
    store = caches["rates"]
    # ADD and INCR are atomic in Redis, so each of many concurrent requests gets its own number.
    return 1 if store.add(name, 1, seconds) else store.incr(name)

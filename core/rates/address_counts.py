"""How often an address asked within a window of time, on any edge and in any process."""

import math
import time
from typing import Any

from django.utils.crypto import salted_hmac

from core.rates.client_address import client_address, network_of
from core.rates.redis_counter import increment


def count_address(
    counter: str, request: Any, seconds: int, now: float | None = None
) -> tuple[int | None, int]:
    """Count a request under this counter; return how many the address has made in this window, and
    the seconds until the next one. None, if Redis is unavailable: then nobody is refused.

    No address is kept: the counter is named by a keyed hash of it; of IPv6, of its network.
    """
    period, into = divmod(time.time() if now is None else now, seconds)
    who = salted_hmac("address", network_of(client_address(request)), algorithm="sha256")
    used = increment(f"{counter}:{who.hexdigest()}:{int(period)}", seconds)
    return used, math.ceil(seconds - into)

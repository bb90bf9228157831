"""The address that a request comes from."""

import ipaddress
from typing import Any

from django.conf import settings


def client_address(request: Any) -> str:
    """Return the address of the peer; behind our own proxy, as `BEHIND_PROXY` says, the address
    that the proxy added to `X-Forwarded-For`. What a client writes there has no effect.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return str(forwarded.split(",")[-1].strip())
    return str(request.META.get("REMOTE_ADDR") or "")


def network_of(address: str) -> str:
    """The IPv6 network of an address, of which one household has all addresses; else the text."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))

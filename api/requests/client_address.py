"""The address that a request comes from."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


def client_address(request: Request) -> str:
    """Return the address of the peer; behind our own proxy, as `BEHIND_PROXY` says, the address
    that the proxy added to `X-Forwarded-For`. What a client writes there has no effect.
    """
    return str(BaseThrottle().get_ident(request))

"""Validate an endpoint's URL.

The addresses behind a host name are checked later, when the socket is opened: a name may resolve
to another address by then.
"""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from core.languages.messages import Message
from webhooks.endpoints import addresses
from webhooks.errors import DestinationRefused

# The usual HTTPS ports only: a sender must not probe other services.
PORTS = (443, 8443)
MAX_LENGTH = 2000
# Top-level names that resolve to this machine or its own network.
_PRIVATE_SUFFIXES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
    "onion",
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_PRINTABLE_ASCII = re.compile(r"[\x21-\x7e]+")


def validate_url(url: str, *, loopback: bool) -> str:
    """Return the URL if events may be sent to it.

    `loopback` permits this machine too, over http and at any port. Raises `DestinationRefused`
    with the fault.
    """
    if len(url) > MAX_LENGTH:
        raise DestinationRefused(
            Message("the address is longer than {max_length} characters", max_length=MAX_LENGTH)
        )
    if not _PRINTABLE_ASCII.fullmatch(url) or "\\" in url:
        raise DestinationRefused("the address holds blanks or characters that must be encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise DestinationRefused(Message("this is not a URL: {parser}", parser=fault)) from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise DestinationRefused("write it as https://HOST/PATH")
    if port == 0:
        raise DestinationRefused("port 0 cannot be connected to")
    if "@" in parts.netloc:
        raise DestinationRefused("the address must not hold a user name or password")
    if parts.fragment:
        raise DestinationRefused("a fragment (#…) is never sent to the receiver")
    if _is_this_machine(parts.hostname):
        _refuse_unless(loopback, "events are not sent to this machine")
        return url
    _refuse_private_host(parts)
    _refuse_unless(parts.scheme == "https", "events are sent over https only")
    _refuse_unless((port or 443) in PORTS, "events are sent to the ports 443 and 8443 only")
    return url


def _refuse_unless(accepted: bool, fault: str) -> None:
    if not accepted:
        raise DestinationRefused(fault)


def _is_this_machine(host: str) -> bool:
    """Whether the host is `localhost` or a loopback address in its usual form."""
    address = _parse_address(host)
    return host == "localhost" or (address is not None and addresses.is_loopback(address))


def _parse_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return IPv6Address(host) if ":" in host else IPv4Address(host)
    except ValueError:
        return None


def _refuse_private_host(parts: SplitResult) -> None:
    host = (parts.hostname or "").removesuffix(".")
    address = _parse_address(host)
    if address is not None:
        _refuse_unless(
            addresses.is_public(address), Message("{host} is not a public address", host=host)
        )
        return
    labels = host.split(".")
    _refuse_unless(
        len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels),
        "the host is not a valid name: write letters of other scripts in the xn-- form",
    )
    # Resolvers read 2130706433, 0x7f.1 and 0177.0.0.1 as addresses; no domain ends in a number.
    _refuse_unless(
        not _NUMBER.fullmatch(labels[-1]), "write an address as four numbers from 0 to 255"
    )
    _refuse_unless(len(labels) > 1, "the host is a name without a domain")
    _refuse_unless(
        labels[-1] not in _PRIVATE_SUFFIXES,
        Message("names under {suffix} are not public", suffix=labels[-1]),
    )

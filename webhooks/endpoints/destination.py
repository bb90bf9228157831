"""What an endpoint's URL may be. The address behind a name is checked when it is connected to."""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from webhooks.endpoints import addresses
from webhooks.errors import DestinationRefused

PORTS = (443, 8443)
MAX_LENGTH = 2000
# Names that mean this machine or this network, wherever they are asked.
_PRIVATE_SUFFIXES = (
    "localhost",
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
    """The URL, when events may be sent there. `loopback`: http and any port on this machine too.

    Raises `DestinationRefused` saying what is wrong with it.
    """
    if len(url) > MAX_LENGTH:
        raise DestinationRefused(f"the address is longer than {MAX_LENGTH} characters")
    if not _PRINTABLE_ASCII.fullmatch(url) or "\\" in url:
        raise DestinationRefused("the address holds blanks or characters that must be encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise DestinationRefused(f"this is no address: {fault}") from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise DestinationRefused("say https://HOST/PATH")
    if port == 0:
        raise DestinationRefused("nobody listens at port 0")
    if "@" in parts.netloc:
        raise DestinationRefused("no user name or password may stand in the address")
    if parts.fragment:
        raise DestinationRefused("a fragment (#…) is never sent")
    if _is_this_machine(parts.hostname):
        _refuse_unless(loopback, "this machine cannot be sent to")
        return url
    _refuse_private_host(parts)
    _refuse_unless(parts.scheme == "https", "only https is sent to")
    _refuse_unless((port or 443) in PORTS, "only the ports 443 and 8443 are sent to")
    return url


def _refuse_unless(accepted: bool, fault: str) -> None:
    if not accepted:
        raise DestinationRefused(fault)


def _is_this_machine(host: str) -> bool:
    """Is it this machine, in a form that means nothing else?"""
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
        _refuse_unless(addresses.is_public(address), f"{host} is no public address")
        return
    labels = host.split(".")
    _refuse_unless(
        len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels),
        "the host is no name: write one in letters of other scripts in its xn-- form",
    )
    # Resolvers take 2130706433, 0x7f.1 and 0177.0.0.1 for addresses; a name never ends so.
    _refuse_unless(
        not _NUMBER.fullmatch(labels[-1]), "write an address as four numbers from 0 to 255"
    )
    _refuse_unless(len(labels) > 1, "the host is a name without a domain")
    _refuse_unless(
        labels[-1] not in _PRIVATE_SUFFIXES, f"names under {labels[-1]} lead nowhere public"
    )

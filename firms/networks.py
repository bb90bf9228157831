"""The networks that a key may be used from (CIDR)."""

import ipaddress
from collections.abc import Iterable

from core.languages.messages import Message


def parse_network(text: str) -> str:
    """Return the network in its canonical form: `203.0.113.9` becomes `203.0.113.9/32`.

    Raises ValueError with a sentence that names the nearest network.
    """
    try:
        return str(ipaddress.ip_network(text.strip()))
    except ValueError:
        pass
    try:
        near = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise ValueError(Message("is no address and no network: write 203.0.113.0/24")) from None
    raise ValueError(
        Message("has bits of a host beyond its mask: the network is {near}", near=near)
    )


def admits(networks: Iterable[str], address: str) -> bool:
    """Tell whether the address lies in one of the networks; without any, every address is
    admitted. What is no address lies in none.
    """
    listed = list(networks)
    if not listed:
        return True
    try:
        found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    # A socket that serves both protocols gives IPv4 clients as ::ffff:203.0.113.9.
    if found.version == 6 and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in ipaddress.ip_network(network) for network in listed)

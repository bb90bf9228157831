"""Decide whether an IP address is public, also when a private IPv4 address is inside an IPv6 one.

The networks are listed explicitly: the standard library's `is_private` and `is_global` differ
between Python versions and ignore IPv4 addresses that are embedded in IPv6 ones.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_DENIED_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; one cloud's metadata service too
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's virtual host, public by its number only
        "169.254.0.0/16",  # link-local: metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Only 2000::/3 is allocated to global unicast; these parts of it are not publicly routed.
_ROUTED_6 = IPv6Network("2000::/3")
_DENIED_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001:2::/48",  # benchmarks
        "2001:10::/28",  # old hash identities
        "2001:20::/28",  # hash identities
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_TEREDO = IPv6Network("2001::/32")
_6TO4 = IPv6Network("2002::/16")
# Prefixes with an IPv4 address in the last 32 bits: compatible, mapped, translated, NAT64.
_IPV4_IN_LAST_BITS = tuple(
    IPv6Network(text) for text in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
# The third 32-bit group of an ISATAP address, for a local and for a global IPv4 address.
_ISATAP = (0x00005EFE, 0x02005EFE)
_32_BITS = 0xFFFFFFFF


def is_public(address: Address) -> bool:
    """Whether the address is publicly routed.

    An IPv6 address with embedded IPv4 addresses is public only when all of them are.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in net for net in _DENIED_4)
    if address.scope_id is not None:
        return False
    embedded = _embedded_ipv4(address)
    if not all(is_public(inner) for inner in embedded):
        return False
    if any(address in net for net in _IPV4_IN_LAST_BITS):
        return True
    return address in _ROUTED_6 and not any(address in net for net in _DENIED_6)


def is_loopback(address: Address) -> bool:
    """Whether the address is this machine's loopback, also as `::ffff:127.0.0.1`."""
    inner = getattr(address, "ipv4_mapped", None) or address
    return bool(inner.is_loopback)


def may_connect(host: str, *, loopback: bool) -> bool:
    """Whether a socket may be opened to this IP address; `loopback` permits this machine too."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return is_public(address) or (loopback and is_loopback(address))


def _embedded_ipv4(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses embedded in an IPv6 address: a packet may be forwarded to any of them."""
    bits = int(address)
    if any(address in net for net in _IPV4_IN_LAST_BITS):
        return [IPv4Address(bits & _32_BITS)]
    found = []
    if address in _6TO4:
        found.append(IPv4Address(bits >> 80 & _32_BITS))
    if address in _TEREDO:
        # The server's address, then the client's, which Teredo stores inverted.
        found += [IPv4Address(bits >> 64 & _32_BITS), IPv4Address(~bits & _32_BITS)]
    if bits >> 32 & _32_BITS in _ISATAP:
        found.append(IPv4Address(bits & _32_BITS))
    return found

"""Which IP addresses a patrol may connect to.

An explicit list after the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). The standard
library's `is_global` is not enough: Python 3.11 answers True for 192.0.0.8, 192.88.99.1, 2002::/16, 64:ff9b::/96,
64:ff9b:1::/48, fec0::/10, 3fff::/20, ::/96 and 5f00::/16.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network

_REFUSED_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network, RFC 791
        "10.0.0.0/8",  # private use, RFC 1918
        "100.64.0.0/10",  # shared address space, RFC 6598
        "127.0.0.0/8",  # loopback, RFC 1122
        "169.254.0.0/16",  # link local (and cloud metadata), RFC 3927
        "172.16.0.0/12",  # private use, RFC 1918
        "192.0.0.0/24",  # IETF protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.31.196.0/24",  # AS112-v4, RFC 7535
        "192.52.193.0/24",  # AMT, RFC 7450
        "192.88.99.0/24",  # deprecated 6to4 relay anycast, RFC 7526
        "192.168.0.0/16",  # private use, RFC 1918
        "192.175.48.0/24",  # direct delegation AS112, RFC 7534
        "198.18.0.0/15",  # benchmarking, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved and limited broadcast, RFC 1112, RFC 8190
    )
)
_ALLOWED_6 = IPv6Network("2000::/3")
"""Global unicast as IANA allocates it; everything outside is refused without naming it."""
_REFUSED_6 = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # IETF protocol assignments with Teredo, ORCHID, benchmarking: RFC 2928
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4: carries an IPv4 address, RFC 3056
        "2620:4f:8000::/48",  # direct delegation AS112, RFC 7534
        "3fff::/20",  # documentation, RFC 9637
    )
)


def is_public(address: str) -> bool:
    """True where `address` (an IP literal) is ordinary public unicast; False for all else, also for what is no address.

    IPv6 forms that carry an IPv4 address (mapped, 6to4, NAT64, compatible) are refused whole: a public server has no
    need of them. A scope (``fe80::1%eth0``) is refused.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in block for block in _REFUSED_4)
    return (
        parsed.scope_id is None and parsed in _ALLOWED_6 and not any(parsed in block for block in _REFUSED_6)
    )

"""The addresses and names of this computer in its networks."""

from __future__ import annotations

import ipaddress
import re
import socket

import ifaddr

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104
"""Hosts that stand for all addresses of this computer."""

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def own_addresses() -> list[str]:
    """The IPv4 addresses by which other computers can reach this one.

    Addresses that only work on this computer, or that a network card gives itself while it has no
    network, are left out.
    """
    found = [
        address.ip
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if isinstance(address.ip, str)
    ]
    return [text for text in dict.fromkeys(found) if _is_useful(ipaddress.ip_address(text))]


def _is_useful(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def own_names() -> list[str]:
    """The name of this computer, and the name under which its network knows it by mDNS."""
    name = socket.gethostname().lower()
    if not is_host(name) or name == "localhost":
        return []
    first = name.partition(".")[0]
    return list(dict.fromkeys([name, first, f"{first}.local"]))


def is_host(text: str) -> bool:
    """Whether this is an address, or a valid host name in lower case."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return len(text) < 254 and _NAME.fullmatch(text) is not None
    return True

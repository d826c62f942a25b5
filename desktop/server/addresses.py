"""The addresses and names of this computer in its networks."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata

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


def as_browsers_send(text: str) -> str | None:
    """A host name or address as browsers send it: in lower case, other letters than ASCII encoded.

    Parameters
    ----------
    text : str
        As a person writes it. May have underscores, as names of containers do.

    Returns
    -------
    str or None
        None if it is not valid, or has letters that browsers encode in another way than Python
        (IDNA 2008 instead of 2003), such as "ß".
    """
    wanted = unicodedata.normalize("NFC", text.strip().lower())
    try:
        encoded = wanted.encode("idna")
        is_same = wanted.isascii() or encoded.decode("idna") == wanted
    except UnicodeError:
        return None
    name = encoded.decode("ascii")
    return name if is_same and is_host(name.replace("_", "-")) else None

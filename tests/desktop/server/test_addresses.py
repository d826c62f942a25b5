"""The addresses and names that are printed and certified."""

from __future__ import annotations

import ipaddress
import socket

import pytest

pytest.importorskip("uvicorn", reason="not installed: the extra 'serve'")

from desktop.server.addresses import as_browsers_send, is_host, own_addresses, own_names


def test_a_server_at_each_address_can_be_reached() -> None:
    for address in own_addresses():
        assert not ipaddress.ip_address(address).is_loopback
        with (
            socket.create_server((address, 0)) as server,
            socket.create_connection(server.getsockname()[:2], timeout=10),
        ):
            pass


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Laptop", ["laptop", "laptop.local"]),
        ("laptop.school.example", ["laptop.school.example", "laptop", "laptop.local"]),
        ("laptop.local", ["laptop.local", "laptop"]),
        ("localhost", []),
        ("Annas Läptop", []),
        ("under_score", []),
    ],
)
def test_own_names(monkeypatch: pytest.MonkeyPatch, name: str, expected: list[str]) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert own_names() == expected


@pytest.mark.parametrize("text", ["192.168.1.20", "fd00::2", "a", "a-b.example"])
def test_hosts(text: str) -> None:
    assert is_host(text)


@pytest.mark.parametrize("text", ["", "*", "a b", "-a", "a..b", "ä", "a:80", "x" * 300, "A\n"])
def test_what_is_no_host(text: str) -> None:
    assert not is_host(text)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("School.Example", "school.example"),
        ("школа.рф", "xn--80atdl2c.xn--p1ai"),
        ("mu\u0308nchen.example", "xn--mnchen-3ya.example"),  # as macOS writes it
        ("spoken_digits", "spoken_digits"),
        ("192.168.1.20", "192.168.1.20"),
        ("https://school.example", None),
        ("school.example:443", None),
        ("*.school.example", None),
        ("straße.example", None),  # browsers and Python encode it differently
        ("a..b", None),
        ("ä" * 300, None),
    ],
)
def test_a_name_as_browsers_send_it(text: str, sent: str | None) -> None:
    assert as_browsers_send(text) == sent

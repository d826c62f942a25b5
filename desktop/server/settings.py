"""What `spoken-digits serve` was asked for, and the limits that hold for every client."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

BYTES_PER_SECOND = 48_000 * 2 * 4
"""Stereo sound at 48 kHz in 32 bits: the largest recording that people send."""

LEAST_BYTES = 1_000_000
"""A body of this size is always accepted, however short recordings must be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on time, memory and connections.

    Attributes
    ----------
    header_seconds : float
        Within this time after connecting, the headers of a request must be complete.
    body_seconds : float
        Within this time, the body of a request must be complete.
    answer_seconds : float
        A recording that takes longer to recognize is given up.
    drain_seconds : float
        For so long the rest of a refused body is read, so that the client sees the answer.
    idle_seconds : float
        A live stream without sound for this time is closed.
    files : int
        Recordings in one request.
    waiting : int
        Recordings that wait for a worker; more are refused.
    refusal_seconds : float
        After this time they are refused, since many clients try again at once.
    body_bytes : int
        Memory for the bodies of all requests at once.
    streams : int
        Live streams at once.
    connections : int
        Connections at once.
    """

    header_seconds: float = 10.0
    body_seconds: float = 30.0
    answer_seconds: float = 30.0
    drain_seconds: float = 10.0
    idle_seconds: float = 30.0
    files: int = 100
    waiting: int = 1024
    refusal_seconds: float = 1.0
    body_bytes: int = 256_000_000
    streams: int = 64
    connections: int = 4096


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The options of the command.

    Attributes
    ----------
    host, port : str, int
        Where to listen.
    token : str or None
        What clients of the API must send; None if everybody may use it.
    max_seconds : float
        Longer recordings are refused.
    workers : int
        Processes that recognize recordings; as many again for live streams.
    allowed : tuple of str
        Names under which the server may be reached and whose pages may use it, besides its own.
    bundle : Path or None
        The model; by default the shipped one.
    profile : str or None
        Of the one person who speaks.
    certificate, key : Path or None
        PEM files for HTTPS. Without a key, the certificate's file holds it.
    authority : bytes or None
        The certificate of the server's own authority (DER), which devices can install.
    limits : Limits
    """

    host: str = "127.0.0.1"
    port: int = 7860
    token: str | None = field(default=None, repr=False)
    max_seconds: float = 60.0
    workers: int = 1
    allowed: tuple[str, ...] = ()
    bundle: Path | None = None
    profile: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    authority: bytes | None = field(default=None, repr=False)
    limits: Limits = Limits()

    @property
    def max_bytes(self) -> int:
        """The largest body of a request, for all its files together."""
        wanted = max(LEAST_BYTES, round(self.max_seconds * BYTES_PER_SECOND))
        return min(wanted, self.limits.body_bytes)


def is_loopback(host: str) -> bool:
    """Whether a server at this address can be reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Run the application on uvicorn until it is told to stop."""

from __future__ import annotations

import logging
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.datastructures import State

from desktop.server.app import make_app
from desktop.server.certificates import ssl_context
from desktop.server.protocol import limited_protocol
from desktop.server.settings import ServerSettings
from desktop.server.streams import MESSAGE_BYTES

_FILES_BESIDES = 64
"""Open files that are no connections: libraries, pipes of workers, the log."""

_LOST_CLIENT = ("socket.send() raised exception.", "SSL connection is closed")
"""What asyncio logs when something is sent to a client that has gone away."""


def listen_at(host: str, port: int) -> socket.socket:
    """A listening socket; raises `OSError` if the address cannot be used."""
    family, _, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two servers share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening


def serve(settings: ServerSettings, listening: socket.socket, tell: Callable[[], object]) -> None:
    """Serve until SIGINT or SIGTERM.

    Parameters
    ----------
    settings : ServerSettings
    listening : socket
    tell : callable
        Called when the server is ready.

    Raises
    ------
    WorkerError
        The model cannot be loaded.
    CertificateError
        The certificate cannot be used.
    RuntimeError
        The server ended before it was ready, for another reason.
    """
    allow_open_files(settings.limits.connections + _FILES_BESIDES)
    # What it would say is answered to clients, or logged by the application.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_is_no_lost_client)
    server = make_server(settings, tell)
    with suppress(SystemExit):  # when it cannot start
        server.run(sockets=[listening])
    if (failure := server.failure) is not None:
        raise failure
    if not server.started:
        raise RuntimeError("the server ended before it was ready")


def _is_no_lost_client(record: logging.LogRecord) -> bool:
    """Whether a message of asyncio says something else than that a client has gone away."""
    return record.msg not in _LOST_CLIENT


def make_server(settings: ServerSettings, tell: Callable[[], object]) -> Server:
    """The server, not yet running; raises `CertificateError`."""
    app = make_app(settings)
    secured: ssl.SSLContext | None = None
    if settings.certificate is not None:
        secured = ssl_context(settings.certificate, settings.key)
    config = uvicorn.Config(
        app,
        http=limited_protocol(settings.limits),
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        ws_per_message_deflate=False,  # sound hardly shrinks
        # A stream without sound is closed anyway, and an answer to a ping may wait behind sound.
        ws_ping_interval=None,
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,  # nobody's address is written anywhere
        proxy_headers=False,
        server_header=False,
        backlog=2048,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        ssl_context_factory=None if secured is None else lambda *_: secured,
    )
    return Server(config, app.state, tell)


class Server(uvicorn.Server):
    """Says when it is ready, and why it could not start."""

    def __init__(self, config: uvicorn.Config, state: State, tell: Callable[[], object]) -> None:
        super().__init__(config)
        self._state = state
        self._tell = tell

    @property
    def failure(self) -> Exception | None:
        """Why it could not start."""
        return getattr(self._state, "failure", None)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening."""
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._tell()


def allow_open_files(count: int) -> None:
    """Raise the limit on open files, which is often 1,024."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

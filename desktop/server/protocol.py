"""HTTP over a connection: uvicorn's protocol, with a limit on connections and on time.

uvicorn has no time limit for the headers of a request, so that silent connections would stay open
for ever. It answers an invalid request with plain text; here every refusal is a JSON object.
"""

from __future__ import annotations

import asyncio
import json

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from desktop.server.problems import MEDIA_TYPE, Problem, busy
from desktop.server.settings import Limits


def limited_protocol(limits: Limits) -> type[HttpToolsProtocol]:
    """The protocol class, with these limits."""
    return type("LimitedProtocol", (_LimitedProtocol,), {"limits": limits})


class _LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    limits: Limits
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Start waiting for the headers; refuse the connection if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._refuse(busy("Too many connections are open. Try again in a moment."))
            return
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the headers of the next request."""
        super().on_message_begin()
        if self._late is None:
            self._await_headers()

    def on_headers_complete(self) -> None:
        """The headers came in time."""
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP."""
        self._refuse(Problem("bad_request", "This is not a valid HTTP request."))

    def _await_headers(self) -> None:
        self._late = self.loop.call_later(self.limits.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        seconds = f"{self.limits.header_seconds:g}"
        self._refuse(Problem("too_slow", f"No request arrived within {seconds} s."))

    def _refuse(self, problem: Problem) -> None:
        self._stop_waiting()
        if self.transport.is_closing():
            return
        body = json.dumps(problem.record()).encode()
        headers = {
            "content-type": MEDIA_TYPE,
            "content-length": str(len(body)),
            "connection": "close",
            **problem.headers,
        }
        status = f"HTTP/1.1 {int(problem.status)} {problem.status.phrase}\r\n"
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"{status}{lines}\r\n".encode("latin-1") + body)
        self.transport.close()

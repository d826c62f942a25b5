"""The server of the page and the API, running in this process, and a client for it."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from desktop.server.running import listen_at, make_server
from desktop.server.settings import ServerSettings

BOUNDARY = "the-boundary"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def record(self) -> Any:
        """The JSON of the body."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server at a free port of this computer."""

    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request; underscores in the names of headers stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(
                response.status,
                {name.lower(): value for name, value in response.getheaders()},
                response.read(),
            )
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """An open connection, for what no HTTP client would send."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """The body of a form: field, file name (None for a plain field), content."""
    lines = []
    for field, name, content in parts:
        file = "" if name is None else f'; filename="{name}"'
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"{file}\r\n\r\n'
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


@contextmanager
def running_server(settings: ServerSettings, port: int = 0) -> Iterator[RunningServer]:
    """Run a server in a thread of this process, with its workers; by default at a free port."""
    ready = threading.Event()
    with listen_at("127.0.0.1", port) as listening:
        port = listening.getsockname()[1]
        server = make_server(settings, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert ready.wait(60), "the server did not start"
            yield RunningServer(port)
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()

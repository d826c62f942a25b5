"""Who may use the server: its names, the pages of other sites, and the token.

A page of another site can make a browser send requests to any address, also to this computer or to
one of its network. The browser then names that page in ``Origin``. With DNS rebinding the page's
own name points to this server; then ``Host`` has that name. Both are refused, unless the name was
allowed. Addresses in figures cannot be rebound.
"""

from __future__ import annotations

import hmac
import ipaddress
from base64 import urlsafe_b64decode
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from desktop.server.addresses import own_names
from desktop.server.problems import Problem
from desktop.server.settings import ServerSettings, is_loopback

BEARER = "bearer."
"""Begins the WebSocket subprotocol that carries a token: browsers can send no header there."""

SUBPROTOCOL = "spoken-digits"
"""The WebSocket subprotocol that the server accepts."""

NEEDS_TOKEN = ("/api/", "/metrics")
"""The beginnings of the paths that need the token; the page itself holds no secret."""


class Access:
    """ASGI middleware that refuses foreign names, foreign pages and wrong tokens.

    Parameters
    ----------
    app : ASGIApp
    settings : ServerSettings
    """

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._allowed = {name.lower() for name in settings.allowed}
        # Nobody can rebind the name that the network itself has for this computer.
        self._own = {"localhost"} if is_loopback(settings.host) else {"localhost", *own_names()}
        self._token = settings.token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        try:
            self._check_host(headers)
            is_foreign = self._check_origin(headers, origin)
            is_preflight = scope["type"] == "http" and scope["method"] == "OPTIONS"
            if is_foreign and is_preflight and "access-control-request-method" in headers:
                await _answer_preflight(send, str(origin))
                return
            self._check_token(scope, headers)
        except Problem as problem:
            await refuse(problem, scope, receive, send)
            return
        if is_foreign:
            send = _allowing(str(origin), send)
        await self._app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        host = headers.get("host", "")
        name = _host_name(host)
        known = self._own | self._allowed
        if name is None or not (_is_address(name) or name in known):
            raise Problem(
                "foreign_host",
                "The server is not known by this name. Use its address, or start it with "
                "--allow NAME.",
            )

    def _check_origin(self, headers: Headers, origin: str | None) -> bool:
        """Whether a page of another, allowed site asks; raises `Problem` for any other."""
        if origin is None:
            return False
        try:
            parts = urlsplit(origin)
            name = parts.hostname
        except ValueError:
            parts, name = None, None
        if parts is not None and parts.netloc.lower() == headers.get("host", "").lower():
            return False
        if name is not None and name in self._allowed:
            return True
        raise Problem(
            "foreign_origin",
            "Pages of other sites may not use this server, unless it was started with "
            "--allow NAME for their name.",
        )

    def _check_token(self, scope: Scope, headers: Headers) -> None:
        if self._token is None or not scope["path"].startswith(NEEDS_TOKEN):
            return
        given = _given_token(headers)
        if given is None or not hmac.compare_digest(given, self._token.encode()):
            raise Problem(
                "wrong_token",
                "Send the token that the server was started with: Authorization: Bearer TOKEN.",
                {"WWW-Authenticate": 'Bearer realm="spoken-digits"'},
            )


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a refusal; a WebSocket gets it instead of the handshake."""
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).send_denial_response(problem.response())
    else:
        await problem.response()(scope, receive, send)


def _given_token(headers: Headers) -> bytes | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip().encode("utf-8", "surrogateescape")
    # The spaces around a token do not count here, as in the header above.
    for protocol in headers.get("sec-websocket-protocol", "").split(","):
        if protocol.strip().startswith(BEARER):
            decoded = _decoded(protocol.strip().removeprefix(BEARER))
            return decoded and decoded.strip()
    return None


def _decoded(text: str) -> bytes | None:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None


def _host_name(host: str) -> str | None:
    """The name in a ``Host`` header, without the port."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises ValueError if it is not a number
    except ValueError:
        return None
    return parts.hostname if parts.username is None and not parts.path else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _answer_preflight(send: Send, origin: str) -> None:
    headers = {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "Authorization, Content-Type",
        "access-control-max-age": "600",
        "vary": "Origin",
    }
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 204, "headers": raw})
    await send({"type": "http.response.body", "body": b""})


def _allowing(origin: str, send: Send) -> Send:
    """Let the page read the answer."""

    async def send_allowing(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", ()),
                (b"access-control-allow-origin", origin.encode("latin-1")),
                (b"vary", b"Origin"),
            ]
        await send(message)

    return send_allowing

"""Let a client that is still sending see its answer.

If a server closes a connection while a request is arriving, the client's system may discard the
answer. So the answer is sent at once, and the rest of the body is read and dropped for a while.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Draining:
    """ASGI middleware for answers that are sent before the whole body was read.

    Parameters
    ----------
    app : ASGIApp
    seconds : float
        How long to read on; then the connection is closed.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        is_read = False

        async def receive_watched() -> Message:
            nonlocal is_read
            message = await receive()
            is_read = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def send_watched(message: Message) -> None:
            if is_read:
                await send(message)
            elif message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), (b"connection", b"close")]
                await send({**message, "headers": headers})
            elif message.get("more_body", False):
                await send(message)
            else:
                await send({**message, "more_body": True})
                await self._drain(receive_watched, lambda: is_read)
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self._app(scope, receive_watched, send_watched)

    async def _drain(self, receive: Receive, is_read: object) -> None:
        assert callable(is_read)
        try:
            async with asyncio.timeout(self._seconds):
                while not is_read():
                    await receive()
        except TimeoutError:
            pass


def _has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value.strip() != b"0")
        for name, value in scope["headers"]
    )

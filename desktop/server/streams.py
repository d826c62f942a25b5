"""``GET /api/stream``: live sound in over a WebSocket, events out as they happen.

The client sends binary messages with 16-bit mono samples (little-endian) at the rate that it gives
in the address. What arrives while earlier sound is recognized waits, and is then recognized
together, which is faster than message by message. When too much waits, the server reads no more, so
that a client that sends faster than that is slowed down by TCP. The text ``end`` makes it recognize
what is still open, send the last events, and close.

A client may ask for its progress: how much of its sound is recognized. Then it knows whether the
connection is alive, and how far the events are behind, also while nobody speaks.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from desktop.server.access import SUBPROTOCOL
from desktop.server.metrics import Metrics
from desktop.server.parameters import allow_only, flag_of, rate_of
from desktop.server.problems import Problem
from desktop.server.settings import ServerSettings
from desktop.server.workers.messages import Head
from desktop.server.workers.processes import Stream, StreamPool, WorkerDiedError, WorkerError

MESSAGE_BYTES = 1 << 20
"""The largest message."""

WAITING_BYTES = 1 << 16
"""Sound that waits; when there is as much, no further message is read."""

END = "end"

PROGRESS = "progress"
"""Type of the messages that say how much sound is recognized, and the parameter that asks for
them."""

PROGRESS_SECONDS = 1.0
"""Sound between two of them."""

log = logging.getLogger(__name__)


class _RefusedError(Exception):
    """The stream is closed with this code (RFC 6455) and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def stream_parameters(connection: HTTPConnection) -> tuple[int, bool]:
    """The sample rate, and whether the client asks for its progress; raises `Problem`."""
    allow_only(connection, "rate", PROGRESS)
    return rate_of(connection), flag_of(connection, PROGRESS, default=False)


class Waiting:
    """Sound that has arrived and is not recognized yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._is_complete = False
        self._changed = asyncio.Event()

    async def add(self, sound: bytes) -> None:
        """Add the sound of a message; waits while there is too much."""
        while self._size >= WAITING_BYTES:
            await self._change()
        self._parts.append(sound)
        self._size += len(sound)
        self._changed.set()

    def complete(self) -> None:
        """No more sound will come."""
        self._is_complete = True
        self._changed.set()

    async def take(self) -> bytes:
        """Take all sound; waits while there is none, and is empty at the end."""
        while self._size == 0 and not self._is_complete:
            await self._change()
        sound = b"".join(self._parts)
        self._parts, self._size = [], 0
        self._changed.set()
        return sound

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()


class Streams:
    """The endpoint, with the pool that answers."""

    def __init__(self, settings: ServerSettings, pool: StreamPool, metrics: Metrics) -> None:
        self._limits = settings.limits
        self._pool = pool
        self._metrics = metrics

    async def stream(self, socket: WebSocket) -> None:
        """Serve one live stream."""
        try:
            rate, wants_progress = stream_parameters(socket)
            self._pool.reserve()
        except Problem as problem:
            await socket.send_denial_response(problem.response())
            return
        try:
            offered = socket.scope["subprotocols"]
            await socket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
            await self._serve(socket, rate, wants_progress=wants_progress)
        except WebSocketDisconnect:
            pass
        except _RefusedError as refusal:
            await socket.close(refusal.code, str(refusal))
        except (WorkerDiedError, WorkerError) as error:
            log.warning("a live stream lost its worker: %s", error)
            await socket.close(1011, "The server has lost this stream. Connect again.")
        finally:
            self._pool.release()

    async def _serve(self, socket: WebSocket, rate: int, *, wants_progress: bool) -> None:
        heard = said = 0.0
        stream, close = await self._pool.open(rate)
        waiting = Waiting()
        reading = asyncio.create_task(self._read(socket, waiting))
        try:
            while sound := await waiting.take():
                seconds = len(sound) / 2 / rate
                self._metrics.stream_seconds.inc(seconds)
                await self._send(socket, await stream.feed(sound))
                heard += seconds
                if wants_progress and heard - said >= PROGRESS_SECONDS:
                    await self._send_one(socket, {"type": PROGRESS, "seconds": round(heard, 3)})
                    said = heard
            await reading  # raises the reason if the sound did not end by "end"
            await self._finish(socket, stream)
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            await close()

    async def _read(self, socket: WebSocket, waiting: Waiting) -> None:
        try:
            while (sound := await self._receive(socket)) is not None:
                await waiting.add(sound)
        finally:
            waiting.complete()

    async def _finish(self, socket: WebSocket, stream: Stream) -> None:
        await self._send(socket, await stream.end())
        await socket.close(1000, "end of the stream")

    async def _receive(self, socket: WebSocket) -> bytes | None:
        """The samples of the next message; None at the end of the sound."""
        try:
            async with asyncio.timeout(self._limits.idle_seconds):
                message = await socket.receive()
        except TimeoutError:
            seconds = f"{self._limits.idle_seconds:g}"
            raise _RefusedError(1001, f"No sound for {seconds} s.") from None
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        sound = message.get("bytes")
        if sound is None:
            if (message.get("text") or "").strip() == END:
                return None
            raise _RefusedError(1003, f"Send samples as binary messages, or the text '{END}'.")
        if len(sound) % 2:
            raise _RefusedError(1007, "Send whole samples of 16 bits.")
        return sound

    async def _send(self, socket: WebSocket, events: list[Head]) -> None:
        for event in events:
            self._metrics.stream_events.labels(event["type"]).inc()
            await self._send_one(socket, event)

    async def _send_one(self, socket: WebSocket, event: Head) -> None:
        try:
            # A client that reads nothing fills TCP's buffers, and then this waits.
            async with asyncio.timeout(self._limits.idle_seconds):
                await socket.send_json(event)
        except TimeoutError:
            raise WebSocketDisconnect(1006) from None

"""Messages between the server and its worker processes, over pipes.

A message is a JSON object and some bytes: sound, or none. Each is preceded by the lengths of both.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("!II")

Head = dict[str, Any]


def packed(head: Head, sound: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(head, allow_nan=False, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(text), len(sound)), text, sound))


def receive(pipe: BinaryIO) -> tuple[Head, bytes] | None:
    """Wait for the next message; None if the other side has closed the pipe."""
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, sound = _LENGTHS.unpack(lengths)
    text = pipe.read(head)
    return json.loads(text), pipe.read(sound)


async def receive_async(pipe: asyncio.StreamReader) -> tuple[Head, bytes]:
    """Like `receive`; raises `asyncio.IncompleteReadError` if the pipe was closed."""
    head, sound = _LENGTHS.unpack(await pipe.readexactly(_LENGTHS.size))
    text = await pipe.readexactly(head)
    return json.loads(text), await pipe.readexactly(sound)

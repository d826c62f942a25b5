"""The recordings in the body of a request, read with limits and kept in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from core.recordings.formats import FORMATS
from desktop.server.problems import Problem, busy
from desktop.server.settings import ServerSettings

FIELD = "file"
"""The form field that holds recordings."""

RAW_TYPES = (
    "audio/",
    "application/octet-stream",
    "application/ogg",
    "video/ogg",
    "application/x-www-form-urlencoded",  # what `curl --data-binary` says by default
)
"""A body of these types, or of none, is a recording itself."""

_FIELD_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """A recording as it was sent.

    Attributes
    ----------
    name : str
        Of the file, as the client gave it.
    data : bytes
    """

    name: str
    data: bytes


class _Form(MultiPartParser):
    """Keeps files in memory; they are never written to disk."""

    spool_max_size = 0  # without a limit


class Memory:
    """Bounds the memory that the bodies of all requests take together.

    Parameters
    ----------
    total : int
        In bytes.
    """

    def __init__(self, total: int) -> None:
        self._left = total

    def take(self, size: int) -> None:
        """Reserve memory; raises `Problem` if there is not enough left."""
        if size > self._left:
            raise busy("Too much is being uploaded at once. Try again in a moment.")
        self._left -= size

    def give_back(self, size: int) -> None:
        """Release memory."""
        self._left += size


@asynccontextmanager
async def uploads(
    request: Request, settings: ServerSettings, memory: Memory
) -> AsyncIterator[list[Upload]]:
    """Read all recordings of a request, in their order.

    Their memory is counted until the block is left.

    Raises
    ------
    Problem
        If there is none, or the body is too large, too slow, or not of a known type.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > settings.max_bytes:
        raise _too_large(settings)
    size = 0

    async def body() -> AsyncGenerator[bytes, None]:
        nonlocal size
        async for chunk in request.stream():
            if size + len(chunk) > settings.max_bytes:
                raise _too_large(settings)
            memory.take(len(chunk))
            size += len(chunk)
            yield chunk

    try:
        try:
            async with asyncio.timeout(settings.limits.body_seconds):
                found = await _read(request, body(), settings)
        except TimeoutError:
            seconds = f"{settings.limits.body_seconds:g}"
            raise Problem(
                "too_slow", f"The body did not arrive within {seconds} s. Send it again."
            ) from None
        yield found
    finally:
        memory.give_back(size)


async def _read(
    request: Request, body: AsyncGenerator[bytes, None], settings: ServerSettings
) -> list[Upload]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _from_form(request, body, settings)
    if kind and not kind.startswith(RAW_TYPES):
        raise Problem(
            "not_audio",
            "Send the recording as the body (audio/wav, audio/flac, audio/ogg, audio/mpeg), or as "
            f"the field '{FIELD}' of a form (multipart/form-data).",
        )
    data = b"".join([chunk async for chunk in body])
    if not data:
        raise Problem("empty", f"The body is empty. Send a recording ({FORMATS}).")
    return [Upload("recording", data)]


async def _from_form(
    request: Request, body: AsyncGenerator[bytes, None], settings: ServerSettings
) -> list[Upload]:
    most = settings.limits.files
    parser = _Form(
        request.headers, body, max_files=most, max_fields=most, max_part_size=_FIELD_BYTES
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        if error.message.startswith("Too many files"):  # the exception says it only in its text
            detail = f"Send at most {most} recordings in one request."
            raise Problem("too_many_files", detail) from None
        raise Problem("bad_request", f"The form cannot be read: {error.message}") from None
    files = [value for value in form.getlist(FIELD) if isinstance(value, UploadFile)]
    try:
        if not files:
            raise Problem("missing_field", f"Send the recording in the form field '{FIELD}'.")
        return [Upload(file.filename or "recording", await file.read()) for file in files]
    finally:
        await form.close()


def _too_large(settings: ServerSettings) -> Problem:
    megabytes = settings.max_bytes // 1_000_000
    return Problem("too_large", f"Send at most {megabytes} MB in one request.")

"""Decode sound from a pipe while it arrives."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import BinaryIO

from core.recordings.chunks import chunked_part, is_chunked
from core.recordings.parts import Part, read_at
from core.recordings.streams import au_part, flac_part, is_au, is_flac

KEPT_BYTES = 1 << 18
"""Number of bytes that can be read again: decoders read the header more than once."""

REPORTED_BYTES = 1 << 40
"""Length reported to the decoder: several years of telephone sound."""

_PLAIN = (1, 3, 6, 7, 0xFFFE)
"""Encodings of WAV: PCM, float, A-law, mu-law, and the extended header of these."""

_PLAIN_AU = (1, 2, 3, 4, 5, 6, 7, 27)

_HEAD_BYTES = 24
_FLAC_HEADER = 42

_READ_AHEAD = 1 << 16
"""If a decoder reads this far ahead, it looks for data after the sound, which has not arrived. It
then gets the end of the file, and continues with the sound."""


class PipeFile:
    """A pipe as a binary file of unknown length.

    Parameters
    ----------
    pipe : binary file
        Unbuffered, so that sound is passed on when it arrives.
    """

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._kept = bytearray()
        self._begin = 0  # offset of the first byte that is kept
        self._position = 0
        self._has_ended = False

    def seekable(self) -> bool:
        """Return True, which decoders require."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position, which may not have arrived yet."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: REPORTED_BYTES}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def write(self, data: bytes) -> int:
        """Raise `OSError`: pipes are only read, but soundfile requires the method."""
        raise OSError("the pipe is only read")

    def read(self, size: int = -1) -> bytes:
        """Wait for `size` bytes and return them; fewer only at the end."""
        end = self._position + size if size >= 0 else REPORTED_BYTES
        if self._position > self._begin + len(self._kept) + _READ_AHEAD:
            return b""
        self._receive(end)
        first = self._position - self._begin
        data = bytes(self._kept[max(first, 0) : end - self._begin]) if first >= 0 else b""
        self._position += len(data)
        return data

    def _receive(self, end: int) -> None:
        while not self._has_ended and self._begin + len(self._kept) < end:
            missing = end - self._begin - len(self._kept)
            data = self._pipe.read(min(missing, _READ_AHEAD))
            if not data:
                self._has_ended = True
            self._kept += data or b""
            surplus = len(self._kept) - KEPT_BYTES
            if surplus > 0 and self._begin + surplus <= self._position:
                del self._kept[:surplus]
                self._begin += surplus


def is_forward(file: BinaryIO) -> bool:
    """Whether a recording can be decoded while it arrives."""
    head = read_at(file, 0, _HEAD_BYTES)
    file.seek(0)
    return is_flac(head) or _has_plain_samples(head)


def _has_plain_samples(head: bytes) -> bool:
    """Whether samples are not compressed in blocks, whose decoders would not find the end."""
    if is_au(head):
        return int.from_bytes(head[12:16], "big") in _PLAIN_AU
    is_wav = head[:4] in (b"RIFF", b"RF64") and head[8:16] == b"WAVEfmt "
    return is_wav and int.from_bytes(head[20:22], "little") in _PLAIN


def pipe_part(file: BinaryIO) -> Part:
    """Return the content of a pipe, up to its end, as a part."""
    head = read_at(file, 0, _HEAD_BYTES)
    if is_flac(head):
        # Only the header has arrived.
        part = flac_part(file, 0, _FLAC_HEADER)
    else:
        part = (chunked_part if is_chunked(head) else au_part)(file, 0, REPORTED_BYTES)
    return replace(part, end=REPORTED_BYTES, missing=0.0, header_frames=None, is_estimate=True)

"""Sound that comes through a pipe, decoded while it arrives."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import BinaryIO

from core.recordings.chunks import chunked_part, is_chunked
from core.recordings.parts import Part, read_at
from core.recordings.streams import au_part, flac_part, is_au, is_flac

KEPT_BYTES = 1 << 18
"""What was read last can be read again: a decoder looks at the header more than once."""

CLAIMED_BYTES = 1 << 40
"""The length that a decoder is told: ten years of telephone sound."""

_PLAIN = (1, 3, 6, 7, 0xFFFE)
"""Codings of WAV: PCM, float, A-law, mu-law, and the extended header of these."""

_PLAIN_AU = (1, 2, 3, 4, 5, 6, 7, 27)

_HEAD_BYTES = 24
_FLAC_HEADER = 42

_READ_AHEAD = 1 << 16
"""A decoder that asks for bytes so far ahead looks for what follows the sound, which is not there
yet. It is told that the file ends there, and comes back."""


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
        """Yes, for a decoder."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position, which need not have arrived."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: CLAIMED_BYTES}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """The position."""
        return self._position

    def write(self, data: bytes) -> int:
        """Refuse; soundfile asks for the method, and pipes are only read here."""
        raise OSError("the pipe is only read")

    def read(self, size: int = -1) -> bytes:
        """Wait for `size` bytes, and give fewer only at the end."""
        end = self._position + size if size >= 0 else CLAIMED_BYTES
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
    """Whether samples are stored as they are; a decoder of blocks finds no end otherwise."""
    if is_au(head):
        return int.from_bytes(head[12:16], "big") in _PLAIN_AU
    is_wav = head[:4] in (b"RIFF", b"RF64") and head[8:16] == b"WAVEfmt "
    return is_wav and int.from_bytes(head[20:22], "little") in _PLAIN


def pipe_part(file: BinaryIO) -> Part:
    """What comes through a pipe, up to its end, as a part."""
    head = read_at(file, 0, _HEAD_BYTES)
    if is_flac(head):
        # Only the header has arrived.
        part = flac_part(file, 0, _FLAC_HEADER)
    else:
        part = (chunked_part if is_chunked(head) else au_part)(file, 0, CLAIMED_BYTES)
    return replace(part, end=CLAIMED_BYTES, missing=0.0, promised=None, is_estimate=True)

"""Parts of a file that are decoded one after the other, each like a separate file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_SCAN_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that is decoded as one recording; most files have one part.

    Attributes
    ----------
    begin, end : int
        Offsets in the file.
    patches : tuple of (int, bytes)
        Offsets from `begin`, and bytes that replace those of the file: wrong lengths in the header.
    reported_size : int or None
        Length in bytes reported to the decoder, if it would stop too early otherwise.
    missing : float
        Seconds of sound that are in the header's length but not in the file.
    header_frames : int or None
        Number of frames according to the header, if the decoder does not get this header.
    is_estimate : bool
        Whether libsndfile only estimates the number of frames, so that it does not show whether
        sound is missing.
    is_cut : bool
        Whether the part ends too early, if it is not known how much sound is missing.
    """

    begin: int
    end: int
    patches: tuple[tuple[int, bytes], ...] = ()
    reported_size: int | None = None
    missing: float = 0.0
    header_frames: int | None = None
    is_estimate: bool = False
    is_cut: bool = False


class PartFile:
    """A part as a binary file, with the methods that ``soundfile.SoundFile`` calls.

    Parameters
    ----------
    file : binary file
        Seekable; used by one reader at a time.
    part : Part
    """

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file = file
        self._part = part
        self._size = part.end - part.begin
        self._length = max(self._size, part.reported_size or 0)
        self._position = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position of the part."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """The position in the part."""
        return self._position

    def write(self, data: bytes) -> int:
        """Raise `OSError`: files are only read, but soundfile requires the method."""
        raise OSError("the file is only read")

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; none at the end."""
        begin = self._position
        if begin >= self._length - 128 >= self._size:
            # An MP3 decoder looks for a tag in the last 128 bytes of the length it was told.
            size = min(size, self._length - begin)
            self._position += size
            return bytes(size)
        left = max(0, self._size - begin)
        size = left if size < 0 else min(size, left)
        self._file.seek(self._part.begin + begin)
        data = self._file.read(size)
        self._position += len(data)
        return self._patched(data, begin)

    def _patched(self, data: bytes, begin: int) -> bytes:
        end = begin + len(data)
        hits = [(at, new) for at, new in self._part.patches if at < end and at + len(new) > begin]
        if not hits:
            return data
        changed = bytearray(data)
        for at, new in hits:
            first, last = max(at, begin), min(at + len(new), end)
            changed[first - begin : last - begin] = new[first - at : last - at]
        return bytes(changed)


def read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    """Read bytes at an offset; fewer at the end of the file."""
    file.seek(offset)
    return file.read(size)


def positions(file: BinaryIO, mark: bytes, begin: int, end: int) -> Iterator[int]:
    """Find a byte sequence in a file.

    Parameters
    ----------
    file : binary file
    mark : bytes
        The byte sequence.
    begin, end : int
        Offsets between which the whole sequence has to be.

    Yields
    ------
    int
        Offset of an occurrence.
    """
    while begin < end:
        data = read_at(file, begin, min(_SCAN_BYTES, end - begin))
        if len(data) < len(mark):
            return
        at = data.find(mark)
        while at >= 0:
            yield begin + at
            at = data.find(mark, at + 1)
        begin += len(data) - len(mark) + 1

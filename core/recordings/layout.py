"""Find the parts of a recording's file."""

from __future__ import annotations

from typing import BinaryIO

from core.recordings.chunks import chunked_part, is_chunked
from core.recordings.parts import Part, read_at
from core.recordings.streams import (
    au_part,
    flac_part,
    id3_length,
    is_au,
    is_flac,
    is_mpeg,
    is_ogg,
    mpeg_part,
    ogg_part,
)

HEAD_BYTES = 64

_MAX_PARTS = 1000


def parts_of(file: BinaryIO, size: int) -> list[Part]:
    """The parts of a file of `size` bytes, in order; one for a format without them."""
    parts: list[Part] = []
    begin = 0
    while begin < size and len(parts) < _MAX_PARTS:
        part = _part(file, begin, size)
        if part is None:
            break
        parts.append(part)
        begin = part.end
    return parts or [Part(0, size)]


def _part(file: BinaryIO, begin: int, size: int) -> Part | None:
    """The part that begins at an offset; None for a format that is left to libsndfile."""
    head = read_at(file, begin, HEAD_BYTES)
    if is_chunked(head):
        return chunked_part(file, begin, size)
    if is_ogg(head):
        return ogg_part(file, begin, size)
    if is_au(head):
        return au_part(file, begin, size)
    tag = id3_length(head)
    behind = read_at(file, begin + tag, 4) if tag else head
    if is_flac(behind):
        return flac_part(file, begin + tag, size)
    if tag or is_mpeg(behind):
        return mpeg_part(file, begin, size)
    return None

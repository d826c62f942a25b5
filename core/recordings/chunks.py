"""Find the length of files that consist of chunks: WAV, RF64, AIFF, 8SVX, W64 and CAF.

If a recording was written to a pipe, or the recorder was killed, its header does not have the
correct length. So the sound is assumed to extend to the end of the file, unless another chunk
follows where the header says that the sound ends.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import BinaryIO, Literal

from core.recordings.parts import Part, read_at

_PLACEHOLDER_32 = 0x7FFF_0000
_PLACEHOLDER_64 = 1 << 48
"""Lengths from these on are placeholders, such as 0x7FFFF000 or 0xFFFFFFFF."""

_SHORTEST_REST = 0.05
"""A shorter rest after the sound, in seconds, is ignored."""

_MAX_CHUNKS = 1000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Layout of the chunks of a format.

    Attributes
    ----------
    header : int
        Bytes before the first chunk.
    name, length : int
        Bytes of a chunk's name and of its length.
    order : {"little", "big"}
    sound : tuple of bytes
        How the name of the chunk with the sound begins.
    form : bytes
        Name of the chunk with the sound's format.
    align : int
        Chunks begin at multiples of this many bytes.
    counts_itself : bool
        Whether the length includes name and length.
    """

    header: int
    name: int
    length: int
    order: Literal["little", "big"]
    sound: tuple[bytes, ...]
    form: bytes
    align: int = 2
    counts_itself: bool = False


_WAV = _Layout(12, 4, 4, "little", (b"data",), b"fmt ")
_LAYOUTS = {
    b"RIFF": _WAV,
    b"RF64": _WAV,
    b"BW64": _WAV,
    b"RIFX": replace(_WAV, order="big"),
    b"FORM": _Layout(12, 4, 4, "big", (b"SSND", b"BODY"), b"COMM"),
    b"riff": _Layout(40, 16, 8, "little", (b"data",), b"fmt ", 8, counts_itself=True),
    b"caff": _Layout(8, 4, 8, "big", (b"data",), b"desc", 1),
}


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    begin: int  # of its content
    length: int  # of its content, as it is stated


def is_chunked(head: bytes) -> bool:
    """Whether a file with these first bytes consists of chunks."""
    return head[:4] in _LAYOUTS


def chunked_part(file: BinaryIO, begin: int, size: int) -> Part:
    """Return the recording that begins at an offset.

    Parameters
    ----------
    file : binary file
    begin : int
        Where its header begins.
    size : int
        Size of the file.

    Returns
    -------
    Part
        It ends before `size` if another recording follows in the same file.
    """
    kind = read_at(file, begin, 4)
    layout = _LAYOUTS[kind]
    rate, wide, sound = 0.0, None, None
    for chunk in _chunks(file, layout, begin, size):
        if chunk.name[:4] == layout.form:
            rate = _byte_rate(kind, read_at(file, chunk.begin, min(chunk.length, 64)))
        elif chunk.name == b"ds64":
            wide = chunk
        elif chunk.name.startswith(layout.sound):
            sound = chunk
    if sound is None:
        return Part(begin, size)
    stated, place = sound.length, (sound.begin - layout.length, layout.length)
    if wide is not None and stated == 0xFFFF_FFFF:
        stated = int.from_bytes(read_at(file, wide.begin + 8, 8), "little")
        place = (wide.begin + 8, 8)
    held, end = _held(file, layout, replace(sound, length=stated), begin, size, rate)
    is_stated = 0 < stated < (_PLACEHOLDER_32 if place[1] == 4 else _PLACEHOLDER_64)
    return Part(
        begin,
        end,
        patches=() if held == stated else (_patch(layout, begin, place, held),),
        missing=(stated - held) / rate if is_stated and rate and stated > held else 0.0,
    )


def _chunks(file: BinaryIO, layout: _Layout, begin: int, size: int) -> list[_Chunk]:
    """The chunks up to the one with the sound."""
    found: list[_Chunk] = []
    at = begin + layout.header
    while len(found) < _MAX_CHUNKS:
        chunk = _chunk(file, layout, at, size)
        if chunk is None:
            break
        found.append(chunk)
        if chunk.name.startswith(layout.sound):
            break
        at = _aligned(chunk.begin + chunk.length, begin, layout)
    return found


def _chunk(file: BinaryIO, layout: _Layout, at: int, size: int) -> _Chunk | None:
    """Return the chunk that begins at an offset, or None."""
    head = read_at(file, at, layout.name + layout.length) if at < size else b""
    if len(head) < layout.name + layout.length:
        return None
    name = head[: layout.name]
    if not all(32 <= byte < 127 for byte in name[:4]):
        return None
    length = int.from_bytes(head[layout.name :], layout.order)
    if layout.counts_itself:
        length -= len(head)
    return _Chunk(name, at + len(head), max(0, length))


def _held(
    file: BinaryIO, layout: _Layout, sound: _Chunk, begin: int, size: int, rate: float
) -> tuple[int, int]:
    """Return the number of bytes of sound, and the offset at which this recording ends."""
    rest = size - sound.begin
    if sound.length >= rest:
        return rest, size
    stated_end = sound.begin + sound.length
    for after in dict.fromkeys((_aligned(stated_end, begin, layout), stated_end)):
        end = _end_of_chunks(file, layout, after, begin, size)
        if end is not None:
            return sound.length, end
    if sound.length and size - stated_end < max(1.0, _SHORTEST_REST * rate):
        return sound.length, size
    return rest, size


def _end_of_chunks(file: BinaryIO, layout: _Layout, at: int, begin: int, size: int) -> int | None:
    """Return where the chunks after the sound end, or None if there are none."""
    for number in range(_MAX_CHUNKS):
        if read_at(file, at, 4) in _LAYOUTS:
            return at
        chunk = _chunk(file, layout, at, size)
        if chunk is None or chunk.begin + chunk.length > size + layout.align:
            return size if number else None
        at = _aligned(chunk.begin + chunk.length, begin, layout)
        if at >= size:
            return size
    return size


def _patch(layout: _Layout, begin: int, place: tuple[int, int], held: int) -> tuple[int, bytes]:
    at, width = place
    if layout.counts_itself:
        held += layout.name + layout.length
    value = min(held, (1 << 8 * width) - 1)
    return at - begin, value.to_bytes(width, layout.order)


def _aligned(offset: int, begin: int, layout: _Layout) -> int:
    return offset + (begin - offset) % layout.align


def _byte_rate(kind: bytes, form: bytes) -> float:
    """Return the bytes per second, from the chunk with the format; 0 if unknown."""
    if kind == b"FORM":
        return _byte_rate_of_aiff(form)
    if kind == b"caff":
        return _byte_rate_of_caf(form)
    order: Literal["little", "big"] = "big" if kind == b"RIFX" else "little"
    return float(int.from_bytes(form[8:12], order))


def _byte_rate_of_aiff(form: bytes) -> float:
    if len(form) < 18:
        return 0.0
    channels, bits = int.from_bytes(form[:2], "big"), int.from_bytes(form[6:8], "big")
    # The sample rate is an 80-bit float.
    exponent = (int.from_bytes(form[8:10], "big") & 0x7FFF) - 16_383 - 63
    if not -64 <= exponent <= 0:
        return 0.0
    return channels * ((bits + 7) // 8) * int.from_bytes(form[10:18], "big") * 2.0**exponent


def _byte_rate_of_caf(form: bytes) -> float:
    if len(form) < 24:
        return 0.0
    rate, packet, frames = struct.unpack(">d8xII", form[:24])
    return rate * packet / frames if frames and 0.0 < rate < 1e9 else 0.0

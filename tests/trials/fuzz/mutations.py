"""Damage done to valid files: random, and the same again from the same seed."""

from __future__ import annotations

import random
import struct

INTERESTING = (0, 1, 7, 127, 255, 256, 32_767, 65_535, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000,
               0xFFFF_FFFF, (1 << 63) - 1, (1 << 64) - 1)  # fmt: skip
"""Lengths and counts at which programs fail."""

HEADER = 128


def mutated(content: bytes, rng: random.Random) -> bytes:
    """The content with one to six random changes."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        rng.choice(_CHANGES)(changed, rng)
    return bytes(changed)


def _place(changed: bytearray, rng: random.Random) -> int:
    """A random offset; half of them are in the header."""
    most = min(len(changed), HEADER) if rng.random() < 0.5 else len(changed)
    return rng.randrange(most) if most else 0


def _flip(changed: bytearray, rng: random.Random) -> None:
    if changed:
        changed[_place(changed, rng)] ^= 1 << rng.randrange(8)


def _number(changed: bytearray, rng: random.Random) -> None:
    code = rng.choice("<B <H <I <Q >H >I >Q".split())
    value = rng.choice(INTERESTING) % (1 << 8 * struct.calcsize(code))
    at = _place(changed, rng)
    changed[at : at + struct.calcsize(code)] = struct.pack(code, value)


def _cut(changed: bytearray, rng: random.Random) -> None:
    del changed[_place(changed, rng) :]


def _remove(changed: bytearray, rng: random.Random) -> None:
    at = _place(changed, rng)
    del changed[at : at + rng.randint(1, 64)]


def _insert(changed: bytearray, rng: random.Random) -> None:
    at = _place(changed, rng)
    changed[at:at] = rng.randbytes(rng.randint(1, 64))


def _overwrite(changed: bytearray, rng: random.Random) -> None:
    at, length = _place(changed, rng), rng.randint(1, 256)
    changed[at : at + length] = rng.choice([bytes(length), b"\xff" * length, rng.randbytes(length)])


def _repeat(changed: bytearray, rng: random.Random) -> None:
    at, length = _place(changed, rng), rng.randint(1, 4096)
    changed[at:at] = changed[at : at + length]


def _double(changed: bytearray, rng: random.Random) -> None:
    del rng
    if len(changed) < 100_000:
        changed += bytes(changed)


_CHANGES = (_flip, _flip, _number, _number, _cut, _remove, _insert, _overwrite, _repeat, _double)


def with_ogg_checksums(content: bytes) -> bytes:
    """Ogg pages with their checksums made valid, so that decoders see what is damaged in them."""
    result = bytearray(content)
    at = result.find(b"OggS")
    while 0 <= at <= len(result) - 27:
        segments = result[at + 26]
        length = 27 + segments + sum(result[at + 27 : at + 27 + segments])
        result[at + 22 : at + 26] = bytes(4)
        page = bytes(result[at : at + length])
        result[at + 22 : at + 26] = _ogg_checksum(page).to_bytes(4, "little")
        at = result.find(b"OggS", at + 4)
    return bytes(result)


def _ogg_checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFF_FFFF) ^ _OGG_TABLE[value >> 24 ^ byte]
    return value


def _ogg_table() -> list[int]:
    table: list[int] = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 & 0xFFFF_FFFF) ^ (0x04C1_1DB7 if value >> 31 else 0)
        table.append(value)
    return table


_OGG_TABLE = _ogg_table()


def mutated_text(text: str, rng: random.Random) -> str:
    """A text with lines removed, repeated, or changed in a value."""
    lines = text.splitlines()
    for _ in range(rng.randint(1, 5)):
        if not lines:
            break
        at = rng.randrange(len(lines))
        change = rng.randrange(6)
        if change == 0:
            del lines[at]
        elif change == 1:
            lines.insert(rng.randrange(len(lines)), lines[at])
        elif change == 2:
            lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
        elif change == 3:
            key, sign, _ = lines[at].partition("=" if "=" in lines[at] else ":")
            lines[at] = f"{key}{sign} {rng.choice(_VALUES)}"
        elif change == 4:
            where = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:where] + rng.choice(_TEXTS) + lines[at][where:]
        else:
            lines[at] = rng.choice(_TEXTS)
    return "\n".join(lines)


_VALUES = (
    "0 -1 1e400 nan inf true null 99999999999999999999 0x10 [] {} [[]] '' [1,2] "
    '1979-05-27T07:32:00 "\\u0000" "\\ud800" "a\\nb"'
).split()
_TEXTS = (
    *("\0", "\ufeff", "\u2028", "[", "]]", '"', '"""', "=", "{", "}", ",", "[x]", "a.b.c = 1"),
    *("\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{GRINNING FACE}", "\ud800", "\r"),
)

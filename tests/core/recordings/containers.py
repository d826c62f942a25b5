"""Recordings as bytes, of every container, and with other lengths in their headers."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import soundfile

RATE = 16_000


def tone(seconds: float = 0.5, rate: int = RATE, pitch: float = 440.0) -> np.ndarray:
    moments = np.arange(round(rate * seconds)) / rate
    return (0.4 * np.sin(2 * np.pi * pitch * moments)).astype(np.float32)


def written(
    sound: np.ndarray, form: str, subtype: str | None = None, rate: int = RATE, **options: Any
) -> bytes:
    content = io.BytesIO()
    soundfile.write(content, sound, rate, format=form, subtype=subtype, **options)
    return content.getvalue()


def patched(content: bytes, at: int, value: int, code: str) -> bytes:
    return content[:at] + struct.pack(code, value) + content[at + struct.calcsize(code) :]


def with_length(content: bytes, form: str, value: int) -> bytes:
    """The recording with another length of its sound, in bytes (FLAC: in samples)."""
    if form == "FLAC":
        told = bytes([content[21] & 0xF0 | value >> 32]) + (value & 0xFFFF_FFFF).to_bytes(4, "big")
        return content[:21] + told + content[26:]
    mark, offset, code = {
        "WAV": (b"data", 4, "<I"),
        "AIFF": (b"SSND", 4, ">I"),
        "AU": (b".snd", 8, ">I"),
        "RF64": (b"ds64", 16, "<Q"),
        "W64": (b"data\xf3\xac\xd3\x11", 16, "<Q"),
        "CAF": (b"data", 4, ">Q"),
    }[form]
    return patched(content, content.index(mark) + offset, value, code)

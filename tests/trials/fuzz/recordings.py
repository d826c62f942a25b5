"""Valid recordings, as programs and phones write them: what the audio target damages."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import soundfile

RATES = (8_000, 16_000, 22_050, 44_100, 48_000)

_CODINGS = {
    "MP3": ("MP3", ("MPEG_LAYER_III",)),
    "FLAC": ("FLAC", ("PCM_S8", "PCM_16", "PCM_24")),
    "Vorbis": ("OGG", ("VORBIS",)),
    "Opus": ("OGG", ("OPUS",)),
    "WAV": ("WAV", ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "ULAW", "ALAW", "IMA_ADPCM",
                    "MS_ADPCM", "GSM610")),
    "AIFF": ("AIFF", ("PCM_S8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "IMA_ADPCM")),
}  # fmt: skip
"""The kinds that people bring: libsndfile's name of the container, and codings."""

OTHER = "other"
"""All other formats that libsndfile writes."""

KINDS = (*_CODINGS, OTHER)

_SUFFIXES = {
    "MP3": "mp3", "FLAC": "flac", "Vorbis": "ogg", "Opus": "opus", "WAV": "wav", "AIFF": "aiff",
}  # fmt: skip

# SD2 would be written to two files, one of them in the current folder.
_LEFT_OUT = {"RAW", "SD2"}


@dataclass(frozen=True)
class Sample:
    """A valid recording.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    content : bytes
    """

    kind: str
    content: bytes

    @property
    def suffix(self) -> str:
        """Ending of the names of such files, without the dot."""
        return _SUFFIXES.get(self.kind, "snd")


class Samples:
    """A pool of valid recordings of every kind; each kind is drawn equally often.

    Parameters
    ----------
    count : int
        How many recordings of each of the kinds that people bring.
    """

    def __init__(self, count: int = 30) -> None:
        rng = random.Random(1)  # noqa: S311 - no secret
        self._by_kind = {kind: [_encoded(kind, rng) for _ in range(count)] for kind in _CODINGS} | {
            OTHER: _others()
        }

    def drawn(self, rng: random.Random) -> Sample:
        """A recording, at times with tags around it, or joined with another."""
        kind = rng.choice(KINDS)
        content = rng.choice(self._by_kind[kind])
        if kind == "MP3" and rng.random() < 0.3:
            content = _without_tag(content)
        if kind in ("MP3", "FLAC") and rng.random() < 0.2:
            content = _id3(rng) + content
        if kind == "MP3" and rng.random() < 0.2:
            content += b"TAG" + bytes(125)
        if kind == "WAV" and rng.random() < 0.2:
            content += (
                b"LIST" + (26).to_bytes(4, "little") + b"INFOISFT" + b"\x0e\0\0\0" + b"x" * 14
            )
        if rng.random() < 0.1:
            follower = kind if rng.random() < 0.7 else rng.choice(KINDS)
            content += rng.choice(self._by_kind[follower])
        return Sample(kind, content)


def _sound(rng: random.Random, rate: int, seconds: float) -> np.ndarray:
    numbers = np.random.default_rng(rng.randrange(1 << 32))
    times = np.arange(round(rate * seconds)) / rate
    loudness = np.abs(np.sin(7.0 * times)) * 0.4
    sound = loudness * (np.sin(900.0 * times) + 0.3 * numbers.normal(size=len(times)))
    return sound.astype(np.float32)


def _encoded(kind: str, rng: random.Random) -> bytes:
    form, codings = _CODINGS[kind]
    rates = (16_000, 48_000) if kind == "Opus" else RATES
    rate, seconds = rng.choice(rates), rng.uniform(0.1, 2.5)
    sound = _sound(rng, rate, seconds)
    coding = rng.choice(codings)
    if rng.random() < 0.4 and coding != "GSM610":
        sound = np.stack([sound, rng.choice([-1.0, 0.0, 0.5]) * sound], axis=1)
    options: dict[str, Any] = {}
    if kind == "MP3":
        options = {
            "bitrate_mode": rng.choice(["CONSTANT", "AVERAGE", "VARIABLE"]),
            "compression_level": rng.choice([0.1, 0.5, 0.9]),
        }
    content = io.BytesIO()
    soundfile.write(content, sound, rate, coding, format=form, **options)
    return content.getvalue()


def _others() -> list[bytes]:
    mono = _sound(random.Random(2), 16_000, 0.4)  # noqa: S311 - no secret
    contents: list[bytes] = []
    common = {form for form, _ in _CODINGS.values()}
    for form in sorted(set(soundfile.available_formats()) - _LEFT_OUT - common):
        for coding in soundfile.available_subtypes(form):
            for samples in (mono, np.stack([mono, -mono], axis=1)):
                content = io.BytesIO()
                try:
                    soundfile.write(content, samples, 16_000, coding, format=form)
                except (soundfile.LibsndfileError, ValueError, TypeError):
                    continue  # not a pair of container and coding, or it is not written
                contents.append(content.getvalue())
    return contents


def _without_tag(content: bytes) -> bytes:
    """An MP3 file as from an encoder that writes to a pipe: no frame with the length."""
    at = max(content[:64].find(b"Xing"), content[:64].find(b"Info"))
    following = content.find(content[:2], 4) if at >= 0 else -1
    return content[following:] if following > 0 else content


def _id3(rng: random.Random) -> bytes:
    length = rng.choice([0, 10, 300, 70_000])
    coded = bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + coded + bytes(length)

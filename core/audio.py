"""Sound from files and devices: decoded, mixed to mono and resampled to ``SAMPLE_RATE``.

Files are read by libsndfile (`core.recordings`) and resampled by soxr's high quality, which is
also what ``librosa.resample`` does by default, so training and app use the same samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import soxr  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import ArrayLike

from core.channels import ChannelMixer, Float32Array, tidy
from core.recordings.formats import FORMATS
from core.recordings.refusals import AudioError, AudioWarning, NotAudioError, TooLongError

# Decoding loads libsndfile, which takes a program that listens to a microphone 8 ms and 2 MB. So it
# is imported where a recording is opened.
if TYPE_CHECKING:
    from core.recordings.decoding import PartReader, Recording, Warn

__all__ = [
    "FORMATS",
    "SAMPLE_RATE",
    "AudioError",
    "AudioWarning",
    "Float32Array",
    "NotAudioError",
    "Resampler",
    "TooLongError",
    "checked",
    "duration",
    "load",
    "stream",
    "stream_live",
    "to_mono",
]

SAMPLE_RATE = 16_000
"""Rate of all sound inside `core`, in Hz."""

_READ_SECONDS = 0.2
"""Files are decoded in blocks of this length: a call of soundfile costs as much as a word's VAD."""

_COMPARED_SECONDS = 60.0
"""How much of a file is read to compare its channels, before it is streamed."""

_WHOLE_SAMPLES = 16_000_000
"""Recordings up to this length (64 MB) are resampled as a whole, longer ones as a stream."""

_NOTHING = np.zeros(0, np.float32)

_FULL_SCALE = 1.5
"""Larger samples are integers that were written as floats, not floats that are too loud."""


class Resampler:
    """Resamples a stream block by block to ``SAMPLE_RATE``, keeping its state between blocks.

    soxr holds back about 21 ms until ``last=True``; the samples are late, not lost.

    Parameters
    ----------
    rate : int
        The stream's own rate in Hz; at ``SAMPLE_RATE`` blocks pass unchanged.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        same = rate == SAMPLE_RATE
        self._stream = None if same else soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")

    def feed(self, block: Float32Array, *, last: bool = False) -> Float32Array:
        """Resample mono float32 samples, shape (n,); return what is ready, shape (m,)."""
        if self._stream is None:
            return block
        return self._stream.resample_chunk(block, last=last)


def to_mono(frames: Float32Array) -> Float32Array:
    """Mix float32 frames of shape (n, channels) down to shape (n,), finite and contiguous."""
    frames = tidy(frames)
    mono = frames[:, 0] if frames.shape[1] == 1 else frames.mean(axis=1, dtype=np.float32)
    return np.ascontiguousarray(mono)


_MOST = 2.0**31
"""Larger samples have no common integer format, and powers of them would overflow."""


def checked(samples: ArrayLike) -> Float32Array:
    """Return samples as float32, after a check that they can be recognized.

    Parameters
    ----------
    samples : array_like, shape (n,), floating point
        Mono sound at ``SAMPLE_RATE``, from -1 to 1.

    Returns
    -------
    ndarray, shape (n,), float32
        The array itself if it is float32.

    Raises
    ------
    TypeError
        The samples are integers or no numbers.
    ValueError
        The samples have another shape, or contain NaN, infinity or much too large values.
    """
    array = np.asarray(samples)
    if array.ndim != 1:
        raise ValueError(
            f"samples must have the shape (n,), not {array.shape}; core.audio.to_mono mixes "
            "channels, shape (n, channels)"
        )
    if array.dtype.kind != "f" and array.size > 0:
        raise TypeError(
            f"samples must be floating-point numbers from -1 to 1, not {array.dtype}; divide "
            "integers by their full scale (int16: 32768)"
        )
    with np.errstate(over="ignore"):
        array = np.asarray(array, np.float32)
    if not np.isfinite(array).all():
        raise ValueError("samples contain NaN or infinity; core.channels.tidy replaces them")
    if array.size > 0 and float(np.abs(array).max()) > _MOST:
        raise ValueError("samples must be from -1 to 1; divide them by their full scale")
    return array


def _limit(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} s"


def load(
    source: Path | str | BinaryIO,
    *,
    max_seconds: float = 600.0,
    name: str | None = None,
    raw_rate: int | None = None,
    warn: Warn = str,
) -> Float32Array:
    """Decode a whole recording.

    Parameters
    ----------
    source : path-like or binary file
        Any format of libsndfile, of any rate and channel count. A pipe is read to its end.
    max_seconds : float
        Longer recordings are refused; use `stream` for them.
    name : str, optional
        Name for messages; the default is the path.
    raw_rate : int, optional
        Sample rate in Hz of a file without a header: 16-bit samples, little-endian, mono.
    warn : callable
        Called with a message if sound is missing and the rest can be used.

    Returns
    -------
    ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.

    Raises
    ------
    AudioError
        The source is missing, not a file, unreadable, empty, not audio or too long.
    """
    from core.recordings.decoding import open_recording

    warnings: list[AudioWarning] = []
    sounds: list[Float32Array] = []
    with open_recording(source, name, raw_rate) as recording:
        mixers = _compared(recording, max_seconds)
        seconds = 0.0
        for part, mixer in zip(recording.parts(warnings.append), mixers, strict=False):
            sound, part_seconds = _whole(part, mixer, max_seconds - seconds)
            seconds += part_seconds
            if seconds > max_seconds:
                raise TooLongError(
                    f"{recording.name}: is longer than {_limit(max_seconds)}; run "
                    "'spoken-digits listen --fast --input FILE' on long recordings",
                    "too_long",
                    f"{max_seconds / 60:.0f}",
                )
            sounds.append(sound)
        whole = sounds[0] if len(sounds) == 1 else np.concatenate(sounds)
        if len(whole) == 0:
            raise recording.without_sound(is_damaged=bool(warnings))
    for warning in warnings:
        warn(warning)
    return whole


def stream(
    source: Path | str | BinaryIO,
    *,
    block_seconds: float = 0.02,
    name: str | None = None,
    warn: Warn = str,
) -> Iterator[Float32Array]:
    """Decode a recording of any length block by block.

    Parameters
    ----------
    source : path-like or binary file
        As for `load`. It is opened and checked by the call itself, not at the first block.
    block_seconds : float
        Length of the blocks that are read, in seconds.
    name : str, optional
        Name for messages; the default is the path.
    warn : callable
        As for `load`; called after the last block.

    Yields
    ------
    ndarray, shape (m,), float32
        Mono at ``SAMPLE_RATE``; `m` varies slightly if the sound is resampled.

    Raises
    ------
    AudioError
        As `load`, except for the length.
    """
    from core.recordings.decoding import open_recording, rereadable

    kept = rereadable(source, name)
    with open_recording(kept, name) as recording:
        # Refuse here, since a generator's own body starts at the first block.
        mixers = _compared(recording, _COMPARED_SECONDS)
        if all(len(block) == 0 for part in recording.parts(str) for block in part.blocks(0.1)):
            raise recording.without_sound(is_damaged=False)
    return _blocks(kept, name, mixers, block_seconds, warn)


def _compared(recording: Recording, max_seconds: float) -> list[ChannelMixer]:
    """Return a mixer for each part that has compared the part's channels."""
    mixers: list[ChannelMixer] = []
    for part in recording.parts(str):
        mixer = ChannelMixer(part.rate, part.channels)
        mixers.append(mixer)
        seconds = 0.0
        for block in part.blocks(_READ_SECONDS) if part.channels > 1 else ():
            mixer.measure(block)
            seconds += len(block) / part.rate
            if seconds > max_seconds:
                break
    return mixers


def _whole(part: PartReader, mixer: ChannelMixer, max_seconds: float) -> tuple[Float32Array, float]:
    """The sound of a part, at ``SAMPLE_RATE``, and its length in seconds; it may end too early."""
    blocks: list[Float32Array] = []
    resampler: Resampler | None = None
    count, peak = 0, 0.0
    for frames in part.blocks(_READ_SECONDS):
        mono = mixer.mix(frames)
        count += len(mono)
        peak = max(peak, float(np.abs(mono).max()))
        if count > max_seconds * part.rate:
            break
        if resampler is None and count > _WHOLE_SAMPLES:
            resampler = Resampler(part.rate)
            blocks = [resampler.feed(block) for block in blocks]
        blocks.append(mono if resampler is None else resampler.feed(mono))
    if resampler is not None:
        blocks.append(resampler.feed(_NOTHING, last=True))
    sound = np.concatenate(blocks) if blocks else _NOTHING
    if resampler is None and part.rate != SAMPLE_RATE and len(sound):
        sound = soxr.resample(sound, part.rate, SAMPLE_RATE)
    if peak > _FULL_SCALE:
        sound = sound / np.float32(peak)
    return sound, count / part.rate


def _blocks(
    source: Path | BinaryIO,
    name: str | None,
    mixers: list[ChannelMixer],
    block_seconds: float,
    warn: Warn,
) -> Iterator[Float32Array]:
    from core.recordings.decoding import open_recording

    with open_recording(source, name) as recording:
        for part, mixer in zip(recording.parts(warn), mixers, strict=False):
            yield from _resampled(part, mixer, max(_READ_SECONDS, block_seconds), block_seconds)


def _resampled(
    part: PartReader, mixer: ChannelMixer, read_seconds: float, block_seconds: float
) -> Iterator[Float32Array]:
    peak = _FULL_SCALE
    resampler = Resampler(part.rate)
    size = max(1, round(block_seconds * part.rate))
    for frames in part.blocks(read_seconds):
        mono = mixer.feed(frames)
        peak = max(peak, float(np.abs(mono).max()))
        if peak > _FULL_SCALE:
            mono = mono / np.float32(peak)
        for start in range(0, len(mono), size):
            yield resampler.feed(mono[start : start + size])
    yield resampler.feed(_NOTHING, last=True)


def stream_live(
    pipe: BinaryIO, name: str, *, block_seconds: float = 0.02, raw_rate: int | None = None
) -> Iterator[Float32Array]:
    """Decode a recording while it arrives through a pipe.

    Parameters
    ----------
    pipe : binary file
        Unbuffered. Ogg and MP3 are read to their end first.
    name : str
        Name for messages.
    block_seconds : float
        Length of the blocks, in seconds.
    raw_rate : int, optional
        As for `load`.

    Yields
    ------
    ndarray, shape (m,), float32
        Mono at ``SAMPLE_RATE``.

    Raises
    ------
    AudioError
        The recording is empty or not audio; raised at the first block.
    """
    from core.recordings.decoding import open_live

    recording = open_live(pipe, name, raw_rate)
    is_silent = True
    for part in recording.parts(str):
        mixer = ChannelMixer(part.rate, part.channels)
        for block in _resampled(part, mixer, block_seconds, block_seconds):
            is_silent = is_silent and len(block) == 0
            yield block
    if is_silent:
        raise recording.without_sound(is_damaged=False)


def duration(source: Path | str | BinaryIO, name: str | None = None) -> float:
    """Return the length of a recording in seconds, from its header or, if needed, by decoding.

    Raises
    ------
    AudioError
        As `stream`.
    """
    from core.recordings.decoding import open_recording

    seconds = 0.0
    with open_recording(source, name) as recording:
        for part in recording.parts(str):
            length = part.header_seconds
            if length is None:
                length = sum(map(len, part.blocks(_READ_SECONDS))) / part.rate
            seconds += length
    return seconds

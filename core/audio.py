"""Sound from files and devices: decoded, mixed to mono and resampled to ``SAMPLE_RATE``.

Files are read by libsndfile (WAV, FLAC, OGG, MP3) and resampled by soxr's high quality, which is
also what ``librosa.resample`` does by default, so that training and app hear alike.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import soundfile  # pyright: ignore[reportMissingTypeStubs]
import soxr  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]

SAMPLE_RATE = 16_000
"""Rate of all sound inside `core`, in Hz."""

FORMATS = "WAV, FLAC, OGG or MP3"

_READ_SECONDS = 0.2
"""So much of a file is decoded at once: each call of soundfile costs as much as a word's VAD."""

_UNTOLD_LENGTH = 0x7FFFFFFF
"""A WAV header that promises this many bytes or more was written before its end was known."""


class AudioError(Exception):
    """A recording that cannot be used; the text is one clear line for people."""


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
        """Take mono float32 samples, shape (n,), and give those that are ready, shape (m,)."""
        if self._stream is None:
            return block
        return self._stream.resample_chunk(block, last=last)


def to_mono(frames: Float32Array) -> Float32Array:
    """Mix float32 frames of shape (n, channels) down to shape (n,), finite and contiguous."""
    mono = frames[:, 0] if frames.shape[1] == 1 else frames.mean(axis=1, dtype=np.float32)
    return np.ascontiguousarray(np.nan_to_num(mono, nan=0.0, posinf=1.0, neginf=-1.0))


def load(path: Path | str, *, max_seconds: float = 600.0) -> Float32Array:
    """Decode a whole file.

    Parameters
    ----------
    path : path-like
        WAV, FLAC, OGG or MP3 of any rate and channel count.
    max_seconds : float
        Longer files are refused, since they belong to `stream`.

    Returns
    -------
    ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.

    Raises
    ------
    AudioError
        If the file is missing, no file, unreadable, empty, not audio, cut short or too long.
    """
    path = Path(path)
    with _open(path) as file:
        seconds = file.frames / file.samplerate
        if seconds > max_seconds:
            raise AudioError(
                f"{path}: is {seconds / 60:.0f} minutes long, more than the {max_seconds / 60:.0f} "
                f"taken here; run 'spoken-digits listen --fast --input FILE' on long recordings"
            )
        frames = file.read(dtype="float32", always_2d=True)
        _check_complete(path, file, len(frames))
        mono = to_mono(frames)
        if file.samplerate == SAMPLE_RATE:
            return mono
        return soxr.resample(mono, file.samplerate, SAMPLE_RATE)


def stream(path: Path | str, *, block_seconds: float = 0.02) -> Iterator[Float32Array]:
    """Decode a file block by block, so that its length does not matter.

    Parameters
    ----------
    path : path-like
        As for `load`. It is opened, and refused, at once and not at the first block.
    block_seconds : float
        Length of the blocks that are read, in seconds.

    Yields
    ------
    ndarray, shape (m,), float32
        Mono at ``SAMPLE_RATE``; `m` varies a little where soxr is at work.

    Raises
    ------
    AudioError
        As `load`; for a file that is cut short, after its last sound block.
    """
    path = Path(path)
    with _open(path):
        pass  # refuse here, since a generator's own body starts at the first block
    return _blocks(path, block_seconds)


def duration(path: Path | str) -> float:
    """Length of a recording in seconds, by its header; raises `AudioError`."""
    with _open(Path(path)) as file:
        return file.frames / file.samplerate


def _blocks(path: Path, block_seconds: float) -> Iterator[Float32Array]:
    with _open(path) as file:
        resampler = Resampler(file.samplerate)
        size = max(1, round(block_seconds * file.samplerate))
        at_once = size * ceil(_READ_SECONDS / block_seconds)
        done = 0
        while len(frames := file.read(at_once, dtype="float32", always_2d=True)):
            done += len(frames)
            mono = to_mono(frames)
            for start in range(0, len(mono), size):
                yield resampler.feed(mono[start : start + size])
        yield resampler.feed(np.zeros(0, np.float32), last=True)
        _check_complete(path, file, done)


@contextmanager
def _open(path: Path) -> Generator[Any, None, None]:
    """Open a file for reading and put whatever goes wrong into one line."""
    try:
        with path.open("rb") as raw:
            if not raw.read(1):
                raise AudioError(f"{path}: the file is empty; choose a recording ({FORMATS})")
        with soundfile.SoundFile(path) as file:
            if file.frames == 0:
                raise AudioError(f"{path}: holds no sound; choose another recording")
            yield file
    except FileNotFoundError:
        raise AudioError(f"{path}: no such file; check the name") from None
    except IsADirectoryError:
        raise AudioError(f"{path}: is a folder; name the recordings in it") from None
    except PermissionError:
        raise AudioError(f"{path}: may not be read; change its permissions") from None
    except soundfile.LibsndfileError as error:
        if "unknown" in str(error) or "not recognised" in str(error):
            raise AudioError(f"{path}: is not a recording ({FORMATS} can be read)") from None
        raise AudioError(f"{path}: is damaged and cannot be decoded; record it again") from None
    except OSError as error:
        raise AudioError(f"{path}: cannot be read ({error.strerror or error})") from None


def _check_complete(path: Path, file: Any, frames: int) -> None:
    """Refuse what holds less sound than its header promises: the word may be cut."""
    if frames < file.frames or _is_cut_wav(path, file.format):
        raise AudioError(f"{path}: is cut short (its header promises more); copy or record it anew")


def _is_cut_wav(path: Path, file_format: str) -> bool:
    """Whether a WAV file ends before its data chunk does (libsndfile silently adapts)."""
    if file_format not in ("WAV", "WAVEX"):
        return False
    size = path.stat().st_size
    with path.open("rb") as raw:
        raw.seek(12)
        while len(header := raw.read(8)) == 8:
            length = int.from_bytes(header[4:], "little")
            if header[:4] == b"data":
                return length < _UNTOLD_LENGTH and raw.tell() + length > size
            raw.seek(length + length % 2, 1)
    return False

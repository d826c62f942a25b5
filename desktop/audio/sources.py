"""Audio sources: a microphone, or a file instead of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, stream, stream_live
from core.recordings.refusals import AudioWarning, printable
from desktop.audio import portaudio_thread
from desktop.audio.errors import GivenUpError
from desktop.audio.health import CaptureHealth
from desktop.audio.portaudio_stream import (
    BLOCK_SECONDS,
    FIRST_BLOCK_AFTER,
    FIRST_BLOCK_AGAIN_AFTER,
    Capture,
)
from desktop.audio.ring import Block
from desktop.audio.standard_input import standard_input

FAST_BLOCK_SECONDS = 0.1
"""Block length of a file that is read as fast as possible. Latency does not matter there, and
longer blocks cost fewer calls. The results are the same."""

CLOSE_TIMEOUT = 0.5
"""Seconds to wait for a stream to close; after that, it closes in the background."""

CATCH_UP_LIMIT = 0.25
"""Seconds. A file that is read in real time and is later than this does not catch up, but continues
at normal speed."""

DEMO = Path(__file__).resolve().parent.parent / "demo" / "demo.flac"
"""The built-in recording."""


class Source(Protocol):
    """Delivers blocks of audio. Use it in the thread that opened it.

    After `close` it can be opened again.
    """

    @property
    def name(self) -> str:
        """Name for people."""
        ...

    @property
    def rate(self) -> int:
        """Sample rate in Hz; 0 before `open`."""
        ...

    @property
    def is_live(self) -> bool:
        """True for a microphone, whose sound is lost if it is not read in time."""
        ...

    @property
    def health(self) -> CaptureHealth:
        """Counters since `open`."""
        ...

    @property
    def warnings(self) -> Sequence[AudioWarning]:
        """What is wrong with a recording that is used all the same; complete at its end."""
        ...

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Open the source.

        Raises `DeviceError`, `AudioError`, or `GivenUpError` when `should_stop` returns True.
        """
        ...

    def read(self, timeout: float) -> Block | None:
        """Return the next block, or None after `timeout` seconds.

        Raises `SourceLostError` if a device is lost, `AudioError` if a file is damaged.
        """
        ...

    def close(self) -> None:
        """Close the source; never raises and never blocks for long."""
        ...


class MicrophoneSource:
    """A microphone.

    Parameters
    ----------
    wanted : str, int or None
        Name or a part of it, index, or None for the system's default at the time of `open`.
    host_api : str, optional
        Preferred if several devices match, e.g. "ALSA".
    """

    is_live = True
    warnings: Sequence[AudioWarning] = ()

    def __init__(self, wanted: str | int | None = None, host_api: str | None = None) -> None:
        self._wanted = wanted
        self._host_api = host_api
        self._capture: Capture | None = None
        self._patience = FIRST_BLOCK_AFTER
        self.name = "microphone" if wanted is None else str(wanted)
        self.rate = 0

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Open the device at its default sample rate; raises `DeviceError` or `GivenUpError`."""
        capture = Capture(self._wanted, self._host_api, self._patience)
        try:
            portaudio_thread.call(capture.open, should_stop=should_stop)
        except GivenUpError:
            portaudio_thread.submit(capture.close)
            raise
        if self._wanted is not None:
            # Reconnect to the same device: indices change when devices are added or removed, and
            # another device may match the same part of the name.
            self._wanted, self._host_api = capture.device.name, capture.device.host_api
        self._capture = capture
        self.name, self.rate = capture.device.name, capture.rate

    def read(self, timeout: float) -> Block | None:
        """Return the next block, or None after `timeout` seconds; raises `SourceLostError`."""
        assert self._capture is not None, "not open"
        return self._capture.read(timeout)

    def close(self) -> None:
        """Close the stream, in the background if it takes long."""
        capture, self._capture = self._capture, None
        if capture is None:
            return
        had_sound = capture.health.callbacks > 0
        self._patience = FIRST_BLOCK_AGAIN_AFTER if had_sound else FIRST_BLOCK_AFTER
        try:
            portaudio_thread.call(capture.close, timeout=CLOSE_TIMEOUT)
        except GivenUpError:
            # The PortAudio thread continues to close it, and opens no other stream before.
            portaudio_thread.replace_hung_thread()

    @property
    def weights(self) -> Float32Array:
        """Weight of each channel in the mix of the open stream (see `ChannelMixer`)."""
        return self._capture.mixer.weights if self._capture else np.ones(1, np.float32)

    @property
    def health(self) -> CaptureHealth:
        """Counters of the open stream."""
        return self._capture.health if self._capture else CaptureHealth()


class FileSource:
    """A recording instead of a microphone.

    Parameters
    ----------
    path : path-like
        Of any format that libsndfile reads, of any sample rate and length.
    is_paced : bool
        True: in real time, or slower if the reader pauses. False: as fast as it is read.

    Attributes
    ----------
    warnings : list of AudioWarning
        What is wrong with the recording, though it can be used; complete when it has ended.
    """

    is_live = False
    rate = SAMPLE_RATE
    health = CaptureHealth()  # a file has no dropouts

    def __init__(self, path: Path | str, *, is_paced: bool = True) -> None:
        self._path = Path(path)
        self._is_paced = is_paced
        self._blocks: Iterator[Float32Array] | None = None
        self._due = 0.0
        self.name = printable(self._path.name)
        self.warnings: list[AudioWarning] = []

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Start at the beginning of the file; raises `AudioError`."""
        del should_stop  # opening a file does not block
        self.warnings.clear()
        self._blocks = self._decode(BLOCK_SECONDS if self._is_paced else FAST_BLOCK_SECONDS)
        self._due = time.perf_counter()

    def _decode(self, block_seconds: float) -> Iterator[Float32Array]:
        return stream(self._path, block_seconds=block_seconds, warn=self.warnings.append)

    def read(self, timeout: float) -> Block | None:
        """Return the next block when it is due; raises `AudioError` if the file is damaged."""
        assert self._blocks is not None, "not open"
        if self._is_paced:
            wait = self._due - time.perf_counter()
            if wait > timeout:
                time.sleep(timeout)
                return None
            time.sleep(max(0.0, wait))
        samples = next(self._blocks, None)
        now = time.perf_counter()
        if samples is None:
            return Block(np.zeros(0, np.float32), now, is_last=True)
        if now - self._due > CATCH_UP_LIMIT:
            self._due = now
        self._due += len(samples) / SAMPLE_RATE
        return Block(samples, now)

    def close(self) -> None:
        """Close the file."""
        self._blocks = None


class PipeSource(FileSource):
    """A recording that comes through standard input, recognized while it arrives.

    Parameters
    ----------
    raw_rate : int, optional
        For samples of 16 bits (little-endian, mono) without a header: the sample rate in Hz.
    is_paced : bool
        As for `FileSource`.
    """

    def __init__(self, *, raw_rate: int | None = None, is_paced: bool = True) -> None:
        super().__init__("standard input", is_paced=is_paced)
        self._raw_rate = raw_rate

    def _decode(self, block_seconds: float) -> Iterator[Float32Array]:
        with standard_input() as pipe:
            yield from stream_live(
                pipe, self.name, block_seconds=block_seconds, raw_rate=self._raw_rate
            )


def demo(*, is_paced: bool = True) -> FileSource:
    """The built-in recording."""
    return FileSource(DEMO, is_paced=is_paced)

"""Where sound comes from: a microphone, or a file that stands for one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, stream
from desktop.audio import portaudio
from desktop.audio.capture import FIRST_BLOCK_AFTER, FIRST_BLOCK_AGAIN_AFTER, Capture
from desktop.audio.health import CaptureHealth
from desktop.audio.portaudio import GivenUpError
from desktop.audio.ring import Block

BLOCK_SECONDS = 0.02

FAST_BLOCK_SECONDS = 0.1
"""Of a file that is read as fast as it goes: nobody waits for the block's begin, and the calls for
each block cost more than its work. What is heard is the same."""

CLOSE_TIMEOUT = 0.5
"""Seconds that closing may take before it is left to the PortAudio thread to finish."""

RESTED_AFTER = 0.25
"""Seconds by which a paced file may be late before it goes on from there and does not hurry."""

DEMO = Path(__file__).resolve().parent.parent / "demo" / "demo.flac"


class Source(Protocol):
    """Gives blocks of sound, one after the other; belongs to the thread that opened it.

    It can be opened again after it was closed.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def rate(self) -> int:
        """Sample rate in Hz; known once it is open, 0 before."""
        ...

    @property
    def is_live(self) -> bool:
        """True where the sound is gone if nobody takes it: a microphone."""
        ...

    @property
    def health(self) -> CaptureHealth:
        """Counters since it was opened."""
        ...

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Make it ready; raises `DeviceError`, `AudioError`, or `GivenUpError` by `should_stop`."""
        ...

    def read(self, timeout: float) -> Block | None:
        """Take the next block, or None after `timeout` seconds.

        Raises `SourceLostError` where a device is gone, `AudioError` where a file is damaged.
        """
        ...

    def close(self) -> None:
        """Let go of it; never fails, and never waits long."""
        ...


class MicrophoneSource:
    """A microphone.

    Parameters
    ----------
    wanted : str, int or None
        Name or part of it, index, or None for the system's default at the time of each opening.
    host_api : str, optional
        Where the same name is known to several, e.g. "ALSA".
    """

    is_live = True

    def __init__(self, wanted: str | int | None = None, host_api: str | None = None) -> None:
        self._wanted = wanted
        self._host_api = host_api
        self._capture: Capture | None = None
        self._patience = FIRST_BLOCK_AFTER
        self.name = "microphone" if wanted is None else str(wanted)
        self.rate = 0

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Open the device at its own rate; raises `DeviceError` or `GivenUpError`."""
        capture = Capture(self._wanted, self._host_api, self._patience)
        try:
            portaudio.call(capture.open, should_stop=should_stop)
        except GivenUpError:
            portaudio.post(capture.close)
            raise
        if self._wanted is not None:
            # Numbers change when devices come and go, and another may have a part of the name in
            # common; what was meant is this one.
            self._wanted, self._host_api = capture.device.name, capture.device.host_api
        self._capture = capture
        self.name, self.rate = capture.device.name, capture.rate

    def read(self, timeout: float) -> Block | None:
        """Take the next block; raises `SourceLostError`."""
        assert self._capture is not None, "not open"
        return self._capture.read(timeout)

    def close(self) -> None:
        """Close the stream, in the PortAudio thread if need be after we have left."""
        capture, self._capture = self._capture, None
        if capture is None:
            return
        was_heard = capture.health.callbacks > 0
        self._patience = FIRST_BLOCK_AGAIN_AFTER if was_heard else FIRST_BLOCK_AFTER
        try:
            portaudio.call(capture.close, timeout=CLOSE_TIMEOUT)
        except GivenUpError:
            # The PortAudio thread goes on with it, and opens nothing before it is done.
            portaudio.forsake()

    @property
    def health(self) -> CaptureHealth:
        """Counters of the stream that is open."""
        return self._capture.health if self._capture else CaptureHealth()


def microphone(wanted: str | None) -> MicrophoneSource:
    """A microphone as the command line names it: by number or part of its name, None by default."""
    return MicrophoneSource(int(wanted) if wanted is not None and wanted.isdigit() else wanted)


class FileSource:
    """A recording that stands for a microphone.

    Parameters
    ----------
    path : path-like
        WAV, FLAC, OGG or MP3 of any rate and length.
    is_paced : bool
        True: as fast as it was spoken, and slower where the reader rests. False: as fast as it is
        read.
    """

    is_live = False
    rate = SAMPLE_RATE
    health = CaptureHealth()  # a file loses nothing

    def __init__(self, path: Path | str, *, is_paced: bool = True) -> None:
        self._path = Path(path)
        self._is_paced = is_paced
        self._blocks: Iterator[Float32Array] | None = None
        self._due = 0.0
        self.name = self._path.name

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Begin at the file's begin; raises `AudioError`."""
        del should_stop  # a file does not keep anybody waiting
        seconds = BLOCK_SECONDS if self._is_paced else FAST_BLOCK_SECONDS
        self._blocks = stream(self._path, block_seconds=seconds)
        self._due = time.perf_counter()

    def read(self, timeout: float) -> Block | None:
        """Take the next block when its time has come; raises `AudioError` where it is damaged."""
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
        if now - self._due > RESTED_AFTER:
            self._due = now
        self._due += len(samples) / SAMPLE_RATE
        return Block(samples, now)

    def close(self) -> None:
        """Close the file."""
        self._blocks = None


def demo(*, is_paced: bool = True) -> FileSource:
    """The built-in recording; raises nothing before it is opened."""
    return FileSource(DEMO, is_paced=is_paced)

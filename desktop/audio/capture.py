"""A running PortAudio input stream, by callback, into a ring.

Two threads meet here. PortAudio's calls `_callback`, fifty times a second: it copies the block
into the ring, stamps the time and returns. It takes no lock that can wait, logs nothing, and lets
no exception out, since that would stop the stream and reach nobody. (It is Python, so it does need
the interpreter's global lock; the ring's seconds of room and PortAudio's own buffer cover that.)
The worker's thread calls everything else.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.audio import portaudio
from desktop.audio.devices import Device, choose, probe, query
from desktop.audio.errors import explain, first_line
from desktop.audio.health import CaptureHealth
from desktop.audio.ring import Block, BlockRing

BLOCK_SECONDS = 0.02
RING_SECONDS = 8.0

LOSS_AFTER = 0.5
"""Seconds of waiting for a callback after which a stream is taken for lost.

Only waiting counts, and of a wait no more than was asked for: where the machine kept the worker
from its turn for seconds, it kept the callback from it too, and the stream is as well as before.
"""

FIRST_BLOCK_AFTER = 3.0
"""As above for the first callback: a Bluetooth headset takes its time."""

FIRST_BLOCK_AGAIN_AFTER = 1.5
"""As above for a device that was heard a moment ago: its stream may have been opened into a sound
server that was just changing, and another is the quicker way."""


class SourceLostError(Exception):
    """The device is gone or stands still; the text says how that was seen."""


class Capture:
    """One opened input stream; to be opened and closed once, in the PortAudio thread.

    Parameters
    ----------
    wanted : str, int or None
        See `devices.choose`.
    host_api : str, optional
    patience : float
        Seconds that the first callback may take.

    Attributes
    ----------
    device : Device
        Known once it is open, like `rate` (Hz).
    """

    device: Device
    rate: int
    ring: BlockRing

    def __init__(
        self,
        wanted: str | int | None,
        host_api: str | None = None,
        patience: float = FIRST_BLOCK_AFTER,
    ) -> None:
        self._wanted = wanted
        self._host_api = host_api
        self._patience = patience
        self._stream: Any = None
        self._callbacks = 0
        self._status_flags = 0
        self._errors = 0
        self._last_error: Exception | None = None
        self._silence = 0.0  # seconds waited in vain since the last block; the reader's alone
        self._has_finished = False

    @property
    def health(self) -> CaptureHealth:
        """The counters, as they stand."""
        return CaptureHealth(
            self._callbacks,
            self._status_flags,
            self.ring.overflows,
            self._errors,
            len(self.ring),
        )

    def open(self, sounddevice: Any) -> None:
        """Look for the device anew, open and start it; in the PortAudio thread.

        Raises
        ------
        DeviceError
        """
        what = "The microphone"
        try:
            portaudio.restart(sounddevice)
            self.device = choose(query(sounddevice), self._wanted, self._host_api)
            what = f"The microphone ({self.device.name})"
            form = probe(sounddevice, self.device)
            self.rate = form.rate
            size = round(BLOCK_SECONDS * form.rate)
            self.ring = BlockRing(size, round(RING_SECONDS / BLOCK_SECONDS))
            self._stream = sounddevice.InputStream(
                device=self.device.index,
                samplerate=form.rate,
                blocksize=size,
                channels=form.channels,
                dtype="float32",
                latency="low",
                extra_settings=form.extra,
                callback=self._callback,
                finished_callback=self._finished,
            )
            portaudio.note_open(self)
            self._stream.start()
        except sounddevice.PortAudioError as error:
            self.close(sounddevice)
            raise explain(error, what) from None

    def close(self, sounddevice: Any) -> None:
        """Close the stream, whatever state it is in; in the PortAudio thread.

        With a sound server that stands still this takes until it goes on or is gone.
        """
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio.close_stream(stream, self, sounddevice)

    def read(self, timeout: float) -> Block | None:
        """Take the next block; None where none came within `timeout` seconds.

        Raises
        ------
        SourceLostError
        """
        begun = time.perf_counter()
        block = self.ring.read(timeout)
        if block is not None:
            self._silence = 0.0
            return block
        if self._last_error is not None:
            raise SourceLostError(f"the audio callback failed: {first_line(self._last_error)}")
        if self._has_finished:
            raise SourceLostError("the stream ended by itself")
        self._silence += min(time.perf_counter() - begun, timeout)
        if self._callbacks:
            if self._silence >= LOSS_AFTER:
                raise SourceLostError("no sound came for half a second")
        elif self._silence >= self._patience:
            raise SourceLostError("the stream was opened, but no sound came")
        return None

    def _callback(self, frames: NDArray[np.float32], count: int, times: Any, status: Any) -> None:
        try:
            now = time.perf_counter()
            self._callbacks += 1
            if status:
                self._status_flags += 1
            self.ring.write(frames, now)
        except Exception as error:  # noqa: BLE001 - nobody else would ever hear of it
            self._errors += 1
            self._last_error = error

    def _finished(self) -> None:
        self._has_finished = True
        self.ring.wake_up.wake()

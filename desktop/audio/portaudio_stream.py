"""An open PortAudio input stream; its callback writes to a ring buffer.

Two threads work here. PortAudio's thread calls `Capture._callback` fifty times per second. The
callback copies the block into the ring buffer with a time stamp and returns. It takes no lock that
could wait and does not log. It raises no exception, because that would stop the stream unnoticed.
It needs the global interpreter lock, like all Python code; PortAudio's own buffer covers the delay.
The worker thread calls `read`, and the PortAudio thread `open` and `close`.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.channels import ChannelMixer
from desktop.audio import portaudio_thread
from desktop.audio.devices import Device, choose, probe, query
from desktop.audio.errors import SourceLostError, explain, first_line
from desktop.audio.health import CaptureHealth
from desktop.audio.ring import Block, BlockRing

BLOCK_SECONDS = 0.02
"""Length of the blocks that PortAudio delivers (docs/decisions/0022)."""

RING_SECONDS = 8.0
"""Sound that the ring buffer holds while the worker is busy."""

LOSS_AFTER = 0.5
"""Seconds without a callback after which the stream counts as lost.

Only the time spent waiting counts, and for each wait at most its timeout. If the machine did not
run the worker for some seconds, it did not run the callback either, and the stream is not lost.
"""

FIRST_BLOCK_AFTER = 3.0
"""Same, for the first callback: a Bluetooth headset needs some time."""

FIRST_BLOCK_AGAIN_AFTER = 1.5
"""Same, for a device that delivered sound before. Its stream may have been opened while the sound
server was changing, and then opening it again is faster than waiting."""


class Capture:
    """One input stream. Open and close it once, in the PortAudio thread.

    Parameters
    ----------
    wanted : str, int or None
        See `devices.choose`.
    host_api : str, optional
    patience : float
        Seconds to wait for the first callback.

    Attributes
    ----------
    device : Device
        Set by `open`, as are the other attributes.
    rate : int
        Sample rate in Hz.
    ring : BlockRing
        Blocks between the callback and the thread that calls `read`.
    mixer : ChannelMixer
        How the channels are mixed; used by the thread that calls `read`.
    """

    device: Device
    rate: int
    ring: BlockRing
    mixer: ChannelMixer

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
        self._waited = 0.0  # seconds waited since the last block; used by the reader only
        self._has_finished = False

    @property
    def health(self) -> CaptureHealth:
        """The current counters."""
        return CaptureHealth(
            self._callbacks,
            self._status_flags,
            self.ring.overflows,
            self._errors,
            len(self.ring),
        )

    def open(self, sounddevice: Any) -> None:
        """Find the device, open it and start the stream; in the PortAudio thread.

        Raises
        ------
        DeviceError
            No device matches, or it cannot be opened.
        """
        what = "The microphone"
        try:
            portaudio_thread.restart(sounddevice)
            self.device = choose(query(sounddevice), self._wanted, self._host_api)
            what = f"The microphone ({self.device.name})"
            form = probe(sounddevice, self.device)
            self.rate = form.rate
            size = round(BLOCK_SECONDS * form.rate)
            self.mixer = ChannelMixer(form.rate, form.channels)
            self.ring = BlockRing(size, round(RING_SECONDS / BLOCK_SECONDS), self.mixer)
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
            portaudio_thread.note_open(self)
            self._stream.start()
        except sounddevice.PortAudioError as error:
            self.close(sounddevice)
            raise explain(error, what) from None

    def close(self, sounddevice: Any) -> None:
        """Close the stream in any state; in the PortAudio thread.

        If the sound server hangs, this waits until the server continues or ends.
        """
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio_thread.close_stream(stream, self, sounddevice)

    def read(self, timeout: float) -> Block | None:
        """Return the next block, or None after `timeout` seconds.

        Raises
        ------
        SourceLostError
            The stream ended, or has not delivered sound for `LOSS_AFTER` seconds.
        """
        begun = time.perf_counter()
        block = self.ring.read(timeout)
        if block is not None:
            self._waited = 0.0
            return block
        if self._last_error is not None:
            raise SourceLostError(f"the audio callback failed: {first_line(self._last_error)}")
        if self._has_finished:
            raise SourceLostError("the stream ended")
        self._waited += min(time.perf_counter() - begun, timeout)
        if self._callbacks:
            if self._waited >= LOSS_AFTER:
                raise SourceLostError("no sound arrived for half a second")
        elif self._waited >= self._patience:
            raise SourceLostError("the stream was opened, but no sound arrived")
        return None

    def _callback(self, frames: NDArray[np.float32], count: int, times: Any, status: Any) -> None:
        try:
            now = time.perf_counter()
            self._callbacks += 1
            if status:
                self._status_flags += 1
            self.ring.write(frames, now)
        except Exception as error:  # noqa: BLE001 - `read` reports it
            self._errors += 1
            self._last_error = error

    def _finished(self) -> None:
        self._has_finished = True
        self.ring.wake_up.wake()

"""Play a short sound on the default loudspeaker."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE, Float32Array
from desktop.audio import portaudio_thread
from desktop.audio.errors import DeviceError, explain

TARGET_PEAK = 0.5
"""Quiet sounds are amplified to this peak."""

MAX_GAIN = 32.0
"""Maximum amplification, as a factor: 30 dB."""

OPEN_TIMEOUT = 5.0
"""Seconds to wait until a sound starts."""


@dataclass(frozen=True, slots=True)
class Playback:
    """A sound that is being played.

    Attributes
    ----------
    seconds : float
        Its duration.
    started : Future
        Done when the loudspeaker plays. `DeviceError` if there is no loudspeaker or it cannot be
        opened.
    ended : Future
        Done when the sound has been played, or was stopped by the next one. Never done if it did
        not start.
    """

    seconds: float
    started: Future[None]
    ended: Future[None]


def begin(samples: Float32Array, rate: int = SAMPLE_RATE) -> Playback:
    """Start to play a sound, and stop the one that is playing; returns immediately.

    A quiet sound is amplified, see `louder`.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono.
    rate : int
        Hz.

    Returns
    -------
    Playback
    """
    ended: Future[None] = Future()
    started = portaudio_thread.submit(lambda sounddevice: _begin(sounddevice, samples, rate, ended))
    return Playback(len(samples) / rate, started, ended)


def louder(samples: Float32Array) -> Float32Array:
    """Scale a sound to `TARGET_PEAK`, amplified by at most `MAX_GAIN`; silence stays silent.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32

    Returns
    -------
    ndarray, shape (n,), float32
    """
    peak = float(np.abs(samples).max(initial=0.0))
    return samples if peak <= 0.0 else samples * np.float32(min(TARGET_PEAK / peak, MAX_GAIN))


class _Playing:
    """A sound that is playing. Call all but the callbacks in the PortAudio thread."""

    def __init__(
        self, sounddevice: Any, samples: Float32Array, rate: int, ended: Future[None]
    ) -> None:
        self._samples = samples
        self._ended = ended
        self._position = 0
        self._stop = sounddevice.CallbackStop
        self._stream: Any = sounddevice.OutputStream(
            samplerate=rate,
            channels=1,
            dtype="float32",
            callback=self._callback,
            finished_callback=self._finished,
        )
        portaudio_thread.note_open(self)
        try:
            self._stream.start()
        except sounddevice.PortAudioError:
            self.close(sounddevice)
            raise

    def close(self, sounddevice: Any) -> None:
        """Close the stream; does nothing if it is closed."""
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio_thread.close_stream(stream, self, sounddevice)
            self._ended.set_result(None)

    def _finished(self) -> None:
        portaudio_thread.submit(self.close)  # its result must not reach PortAudio

    def _callback(self, out: NDArray[np.float32], count: int, times: Any, status: Any) -> None:
        chunk = self._samples[self._position : self._position + count]
        self._position += count
        out[: len(chunk), 0] = chunk
        out[len(chunk) :, 0] = 0.0
        if self._position >= len(self._samples):
            raise self._stop


_playing: list[_Playing] = []


def _begin(sounddevice: Any, samples: Float32Array, rate: int, ended: Future[None]) -> None:
    while _playing:
        _playing.pop().close(sounddevice)
    try:
        own = round(sounddevice.query_devices(kind="output")["default_samplerate"])
    except (ValueError, sounddevice.PortAudioError):  # there is no output device
        raise _no_loudspeaker() from None
    try:
        sound = louder(samples)
        sound = soxr.resample(sound, rate, own) if own != rate else sound
        _playing.append(_Playing(sounddevice, np.asarray(sound, np.float32), own, ended))
    except sounddevice.PortAudioError as error:
        explained = explain(error, "The loudspeaker")
        raise (_no_loudspeaker() if explained.code == "no_device" else explained) from None


def _no_loudspeaker() -> DeviceError:
    return DeviceError(
        "no_device",
        "no_loudspeaker",
        "No loudspeaker found",
        "Plug one in, or check the system's sound settings.",
    )

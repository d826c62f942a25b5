"""Plays a short sound on the system's loudspeaker, through the one way to PortAudio."""

from __future__ import annotations

from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE, Float32Array
from desktop.audio import portaudio
from desktop.audio.errors import DeviceError, explain

TARGET_PEAK = 0.5
"""Sounds are raised to this peak, so that they can be heard."""

MOST_GAIN = 32.0
"""By 30 dB at the most."""

OPEN_TIMEOUT = 5.0
"""Seconds after which a sound that has not begun is given up."""


def begin(samples: Float32Array, rate: int = SAMPLE_RATE) -> portaudio.Call[float]:
    """Have a sound played in place of one that still plays; returns at once.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono.
    rate : int
        Hz.

    Returns
    -------
    Call of float
        Done when the sound has begun, or could not: how long it will sound, in seconds, or
        `DeviceError` where there is no loudspeaker, or it cannot be opened.
    """

    def work(sounddevice: Any) -> float:
        _begin(sounddevice, samples, rate)
        return len(samples) / rate

    return portaudio.post(work)


def louder(samples: Float32Array) -> Float32Array:
    """The sound raised so that it can be heard; never clipped, and silence left silent."""
    peak = float(np.abs(samples).max(initial=0.0))
    return samples if peak <= 0.0 else samples * np.float32(min(TARGET_PEAK / peak, MOST_GAIN))


class _Playing:
    """One sound on its way out; everything but the callbacks is for the PortAudio thread."""

    def __init__(self, sounddevice: Any, samples: Float32Array, rate: int) -> None:
        self._samples = samples
        self._position = 0
        self._stop = sounddevice.CallbackStop
        self._stream: Any = sounddevice.OutputStream(
            samplerate=rate,
            channels=1,
            dtype="float32",
            callback=self._callback,
            finished_callback=lambda: portaudio.post(self.close),
        )
        portaudio.note_open(self)  # PortAudio is not restarted under it
        self._stream.start()

    def close(self, sounddevice: Any) -> None:
        """Let go of the loudspeaker; again without effect."""
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio.close_stream(stream, self, sounddevice)

    def _callback(self, out: NDArray[np.float32], count: int, times: Any, status: Any) -> None:
        part = self._samples[self._position : self._position + count]
        self._position += count
        out[: len(part), 0] = part
        out[len(part) :, 0] = 0.0
        if self._position >= len(self._samples):
            raise self._stop


_playing: list[_Playing] = []


def _begin(sounddevice: Any, samples: Float32Array, rate: int) -> None:
    while _playing:
        _playing.pop().close(sounddevice)
    try:
        own = round(sounddevice.query_devices(kind="output")["default_samplerate"])
        sound = louder(samples)
        sound = soxr.resample(sound, rate, own) if own != rate else sound
        _playing.append(_Playing(sounddevice, np.asarray(sound, np.float32), own))
    except ValueError:  # sounddevice's answer where no device can play
        raise _no_loudspeaker() from None
    except sounddevice.PortAudioError as error:
        reason = explain(error, "The loudspeaker")
        raise (_no_loudspeaker() if reason.code == "no_device" else reason) from None


def _no_loudspeaker() -> DeviceError:
    return DeviceError(
        "no_device", "No loudspeaker found: plug one in, or see the system's sound settings."
    )

"""Detect a muted or blocked microphone: it delivers exact zeros and no error."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from desktop.audio.errors import DeviceError

BLOCKED_AFTER = 3.0
"""Seconds of exact zeros. A working microphone always delivers at least its own noise."""


class ZeroWatch:
    """Measures how long a stream has been exactly zero."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def feed(self, samples: NDArray[np.float32], rate: int) -> bool:
        """Process the next block; True if the stream has been zero for `BLOCKED_AFTER`."""
        if np.any(samples):
            self._seconds = 0.0
        else:
            self._seconds += len(samples) / rate
        return self._seconds >= BLOCKED_AFTER


def blocked_microphone(platform: str = sys.platform) -> DeviceError:
    """The error for a microphone that delivers exact zeros."""
    if platform == "win32":
        advice = (
            "Allow it under Settings > Privacy & security > Microphone ('Let desktop apps access "
            "your microphone') and check for a mute key."
        )
    elif platform == "darwin":
        advice = (
            "Allow it under System Settings > Privacy & Security > Microphone and start the "
            "program again."
        )
    else:
        advice = (
            "Unmute it (PipeWire: wpctl set-mute @DEFAULT_AUDIO_SOURCE@ 0; PulseAudio: pactl "
            "set-source-mute @DEFAULT_SOURCE@ 0), check for a mute key, and check that the right "
            "input is selected in the system's sound settings."
        )
    return DeviceError(
        "blocked",
        "blocked",
        "The microphone delivers only zeros: it is muted or blocked",
        advice,
    )

"""Telling a microphone that is muted or forbidden: it delivers exact zeros and no error."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

BLOCKED_AFTER = 3.0
"""Seconds of exact zeros; an open microphone in the stillest room gives at least its own noise."""


class ZeroWatch:
    """Counts how long a stream has been exactly zero."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def feed(self, samples: NDArray[np.float32], rate: int) -> bool:
        """Take the next block; True while nothing but zeros has come for too long."""
        if np.any(samples):
            self._seconds = 0.0
        else:
            self._seconds += len(samples) / rate
        return self._seconds >= BLOCKED_AFTER


def advice(platform: str = sys.platform) -> str:
    """How to unblock the microphone, in one line."""
    if platform == "win32":
        way = (
            "allow it under Settings > Privacy & security > Microphone ('Let desktop apps access "
            "your microphone') and look for a mute key"
        )
    elif platform == "darwin":
        way = (
            "allow it under System Settings > Privacy & Security > Microphone and start the "
            "program again"
        )
    else:
        way = (
            "allow it under Settings > Privacy > Microphone, unmute it (PipeWire: wpctl set-mute "
            "@DEFAULT_AUDIO_SOURCE@ 0; PulseAudio: pactl set-source-mute @DEFAULT_SOURCE@ 0) and "
            "look for a mute key"
        )
    return f"The microphone delivers nothing, not even noise: it is muted or blocked; {way}."

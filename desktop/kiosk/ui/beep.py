"""Short tones, generated here and played by a program of the system.

A separate process plays them, so that a fault in audio output cannot stop the microphone. The
microphone hears them, too: `Beeper.is_own` tells them from what a person says.
"""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import threading
import time
import wave
from array import array

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array

RATE = 22_050
LEVEL = 0.25

TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "digit": ((880.0, 0.06),),
    "again": ((440.0, 0.12), (370.0, 0.16)),
    "readback": ((660.0, 0.1), (880.0, 0.12)),
    "done": ((660.0, 0.09), (880.0, 0.09), (1320.0, 0.18)),
    "cancelled": ((440.0, 0.2),),
}
"""Frequencies in Hz and durations in seconds."""

PLAYERS = (("pw-play", "-"), ("paplay",), ("aplay", "-q"), ("ffplay", "-nodisp", "-autoexit", "-"))
"""Programs that play a WAV file from stdin."""

_TIMEOUT = 3.0

_LATE_SECONDS = 0.5
"""A tone may be heard this long after its player has ended."""

_KEPT = 8
"""So many tones are remembered besides the last one."""

_WIDTH_HZ = 25.0
_OWN_SHARE = 0.75
"""A tone has at least this share of its energy this close to its frequencies, in a room with echo
and 30 dB above the noise; 99 % of 1,800 spoken digits have less than 70 %."""

_LOWEST_HZ = 150.0
"""Below this is hum, which says nothing."""


def tone(name: str) -> bytes:
    """A sound as a WAV file."""
    samples = array("h")
    for hertz, seconds in TONES[name]:
        count = round(seconds * RATE)
        for n in range(count):
            fade = min(n, count - n) / (0.008 * RATE)  # avoids clicks
            swing = math.sin(2 * math.pi * hertz * n / RATE)
            samples.append(round(32767 * LEVEL * min(fade, 1.0) * swing))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


class Beeper:
    """Plays one sound at a time; a sound requested meanwhile is skipped."""

    def __init__(self) -> None:
        found = [player for player in PLAYERS if shutil.which(player[0])]
        self._player = found[0] if found else None
        self._sounds = {name: tone(name) for name in TONES}
        self._busy = threading.Lock()
        # Name, begin and end of the last tones; replaced as a whole, since other threads read it.
        self._played: tuple[tuple[str, float, float], ...] = ()

    def is_own(self, samples: Float32Array, begin: float, end: float) -> bool:
        """Whether the microphone has heard one of the tones.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``SAMPLE_RATE``.
        begin, end : float
            When it was heard, in seconds of ``time.perf_counter()``.
        """
        return any(
            begin <= ended + _LATE_SECONDS and end >= began and _is_tone(samples, name)
            for name, began, ended in self._played
        )

    def play(self, name: str) -> None:
        """Start playing a sound; do nothing if there is no player."""
        if self._player is not None and self._busy.acquire(blocking=False):
            threading.Thread(target=self._play, args=[name], daemon=True).start()

    def _play(self, name: str) -> None:
        assert self._player is not None
        began = time.perf_counter()
        before = self._played[-_KEPT:]
        self._played = (*before, (name, began, began + _TIMEOUT))
        try:
            subprocess.run(
                self._player,
                input=self._sounds[name],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            pass  # the kiosk works without sounds
        finally:
            self._played = (*before, (name, began, time.perf_counter()))
            self._busy.release()


def _is_tone(samples: Float32Array, name: str) -> bool:
    """Whether nearly all energy is at the frequencies of a tone."""
    if not len(samples):
        return False
    size = max(len(samples), SAMPLE_RATE // 4)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size)) ** 2
    hertz = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE)
    distance = np.min([np.abs(hertz - tone) for tone, _ in TONES[name]], axis=0)
    is_audible = hertz >= _LOWEST_HZ
    total = power[is_audible].sum()
    return bool(power[is_audible & (distance <= _WIDTH_HZ)].sum() >= _OWN_SHARE * total > 0.0)

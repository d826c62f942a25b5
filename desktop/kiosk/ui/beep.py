"""Short tones, generated here and played by a program of the system.

A separate process plays them, so that a fault in audio output cannot stop the microphone.
"""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import threading
import wave
from array import array

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

    def play(self, name: str) -> None:
        """Start playing a sound; do nothing if there is no player."""
        if self._player is not None and self._busy.acquire(blocking=False):
            threading.Thread(target=self._play, args=[name], daemon=True).start()

    def _play(self, name: str) -> None:
        assert self._player is not None
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
            self._busy.release()

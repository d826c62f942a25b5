"""A fake sounddevice with a fault that PulseAudio cannot make. The variable SHIM_FAULT names it.

``missing`` and ``broken`` fail on import; ``busy`` and ``refuses`` when the settings are checked;
``only_48000`` accepts only 48 kHz and two channels; ``hotplug`` has no fault.

These deliver sound: ``opposite`` on two channels of opposite phase, ``third`` on the third channel
of four, ``twins`` from two devices of the same name. It comes faster than in real time, so that the
tests wait less.
"""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace
from typing import ClassVar

FAULT = os.environ.get("SHIM_FAULT", "hotplug")

RATE = 44_100


class PortAudioError(Exception):
    """Like sounddevice's: a text, PortAudio's code, and the error of the host API."""

    def __str__(self):
        return f"{self.args[0]} [PaErrorCode {self.args[1]}]"


if FAULT == "missing":
    raise OSError("PortAudio library not found")
if FAULT == "broken":
    raise PortAudioError("Error initializing PortAudio: Unanticipated host error", -9999)

_initialized = 1
default = SimpleNamespace(device=[14 if FAULT == "virtual" else 0, -1])


def _initialize():
    global _initialized  # noqa: PLW0603 - like in sounddevice
    _initialized += 1


def _terminate():
    global _initialized  # noqa: PLW0603 - like in sounddevice
    _initialized -= 1


def _exit_handler():
    pass


def query_hostapis():
    return ({"name": "ALSA", "default_input_device": 0},)


def _virtual_devices(device):
    """As ALSA defines them, and after them the default."""
    names = ["sysdefault", "front", "surround40", "dmix", "desk_microphone", "pulse", "default"]
    return [{**device, "name": name, "index": 8 + n} for n, name in enumerate(names)]


def query_devices():
    twin = {
        "name": "USB Audio: - (hw:1,0)",
        "index": 7,
        "hostapi": 0,
        "max_input_channels": 2,
        "default_samplerate": float(RATE),
    }
    return [
        {**twin, "index": 0, "max_input_channels": len(GAINS.get(FAULT, "12"))},
        *([twin] if FAULT == "twins" else []),
        *(_virtual_devices(twin) if FAULT == "virtual" else []),
        {
            "name": "HDMI (hw:0,3)",
            "index": 1,
            "hostapi": 0,
            "max_input_channels": 0,
            "default_samplerate": 48_000.0,
        },
    ]


def check_input_settings(device, channels, dtype, samplerate, extra_settings):
    del device, dtype, extra_settings
    if FAULT == "busy":
        raise PortAudioError("Error opening InputStream: Device unavailable", -9985)
    if FAULT == "refuses" or (FAULT == "only_48000" and (samplerate, channels) != (48_000, 2)):
        raise PortAudioError("Error opening InputStream: Invalid sample rate", -9997)


GAINS = {
    "opposite": (0.1, -0.1),
    "third": (0.0, 0.0, 0.1, 0.0),
    "twins": (0.1, 0.1),
    "virtual": (0.1, 0.1),
}
"""Gain of each channel."""


class InputStream:
    """Keeps its arguments; a test calls the callback."""

    opened: ClassVar = []

    def __init__(self, **arguments):
        self.arguments = arguments
        self.is_running = False
        InputStream.opened.append(self)

    def start(self):
        self.is_running = True
        if FAULT in GAINS:
            threading.Thread(target=self._play, daemon=True).start()

    def _play(self):
        import numpy as np

        rng = np.random.default_rng(0)
        size = self.arguments["blocksize"]
        gains = np.array(GAINS[FAULT], np.float32)
        while self.is_running:
            frames = rng.normal(0, 0.02, (size, 1)).astype(np.float32) * gains
            self.arguments["callback"](frames, size, None, 0)
            time.sleep(0.2 * size / self.arguments["samplerate"])

    def close(self, ignore_errors=True):
        del ignore_errors
        self.is_running = False
        self.arguments["finished_callback"]()

"""Stands for sounddevice with a fault that PulseAudio cannot make: SHIM_FAULT says which.

``missing`` and ``broken`` fail on import; ``busy`` and ``refuses`` when settings are checked;
``only_48000`` takes no other rate, nor one channel; ``hotplug`` is well.
"""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import ClassVar

FAULT = os.environ.get("SHIM_FAULT", "hotplug")

RATE = 44_100


class PortAudioError(Exception):
    """As sounddevice raises it: a text, PortAudio's code, and what the host API says."""

    def __str__(self):
        return f"{self.args[0]} [PaErrorCode {self.args[1]}]"


if FAULT == "missing":
    raise OSError("PortAudio library not found")
if FAULT == "broken":
    raise PortAudioError("Error initializing PortAudio: Unanticipated host error", -9999)

_initialized = 1
default = SimpleNamespace(device=[0, -1])


def _initialize():
    global _initialized  # noqa: PLW0603 - as sounddevice has it
    _initialized += 1


def _terminate():
    global _initialized  # noqa: PLW0603 - as sounddevice has it
    _initialized -= 1


def _exit_handler():
    pass


def query_hostapis():
    return ({"name": "ALSA", "default_input_device": 0},)


def query_devices():
    return [
        {
            "name": "USB Audio: - (hw:1,0)",
            "index": 0,
            "hostapi": 0,
            "max_input_channels": 2,
            "default_samplerate": float(RATE),
        },
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


class InputStream:
    """Keeps what it was opened with; a test calls the callback itself."""

    opened: ClassVar = []

    def __init__(self, **arguments):
        self.arguments = arguments
        self.is_running = False
        InputStream.opened.append(self)

    def start(self):
        self.is_running = True

    def close(self, ignore_errors=True):
        del ignore_errors
        self.is_running = False
        self.arguments["finished_callback"]()

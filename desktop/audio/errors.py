"""What goes wrong with microphones, in words for people."""

from __future__ import annotations

import errno
import sys

from desktop.audio.listener import StateCode

# PortAudio's error codes, from portaudio.h.
PA_INVALID_CHANNEL_COUNT = -9998
PA_INVALID_SAMPLE_RATE = -9997
PA_INVALID_DEVICE = -9996
PA_SAMPLE_FORMAT_NOT_SUPPORTED = -9994
PA_BAD_IO_DEVICE_COMBINATION = -9993
PA_DEVICE_UNAVAILABLE = -9985
PA_UNSUPPORTED = (
    PA_INVALID_CHANNEL_COUNT,
    PA_INVALID_SAMPLE_RATE,
    PA_SAMPLE_FORMAT_NOT_SUPPORTED,
    PA_BAD_IO_DEVICE_COMBINATION,
)


class DeviceError(Exception):
    """A microphone that cannot be used.

    Attributes
    ----------
    code : str
        One of `StateCode`.
    message : str
        One line for people: what is the matter and what to do.
    """

    def __init__(self, code: StateCode, message: str) -> None:
        super().__init__(message)
        self.code: StateCode = code
        self.message = message


def missing_library(error: Exception) -> str:
    """What to do where PortAudio cannot be loaded, in one line."""
    if isinstance(error, ImportError):
        return f"The Python package sounddevice is missing or broken ({error}): install it again."
    if sys.platform.startswith("linux"):
        return (
            "The PortAudio library is missing: install it (Debian, Ubuntu: sudo apt install "
            "libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio) "
            "and start again."
        )
    if sys.platform == "darwin":
        return "The PortAudio library is missing: brew install portaudio, and start again."
    return "The PortAudio library is missing: install Spoken Digits again."


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def explain(error: Exception, device: str) -> DeviceError:
    """What a ``PortAudioError`` (or a wrong use) means to the person whose `device` it was."""
    code = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
    host = error.args[2] if len(error.args) > 2 and isinstance(error.args[2], tuple) else ()
    number = -host[1] if len(host) > 1 and isinstance(host[1], int) else 0
    if code == PA_DEVICE_UNAVAILABLE or number == errno.EBUSY:
        return DeviceError(
            "busy",
            f"{device} is in use by another program: close that program, or choose another "
            "microphone.",
        )
    if code in PA_UNSUPPORTED:
        return DeviceError(
            "unsupported",
            f"{device} offers no format that can be used ({first_line(error)}): choose another "
            "microphone.",
        )
    if code == PA_INVALID_DEVICE or number in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO):
        return DeviceError(
            "no_device", f"{device} does not answer: plug a microphone in, or choose another."
        )
    return DeviceError(
        "failed",
        f"{device} cannot be opened ({first_line(error)}): choose another microphone, or plug it "
        "in again.",
    )

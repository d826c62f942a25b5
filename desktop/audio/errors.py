"""Errors of audio devices, with texts for people."""

from __future__ import annotations

import errno
import sys

from desktop.audio.listener import Reason, StateCode

# Error codes of PortAudio, from portaudio.h.
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
    """An audio device that cannot be used.

    Attributes
    ----------
    code : str
        One of `StateCode`.
    reason : str
        One of `Reason`.
    problem : str
        What is wrong, in English; without a full stop if there is advice.
    advice : str
        What to do about it, as sentences; may be empty.
    detail : str
        Details from the system, which are part of `problem`; may be empty.
    message : str
        Problem and advice in one line. The window makes its own texts from reason and detail.
    """

    def __init__(
        self, code: StateCode, reason: Reason, problem: str, advice: str = "", detail: str = ""
    ) -> None:
        self.code: StateCode = code
        self.reason: Reason = reason
        self.detail = detail
        self.problem = problem
        self.advice = advice
        self.message = f"{problem}. {advice}" if advice else problem
        super().__init__(self.message)


class GivenUpError(Exception):
    """A call of PortAudio did not finish in time, or the caller no longer needs it."""


class SourceLostError(Exception):
    """An open device was lost or stopped delivering sound; the text says how."""


def no_microphone() -> DeviceError:
    """The error if there is no input device at all."""
    return DeviceError(
        "no_device",
        "no_microphone",
        "No microphone found",
        "Plug one in and choose it, or check the system's sound settings.",
    )


def missing_library(error: Exception) -> DeviceError:
    """The error if PortAudio cannot be loaded."""
    problem = "The PortAudio library is missing"
    if isinstance(error, ImportError):
        problem = f"The Python package sounddevice is missing or broken ({error})"
        return DeviceError(
            "no_portaudio", "no_package", problem, "Install it again.", first_line(error)
        )
    if sys.platform.startswith("linux"):
        advice = (
            "Install it (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install "
            "portaudio; Arch: sudo pacman -S portaudio) and start again."
        )
    elif sys.platform == "darwin":
        advice = "Install it (brew install portaudio) and start again."
    else:
        advice = "Install Spoken Digits again."
    return DeviceError("no_portaudio", "no_library", problem, advice)


def first_line(error: BaseException) -> str:
    """The message of an error, in one line."""
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def explain(error: Exception, device: str) -> DeviceError:
    """Translate a ``PortAudioError``.

    Parameters
    ----------
    error : Exception
        A ``PortAudioError``, or the ``ValueError`` of an invalid call.
    device : str
        Begins the text: "The microphone (USB Audio)".
    """
    code = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
    host = error.args[2] if len(error.args) > 2 and isinstance(error.args[2], tuple) else ()
    number = -host[1] if len(host) > 1 and isinstance(host[1], int) else 0
    if code == PA_DEVICE_UNAVAILABLE or number == errno.EBUSY:
        return DeviceError(
            "busy",
            "busy",
            f"{device} is in use by another program",
            "Close that program, or choose another device.",
        )
    if code in PA_UNSUPPORTED:
        return DeviceError(
            "unsupported",
            "no_format",
            f"{device} offers no usable format ({first_line(error)})",
            "Choose another device.",
            first_line(error),
        )
    if code == PA_INVALID_DEVICE or number in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO):
        return DeviceError(
            "no_device",
            "not_responding",
            f"{device} does not respond",
            "Plug it in, or choose another device.",
        )
    return DeviceError(
        "failed",
        "cannot_open",
        f"{device} cannot be opened ({first_line(error)})",
        "Choose another device, or plug it in again.",
        first_line(error),
    )

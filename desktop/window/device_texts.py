"""Translatable texts for the states and problems of audio devices."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication

from core.audio import AudioError
from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError, first_line
from desktop.audio.listener import Reason, SourceState, StateCode
from desktop.window.error_texts import recording_error_text, recording_warning_text

translate = QCoreApplication.translate

_IN_TITLE = ("lost", "no_library", "no_microphone", "busy", "blocked")
"""Reasons that `state_title` says already."""


def state_text(code: StateCode, is_speech: bool = False) -> str:
    """Return the state of the source in one or two words."""
    if code == "listening":
        if is_speech:
            return translate("wording", "Hearing speech")
        return translate("wording", "Listening")
    return {
        "opening": translate("wording", "Opening…"),
        "paused": translate("wording", "Paused"),
        "finished": translate("wording", "Finished"),
        "recovering": translate("wording", "Reconnecting…"),
        "blocked": translate("wording", "Blocked"),
    }.get(code, translate("wording", "Not listening"))


def state_title(code: StateCode, reason: Reason | None = None) -> str:
    """Return the title of the notification for a problem with the source."""
    if reason in ("not_responding", "no_match") and code != "recovering":
        code = "unsupported"  # there are other microphones
    return {
        "recovering": translate("wording", "The microphone was disconnected"),
        "no_portaudio": translate("wording", "The audio library is missing"),
        "no_device": translate("wording", "No microphone found"),
        "busy": translate("wording", "The microphone is in use"),
        "unsupported": translate("wording", "The microphone cannot be used"),
        "blocked": translate("wording", "The microphone is silent"),
    }.get(code, translate("wording", "Audio input has stopped"))


def state_advice(state: SourceState) -> str:
    """Return the message of the notification for a problem with the source."""
    if isinstance(state.error, AudioError):
        return recording_error_text(state.error)
    if state.reason is None or state.reason == "other":
        return state.message
    problem, advice = _problem(state.reason, state.detail)
    return advice if state.reason in _IN_TITLE else f"{problem} {advice}".strip()


def end_texts(state: SourceState) -> tuple[str, str]:
    """Return why a recording could not be read, and what is wrong with it; both may be empty."""
    problem = state_advice(state) if state.code == "failed" else ""
    return problem, " ".join(recording_warning_text(one) for one in state.warnings)


def device_error_text(error: Exception | None) -> str:
    """Return why a microphone or loudspeaker cannot be used, and what to do about it.

    None means that the sound system does not respond.
    """
    if isinstance(error, DeviceError):
        if error.reason == "other":
            return error.message
        texts = _problem(error.reason, error.detail)
    elif error is None or isinstance(error, GivenUpError):
        texts = _problem("no_response", "")
    elif isinstance(error, SourceLostError):
        texts = _problem("not_responding", "")
    else:
        texts = _problem("internal", first_line(error))
    return " ".join(texts).strip()


def _problem(reason: Reason, detail: str) -> tuple[str, str]:
    """The problem and the advice, as sentences."""
    select_another = translate("wording", "Select another one, or connect it again.")
    texts: dict[Reason, tuple[str, str]] = {
        "lost": (
            translate("wording", "The microphone was disconnected."),
            translate("wording", "Connect it again. Listening resumes automatically."),
        ),
        "no_response": (
            translate("wording", "The sound system does not respond."),
            translate("wording", "Wait, or restart the computer."),
        ),
        "no_library": (
            translate("wording", "The PortAudio library is missing."),
            _library_advice(),
        ),
        "no_package": (
            translate("wording", "The Python package sounddevice cannot be loaded ({detail})."),
            translate("wording", "Install the program again."),
        ),
        "alsa_config": (
            translate("wording", "The variable ALSA_CONFIG_PATH names a missing file ({detail})."),
            translate("wording", "Unset it and start the program again."),
        ),
        "sound_system": (
            translate("wording", "The sound system does not start ({detail})."),
            translate("wording", "Check the files ~/.asoundrc and /etc/asound.conf."),
        ),
        "no_microphone": (
            translate("wording", "No microphone found."),
            translate(
                "wording", "Connect one and select it, or check the system's sound settings."
            ),
        ),
        "no_match": (
            translate("wording", 'There is no microphone "{detail}".'),
            translate("wording", "Connect it, or select another one."),
        ),
        "not_responding": (translate("wording", "The device does not respond."), select_another),
        "busy": (
            translate("wording", "The device is in use by another program."),
            translate("wording", "Close the program that uses it, or select another microphone."),
        ),
        "no_format": (
            translate("wording", "The device offers no usable format ({detail})."),
            select_another,
        ),
        "cannot_open": (
            translate("wording", "The device cannot be opened ({detail})."),
            select_another,
        ),
        "blocked": (
            translate("wording", "The microphone is silent."),
            _blocked_advice(),
        ),
        "no_loudspeaker": (
            translate("wording", "No loudspeaker found."),
            translate("wording", "Connect one, or check the system's sound settings."),
        ),
        "internal": (translate("wording", "Internal error ({detail})."), ""),
    }
    problem, advice = texts[reason]
    return problem.format(detail=detail), advice


def _library_advice(platform: str = sys.platform) -> str:
    if platform == "darwin":
        return translate(
            "wording", "Install it (brew install portaudio) and start the program again."
        )
    if platform == "win32":
        return translate("wording", "Install the program again.")
    return translate(
        "wording",
        "Install it (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install "
        "portaudio; Arch: sudo pacman -S portaudio) and start the program again.",
    )


def _blocked_advice(platform: str = sys.platform) -> str:
    problem = translate("wording", "It delivers no sound at all. It is muted or access is denied.")
    if platform == "win32":
        advice = translate("wording", "Allow it under Settings > Privacy & security > Microphone.")
    elif platform == "darwin":
        advice = translate(
            "wording", "Allow it under System Settings > Privacy & Security > Microphone."
        )
    else:
        advice = translate(
            "wording", "Unmute it in the system's sound settings, or with a mute key."
        )
    return f"{problem} {advice}"

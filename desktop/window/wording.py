"""The window's words for what the core and the audio room say in codes; all translatable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.audio.listener import StateCode

if TYPE_CHECKING:
    from desktop.enrolment import Answer


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def digit_word(digit: int) -> str:
    """The digit's name: "seven"."""
    return (
        _tr("zero"), _tr("one"), _tr("two"), _tr("three"), _tr("four"),
        _tr("five"), _tr("six"), _tr("seven"), _tr("eight"), _tr("nine"),
    )[digit]  # fmt: skip


def percent(probability: float) -> str:
    """A probability for people: "98 %"; never "100 %" short of certainty."""
    shown = min(round(100 * probability), 99) if probability < 1 else 100
    return _tr("{number} %").format(number=QLocale().toString(shown))


def state_word(code: StateCode, is_speech: bool = False) -> str:
    """What the program is doing, in one or two words."""
    if code == "listening":
        return _tr("Hearing speech") if is_speech else _tr("Listening")
    return {
        "opening": _tr("Opening…"),
        "paused": _tr("Paused"),
        "finished": _tr("Finished"),
        "recovering": _tr("Reconnecting…"),
        "blocked": _tr("Blocked"),
    }.get(code, _tr("Not listening"))


def state_title(code: StateCode) -> str:
    """Title of the banner for a source that is not well."""
    return {
        "recovering": _tr("The microphone is gone"),
        "no_portaudio": _tr("The sound library is missing"),
        "no_device": _tr("No microphone found"),
        "busy": _tr("The microphone is in use"),
        "unsupported": _tr("The microphone cannot be used"),
        "blocked": _tr("The microphone is silent"),
    }.get(code, _tr("The sound stopped"))


def without_title(message: str, title: str) -> str:
    """A message that begins with its title, without it: nothing is said twice."""
    beginning = f"{title}: "
    if not message.startswith(beginning):
        return message
    rest = message.removeprefix(beginning)
    return rest[:1].upper() + rest[1:]


def rejection_word(code: str | None) -> str:
    """Why a sound was not taken for a digit, as a short title."""
    return {
        "silence": _tr("Silence"),
        "too_short": _tr("Too short"),
        "too_long": _tr("Too long"),
        "too_quiet": _tr("Too quiet"),
        "unsure": _tr("Not sure"),
    }.get(code or "", _tr("Not a digit"))


def rejection_detail(reason: str, title: str) -> str:
    """What follows the colon in a reason such as "too quiet: come nearer"; nothing twice."""
    head, _, advice = reason.partition(": ")
    if advice:
        return advice[:1].upper() + advice[1:]
    return "" if head.casefold() == title.casefold() else head


def enrolment_answer(answer: Answer) -> str:
    """What became of a take, for the person who spoke it."""
    if answer.kind == "taken":
        return _tr("Taken.")
    if answer.kind == "confirmed":
        return _tr("Taken, and the one before it.")
    if answer.kind == "again":
        return _tr("Once more, please: {reason}.").format(reason=answer.reason)
    heard = "" if answer.heard is None else digit_word(answer.heard)
    return _tr('That sounded like "{heard}". Say "{wanted}" again.').format(
        heard=heard, wanted=digit_word(answer.digit)
    )

"""The window's words for what the core and the audio room say in codes; all translatable."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from desktop.audio.listener import SourceState, StateCode

if TYPE_CHECKING:
    from desktop.enrolment import Answer
    from desktop.window.utterance_record import UtteranceRecord

translate = QCoreApplication.translate


def digit_word(digit: int) -> str:
    """The digit's name: "seven"."""
    return (
        translate("wording", "zero"),
        translate("wording", "one"),
        translate("wording", "two"),
        translate("wording", "three"),
        translate("wording", "four"),
        translate("wording", "five"),
        translate("wording", "six"),
        translate("wording", "seven"),
        translate("wording", "eight"),
        translate("wording", "nine"),
    )[digit]


def percent(probability: float) -> str:
    """A probability for people: "98 %"; never "100 %" short of certainty, nor "0 %" of nothing."""
    shown = min(round(100 * probability), 99) if probability < 1 else 100
    number = "<1" if shown == 0 and probability > 0 else QLocale().toString(shown)
    return translate("wording", "{number} %").format(number=number)


def minutes(seconds: float) -> str:
    """A time within a recording: "3:07"."""
    whole = max(int(seconds), 0)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def clock_time(one: UtteranceRecord) -> str:
    """When an utterance was heard: the time of day, or the place in its recording."""
    if one.is_file:
        point = QLocale().decimalPoint()
        return minutes(one.result.start) + f"{point}{int(10 * one.result.start) % 10}"
    return QLocale().toString(QTime(one.at.hour, one.at.minute, one.at.second), "HH:mm:ss")


def state_word(code: StateCode, is_speech: bool = False) -> str:
    """What the program is doing, in one or two words."""
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


def state_title(code: StateCode) -> str:
    """Title of the banner for a source that is not well."""
    return {
        "recovering": translate("wording", "The microphone is gone"),
        "no_portaudio": translate("wording", "The sound library is missing"),
        "no_device": translate("wording", "No microphone found"),
        "busy": translate("wording", "The microphone is in use"),
        "unsupported": translate("wording", "The microphone cannot be used"),
        "blocked": translate("wording", "The microphone is silent"),
    }.get(code, translate("wording", "The sound stopped"))


def state_advice(state: SourceState) -> str:
    """What to do about a source that is not well.

    `desktop.audio` gives English texts with names and numbers. Other languages have a text for
    each of the frequent codes.
    """
    # The title says the problem, so only the advice remains.
    is_titled = state.code in ("recovering", "no_device", "busy", "blocked")
    english = (state.advice if is_titled else "") or state.message
    if translate("wording", "Listening") == "Listening":
        return english
    advice = {
        "recovering": translate(
            "wording",
            "Plug it in again; listening goes on by itself as soon as it is back.",
        ),
        "no_device": translate(
            "wording", "Plug one in and choose it, or see the system's sound settings."
        ),
        "busy": translate(
            "wording", "Close the program that uses it, or choose another microphone."
        ),
        "blocked": _blocked(),
    }.get(state.code)
    return english if advice is None else advice


def _blocked(platform: str = sys.platform) -> str:
    silent = translate("wording", "Not even noise comes from it: it is muted or not allowed.")
    if platform == "win32":
        way = translate("wording", "Allow it under Settings > Privacy & security > Microphone.")
    elif platform == "darwin":
        way = translate(
            "wording", "Allow it under System Settings > Privacy & Security > Microphone."
        )
    else:
        way = translate(
            "wording", "Unmute it in the system's sound settings, and look for a mute key."
        )
    return f"{silent} {way}"


def rejection_word(code: str | None) -> str:
    """Why a sound was not taken for a digit, as a short title."""
    return {
        "silence": translate("wording", "Silence"),
        "too_short": translate("wording", "Too short"),
        "too_long": translate("wording", "Too long"),
        "too_quiet": translate("wording", "Too quiet"),
        "unsure": translate("wording", "Not sure"),
    }.get(code or "", translate("wording", "Not a digit"))


def rejection_detail(code: str | None, reason: str) -> str:
    """What follows the title: advice, or the two digits that could not be told apart."""
    if code == "unsure":
        first, _, second = reason.partition(": ")[2].partition(" or ")
        return translate("wording", "{first} or {second}?").format(first=first, second=second)
    return {
        "too_short": translate("wording", "say the whole word"),
        "too_long": translate("wording", "pause between digits"),
        "too_quiet": translate("wording", "come nearer, or raise the gain"),
        "not_a_digit": translate("wording", "it sounds like another word"),
    }.get(code or "", "")


def threshold_words(least: float | None) -> str:
    """What a confidence threshold means to a person."""
    if least is None:
        return translate(
            "wording",
            "The model's own threshold: about 3 in 100 digits are rejected, and about 1 in 100 "
            "other words is accepted as a digit.",
        )
    sure = percent(least)
    if least < 0.5:
        words = translate(
            "wording", "Shown from {percent} on: hardly a digit is refused, more are mistaken."
        )
    elif least < 0.8:
        words = translate(
            "wording", "Shown from {percent} on: doubtful digits are refused, to be said again."
        )
    else:
        words = translate(
            "wording", "Shown from {percent} on: only clear digits pass, others must be repeated."
        )
    return words.format(percent=sure)


def enrolment_answer(answer: Answer) -> str:
    """What became of a take, for the person who spoke it."""
    if answer.kind == "taken":
        return translate("wording", "Taken.")
    if answer.kind == "confirmed":
        return translate("wording", "Taken, and the one before it.")
    if answer.kind == "again":
        return translate("wording", "Once more, please: {reason}.").format(reason=answer.reason)
    heard = "" if answer.heard is None else digit_word(answer.heard)
    return translate("wording", 'That sounded like "{heard}". Say "{wanted}" again.').format(
        heard=heard, wanted=digit_word(answer.digit)
    )

"""Translatable texts for codes and values of `core`, and for numbers and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from desktop.window.utterance_record import most_likely

if TYPE_CHECKING:
    from core.events import Result
    from desktop.window.utterance_record import UtteranceRecord

translate = QCoreApplication.translate


def digit_word(digit: int) -> str:
    """Return the name of a digit, such as "seven"."""
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
    """Format a probability, such as "98 %".

    "100 %" and "0 %" are used only for exactly 1 and 0.
    """
    rounded = min(round(100 * probability), 99) if probability < 1 else 100
    number = "<1" if rounded == 0 and probability > 0 else QLocale().toString(rounded)
    return translate("wording", "{number} %").format(number=number)


def duration_text(seconds: float) -> str:
    """Format a time within a recording, such as "3:07"."""
    whole = max(int(seconds), 0)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def time_text(record: UtteranceRecord) -> str:
    """Format the time of an utterance: the time of day, or the time in its recording."""
    if record.is_file:
        point = QLocale().decimalPoint()
        start = record.result.start
        return duration_text(start) + f"{point}{int(10 * start) % 10}"
    at = record.at
    return QLocale().toString(QTime(at.hour, at.minute, at.second), "HH:mm:ss")


def rejection_title(code: str | None) -> str:
    """Return why an utterance was rejected, as a short title."""
    return {
        "silence": translate("wording", "Silence"),
        "too_short": translate("wording", "Too short"),
        "too_long": translate("wording", "Too long"),
        "too_quiet": translate("wording", "Too quiet"),
        "unsure": translate("wording", "Not sure"),
        "several_digits": translate("wording", "Several digits"),
    }.get(code or "", translate("wording", "Not a digit"))


def rejection_detail(result: Result) -> str:
    """Return advice about a rejected utterance, or the two digits it could be; may be empty."""
    if result.rejected == "unsure" and len(result.probabilities) > 1:
        (first, _), (second, _) = most_likely(result.probabilities, 2)
        return translate("wording", "{first} or {second}?").format(first=first, second=second)
    return {
        "too_short": translate("wording", "say the whole word"),
        "too_long": translate("wording", "pause between numbers"),
        "too_quiet": translate("wording", "move closer, or raise the gain"),
        "not_a_digit": translate("wording", "sounds like another word"),
    }.get(result.rejected or "", "")


def threshold_text(threshold: float | None) -> str:
    """Explain the effect of a confidence threshold; None is the threshold of the model."""
    if threshold is None:
        return translate(
            "wording",
            "The model's own threshold: about 2 in 100 digits are rejected, and about 4 in 100 "
            "other words are accepted as digits.",
        )
    if threshold < 0.5:
        text = translate(
            "wording",
            "Rejects digits below {percent} confidence: few rejections, but more wrong digits.",
        )
    elif threshold < 0.8:
        text = translate(
            "wording",
            "Rejects digits below {percent} confidence: doubtful digits must be repeated.",
        )
    else:
        text = translate(
            "wording", "Rejects digits below {percent} confidence: only clear digits are accepted."
        )
    return text.format(percent=percent(threshold))

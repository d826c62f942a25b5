"""Translatable texts for codes and values of `core`, and for numbers and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from core.bundle_location import DEFAULT_LANGUAGE
from desktop.languages import Spoken, digit_words, own_name
from desktop.window.translations import window_language
from desktop.window.utterance_record import most_likely

if TYPE_CHECKING:
    from core.events import Result
    from desktop.window.utterance_record import NumberRecord, UtteranceRecord

translate = QCoreApplication.translate


LONGEST_DIGIT = 1.0
"""Hardly any digit takes longer, in seconds."""


def digit_word(digit: int, language: str) -> str:
    """Return the name of a digit in the language in which it is spoken, such as "seven"."""
    return digit_words(language)[digit]


def language_name(language: str) -> str:
    """Return the name of a language, as it is used within a sentence."""
    return {
        "en": translate("wording", "English"),
        "de": translate("wording", "German"),
        "es": translate("wording", "Spanish"),
        "fr": translate("wording", "French"),
    }.get(language, own_name(language))


def prompt_texts(spoken: Spoken) -> tuple[str, str]:
    """Return what to say: a title, and how to say it."""
    if spoken.has_numbers:
        how = translate("wording", "or a number, digit by digit")
    else:
        how = translate("wording", "one at a time, with a pause after each")
    if spoken.language == window_language():
        return translate("wording", "Say a digit"), how
    title = translate("wording", "Say a digit in {language}")
    words = ", ".join(digit_words(spoken.language)[1:4])
    return title.format(language=language_name(spoken.language)), f"{words} …\n{how}"


def apart_texts(language: str) -> tuple[str, str]:
    """Say that numbers in one breath are not recognized in a language: a title and a message."""
    title = translate("wording", "Say digits one at a time, with a pause after each")
    message = translate("wording", "Numbers in one breath are not recognized in {language}.")
    return title, message.format(language=language_name(language))


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


def span_text(number: NumberRecord, digit: UtteranceRecord) -> str:
    """Format the start and the end of a digit within its number, in seconds."""
    start, end = (
        QLocale().toString(moment - number.start, "f", 2)
        for moment in (digit.result.start, digit.result.end)
    )
    return translate("wording", "{start} – {end} s").format(start=start, end=end)


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


def rejection_detail(result: Result, *, has_numbers: bool = True) -> str:
    """Return advice about a rejected utterance, or the two digits it could be; may be empty.

    Without numbers in one breath, an utterance that is too long for a digit may be a number.
    """
    is_long = result.end - result.start > LONGEST_DIGIT
    if not has_numbers and is_long and result.rejected in ("not_a_digit", "unsure", "too_long"):
        return translate("wording", "say digits one at a time")
    if result.rejected == "unsure" and len(result.probabilities) > 1:
        (first, _), (second, _) = most_likely(result.probabilities, 2)
        return translate("wording", "{first} or {second}?").format(first=first, second=second)
    return {
        "too_short": translate("wording", "say the whole word"),
        "too_long": translate("wording", "pause between numbers"),
        "too_quiet": translate("wording", "move closer, or raise the gain"),
        "not_a_digit": translate("wording", "sounds like another word"),
    }.get(result.rejected or "", "")


def threshold_text(threshold: float | None, language: str = DEFAULT_LANGUAGE) -> str:
    """Explain the effect of a confidence threshold; None is the threshold of the model."""
    if threshold is None and language != DEFAULT_LANGUAGE:
        return translate("wording", "The threshold that was measured for this language.")
    if threshold is None:
        return translate(
            "wording",
            "The model's own threshold: about 2 in 100 digits are rejected, and about 3 in 100 "
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

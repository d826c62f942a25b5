from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from PySide6.QtCore import QLocale

from core.events import RejectionCode, Result
from desktop.languages import Spoken
from desktop.window.wording import (
    digit_word,
    duration_text,
    percent,
    prompt_texts,
    rejection_detail,
    rejection_title,
    threshold_text,
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def test_every_digit_has_a_word() -> None:
    words = [digit_word(digit, "en") for digit in range(10)]
    assert words[0] == "zero"
    assert words[7] == "seven"
    assert len(set(words)) == 10
    assert digit_word(7, "de") == "sieben"


@pytest.mark.parametrize(
    ("spoken", "texts"),
    [
        (Spoken("en"), ("Say a digit", "or a number, digit by digit")),
        (Spoken("en", has_numbers=False), ("Say a digit", "one at a time, with a pause")),
        (Spoken("de"), ("Say a digit in German", "eins, zwei, drei …\nor a number")),
        (Spoken("ar", has_numbers=False), ("Say a digit in ar", "1, 2, 3 …\none at a time")),
    ],
)
def test_the_prompt_says_in_which_language_and_how(spoken: Spoken, texts: tuple[str, str]) -> None:
    title, how = prompt_texts(spoken)
    assert title == texts[0]
    assert how.startswith(texts[1])


def test_in_a_german_window_german_needs_no_name() -> None:
    QLocale.setDefault(QLocale("de"))
    assert prompt_texts(Spoken("de"))[0] == "Say a digit"
    assert prompt_texts(Spoken("en"))[0] == "Say a digit in English"


def test_a_number_in_a_language_without_numbers_gets_advice(
    result: Callable[..., Result],
) -> None:
    number = result("rejected", None, rejected="not_a_digit", start=1.0, end=3.0)
    word = result("rejected", None, rejected="not_a_digit", start=1.0, end=1.5)
    assert rejection_detail(number, has_numbers=False) == "say digits one at a time"
    assert rejection_detail(word, has_numbers=False) == "sounds like another word"
    assert rejection_detail(number) == "sounds like another word"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0 %"),
        (0.004, "<1 %"),
        (0.5, "50 %"),
        (0.987, "99 %"),
        (0.9999, "99 %"),
        (1.0, "100 %"),
    ],
)
def test_only_certainty_is_100_percent(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_every_rejection_has_a_text() -> None:
    titles = {rejection_title(code) for code in get_args(RejectionCode)}
    assert len(titles) == len(get_args(RejectionCode))


def test_a_rejection_has_advice_or_the_likely_digits(result: Callable[..., Result]) -> None:
    def detail(code: str) -> str:
        probabilities = tuple({9: 0.5, 5: 0.4}.get(digit, 0.0125) for digit in range(10))
        rejected = result("rejected", None, rejected=code, probabilities=probabilities)
        return rejection_detail(rejected)

    assert detail("unsure") == "9 or 5?"
    assert detail("too_quiet") == "move closer, or raise the gain"
    assert detail("silence") == ""


def test_a_threshold_is_explained() -> None:
    texts = {threshold_text(threshold) for threshold in (None, 0.35, 0.6, 0.9)}
    assert threshold_text(None, "de") not in texts  # the figures are those of English
    assert len(texts) == 4
    assert "60 %" in threshold_text(0.6)


def test_times_in_a_recording() -> None:
    assert [duration_text(s) for s in (0, 67.9, 3725)] == ["0:00", "1:07", "1:02:05"]

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QLocale

from core.events import RejectionCode
from desktop.audio.listener import SourceState, StateCode
from desktop.window.wording import (
    digit_word,
    minutes,
    percent,
    rejection_detail,
    rejection_word,
    state_advice,
    state_title,
    state_word,
    threshold_words,
)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English))


def test_every_digit_has_a_word() -> None:
    words = [digit_word(digit) for digit in range(10)]
    assert words[0] == "zero"
    assert words[7] == "seven"
    assert len(set(words)) == 10


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
def test_nothing_short_of_certain_is_a_hundred_per_cent(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_every_state_and_rejection_has_words() -> None:
    for code in get_args(StateCode):
        assert state_word(code)
        assert state_title(code)
    titles = {rejection_word(code) for code in get_args(RejectionCode)}
    assert len(titles) == len(get_args(RejectionCode))


def test_the_advice_does_not_repeat_the_title() -> None:
    busy = SourceState("busy", "USB", "USB is in use. Close it.", advice="Close it.")
    assert state_advice(busy) == "Close it."
    failed = SourceState("failed", "USB", "USB hangs. Wait.", advice="Wait.")
    assert state_advice(failed) == "USB hangs. Wait."


def test_a_rejection_says_what_helps() -> None:
    assert rejection_detail("unsure", "unsure: 9 or 5") == "9 or 5?"
    assert rejection_detail("too_quiet", "too quiet: ...") == "come nearer, or raise the gain"
    assert rejection_detail("silence", "no sound") == ""


def test_a_threshold_says_what_it_means() -> None:
    said = {threshold_words(least) for least in (None, 0.35, 0.6, 0.9)}
    assert len(said) == 4
    assert "60 %" in threshold_words(0.6)


def test_times_in_a_recording() -> None:
    assert [minutes(s) for s in (0, 67.9, 3725)] == ["0:00", "1:07", "1:02:05"]

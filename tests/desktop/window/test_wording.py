from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QLocale

from core.events import RejectionCode
from desktop.audio.listener import StateCode
from desktop.window.wording import (
    digit_word,
    percent,
    rejection_detail,
    rejection_word,
    state_title,
    state_word,
    without_title,
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
        (0.004, "0 %"),
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


def test_a_message_does_not_repeat_its_title() -> None:
    assert without_title("No sound: plug it in.", "No sound") == "Plug it in."
    assert without_title("The server hangs: wait.", "No sound") == "The server hangs: wait."
    assert rejection_detail("too quiet: come nearer", "Too quiet") == "Come nearer"
    assert rejection_detail("not a digit", "Not a digit") == ""
    assert rejection_detail("too short for a word", "Too short") == "too short for a word"

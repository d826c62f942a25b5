"""Digits that come too late for a number of fixed length are the next number, everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.events import Activity, Number, Result
from desktop.audio.listener import Stamps
from desktop.window.main_window import MainWindow
from desktop.window.recognition.bridge import MAX_BLOCKS

Make = Callable[..., Result]


def say(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps], text: str, start: float
) -> None:
    """Say digits in one breath, one each second; start and phrase are the same number."""
    parts = tuple(
        result(
            "digit", int(character), id=round(start) + place, phrase=round(start),
            start=start + place, end=start + place + 0.5,
        )
        for place, character in enumerate(text)
    )  # fmt: skip
    for one in parts:
        window.bridge.on_result(one, stamps())
    window.bridge.on_number(Number(parts[0].phrase, text, parts, parts[-1].end), stamps())


def say_two_numbers(window: MainWindow, result: Make, stamps: Callable[[], Stamps]) -> None:
    """Say 123, which is too short, and 98765 after 1.5 s; a longer pause ends a number."""
    window.change_settings({"typing": "clipboard", "typing_length": 4})
    say(window, result, stamps, "123", 1.0)
    window.bridge.on_activity(Activity(5.0, -20.0, -8.0, -62.0, True, False, speech_since=5.0))
    say(window, result, stamps, "98765", 5.0)
    QApplication.processEvents()
    window.bridge.deliver()


def test_the_line_the_large_type_and_the_history_agree(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps]
) -> None:
    say_two_numbers(window, result, stamps)
    assert [item.text for item in window.history.items] == ["123", "98765"]
    assert window.digit_line.numbers == ["123", "98765"]
    assert window.digit_panel.large_digit.number == "98765"
    window.commands.copy_last.trigger()
    assert QGuiApplication.clipboard().text() == "98765"


def test_undo_takes_back_one_of_them_at_a_time(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps]
) -> None:
    say_two_numbers(window, result, stamps)
    window.commands.undo.trigger()
    assert window.digit_line.numbers == ["123"]
    window.commands.undo.trigger()
    assert window.digit_line.numbers == []


def test_lost_sound_ends_the_number_in_the_window(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps]
) -> None:
    ended: list[Number] = []
    window.parts.numbers.ended.connect(ended.append)
    say(window, result, stamps, "123", 1.0)
    window.bridge.on_activity(Activity(4.0, -60.0, -60.0, -62.0, False, False, is_gap=True))
    for _ in range(3 * MAX_BLOCKS):  # a busy window drops the oldest blocks, but not the gap
        window.bridge.on_activity(Activity(4.0, -60.0, -60.0, -62.0, False, False))
    window.bridge.deliver()
    assert [(number.text, number.is_cut) for number in ended] == [("123", True)]

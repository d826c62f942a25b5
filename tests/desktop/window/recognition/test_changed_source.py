"""Another source is chosen, or the window is closed, while a number is being said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.events import Activity, Number, Result
from desktop.audio.listener import SourceState, Stamps
from desktop.window.main_window import MainWindow
from desktop.window.utterance_record import NumberRecord

Make = Callable[..., Result]
Say = Callable[..., None]

CHANGES: dict[str, Callable[[MainWindow], None]] = {
    "another microphone": lambda window: window.use_microphone(),
    "the demo": lambda window: window.play_demo(),
    "a recording": lambda window: window.play_file(Path("a.wav")),
}


@pytest.fixture
def say(window: MainWindow, result: Make, stamps: Callable[[], Stamps]) -> Say:
    """Says digits in one phrase, with the state of the VAD after them."""
    window.bridge.on_state(SourceState("opening", "USB"))
    window.bridge.on_state(SourceState("listening", "USB"))

    def say(text: str, first: int, *, is_speech: bool, at: float | None = None) -> None:
        begin = float(first) if at is None else at
        parts = tuple(
            result(
                "digit", int(character), id=first + place, phrase=first,
                start=begin + place / 2, end=begin + place / 2 + 0.4,
            )
            for place, character in enumerate(text)
        )  # fmt: skip
        for one in parts:
            window.bridge.on_result(one, stamps())
        window.bridge.on_number(Number(first, text, parts, parts[-1].end), stamps())
        now = parts[-1].end + 0.1
        since = now if is_speech else None
        window.bridge.on_activity(
            Activity(now, -20.0, -8.0, -62.0, is_speech, False, speech_since=since)
        )
        QApplication.processEvents()
        window.bridge.deliver()

    return say


@pytest.mark.parametrize("is_speech", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_a_number_that_was_being_said_may_lack_digits(
    window: MainWindow, say: Say, change: str, is_speech: bool
) -> None:
    ended: list[Number] = []
    window.parts.numbers.ended.connect(ended.append)
    say("98", 1, is_speech=is_speech)
    CHANGES[change](window)
    assert ended == []  # the worker has not ended the stream
    window.bridge.on_state(SourceState("opening", "Other"))
    assert [(number.text, number.is_cut) for number in ended] == [("98", is_speech)]


@pytest.mark.parametrize(("start", "is_rest"), [(0.2, True), (2.0, False)])
def test_the_rest_of_the_number_at_another_microphone_may_lack_digits_too(
    window: MainWindow, say: Say, start: float, is_rest: bool
) -> None:
    ended: list[Number] = []
    window.parts.numbers.ended.connect(ended.append)
    say("98", 1, is_speech=True)
    window.use_microphone()
    window.bridge.on_state(SourceState("opening", "Other"))
    window.bridge.on_state(SourceState("listening", "Other"))
    say("765", 1, is_speech=False, at=start)
    window.bridge.on_activity(Activity(start + 9.0, -60.0, -60.0, -62.0, False, False))
    window.bridge.deliver()
    assert [(number.text, number.is_cut) for number in ended] == [("98", True), ("765", is_rest)]


@pytest.mark.parametrize("change", CHANGES)
def test_the_last_results_of_the_microphone_are_its_own(
    window: MainWindow, say: Say, change: str
) -> None:
    say("98", 1, is_speech=True)
    CHANGES[change](window)
    say("7", 3, is_speech=True)  # what was said before the stream ended
    window.bridge.on_state(SourceState("opening", "Other"))
    (item,) = window.history.items
    assert isinstance(item, NumberRecord)
    assert (item.text, item.source, item.parts[0].is_file) == ("987", "USB", False)
    assert window.digit_line.numbers == ["987"]


def test_a_number_that_was_being_said_when_the_window_closed_may_lack_digits(
    window: MainWindow, say: Say
) -> None:
    ended: list[Number] = []
    window.parts.numbers.ended.connect(ended.append)
    say("98", 1, is_speech=True)
    window.close()
    assert [(number.text, number.is_cut) for number in ended] == [("98", True)]

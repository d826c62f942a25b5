"""Numbers of the window go to the clipboard or, typed, to the focused program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.events import Activity, Number, Result
from desktop.audio.listener import SourceState, Stamps, StateCode
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.outcome import Outcome
from desktop.window.main_window import MainWindow
from desktop.window.output import digit_output
from desktop.window.recognition.whole_numbers import RELEASE_MS
from tests.desktop.dictation.conftest import FakeKeyboard


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> FakeKeyboard:
    """The focused program is another one, and receives what is typed."""
    keyboard = FakeKeyboard()
    monkeypatch.setattr(digit_output, "choose_keyboard", lambda: keyboard)
    monkeypatch.setattr(digit_output, "screen_lock", lambda: None)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    return keyboard


@pytest.fixture
def typing(window: MainWindow, keyboard: FakeKeyboard) -> Iterator[MainWindow]:
    window.change_settings({"typing": "keys", "typing_end": " ", "number_pause": 0.0})
    yield window
    window.parts.digit_output.stop()


Say = Callable[..., None]


@pytest.fixture
def say(typing: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]) -> Say:
    """Say a number; digits that are None are rejected as unsure."""

    def say(*digits: int | None, phrase: int = 1) -> None:
        results, start = [], 3.0 * phrase - 2.0
        for place, digit in enumerate(digits):
            where = {"id": 100 * phrase + place, "start": start + place, "end": start + place + 0.5}
            kind, code = ("digit", None) if digit is not None else ("rejected", "unsure")
            one = result(kind, digit, phrase=phrase, rejected=code, **where)
            typing.bridge.result.emit(one, stamps())
            results.append(one)
        text = "".join("?" if digit is None else str(digit) for digit in digits)
        typing.bridge.number.emit(Number(phrase, text, tuple(results), 9.0))

    return say


def test_digits_stay_in_the_window_by_default_and_can_be_copied(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    QGuiApplication.clipboard().setText("before")
    window.show_result(result("digit", 1), stamps())
    window.parts.numbers.flush()
    assert QGuiApplication.clipboard().text() == "before"
    window.change_settings({"typing": "clipboard"})
    window.show_result(result("digit", 2, id=2), stamps())
    window.show_result(result("digit", 3, id=3), stamps())
    assert QGuiApplication.clipboard().text() == "before"
    window.parts.numbers.flush()
    assert QGuiApplication.clipboard().text() == "23"


def test_a_number_is_typed(say: Say, keyboard: FakeKeyboard, qtbot: QtBot) -> None:
    say(1, 7)
    say(4, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 4 ")


def test_nothing_is_typed_while_this_window_has_the_focus(
    typing: MainWindow,
    say: Say,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: typing)
    with qtbot.waitSignal(typing.parts.digit_output.outcome, check_params_cb=_is("own_window")):
        say(1, 7)
    assert keyboard.texts[1] == ""
    assert "typing" not in typing.notification_bar.shown


def _is(code: str) -> Callable[..., bool]:
    return lambda outcome: outcome.code == code


def test_a_doubtful_number_waits_with_buttons(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, None)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    assert keyboard.texts[1] == ""
    typing.parts.digit_output.confirm()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "10 ")
    qtbot.waitUntil(lambda: "typing" not in typing.notification_bar.shown)


def test_a_doubtful_number_that_was_lost_is_named_until_the_user_has_seen_it(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, None)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    say(4, 6, phrase=2)
    say(7, phrase=3)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "46 7 ")
    qtbot.waitUntil(lambda: "typing" not in typing.notification_bar.shown)
    lost = typing.notification_bar.shown["replaced"]
    assert lost.title.text() == "10: not typed into the other program"
    assert lost.message.text() == "It was not sure, and another number followed."
    say(1, 0, phrase=4)  # said again
    qtbot.waitUntil(lambda: "replaced" not in typing.notification_bar.shown)


def test_all_doubtful_numbers_that_were_lost_are_named(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    shown = typing.notification_bar.shown
    say(1, None)
    qtbot.waitUntil(lambda: "typing" in shown)
    say(2, None, phrase=2)
    qtbot.waitUntil(lambda: "replaced" in shown)
    say(4, 6, phrase=3)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "46 ")
    title = "10, 20: not typed into the other program"
    qtbot.waitUntil(lambda: shown["replaced"].title.text() == title)
    assert (
        shown["replaced"].message.text()
        == "They were not sure or not complete, and other numbers followed."
    )
    say(1, 0, phrase=4)
    title = "20: not typed into the other program"
    qtbot.waitUntil(lambda: shown["replaced"].title.text() == title)
    assert shown["replaced"].message.text() == "It was not sure, and another number followed."
    shown["replaced"].close_button.click()
    say(3, None, phrase=5)
    qtbot.waitUntil(lambda: "typing" in shown)
    say(7, phrase=6)
    title = "30: not typed into the other program"
    qtbot.waitUntil(lambda: "replaced" in shown and shown["replaced"].title.text() == title)


def test_the_message_says_that_a_number_was_not_taken_back(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    """It was typed, so "not typed" would be wrong."""
    say(4, 6)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "46 ")
    keyboard.problem = TypingError("keyboard_in_use", "Another program holds the keyboard.")
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    assert typing.notification_bar.shown["typing"].title.text() == "46: not taken back"
    assert keyboard.texts[1] == "46 "
    assert typing.digit_line.numbers == ["46"]


def _silence(time: float, *, since: float | None = None) -> Activity:
    """The state after a block, with speech since some time or without."""
    return Activity(time, -60.0, -60.0, -70.0, since is not None, False, since)


def test_phrases_are_one_number_until_a_longer_pause(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    """The first phrase ends at 2.5 s."""
    typing.change_settings({"number_pause": 0.8})
    say(5, 7)
    qtbot.waitUntil(lambda: typing.digit_line.digits == "57")
    typing.bridge.on_activity(_silence(3.2))
    typing.draw_frame()
    typing.bridge.on_activity(_silence(3.3, since=3.2))
    typing.draw_frame()
    say(2, phrase=2)
    qtbot.waitUntil(lambda: typing.digit_line.digits == "572")
    assert typing.digit_panel.large_digit.number == "572"
    assert keyboard.texts[1] == ""
    typing.bridge.on_activity(_silence(60.0))
    qtbot.waitUntil(lambda: keyboard.texts[1] == "572 ")  # without a frame, as in a hidden window
    assert typing.digit_line.field.text() == "572"
    assert typing.history.rowCount() == 1


def test_a_fixed_length_joins_and_ends_a_number(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    typing.change_settings({"number_pause": 0.8, "typing_length": 4})
    say(8, 2)
    say(2, 5, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "8225 ")


def test_releasing_the_key_of_push_to_talk_ends_a_number(
    typing: MainWindow,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
) -> None:
    typing.change_settings({"number_pause": 5.0, "listening": "push_to_talk"})
    talk = typing.parts.push_to_talk
    talk.press()
    typing.show_result(result("digit", 7, start=1.0, end=1.0), stamps())
    typing.bridge.on_activity(_silence(1.5))
    typing.draw_frame()
    assert typing.parts.numbers.is_open
    talk.release()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "7 ")


def test_a_word_in_which_the_key_of_push_to_talk_is_released_belongs_to_the_number(
    typing: MainWindow,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
) -> None:
    typing.change_settings({"number_pause": 5.0, "listening": "push_to_talk"})
    talk = typing.parts.push_to_talk
    talk.press()
    typing.show_result(result("digit", 7, start=1.0, end=1.0), stamps())
    typing.bridge.on_activity(_silence(1.5))  # the sound of the next word has not arrived
    typing.draw_frame()
    talk.release()
    QApplication.processEvents()
    since = 1.6
    typing.bridge.on_activity(Activity(2.0, -20.0, -8.0, -62.0, True, False, speech_since=since))
    typing.draw_frame()
    qtbot.wait(2 * RELEASE_MS)
    assert keyboard.texts[1] == ""
    talk._spans = [(first, time.perf_counter()) for first, _ in talk._spans]  # released in it
    last = result("digit", 8, id=2, phrase=2, start=since, end=since + 0.3)
    typing.show_result(last, stamps())
    typing.bridge.on_activity(_silence(2.5))
    typing.draw_frame()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "78 ")


def test_pressing_the_key_of_push_to_talk_again_at_once_begins_another_number(
    typing: MainWindow,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    result: Callable[..., Result],
) -> None:
    typing.change_settings({"number_pause": 5.0, "listening": "push_to_talk"})
    talk = typing.parts.push_to_talk
    talk.press()
    talk.release()
    talk.press()
    first = talk._spans[0][0]
    talk._spans = [(first, first + 1.0), (first + 1.1, None)]
    for number, at in ((7, 0.1), (8, 0.6), (9, 1.4)):
        end = first + at + 0.3
        said = result("digit", number, id=number, start=at, end=at + 0.3, phrase=number)
        typing.show_result(said, Stamps(end, end, end))
    qtbot.waitUntil(lambda: keyboard.texts[1] == "78 ")
    assert typing.digit_line.field.text() == "78 9"
    typing.parts.numbers.flush()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "78 9 ")


def test_nothing_is_typed_while_the_key_of_a_shortcut_is_held(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    """The system would send the keys to this program."""
    typing.parts.digit_output.hold(True)
    say(1, 7)
    say(4, phrase=2)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17 4")
    assert keyboard.texts[1] == ""
    typing.parts.digit_output.hold(False)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 4 ")


def test_what_is_taken_back_also_leaves_the_line(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, 7)
    say(4, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 4 ")
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17")
    assert keyboard.texts[1] == "17 "


def test_what_is_taken_back_also_leaves_the_large_type(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, 7)
    say(4, 2, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 42 ")
    panel = typing.digit_panel
    assert panel.large_digit.number == "42"
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: panel.large_digit.state == "empty")
    assert panel.title.text() == "Say a digit"


def test_an_earlier_number_is_taken_back_and_the_large_type_stays(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, 7)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 ")
    say(4, 2, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 42 ")
    typing.parts.digit_output.taken_back.emit((1, 2))
    assert typing.digit_line.field.text() == "42"
    assert typing.digit_panel.large_digit.number == "42"


def test_of_two_equal_numbers_the_one_that_was_typed_is_taken_back(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(5, 0)
    say(1, 2, phrase=2)
    say(5, 0, phrase=3)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "50 12 50 ")
    typing.commands.undo.trigger()  # in the window only
    assert typing.digit_line.numbers == ["50", "12"]
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "50 12 ")
    qtbot.wait(100)  # for its outcome
    assert typing.digit_line.numbers == ["50", "12"]
    assert [item.is_taken_back for item in typing.history.items] == [False, False, True]


def test_a_number_that_was_corrected_is_taken_back_and_no_equal_one(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(4, 2)
    say(4, 2, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "42 42 ")
    last = typing.history.of_utterance(201)
    assert last is not None
    typing.history.correct(last, 7)
    typing.digit_line.clear()  # the line, not the history
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: typing.digit_panel.large_digit.state == "empty")
    assert [item.text for item in typing.history.items] == ["42", "47"]
    assert [item.is_taken_back for item in typing.history.items] == [False, True]


def test_of_two_equal_doubtful_numbers_the_confirmed_one_is_corrected(
    typing: MainWindow,
    say: Say,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(4, None)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    with monkeypatch.context() as focus:
        focus.setattr(QApplication, "activeWindow", lambda: typing)
        say(4, None, phrase=2)  # is not typed, and the first one still waits
    typing.parts.digit_output.confirm()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "40 ")
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "40 4?")
    assert [item.text for item in typing.history.items] == ["40", "4?"]


def test_a_number_that_is_taken_back_while_it_is_said_also_leaves_the_line(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    typing.change_settings({"number_pause": 0.8})
    say(1, 7)
    typing.bridge.on_activity(_silence(60.0))
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 ")
    say(4, 2, phrase=40)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17 42")
    typing.parts.digit_output.undo_now()
    typing.bridge.on_activity(_silence(180.0))
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17")
    assert keyboard.texts[1] == "17 "


def test_a_number_that_was_undone_while_it_was_said_is_not_copied(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    typing.change_settings({"number_pause": 0.8, "typing": "clipboard"})
    QGuiApplication.clipboard().setText("before")
    say(4, 2)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "42")
    typing.commands.undo.trigger()
    typing.parts.numbers.flush()
    assert QGuiApplication.clipboard().text() == "before"
    typing.change_settings({"typing": "keys"})
    say(5, phrase=2)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "5")
    typing.commands.undo.trigger()
    typing.parts.numbers.flush()
    say(6, phrase=3)
    typing.parts.numbers.flush()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "6 ")


@pytest.mark.parametrize(
    ("code", "is_speech", "is_typed"),
    [("recovering", False, False), ("paused", True, False), ("paused", False, True)],
)
def test_a_number_in_which_listening_stopped_waits(
    typing: MainWindow,
    say: Say,
    keyboard: FakeKeyboard,
    qtbot: QtBot,
    code: StateCode,
    is_speech: bool,
    is_typed: bool,
) -> None:
    typing.change_settings({"number_pause": 0.8})
    say(6, 8)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "68")
    typing.bridge.on_activity(replace(_silence(2.8), is_speech=is_speech))
    typing.show_state(SourceState(code, "USB"))
    if is_typed:
        qtbot.waitUntil(lambda: keyboard.texts[1] == "68 ")
        return
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    shown = typing.notification_bar.shown["typing"]
    assert "Listening stopped within the number" in shown.message.text()
    assert keyboard.texts[1] == ""
    shown.buttons[0].click()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "68 ")


def test_a_number_in_which_listening_stopped_is_copied_only_on_request(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.change_settings({"typing": "clipboard", "number_pause": 0.8})
    QGuiApplication.clipboard().setText("before")
    window.show_result(result("digit", 6), stamps())
    window.show_state(SourceState("recovering", "USB"))
    assert QGuiApplication.clipboard().text() == "before"
    shown = window.notification_bar.shown["typing"]
    assert shown.title.text() == "6: not copied"
    shown.buttons[0].click()
    assert QGuiApplication.clipboard().text() == "6"
    window.show_state(SourceState("listening", "USB"))
    window.show_result(result("digit", 3, id=2, start=30.0, end=30.4), stamps())
    window.parts.numbers.flush()
    assert QGuiApplication.clipboard().text() == "3"
    assert "typing" not in window.notification_bar.shown


@pytest.mark.parametrize(
    ("digits", "length", "shown", "reason"),
    [
        ((6, None), 0, "60", "not clear"),
        ((6, 8, 1), 4, "681", "3 digits instead of 4"),
    ],
)
def test_a_number_that_is_doubtful_or_has_the_wrong_length_is_copied_only_on_request(
    typing: MainWindow,
    say: Say,
    qtbot: QtBot,
    digits: tuple[int | None, ...],
    length: int,
    shown: str,
    reason: str,
) -> None:
    typing.change_settings({"typing": "clipboard", "typing_length": length})
    QGuiApplication.clipboard().setText("before")
    say(*digits)
    qtbot.waitUntil(lambda: len(typing.digit_line.field.text()) == len(digits))
    typing.parts.numbers.flush()
    told = typing.notification_bar.shown["typing"]
    assert QGuiApplication.clipboard().text() == "before"
    assert told.title.text() == f"{shown}: not copied"
    assert reason in told.message.text()
    told.buttons[0].click()
    assert QGuiApplication.clipboard().text() == shown


def test_a_sound_that_may_be_a_digit_is_not_copied(
    typing: MainWindow, say: Say, qtbot: QtBot
) -> None:
    typing.change_settings({"typing": "clipboard"})
    clipboard, copied = QGuiApplication.clipboard(), list[str]()
    with qtbot.waitSignal(clipboard.dataChanged):
        clipboard.setText("before")
    clipboard.dataChanged.connect(lambda: copied.append(clipboard.text()))
    say(None)
    say(7, phrase=2)
    qtbot.waitUntil(lambda: copied == ["7"])
    assert "typing" not in typing.notification_bar.shown


def test_the_question_about_a_number_stays_if_the_next_one_cannot_be_typed(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    typing.show()
    say(1, None)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    typing.change_settings({"typing_length": 2})
    say(4, phrase=2)
    typing.parts.numbers.flush()
    qtbot.waitUntil(lambda: "not_typed" in typing.notification_bar.shown)
    assert "not sure" in typing.notification_bar.shown["typing"].title.text()
    keyboard.problem = TypingError("held_modifier", "Release Shift.")
    typing.notification_bar.shown["typing"].buttons[0].click()
    told = typing.notification_bar.shown
    qtbot.waitUntil(lambda: "Release Shift" in told["typing"].message.text())
    keyboard.problem = None
    told["typing"].buttons[0].click()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "10 ")
    qtbot.waitUntil(lambda: not {"typing", "not_typed"} & told.keys())


def test_a_doubtful_digit_is_not_missing_in_the_line(
    typing: MainWindow, say: Say, qtbot: QtBot
) -> None:
    say(1, 7)
    say(4, None, 2, None, phrase=2)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17 4?2?")
    typing.commands.copy_last.trigger()
    assert QGuiApplication.clipboard().text() == "4?2?"
    second = typing.history.of_utterance(201)
    assert second is not None
    typing.history.correct(second, 5)
    assert typing.digit_line.field.text() == "17 452?"
    last = typing.history.of_utterance(203)
    assert last is not None
    typing.history.correct(last, None)
    assert typing.digit_line.field.text() == "17 452"
    typing.parts.digit_output.taken_back.emit((3, 4, 5, 6))
    assert typing.digit_line.field.text() == "17"


def test_a_doubtful_number_is_the_same_in_the_window_after_it_was_typed(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(1, 7)
    say(4, None, 2, phrase=2)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    assert typing.digit_line.field.text() == "17 4?2"
    typing.parts.digit_output.confirm()
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17 402")
    assert keyboard.texts[1] == "17 402 "
    assert [item.text for item in typing.history.items] == ["17", "402"]
    typing.parts.digit_output.undo_now()
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "17")
    assert keyboard.texts[1] == "17 "


def test_a_doubtful_number_that_is_dropped_or_said_again_leaves_the_line(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    say(4, None)
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "4?")
    say(4, 0, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "40 ")
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "40")
    say(6, None, phrase=3)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    typing.parts.digit_output.dismiss()
    qtbot.waitUntil(lambda: typing.digit_line.field.text() == "40")
    say(7, None, phrase=4)
    say(8, 1, 3, phrase=5)  # another number: the one that waited is lost, so that it stays here
    qtbot.waitUntil(lambda: keyboard.texts[1] == "40 813 ")
    qtbot.waitUntil(lambda: "replaced" in typing.notification_bar.shown)
    assert typing.digit_line.field.text() == "40 7? 813"


def test_turning_typing_off_ends_the_question_about_a_number(
    typing: MainWindow, say: Say, qtbot: QtBot
) -> None:
    outcomes: list[Outcome] = []
    typing.parts.digit_output.outcome.connect(outcomes.append)
    say(4, None)
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    typing.change_settings({"typing": "off"})
    assert outcomes[-1].kind == "dismissed"  # the Return key is free again
    assert "typing" not in typing.notification_bar.shown


def test_undo(typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot) -> None:
    say(1, 7)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "17 ")
    typing.parts.digit_output.undo()
    qtbot.waitUntil(lambda: keyboard.texts[1] == "")


def test_a_refusal_is_told_and_can_be_asked_again(
    typing: MainWindow, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    keyboard.problem = TypingError("refused", "no")
    typing.parts.digit_output.prepare()
    qtbot.waitUntil(lambda: "typing" in typing.notification_bar.shown)
    shown = typing.notification_bar.shown["typing"]
    assert "not allowed" in shown.message.text()
    keyboard.problem = None
    shown.buttons[0].click()
    qtbot.waitUntil(lambda: "typing" not in typing.notification_bar.shown)


def test_recordings_are_not_typed(
    typing: MainWindow, say: Say, keyboard: FakeKeyboard, qtbot: QtBot
) -> None:
    typing.play_file(Path("17.wav"))
    typing.bridge.on_state(SourceState("opening", "17.wav"))
    say(1, 7)
    qtbot.waitUntil(lambda: typing.digit_line.digits == "17")
    qtbot.wait(50)
    typing.use_microphone()
    typing.bridge.on_state(SourceState("opening", "USB"))
    say(4, phrase=2)
    qtbot.waitUntil(lambda: keyboard.texts[1] == "4 ")


def test_turning_it_off_ends_the_thread(typing: MainWindow, keyboard: FakeKeyboard) -> None:
    typing.change_settings({"typing": "off"})
    assert keyboard.calls[-1] == "close"
    assert typing.parts.digit_output._dictation is None

"""Numbers in the history: rows that open to digits, correction, replay and export."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.audio import SAMPLE_RATE
from core.events import Number, Result, Utterance
from desktop.audio.listener import SourceState, Stamps
from desktop.window.main_window import MainWindow
from desktop.window.output.history_export import export, export_numbers
from desktop.window.utterance_record import NumberRecord
from desktop.window.utterances import history_model
from desktop.window.utterances.history_model import MAX_UTTERANCES, History
from desktop.window.utterances.history_window import HistoryWindow

Say = Callable[..., Number]


@pytest.fixture
def say(window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]) -> Say:
    """Show digits in one breath, then their number; "?" is an unsure one, "x" another word."""

    window.change_settings({"number_pause": 0.0})  # each phrase is a number

    def shows(text: str, first_id: int = 1, start: float = 1.0) -> Number:
        results: list[Result] = []
        for place, character in enumerate(text):
            begin = start + 0.3 * place
            sound = np.full(round(0.3 * SAMPLE_RATE), place + 1, np.float32)
            fields = {"id": first_id + place, "start": begin, "end": begin + 0.25, "phrase": 1}
            utterance = Utterance(fields["id"], sound, begin, begin, begin + 0.25, begin + 0.3)
            if character.isdigit():
                made = result("digit", int(character), confidence=0.9 - place / 100, **fields)
            else:
                code = "unsure" if character == "?" else "not_a_digit"
                fields["digitness"] = 0.99 if character == "?" else 0.01
                made = result("rejected", None, rejected=code, confidence=0.4, **fields)
            results.append(replace(made, utterance=utterance))
            window.show_result(results[-1], stamps())
        parts = tuple(one for one in results if one.rejected != "not_a_digit")
        if not parts:
            return Number(1, "", (), 0.0)
        number = Number(1, text.replace("x", ""), parts, parts[-1].closed_at)
        window.bridge.on_number(number, stamps())
        QApplication.processEvents()
        return number

    return shows


def texts(history: History, index: QModelIndex) -> list[str]:
    return [index.siblingAtColumn(column).data() for column in range(history.columnCount())]


def rows(history: History, parent: QModelIndex | None = None) -> list[str]:
    """The digits in the rows."""
    where = parent or QModelIndex()
    return [history.index(row, 1, where).data() for row in range(history.rowCount(where))]


def test_a_number_is_one_row_that_opens_to_its_digits(
    window: MainWindow, say: Say, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    history = window.history
    say("4?71")
    qtbot.waitUntil(lambda: rows(history) == ["4?71"])
    assert len(history) == 4
    parent = history.index(0, 0)
    assert texts(history, parent)[1:] == ["4?71", "40 %", "1150 ms", "", "4 digit(s)"]
    assert parent.siblingAtColumn(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "four Not a digit seven one"
    )
    assert rows(history, parent) == ["4", "×", "7", "1"]
    digit = history.index(2, 0, parent)
    assert texts(history, digit)[:4] == ["0.60 – 0.85 s", "7", "88 %", "250 ms"]
    assert history.parent(digit) == parent
    assert history.index_of(history[2]) == digit
    assert texts(history, history.index(1, 0, parent))[5] == "Not sure"
    qtmodeltester.check(history)


def test_single_digits_and_other_words_keep_their_own_rows(
    window: MainWindow, say: Say, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    history = window.history
    say("5")
    say("4x2", first_id=2, start=3.0)
    say("9", first_id=5, start=6.0)
    qtbot.waitUntil(lambda: rows(history) == ["5", "42", "×", "9"])
    assert rows(history, history.index(1, 0)) == ["4", "2"]
    assert [record.digit for record in history] == [5, 4, None, 2, 9]
    assert [history.index_of(record).row() for record in history] == [0, 0, 2, 1, 3]
    qtmodeltester.check(history)


def test_a_number_of_utterances_that_did_not_count_has_no_row(
    window: MainWindow, say: Say, qtbot: QtBot
) -> None:
    window.suspend(True)
    say("42")
    window.suspend(False)
    say("7", first_id=3, start=3.0)
    qtbot.waitUntil(lambda: rows(window.history) == ["7"])


def test_a_digit_in_a_number_is_corrected(window: MainWindow, say: Say, qtbot: QtBot) -> None:
    history = window.history
    say("4071")
    qtbot.waitUntil(lambda: rows(history) == ["4071"])
    with qtbot.waitSignal(window.corrected) as emitted:
        history.correct(history[1], 9)
    assert emitted.args is not None
    assert (float(emitted.args[0].samples[0]), emitted.args[1]) == (2.0, 9)
    assert window.digit_line.digits == "4971"
    assert window.spectrogram.marks[2].text == "9 ✓"
    assert texts(history, history.index(0, 0))[1] == "4971"
    assert texts(history, history.index(0, 0))[5] == "corrected, was: 4071"
    large = window.digit_panel.large_digit
    assert (large.state, large.number) == ("final", "4971")
    assert window.digit_panel.title.text() == "nine"
    history.correct(history[0], None)
    assert (large.state, large.number) == ("final", "971")
    assert rows(history) == ["971"]
    assert window.digit_line.digits == "971"


def test_the_keyboard_opens_a_number_and_reaches_its_digits(
    window: MainWindow, say: Say, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[np.ndarray] = []
    monkeypatch.setattr(window.parts.replayer, "replay", played.append)
    say("407")
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert isinstance(shown, HistoryWindow)
    qtbot.waitUntil(lambda: rows(window.history) == ["407"])
    shown.resize(1100, 500)
    parent = window.history.index(0, 0)
    shown.tree.setCurrentIndex(parent)
    assert not shown.tree.isExpanded(parent)
    qtbot.waitUntil(shown.number_card.isVisible)
    assert shown.number_card.digits.text() == "407"
    assert shown.number_card.title.text() == "88 % confidence in the least certain digit"
    qtbot.keyClick(shown.tree, Qt.Key.Key_R)
    assert len(played) == 1
    assert len(played[0]) == pytest.approx(0.9 * SAMPLE_RATE, abs=2)
    assert set(played[0]) == {1.0, 2.0, 3.0}
    qtbot.keyClick(shown.tree, Qt.Key.Key_5)  # a number has no single digit to correct
    assert rows(window.history) == ["407"]
    qtbot.keyClick(shown.tree, Qt.Key.Key_Return)
    assert shown.tree.isExpanded(parent)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Return)
    assert not shown.tree.isExpanded(parent)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Right)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Down)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Down)
    assert shown.card.shown is window.history[1]
    assert shown.details.currentWidget() is shown.card
    qtbot.keyClick(shown.tree, Qt.Key.Key_9)
    assert rows(window.history) == ["497"]
    qtbot.keyClick(shown.tree, Qt.Key.Key_Left)
    assert shown.number_card.title.text() == "corrected by you, recognized: 407"
    shown.close()


def test_selecting_a_digit_opens_its_number(window: MainWindow, say: Say, qtbot: QtBot) -> None:
    say("407")
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    qtbot.waitUntil(lambda: rows(window.history) == ["407"])
    shown.select(window.history[2])
    assert shown.tree.isExpanded(window.history.index(0, 0))
    assert shown.tree.currentIndex().row() == 2
    shown.close()


def test_the_export_has_the_number_of_each_digit(
    window: MainWindow, say: Say, qtbot: QtBot, tmp_path: Path
) -> None:
    say("5")
    say("42", first_id=2, start=3.0)
    qtbot.waitUntil(lambda: rows(window.history) == ["5", "42"])
    window.history.correct(window.history[2], 3)
    assert export(window.history, tmp_path / "a.json") == 3
    found = json.loads((tmp_path / "a.json").read_text())
    assert [(row["digit"], row["phrase"], row["phrase_number"]) for row in found] == [
        (5, None, None),
        (4, 2, "43"),
        (3, 2, "43"),
    ]
    export(window.history, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["phrase_number"] for row in csv.DictReader(file)] == ["", "43", "43"]


def test_a_table_of_numbers_has_one_row_for_each(
    window: MainWindow, say: Say, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("5")
    say("x", first_id=2, start=2.0)
    say("042", first_id=3, start=3.0)
    say("1?", first_id=6, start=6.0)
    shown = HistoryWindow(window.history, window.settings)
    qtbot.addWidget(shown)
    chosen = (str(tmp_path / "a"), "Table of numbers (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    shown.export_button.click()
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(row["number"], row["digits"], row["confidence"]) for row in csv.DictReader(file)]
    assert found == [("5", "1", "0.9"), ("042", "3", "0.88"), ("1?", "2", "0.4")]
    assert shown.status.text().startswith("3 number(s)")


def test_a_number_is_copied(window: MainWindow, say: Say, qtbot: QtBot) -> None:
    say("5")
    say("42", first_id=2, start=3.0)
    shown = HistoryWindow(window.history, window.settings)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):  # shortcuts need it
        shown.show()
        shown.activateWindow()
    shown.select(window.history[0])
    qtbot.keyClick(shown.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "5"
    number = window.history[1].whole
    assert number is not None
    shown.select(number)
    (copy,) = shown.tree.actions()  # of the context menu
    copy.trigger()
    assert QApplication.clipboard().text() == "42"


def test_a_number_without_the_sound_of_a_digit_cannot_be_replayed(
    window: MainWindow, say: Say, qtbot: QtBot
) -> None:
    say("42")
    qtbot.waitUntil(lambda: rows(window.history) == ["42"])
    number = window.history.item(window.history.index(0, 0))
    assert isinstance(number, NumberRecord)
    assert number.samples is not None
    window.history[0].discard_audio()
    assert number.samples is None


def test_the_oldest_number_is_removed_as_a_whole(
    result: Callable[..., Result], stamps: Callable[[], Stamps], qtmodeltester: ModelTester
) -> None:
    history = History()
    digits = [result("digit", n, id=n, start=float(n)) for n in (1, 2)]
    for one in digits:
        history.add(one, stamps(), "x", is_file=True)
    history.group(Number(1, "12", tuple(digits), 3.0))
    for number in range(3, MAX_UTTERANCES + 2):
        history.add(result("digit", 3, id=number), stamps(), "x", is_file=True)
    assert len(history) == MAX_UTTERANCES - 1
    assert history.index(0, 1).data() == "3"
    history.group(Number(1, "12", tuple(digits), 3.0))  # its digits are gone
    assert history.rowCount() == MAX_UTTERANCES - 1


def test_rejected_sounds_are_removed_before_numbers(
    window: MainWindow, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_model, "MAX_UTTERANCES", 6)
    monkeypatch.setattr(history_model, "MAX_WITH_AUDIO", 2)
    history, notifications = window.history, window.notification_bar.shown
    say("12")
    say("xx", first_id=3, start=3.0)
    say("34", first_id=5, start=5.0)
    say("xx", first_id=7, start=7.0)
    assert [item.text for item in history.items] == ["12", "34", "", ""]
    assert "history" not in notifications
    say("5", first_id=9, start=9.0)
    say("6", first_id=10, start=10.0)
    assert [item.text for item in history.items] == ["12", "34", "5", "6"]
    assert "history" not in notifications
    say("7", first_id=11, start=11.0)
    assert [item.text for item in history.items] == ["34", "5", "6", "7"]
    assert notifications["history"].title.text() == "The history is full"
    window.notification_bar.clear("history")
    say("8", first_id=12, start=12.0)
    say("9", first_id=13, start=13.0)
    assert [item.text for item in history.items] == ["5", "6", "7", "8", "9"]
    assert "history" not in notifications  # it is said once


def test_the_details_of_a_number_list_its_digits(
    window: MainWindow, say: Say, qtbot: QtBot
) -> None:
    say("3?9")
    qtbot.waitUntil(lambda: window.history.rowCount() == 1)
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    shown.resize(1180, 600)
    qtbot.waitUntil(lambda: shown.number_card.shown is not None)
    text = QTextDocumentFragment.fromHtml(shown.number_card.list.text()).toPlainText()
    for part in ("three", "90 %", "0.00 – 0.25 s", "Not sure", "nine", "0.60 – 0.85 s"):
        assert part in text
    shown.close()


def test_a_narrow_history_hides_columns_instead_of_cutting_notes(
    window: MainWindow, say: Say, qtbot: QtBot
) -> None:
    say("2106295")
    qtbot.waitUntil(lambda: window.history.rowCount() == 1)
    window.history.correct(window.history[0], 3)
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    tree = shown.tree
    for width in (1180, 600):
        shown.resize(width, 400)
        QApplication.processEvents()
        assert tree.horizontalScrollBar().maximum() == 0
        assert tree.columnWidth(5) >= tree.sizeHintForColumn(5)
    assert tree.isColumnHidden(4)
    shown.resize(1900, 400)
    QApplication.processEvents()
    assert not tree.isColumnHidden(3)
    shown.close()


def test_keys_correct_a_digit_also_without_room_for_the_details(
    window: MainWindow, say: Say, qtbot: QtBot
) -> None:
    say("27")
    qtbot.waitUntil(lambda: window.history.rowCount() == 1)
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    shown.resize(600, 400)
    shown.select(window.history[1])
    assert shown.details.isHidden()
    qtbot.keyClick(shown.tree, Qt.Key.Key_4)
    assert window.history[1].digit == 4
    qtbot.keyClick(shown.tree, Qt.Key.Key_Minus)
    assert window.history[1].digit is None
    with qtbot.waitSignal(window.dialogs.replay_requested):
        qtbot.keyClick(shown.tree, Qt.Key.Key_R)
    assert window.history[1].is_corrected
    shown.close()


def test_rows_of_a_recording_name_it(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.play_file(Path("8225.wav"))
    window.show_state(SourceState("opening", "8225.wav"))
    window.show_state(SourceState("listening", "8225.wav", "", 16_000))
    window.show_result(result("digit", 8), stamps())
    assert window.history.index(0, 5).data() == "8225.wav"


def test_what_was_undone_is_marked_and_not_in_the_table_of_numbers(
    window: MainWindow, say: Say, tmp_path: Path
) -> None:
    say("5")
    say("42", first_id=2, start=3.0)
    history = window.history
    window.commands.undo.trigger()
    assert rows(history) == ["5", "42"]
    assert texts(history, history.index(1, 0))[5] == "taken back · 2 digit(s)"
    assert export_numbers(history.items, tmp_path / "a.csv") == 1
    export(history, tmp_path / "b.csv")
    with (tmp_path / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(row["digit"], row["taken_back"]) for row in csv.DictReader(file)]
    assert found == [("5", "False"), ("4", "True"), ("2", "True")]


def test_a_number_that_undo_brings_back_counts_again(window: MainWindow, say: Say) -> None:
    say("42")
    history = window.history
    window.digit_line.take_back((1, 2))  # where it was typed
    assert texts(history, history.index(0, 0))[5] == "taken back · 2 digit(s)"
    window.commands.undo.trigger()
    assert texts(history, history.index(0, 0))[5] == "2 digit(s)"
    window.commands.clear.trigger()  # of the line only
    assert texts(history, history.index(0, 0))[5] == "2 digit(s)"

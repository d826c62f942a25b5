"""The history can be cleared, and what was cleared can be brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.main_window import MainWindow
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances import history_model
from desktop.window.utterances.history_model import History
from desktop.window.utterances.history_window import HistoryWindow


@pytest.fixture
def shown(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> HistoryWindow:
    for number, digit in enumerate((4, 0, 7), 1):
        window.show_result(result("digit", digit, id=number), stamps())
    window.commands.history.trigger()
    opened = window.dialogs.history
    assert isinstance(opened, HistoryWindow)
    return opened


def digits(history: History) -> list[int | None]:
    return [record.digit for record in history]


def test_clear_can_be_undone(
    window: MainWindow,
    shown: HistoryWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    assert not shown.undo_button.isVisible()
    qtbot.mouseClick(shown.clear_button, Qt.MouseButton.LeftButton)
    assert digits(window.history) == []
    assert shown.status.text().startswith("3 utterance")
    window.show_result(result("digit", 9, id=4), stamps())
    qtbot.mouseClick(shown.undo_button, Qt.MouseButton.LeftButton)
    assert digits(window.history) == [4, 0, 7, 9]
    assert window.history.rowCount() == 4
    assert [window.history.index_of(record).row() for record in window.history] == [0, 1, 2, 3]
    assert not shown.undo_button.isVisible()


def test_closing_the_history_removes_for_good(
    window: MainWindow, shown: HistoryWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(shown.clear_button, Qt.MouseButton.LeftButton)
    shown.close()
    assert not window.history.can_restore
    window.commands.history.trigger()
    assert not shown.undo_button.isVisible()


def test_the_limits_hold_after_undo(
    result: Callable[..., Result], stamps: Callable[[], Stamps], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_model, "MAX_UTTERANCES", 6)
    monkeypatch.setattr(history_model, "MAX_WITH_AUDIO", 2)
    discarded: set[int] = set()
    monkeypatch.setattr(UtteranceRecord, "discard_audio", lambda one: discarded.add(one.number))
    history = History()

    def say(first: int) -> None:
        for number in range(first, first + 5):
            history.add(result("digit", number % 10, id=number), stamps(), "mic", is_file=False)

    say(0)
    history.clear()
    say(5)
    history.restore()
    assert digits(history) == [4, 5, 6, 7, 8, 9]
    assert discarded >= {record.number for record in list(history)[:-2]}
    assert not discarded & {record.number for record in list(history)[-2:]}

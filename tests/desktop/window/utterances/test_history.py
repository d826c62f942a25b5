"""The history: records, details, corrections, export, and saved audio."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.audio import SAMPLE_RATE, load
from core.events import Result, Utterance
from core.features import utterance_features
from core.spectrogram import SpectrogramSettings
from desktop.audio.listener import SourceState, Stamps
from desktop.window.main_window import MainWindow
from desktop.window.output.audio_saver import AudioSaver
from desktop.window.utterance_record import record_now
from desktop.window.utterances.history_model import MAX_WITH_AUDIO, History
from desktop.window.utterances.history_window import HistoryWindow

CLIP = Path(__file__).parents[3] / "audio" / "7_slt_0.flac"


@pytest.fixture
def spoken(result: Callable[..., Result]) -> Callable[..., Result]:
    """Make a result with the audio of a seven."""

    def make(*args: object, **fields: object) -> Result:
        made = result(*args, **fields)
        utterance = Utterance(made.id, load(CLIP), 0.8, made.start, made.end, made.closed_at)
        return replace(made, utterance=utterance)

    return make


def texts(history: History, row: int) -> list[str]:
    return [history.index(row, column).data() for column in range(history.columnCount())]


def test_every_final_result_gets_a_row(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    window.show_state(SourceState("listening", "USB Headset", "", 48_000))
    window.show_result(spoken("provisional", 7), stamps())
    assert len(window.history) == 0
    window.show_result(spoken("digit", 7), stamps())
    window.show_result(spoken("rejected", None, id=2, rejected="unsure"), stamps())
    assert len(window.history) == 2
    qtbot.waitUntil(lambda: window.history[0].shown_ms is not None or window.history[1].number == 2)
    assert texts(window.history, 0)[1:4] == ["7", "91 %", "400 ms"]
    assert texts(window.history, 1)[1] == "×"
    assert texts(window.history, 1)[5] == "Not sure"
    assert window.history.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "USB Headset"
    assert window.history.rowCount(window.history.index(0, 0)) == 0
    assert window.history.data(QModelIndex()) is None


def test_a_correction_reaches_every_part_of_the_window(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    for number, digit in enumerate((1, 7, 3), 1):
        window.show_result(spoken("digit", digit, id=number, start=float(number)), stamps())
    one = window.history[1]
    with qtbot.waitSignal(window.corrected) as emitted:
        window.history.correct(one, 5)
    assert emitted.args is not None
    utterance, digit = emitted.args
    np.testing.assert_array_equal(utterance.samples, load(CLIP))
    assert digit == 5
    assert window.digit_line.digits == "153"
    assert window.spectrogram.marks[2].text == "5 ✓"
    assert texts(window.history, 1)[5] == "corrected, was: 7"
    with qtbot.assertNotEmitted(window.corrected):  # only digits are used for adaptation
        window.history.correct(one, None)
    assert window.digit_line.digits == "13"
    window.commands.undo.trigger()
    assert window.digit_line.digits == "153"


def test_a_rejected_digit_can_be_inserted_by_a_correction(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.show_result(spoken("digit", 1, id=1), stamps())
    window.show_result(spoken("rejected", None, id=2, rejected="unsure"), stamps())
    window.show_result(spoken("digit", 3, id=3), stamps())
    window.history.correct(window.history[1], 2)
    assert window.digit_line.digits == "123"


def test_the_audio_of_old_utterances_is_discarded(
    spoken: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    history = History()
    for number in range(MAX_WITH_AUDIO + 3):
        history.add(spoken("digit", 1, id=number), stamps(), "x", is_file=False)
    with_audio = [one.samples is not None for one in history]
    assert with_audio == [False] * 3 + [True] * MAX_WITH_AUDIO


def test_a_click_on_a_mark_opens_details_with_replay_and_correction(
    window: MainWindow,
    spoken: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played: list[np.ndarray] = []
    monkeypatch.setattr(window.parts.replayer, "replay", played.append)
    window.show_result(spoken("digit", 7, id=4), stamps())
    window.spectrogram.utterance_activated.emit(4)
    dialog = window.dialogs.utterance
    assert dialog is not None
    # Importing the plots can take long on a busy machine.
    qtbot.waitUntil(lambda: dialog.isVisible() and dialog.card.plots is not None, timeout=90_000)
    assert len(played) == 1
    card = dialog.card
    assert card.title.text() == "seven, 91 % confidence"
    assert card.plots is not None
    network_input = utterance_features(load(CLIP), SpectrogramSettings())
    np.testing.assert_array_equal(card.plots.input.pixels, network_input.T)
    assert card.plots.spectrogram.pixels.shape[0] == 40
    assert card.correction_buttons[7].isChecked()
    qtbot.mouseClick(card.replay, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_R)
    assert len(played) == 3
    qtbot.mouseClick(card.correction_buttons[9], Qt.MouseButton.LeftButton)
    assert window.history[0].digit == 9
    assert card.title.text() == "nine, corrected by you"
    qtbot.keyClick(card, Qt.Key.Key_2)
    assert window.history[0].digit == 2
    qtbot.keyClick(card, Qt.Key.Key_Minus)
    assert window.history[0].digit is None
    dialog.close()


def test_the_history_window_shows_selects_and_exports(
    window: MainWindow,
    spoken: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert isinstance(shown, HistoryWindow)
    assert shown.empty.isVisibleTo(shown)
    assert not shown.export_button.isEnabled()
    for number, digit in enumerate((4, 0), 1):
        window.show_result(spoken("digit", digit, id=number), stamps())
    assert shown.tree.isVisibleTo(shown)
    shown.resize(1100, 500)
    shown.select(window.history[0])
    qtbot.waitUntil(lambda: shown.card.shown is window.history[0])
    qtbot.keyClick(shown.tree, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown.card.shown is window.history[1])
    qtbot.keyClick(shown.tree, Qt.Key.Key_8)
    assert window.history[1].digit == 8
    path = tmp_path / "exported"
    chosen = (str(path), "All utterances as JSON (*.json)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    qtbot.mouseClick(shown.export_button, Qt.MouseButton.LeftButton)
    rows = json.loads(path.with_suffix(".json").read_text())
    assert [(row["digit"], row["heard"], row["corrected"]) for row in rows] == [
        (4, 4, False),
        (8, 0, True),
    ]
    assert len(rows[0]["probabilities"]) == 10
    assert "exported.json" in shown.status.text()
    shown.export_to(tmp_path)  # a folder
    assert "Could not write" in shown.status.text()
    qtbot.mouseClick(shown.clear_button, Qt.MouseButton.LeftButton)
    assert len(window.history) == 0
    shown.close()


def test_in_a_narrow_window_enter_opens_the_details(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    window.show_result(spoken("digit", 4), stamps())
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    shown.resize(600, 400)
    shown.select(window.history[0])
    qtbot.waitUntil(shown.details.isHidden)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dialogs.utterance is not None)
    window.dialogs.close_all()


def test_the_csv_file_can_be_read_by_spreadsheets(
    spoken: Callable[..., Result], stamps: Callable[[], Stamps], tmp_path: Path
) -> None:
    from desktop.window.output.history_export import export

    one = record_now(1, spoken("digit", 7), stamps(), "Mikrofon ü, laut", is_file=False)
    assert export([one], tmp_path / "a.csv") == 1
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["digit"], row["source"], row["confidence"]) == ("7", "Mikrofon ü, laut", "0.91")
    assert row["duration_ms"] == "400"


@pytest.mark.parametrize("answer", [("Cancel", False), ("Replace", True)])
def test_an_earlier_export_is_replaced_only_on_request(
    window: MainWindow,
    spoken: Callable[..., Result],
    stamps: Callable[[], Stamps],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[str, bool],
) -> None:
    """The dialog cannot ask: it does not know the suffix that is added."""
    button, is_replaced = answer
    window.show_result(spoken("digit", 4), stamps())
    shown = HistoryWindow(window.history, window.settings, window)
    earlier = tmp_path / "accounts.csv"
    earlier.write_text("earlier")
    chosen = (str(tmp_path / "accounts"), "Table of numbers (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        (pressed,) = [one for one in box.buttons() if one.text().replace("&", "") == button]
        monkeypatch.setattr(box, "clickedButton", lambda: pressed)

    monkeypatch.setattr(QMessageBox, "exec", press)
    shown.export_button.click()
    assert asked == ['"accounts.csv" already exists. Replace it?']
    assert (earlier.read_text(encoding="utf-8-sig") != "earlier") == is_replaced


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_an_export_that_fails_leaves_the_earlier_file(
    spoken: Callable[..., Result], stamps: Callable[[], Stamps], tmp_path: Path, suffix: str
) -> None:
    import resource

    from desktop.window.output.history_export import export

    path = tmp_path / f"a{suffix}"
    records = [
        record_now(number, spoken("digit", 7), stamps(), "Mikrofon", is_file=False)
        for number in range(100)
    ]
    assert export(records[:1], path) == 1
    path.chmod(0o640)
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
    try:
        with pytest.raises(OSError):  # noqa: PT011 - the system's text
            export(records, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert export(records, path) == 100
    assert len(path.read_bytes()) > len(before)
    assert path.stat().st_mode & 0o777 == 0o640


def test_audio_is_saved_only_if_a_folder_is_set(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps], tmp_path: Path
) -> None:
    window.show_result(spoken("digit", 7), stamps())
    window.parts.audio_saver.finish()
    assert not any(tmp_path.iterdir())
    window.change_settings({"audio_folder": str(tmp_path / "new")})
    window.show_result(spoken("digit", 7, id=2), stamps())
    window.parts.audio_saver.finish()
    (saved,) = (tmp_path / "new").iterdir()
    assert saved.name.endswith(" 7.wav")
    samples, rate = soundfile.read(saved, dtype="float32")
    assert rate == SAMPLE_RATE
    np.testing.assert_allclose(samples, load(CLIP), atol=1e-4)


def test_a_folder_that_cannot_be_written_is_reported(
    spoken: Callable[..., Result], stamps: Callable[[], Stamps], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").touch()
    saver = AudioSaver()
    saver.folder = tmp_path / "file"
    with qtbot.waitSignal(saver.failed) as emitted:
        saver.save(record_now(1, spoken("digit", 7), stamps(), "x", is_file=False))
    saver.finish()
    assert emitted.args is not None
    assert "file" in emitted.args[0]


def test_copy_undo_and_clear(
    window: MainWindow, spoken: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    line = window.digit_line
    assert not line.undo_button.isEnabled()
    for number, digit in enumerate((3, 1, 4, 5)):
        window.show_result(spoken("digit", digit, id=number), stamps())
        if number in (1, 3):
            window.parts.numbers.flush()
    assert line.field.text() == "31 45"
    window.commands.copy_last.trigger()
    assert QGuiApplication.clipboard().text() == "45"
    qtbot.mouseClick(line.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "31\n45"
    assert window.digit_panel.large_digit.number == "45"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.digits == "31"
    assert window.digit_panel.large_digit.state == "empty"
    qtbot.mouseClick(line.clear_button, Qt.MouseButton.LeftButton)
    assert line.digits == ""
    qtbot.mouseClick(line.undo_button, Qt.MouseButton.LeftButton)
    assert line.digits == "31"


def test_a_confidence_is_shown_only_for_what_was_recognized(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.show_result(result("digit", 7, id=1), stamps())
    window.show_result(result("rejected", None, id=2, rejected="not_a_digit"), stamps())
    window.show_result(result("rejected", None, id=3, rejected="unsure"), stamps())
    history, panel = window.history, window.digit_panel

    def confidences() -> list[str]:
        return [history.index(row, 2).data() for row in range(3)]

    assert confidences() == ["91 %", "", "91 %"]
    assert panel.most_likely.text().strip()  # which digits it could be
    window.show_result(result("rejected", None, id=4, rejected="not_a_digit"), stamps())
    assert not panel.most_likely.text().strip()
    history.correct(history[0], 3)
    assert confidences()[0] == ""

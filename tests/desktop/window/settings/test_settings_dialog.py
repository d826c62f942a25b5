"""Each control of the settings dialog is operated, and its change applies immediately."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QScrollArea,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.events import Activity
from desktop.audio.devices import Device
from desktop.audio.errors import DeviceError, SourceLostError
from desktop.settings import Settings
from desktop.window.main_window import MainWindow
from desktop.window.settings.settings_dialog import SettingsDialog
from desktop.window.translations import FOLDER


@pytest.fixture
def dialog(settings_dialog: SettingsDialog) -> SettingsDialog:
    return settings_dialog


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center() - _left(widget))


def _left(widget: QWidget):
    return QPoint(widget.rect().center().x() - 12, 0)


def test_recognition(window: MainWindow, dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.names.setCurrentRow(1)
    page = dialog.recognition
    click(qtbot, page.sensitivity["high"])
    assert window.settings.sensitivity == "high"
    assert not page.threshold.isEnabled()
    click(qtbot, page.use_model_threshold)
    assert window.settings.min_confidence == pytest.approx(0.35)
    page.threshold.setFocus()
    qtbot.keyClick(page.threshold, Qt.Key.Key_End)
    assert window.settings.min_confidence == pytest.approx(0.95)
    assert "only clear digits" in page.explanation.text()
    click(qtbot, page.use_model_threshold)
    assert window.settings.min_confidence is None


def test_spectrogram(window: MainWindow, dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.names.setCurrentRow(2)
    page = dialog.spectrogram
    click(qtbot, page.scale["linear"])
    assert window.spectrogram.frequency_scale == "linear"
    assert window.commands.linear.isChecked()
    page.colours.setFocus()
    qtbot.keyClick(page.colours, Qt.Key.Key_Down)
    assert window.settings.colour_map == "viridis"
    page.ceiling.setFocus()
    qtbot.keyClick(page.ceiling, Qt.Key.Key_Home)
    levels = window.spectrogram.image.levels
    assert levels == (window.settings.floor_db, window.settings.ceiling_db)
    assert levels[1] - levels[0] >= 20
    click(qtbot, page.rate[60])
    assert window.frames.interval() == 17


def test_output(
    window: MainWindow,
    dialog: SettingsDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    dialog.names.setCurrentRow(4)
    page = dialog.output
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    click(qtbot, page.choose_folder)
    assert window.parts.audio_saver.folder == tmp_path
    assert str(tmp_path) in page.folder.text()
    click(qtbot, page.no_folder)
    assert window.parts.audio_saver.folder is None
    click(qtbot, page.log)
    assert window.settings.logs_digits


def test_window_page(window: MainWindow, dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.names.setCurrentRow(5)
    page = dialog.window_page
    click(qtbot, page.theme["contrast"])
    assert window.settings.theme == "contrast"
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_D)
    assert window.settings.language == "de"
    page.on_top.setChecked(True)
    assert window.commands.on_top.isChecked()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_microphone(window: MainWindow, dialog: SettingsDialog, qtbot: QtBot) -> None:
    page = dialog.microphone
    headset = window.controls.picker.devices[1]
    assert vars(page.watch)["started"] == [headset]  # the default device is already open
    page.show_activity(Activity(1.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=False))
    assert page.rows[None][1].fraction > 0.5
    page.watch.level.emit(headset, -36.0)
    assert page.rows[headset][1].fraction == pytest.approx(0.5)
    with qtbot.waitSignal(window.microphone_requested) as requested:
        click(qtbot, page.rows[headset][0])
    assert requested.args == [headset]
    assert window.settings.device_name == "USB Headset"
    assert window.controls.picker.currentText() == "USB Headset"
    page.gain.setFocus()
    qtbot.keyClick(page.gain, Qt.Key.Key_Right)
    assert window.settings.gain_db == 1.0
    click(qtbot, page.listening["push_to_talk"])
    assert window.parts.talk_button.isVisible()
    assert window.commands.push_to_talk.isChecked()
    page.watch.failed.emit(headset, DeviceError("busy", "busy", "in use"))
    assert "in use by another program" in page.rows[headset][1].toolTip()


def test_the_level_of_a_recording_is_not_shown_as_the_microphones(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    loud = Activity(1.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=False)
    bar = dialog.microphone.rows[None][1]
    before = bar.fraction
    window.kind = "demo"
    window.show_activities([loud])
    assert bar.fraction == before
    window.kind = "microphone"
    window.show_activities([loud])
    assert bar.fraction > 0.5


def test_the_microphone_test_pauses_listening_and_shows_its_result(
    window: MainWindow, dialog: SettingsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = dialog.microphone
    monkeypatch.setattr(
        page.microphone_test, "start", lambda device: page.microphone_test.progress.emit(0.5, -20.0)
    )
    with qtbot.waitSignal(window.pause_requested) as requested:
        click(qtbot, page.test_button)
    assert requested.args == [True]
    assert page.test_result.text().startswith("Say something… 2 s")
    with qtbot.waitSignal(window.pause_requested) as requested:
        page.microphone_test.failed.emit(SourceLostError("no sound arrived"))
    assert requested.args == [False]
    assert "does not respond" in page.test_result.text()
    assert page.test_button.isEnabled()


@pytest.mark.parametrize("width", [610, 1200])
def test_no_page_is_clipped_and_every_control_has_a_name(
    dialog: SettingsDialog, qtbot: QtBot, width: int
) -> None:
    dialog.resize(width, 420)
    assert dialog.pages.count() == 6
    for row in range(dialog.pages.count()):
        dialog.names.setCurrentRow(row)
        qtbot.wait(10)
        page = dialog.pages.currentWidget()
        assert page is not None
        for widget in page.findChildren(QWidget):
            if isinstance(widget, QAbstractButton | QSlider | QComboBox) and widget.isVisible():
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named, widget
            if isinstance(widget, QAbstractButton) and widget.isVisible():
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
            if isinstance(widget, QLabel) and widget.isVisible():
                assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()


def test_the_settings_open_at_the_page_seen_last(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    assert dialog.page == "microphone"
    dialog.names.setCurrentRow(3)
    dialog.close()
    window.commands.settings.trigger()
    again = window.dialogs.settings
    assert again is not None
    assert again is not dialog
    assert again.pages.currentWidget() is again.pages.widget(3)
    again.close()


def test_the_welcome_leads_to_the_settings_for_typing(
    window: MainWindow, silent_watch: None
) -> None:
    window.notifications.show_welcome()
    window.notification_bar.shown["welcome"].buttons[0].click()
    opened = window.dialogs.settings
    assert opened is not None
    assert opened.page == "typing"
    opened.close()


def _wheel_down(widget: QWidget) -> None:
    """Turn the mouse wheel by one step with the pointer over a widget."""
    window = widget.window()
    place = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, -120))
    QApplication.processEvents()


def test_the_mouse_wheel_scrolls_the_page_and_changes_nothing(
    window: MainWindow, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.resize(640, 300)
    before = window.settings
    for row, control in (
        (2, dialog.spectrogram.colours),
        (2, dialog.spectrogram.floor),
        (3, dialog.typing.end),
    ):
        dialog.names.setCurrentRow(row)
        area = dialog.pages.currentWidget()
        assert isinstance(area, QScrollArea)
        bar = area.verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar: bar.maximum() > 0)
        area.ensureWidgetVisible(control)
        before_wheel = bar.value()
        control.setFocus()  # also in a control that was just used
        _wheel_down(control)
        assert bar.value() > before_wheel
    assert window.settings == before


def test_the_mouse_wheel_does_not_switch_the_microphone(window: MainWindow) -> None:
    picker = window.controls.picker
    _wheel_down(picker)
    assert picker.currentIndex() == 0


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_no_page_has_to_be_scrolled_sideways(
    qtbot: QtBot, qapp: QApplication, silent_watch: None, language: str
) -> None:
    device = Device(0, "Built-in Audio Analogue Stereo with a very long name", "ALSA", 2, 48_000)
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"spoken_digits_{language}.qm"))
    qapp.installTranslator(translator)
    try:
        dialog = SettingsDialog(Settings(), [device])
    finally:
        qapp.removeTranslator(translator)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(620, 420)
    for row in range(dialog.names.count()):
        dialog.names.setCurrentRow(row)
        QApplication.processEvents()
        area = dialog.pages.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, dialog.names.item(row).text()
    box = dialog.typing.overlay
    assert box.text().replace("\n", " ") == box.accessibleName()

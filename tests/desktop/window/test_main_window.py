from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.events import Activity, Result
from core.spectrogram import Columns
from desktop.audio.devices import Device, DeviceError
from desktop.audio.listener import SourceState, Stamps, StateCode
from desktop.settings import Settings
from desktop.window.about import AboutBox
from desktop.window.main_window import MainWindow

NO_DEVICE = SourceState("no_device", "microphone", "No microphone found: plug one in.")
LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


def press(window: MainWindow, text: str) -> None:
    """Press the banner's button that says `text`."""
    notice = window.banner.notices["source"]
    (button,) = [button for button in notice.buttons if button.text() == text]
    button.click()


def test_a_digit_reaches_every_part_of_the_window(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.show_result(result("provisional", 7), stamps())
    assert window.digit_panel.word.text() == "seven?"
    assert window.digit_line.digits == ""
    window.show_result(result("digit", 7), stamps())
    window.show_result(result("digit", 0, id=2, start=2.0, end=2.3), stamps())
    assert window.digit_panel.word.text() == "zero"
    assert window.digit_line.digits == "70"
    assert window.spectrogram.view is not None
    assert [window.spectrogram.view.marks[n].text for n in (1, 2)] == ["7", "0"]


def test_what_comes_before_the_spectrogram_is_loaded_is_drawn_afterwards(
    qtbot: QtBot,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    tone: Callable[..., Columns],
) -> None:
    window = MainWindow(find_devices=list)
    qtbot.addWidget(window)
    window.show_columns(tone(0.0, 1.0))
    window.show_columns(tone(1.0, 1.0))
    window.show_result(result("digit", 5, id=9, start=0.5, end=0.9), stamps())
    assert window.spectrogram.view is None
    window.show()
    qtbot.waitUntil(lambda: window.spectrogram.view is not None)
    view = window.spectrogram.view
    assert view is not None
    assert view.picture.end_time == pytest.approx(2.0)
    assert 9 in view.marks


def test_level_and_speech_are_shown(window: MainWindow) -> None:
    window.show_state(LISTENING)
    assert window.badge.text == "Listening"
    window.show_activity(Activity(1.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=True))
    assert window.badge.text == "Hearing speech"
    assert (window.meter.level_db, window.meter.floor_db) == (-20.0, -62.0)
    assert window.meter.is_clipped


@pytest.mark.parametrize(
    ("code", "title", "severity"),
    [
        ("no_device", "No microphone found", "warning"),
        ("no_portaudio", "The sound library is missing", "warning"),
        ("busy", "The microphone is in use", "warning"),
        ("unsupported", "The microphone cannot be used", "warning"),
        ("blocked", "The microphone is silent", "warning"),
        ("recovering", "The microphone is gone", "warning"),
        ("failed", "The sound stopped", "error"),
    ],
)
def test_what_is_not_well_gets_a_banner_until_it_is_well_again(
    window: MainWindow, code: StateCode, title: str, severity: str
) -> None:
    window.show_state(SourceState(code, "microphone", "what to do about it"))
    notice = window.banner.notices["source"]
    assert window.banner.isVisible()
    assert (notice.title.text(), notice.severity) == (title, severity)
    assert notice.message.text() == "what to do about it"
    assert [button.text() for button in notice.buttons] == ["Play the demo", "Try again"]
    assert title in notice.accessibleName()
    window.show_state(LISTENING)
    assert window.banner.notices == {}
    assert not window.banner.isVisible()


def test_it_invites_only_while_it_listens(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel = window.digit_panel
    assert panel.word.text() == "Say a digit"
    window.show_state(NO_DEVICE)
    assert panel.word.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert panel.word.text() == "Say a digit"
    window.show_result(result("digit", 7), stamps())
    window.show_state(NO_DEVICE)
    assert panel.word.text() == "seven"


def test_nothing_is_said_twice(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    assert window.banner.notices["source"].message.text() == "Plug one in."


def test_the_banner_s_buttons_ask_for_what_they_say(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(NO_DEVICE)
    with qtbot.waitSignal(window.retry_wanted):
        press(window, "Try again")
    with qtbot.waitSignal(window.demo_wanted):
        press(window, "Play the demo")
    window.show_state(SourceState("finished", "demo.flac"))
    assert window.banner.notices["source"].title.text() == "The demo has ended."
    assert window.windowTitle() == "demo.flac – Spoken Digits"
    with qtbot.waitSignal(window.retry_wanted):
        press(window, "Play again")
    with qtbot.waitSignal(window.microphone_wanted) as asked:
        press(window, "Use the microphone")
    assert asked.args == [None]
    assert window.kind == "microphone"


def test_notices_of_several_topics_stand_together_and_can_be_closed(window: MainWindow) -> None:
    window.show_trouble("settings", "Settings were reset", "set aside as settings.json.broken")
    window.show_model_failure("model bundle x: damaged")
    window.show_state(NO_DEVICE)
    assert list(window.banner.notices) == ["settings", "model", "source"]
    assert window.digit_panel.word.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert window.digit_panel.word.text() == "Only listening"
    window.show_state(NO_DEVICE)
    window.banner.notices["settings"].close_button.click()
    assert list(window.banner.notices) == ["model", "source"]
    window.show_model()
    assert list(window.banner.notices) == ["source"]
    window.show_state(LISTENING)
    assert window.digit_panel.word.text() == "Say a digit"


def test_a_screen_reader_is_told_of_a_new_notice(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[QAccessible.Event, str]] = []

    def hear(event: QAccessibleEvent) -> None:
        notice = event.object()
        assert isinstance(notice, QWidget)
        told.append((event.type(), notice.accessibleName()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    window.show_state(NO_DEVICE)
    window.show_state(NO_DEVICE)
    assert told == [(QAccessible.Event.Alert, "No microphone found. Plug one in.")]


def test_the_same_state_again_leaves_the_banner_as_it_is(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    notice = window.banner.notices["source"]
    window.show_state(NO_DEVICE)
    assert window.banner.notices["source"] is notice


def test_copy_and_clear(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    line = window.digit_line
    assert not line.copy_button.isEnabled()
    for number, digit in enumerate((3, 1, 4)):
        window.show_result(result("digit", digit, id=number), stamps())
    qtbot.mouseClick(line.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "314"
    qtbot.mouseClick(line.clear_button, Qt.MouseButton.LeftButton)
    assert line.digits == ""
    assert not line.clear_button.isEnabled()


def test_everything_is_done_by_keyboard(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.activateWindow()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    window.show_result(result("digit", 8), stamps())

    with qtbot.waitSignal(window.pause_wanted) as asked:
        qtbot.keyClick(window, Qt.Key.Key_P, control)
    assert asked.args == [True]
    with qtbot.waitSignal(window.demo_wanted):
        qtbot.keyClick(window, Qt.Key.Key_D, control)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("some.wav", ""))
    with qtbot.waitSignal(window.file_wanted) as asked:
        qtbot.keyClick(window, Qt.Key.Key_O, control)
    assert asked.args == [Path("some.wav")]
    assert window.spectrogram.view is not None
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert window.spectrogram.view.frequency_scale == "linear"
    qtbot.keyClick(window, Qt.Key.Key_1, control)
    assert window.spectrogram.view.frequency_scale == "mel"
    qtbot.keyClick(window, Qt.Key.Key_C, control | shift)
    assert QGuiApplication.clipboard().text() == "8"
    qtbot.keyClick(window, Qt.Key.Key_Backspace, control)
    assert window.digit_line.digits == ""
    qtbot.keyClick(window, Qt.Key.Key_Q, control)
    assert not window.isVisible()


def test_an_open_dialog_that_is_dismissed_asks_for_nothing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(window.file_wanted):
        window.controls.open.trigger()


def test_pause_shows_what_the_worker_says(window: MainWindow, qtbot: QtBot) -> None:
    pause = window.controls.pause
    with qtbot.waitSignal(window.pause_wanted):
        pause.trigger()
    window.show_state(SourceState("paused", "Built-in Microphone"))
    assert (pause.isChecked(), pause.text()) == (True, "Listen")
    with qtbot.assertNotEmitted(window.pause_wanted):
        window.show_state(LISTENING)
    assert (pause.isChecked(), pause.text()) == (False, "Pause")


def test_the_chosen_microphone_is_asked_for_and_remembered(
    window: MainWindow, qtbot: QtBot
) -> None:
    picker = window.controls.picker
    assert [picker.itemText(n) for n in range(picker.count())] == [
        "Default microphone (Built-in Microphone)",
        "Built-in Microphone",
        "USB Headset",
    ]
    with qtbot.waitSignals([window.microphone_wanted, window.settings_changed]):
        picker.setFocus()
        qtbot.keyClick(picker, Qt.Key.Key_End)
        if not picker.signalsBlocked():
            picker.activated.emit(picker.currentIndex())
    assert window.settings.device_name == "USB Headset"


def test_an_unplugged_microphone_stays_chosen(qtbot: QtBot) -> None:
    here = [Device(0, "Built-in Microphone", "ALSA", 2, 48_000, is_default=True)]
    settings = Settings(device_name="USB Headset", device_host_api="ALSA")
    window = MainWindow(settings, find_devices=lambda: list(here))
    qtbot.addWidget(window)
    window.show()
    picker = window.controls.picker
    qtbot.waitUntil(lambda: picker.currentText() == "USB Headset (not connected)")
    here.append(Device(2, "USB Headset", "ALSA", 1, 44_100))
    picker.refresh()
    qtbot.waitUntil(lambda: picker.currentText() == "USB Headset")


def test_a_sound_system_that_fails_leaves_the_default(qtbot: QtBot) -> None:
    def fail() -> list[Device]:
        raise DeviceError("no_portaudio", "PortAudio is missing")

    window = MainWindow(find_devices=fail)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.spectrogram.view is not None)
    picker = window.controls.picker
    qtbot.waitUntil(lambda: not picker._is_looking)
    assert [picker.itemText(n) for n in range(picker.count())] == ["Default microphone"]


def test_settings_are_used_and_changes_told(qtbot: QtBot) -> None:
    settings = Settings(frequency_scale="linear", floor_db=-90.0, ceiling_db=-10.0, frame_rate=60)
    window = MainWindow(settings, find_devices=list)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.spectrogram.view is not None)
    view = window.spectrogram.view
    assert view is not None
    assert (view.frequency_scale, view.picture.levels) == ("linear", (-90.0, -10.0))
    assert window.controls.linear.isChecked()
    with qtbot.waitSignal(window.settings_changed) as told:
        window.controls.mel.trigger()
    assert told.args is not None
    assert told.args[0].frequency_scale == "mel"
    assert told.args[0].floor_db == -90.0


def test_the_window_comes_back_where_it_was(qtbot: QtBot) -> None:
    first = MainWindow(find_devices=list)
    qtbot.addWidget(first)
    first.resize(700, 520)
    first.show()
    first.close()
    second = MainWindow(first.settings, find_devices=list)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (700, 520)


@pytest.mark.parametrize("geometry", ["garbage", "AAAA", "\u00e4\u00f6"])
def test_a_geometry_that_makes_no_sense_is_passed_over(qtbot: QtBot, geometry: str) -> None:
    windows = [MainWindow(Settings(window_geometry=g), find_devices=list) for g in (geometry, "")]
    for window in windows:
        qtbot.addWidget(window)
    assert windows[0].size() == windows[1].size()
    assert windows[1].screen().availableGeometry().contains(windows[1].rect())


def test_frames_are_drawn_only_while_the_window_is_seen(window: MainWindow) -> None:
    assert window._frames.isActive()
    window.hide()
    assert not window._frames.isActive()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 800), (1920, 1080)])
def test_nothing_is_clipped_or_covered(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    width: int,
    height: int,
) -> None:
    window.resize(width, height)
    window.show_result(result("digit", 7), stamps())
    window.show_state(NO_DEVICE)
    qtbot.wait(50)
    assert (window.width(), window.height()) == (width, height)
    shown = [w for w in window.findChildren(QWidget) if w.isVisible() and w.parentWidget()]
    for widget in shown:
        parent = widget.parentWidget()
        assert parent is not None
        if isinstance(parent, QComboBox | QLineEdit):
            continue
        assert parent.rect().contains(widget.geometry()), f"{widget} leaves {parent}"
        if isinstance(widget, QAbstractButton):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    panel = window.digit_panel
    parts = [panel.face, panel.word, panel.detail, panel.bars, panel.timing]
    parts = [part for part in parts if part.isVisible()]
    assert len(parts) >= 4
    for number, part in enumerate(parts):
        assert part.height() >= part.minimumSizeHint().height(), part
        for other in parts[number + 1 :]:
            assert not part.geometry().intersects(other.geometry())


def test_every_control_has_a_name_and_tells_its_key(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    for control in window.findChildren(QWidget):
        is_control = isinstance(control, QAbstractButton | QComboBox)
        if is_control and control.isVisible():
            assert control.accessibleName() or getattr(control, "text", str)(), control
    actions = [action for action in window.actions() if isinstance(action, QAction)]
    assert len(actions) == 9
    for action in actions:
        keys = action.shortcut().toString()
        assert keys, action.text()
        assert keys in action.toolTip()


def test_tab_leads_to_every_control(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    reached = set()
    for _ in range(20):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    wanted = [
        control
        for control in window.findChildren(QWidget)
        if isinstance(control, QAbstractButton | QComboBox)
        and control.isVisible()
        and control.isEnabled()
    ]
    assert len(wanted) >= 7
    assert reached.issuperset(wanted)


def test_the_about_box_tells_keys_and_licences_and_does_not_stop_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.controls.about.trigger()
    (box,) = window.findChildren(AboutBox)
    qtbot.waitUntil(box.isVisible)
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "Pause Ctrl+P" in words
    assert "LGPL" in words
    window.show_state(LISTENING)
    assert window.badge.text == "Listening"
    box.close()

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.audio.devices import Device, DeviceError
from desktop.audio.listener import SourceState
from desktop.settings import Settings
from desktop.window.main_window import MainWindow

NO_DEVICE = SourceState(
    "no_device", "microphone", "No microphone found. Plug one in.", reason="no_microphone"
)
LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


def test_the_selected_microphone_is_requested_and_saved(window: MainWindow, qtbot: QtBot) -> None:
    picker = window.controls.picker
    assert [picker.itemText(n) for n in range(picker.count())] == [
        "Default microphone (Built-in Microphone)",
        "Built-in Microphone",
        "USB Headset",
    ]
    with qtbot.waitSignals([window.microphone_requested, window.settings_changed]):
        picker.setFocus()
        qtbot.keyClick(picker, Qt.Key.Key_End)
        if not picker.signalsBlocked():
            picker.activated.emit(picker.currentIndex())
    assert window.settings.device_name == "USB Headset"


def test_a_disconnected_microphone_stays_selected(qtbot: QtBot) -> None:
    devices = [Device(0, "Built-in Microphone", "ALSA", 2, 48_000, is_default=True)]
    settings = Settings(device_name="USB Headset", device_host_api="ALSA")
    window = MainWindow(settings, find_devices=lambda: list(devices))
    qtbot.addWidget(window)
    window.show()
    picker = window.controls.picker
    qtbot.waitUntil(lambda: picker.currentText() == "USB Headset (not connected)")
    devices.append(Device(2, "USB Headset", "ALSA", 1, 44_100))
    picker.refresh()
    qtbot.waitUntil(lambda: picker.currentText() == "USB Headset")


def test_the_default_microphone_is_listed_if_portaudio_fails(qtbot: QtBot) -> None:
    def fail() -> list[Device]:
        raise DeviceError("no_portaudio", "no_library", "PortAudio is missing")

    window = MainWindow(find_devices=fail)
    qtbot.addWidget(window)
    window.show()
    picker = window.controls.picker
    qtbot.waitUntil(lambda: not picker._is_searching)
    assert [picker.itemText(n) for n in range(picker.count())] == ["Default microphone"]


def test_settings_are_applied_and_changes_emitted(qtbot: QtBot) -> None:
    settings = Settings(frequency_scale="linear", floor_db=-90.0, ceiling_db=-10.0, frame_rate=60)
    window = MainWindow(settings, find_devices=list)
    qtbot.addWidget(window)
    window.show()
    view = window.spectrogram
    assert (view.frequency_scale, view.image.levels) == ("linear", (-90.0, -10.0))
    assert window.commands.linear.isChecked()
    with qtbot.waitSignal(window.settings_changed) as emitted:
        window.commands.mel.trigger()
    assert emitted.args is not None
    assert emitted.args[0].frequency_scale == "mel"
    assert emitted.args[0].floor_db == -90.0


def test_the_size_of_the_window_is_restored(qtbot: QtBot) -> None:
    first = MainWindow(find_devices=list)
    qtbot.addWidget(first)
    first.resize(700, 520)
    first.show()
    first.close()
    second = MainWindow(first.settings, find_devices=list)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (700, 520)


@pytest.mark.parametrize("geometry", ["garbage", "AAAA", "\u00e4\u00f6"])
def test_an_invalid_geometry_is_ignored(qtbot: QtBot, geometry: str) -> None:
    windows = [MainWindow(Settings(window_geometry=g), find_devices=list) for g in (geometry, "")]
    for window in windows:
        qtbot.addWidget(window)
    assert windows[0].size() == windows[1].size()
    assert windows[1].screen().availableGeometry().contains(windows[1].rect())

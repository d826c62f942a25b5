"""Fixtures: a window without a worker, and results to show in it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.events import Result, StageTimings
from core.spectrogram import Columns
from desktop.audio.devices import Device
from desktop.audio.listener import Stamps
from desktop.settings import Settings
from desktop.window.main_window import MainWindow
from desktop.window.settings.microphone_watch import MicrophoneWatch
from desktop.window.settings.settings_dialog import SettingsDialog
from desktop.window.theme.palettes import LIGHT
from desktop.window.theme.style_sheet import style_sheet
from desktop.window.theme.switcher import apply_theme

BUILT_IN = Device(0, "Built-in Microphone", "ALSA", 2, 48_000, is_default=True)
HEADSET = Device(3, "USB Headset", "ALSA", 1, 44_100)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Ignore Qt's warnings about features that the "offscreen" platform lacks; others fail."""
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", extend=True))


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    # Not if it is set already: Qt would restyle every widget that has not been deleted yet.
    if qapp.styleSheet() != style_sheet(LIGHT):
        qapp.setStyle("Fusion")
        apply_theme(qapp, LIGHT)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """A visible window after the first start, with two microphones."""
    settings = Settings(is_welcomed=True)
    shown = MainWindow(settings, find_devices=lambda: [BUILT_IN, HEADSET])
    shown.device_search.is_over = True  # the default microphone works
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: len(shown.controls.picker.devices) == 2)
    return shown


class SilentWatch(MicrophoneWatch):
    """Opens no device, since the devices of the tests do not exist."""

    def start(self, devices: object) -> None:
        self.started = list(devices)  # type: ignore[call-overload]


@pytest.fixture
def silent_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace what listens to microphones for their levels in the settings."""
    monkeypatch.setattr("desktop.window.settings.microphone_page.MicrophoneWatch", SilentWatch)


@pytest.fixture
def settings_dialog(window: MainWindow, silent_watch: None, qtbot: QtBot) -> SettingsDialog:
    """The settings, open and visible."""
    window.commands.settings.trigger()
    opened = window.dialogs.settings
    assert opened is not None
    qtbot.waitUntil(opened.isVisible)
    return opened


@pytest.fixture
def result() -> Callable[..., Result]:
    """Make a result, by default a digit with a probability of 0.91."""

    def make(kind: str = "digit", digit: int | None = 7, **fields: object) -> Result:
        likely = 0 if digit is None else digit
        probabilities = tuple(0.91 if d == likely else 0.01 for d in range(10))
        known: dict[str, object] = {
            "id": 1,
            "type": kind,
            "digit": digit,
            "confidence": 0.91,
            "probabilities": probabilities,
            "digitness": 0.99,
            "rejected": None,
            "reason": "",
            "start": 1.0,
            "end": 1.4,
            "closed_at": 1.5,
            "timings": StageTimings(0.1, 0.4, 0.2, 0.1),
        }
        return Result(**{**known, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture
def stamps() -> Callable[[], Stamps]:
    """Make the stamps of a word that ended 100 ms ago."""

    def make() -> Stamps:
        now = time.perf_counter()
        return Stamps(captured=now - 0.01, known=now, speech_end=now - 0.1)

    return make


@pytest.fixture
def tone() -> Callable[..., Columns]:
    """Make columns of silence with a tone at one stream time, in some of the bins."""

    def make(
        start: float, seconds: float, at: float = -1.0, bins: slice = slice(60, 70)
    ) -> Columns:
        step, count = 0.01, round(seconds / 0.01)
        decibels = np.full((count, 257), -100.0, np.float32)
        column = round((at - start) / step)
        if 0 <= column < count:
            decibels[column, bins] = 40.0
        return Columns(start, step, decibels)

    return make


@pytest.fixture
def colour_at() -> Callable[[QWidget, float, float], QColor]:
    """Return the displayed colour at a position of a widget."""

    def look(widget: QWidget, x: float, y: float) -> QColor:
        return widget.grab().toImage().pixelColor(round(x), round(y))

    return look

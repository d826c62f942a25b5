"""What a frame draws, and when none is drawn."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from core.events import Activity
from core.spectrogram import Columns
from desktop.window.main_window import MainWindow
from desktop.window.recognition.bridge import Bridge


def activity(time: float, level: float) -> Activity:
    return Activity(time, level, level + 6.0, -62.0, is_speech=False, is_clipped=False)


def test_pending_levels_and_columns_are_taken_in_order(tone: Callable[..., Columns]) -> None:
    bridge = Bridge()
    for number in range(3):
        bridge.on_activity(activity(0.02 * number, -40.0 + number))
        bridge.on_columns(tone(0.02 * number, 0.02))
    activities, columns = bridge.take_pending()
    assert [one.level_db for one in activities] == [-40.0, -39.0, -38.0]
    assert [round(one.start, 2) for one, _ in columns] == [0.0, 0.02, 0.04]
    assert [arrived for _, arrived in columns] == sorted(arrived for _, arrived in columns)
    assert bridge.take_pending() == ([], [])


def test_a_loud_block_between_two_frames_is_shown(window: MainWindow) -> None:
    window.frames.stop()
    for time, level in ((1.0, -50.0), (1.02, -9.0), (1.04, -48.0)):
        window.bridge.on_activity(activity(time, level))
    window.draw_frame()
    assert window.meter.level_db == -9.0
    assert window.meter.peak_db == -3.0
    window.meter.tick()
    window.meter.show_activity(activity(1.06, -47.0))
    assert window.meter.level_db == -47.0


def test_the_meter_moves_with_every_second_frame(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.frames.stop()
    now = perf_counter() + 10.0
    ticks: list[float] = []
    monkeypatch.setattr(window.meter, "tick", lambda: ticks.append(now))
    monkeypatch.setattr("desktop.window.main_window.time.perf_counter", lambda: now)
    for _ in range(30):
        window.draw_frame()
        now += 1 / 30
    assert len(ticks) == 15


def test_no_frame_is_drawn_while_the_window_cannot_be_seen(
    window: MainWindow,
    tone: Callable[..., Columns],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.frames.stop()
    window.bridge.on_columns(tone(0.0, 3.0))
    is_exposed = False  # minimized: the window stays visible for Qt
    handle = window.windowHandle()
    monkeypatch.setattr(handle, "isExposed", lambda: is_exposed)
    monkeypatch.setattr(window, "windowHandle", lambda: handle)
    ticks: list[float] = []
    monkeypatch.setattr(window.spectrogram, "tick", ticks.append)
    window.draw_frame()
    assert ticks == []
    assert window.spectrogram.image.end_time == pytest.approx(3.0)  # numbers end in time
    is_exposed = True
    window.draw_frame()
    assert len(ticks) == 1


def test_the_window_starts_without_the_plots_of_an_utterance() -> None:
    """pyqtgraph takes 26 MB and 0.3 s; it is imported when plots are first shown."""
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication(['x'])\n"
        "from desktop.window.main_window import MainWindow\n"
        "window = MainWindow(find_devices=list); window.show(); app.processEvents()\n"
        "from desktop.window.utterances.history_window import HistoryWindow\n"
        "print(sorted({'pyqtgraph', 'PySide6.QtOpenGL', 'PySide6.QtTest'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100
    )
    assert done.stdout.strip() == "[]"

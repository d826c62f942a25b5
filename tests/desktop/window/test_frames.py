"""What a frame draws, and when none is drawn."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from core.events import Activity, Number, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.window.main_window import MainWindow
from desktop.window.recognition.bridge import Bridge


def in_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def activity(time: float, level: float) -> Activity:
    return Activity(time, level, level + 6.0, -62.0, is_speech=False, is_clipped=False)


def test_events_are_delivered_in_the_order_in_which_they_arrived(
    tone: Callable[..., Columns], result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    bridge = Bridge()
    seen: list[str] = []
    bridge.activities.connect(lambda some: seen.append(" ".join(f"{one.time:g} s" for one in some)))
    bridge.columns.connect(lambda columns, arrived: seen.append(f"columns at {columns.start:g} s"))
    bridge.result.connect(lambda one, stamps: seen.append(f"digit {one.digit}"))
    bridge.number.connect(lambda number: seen.append(f"number {number.text}"))
    bridge.state.connect(lambda state: seen.append(state.code))

    def work() -> None:
        bridge.on_state(SourceState("listening", "USB Headset"))
        bridge.on_activity(activity(1.0, -40.0))
        bridge.on_activity(activity(1.02, -40.0))
        bridge.on_columns(tone(1.0, 0.04))
        bridge.on_result(result("digit", 7), stamps())
        bridge.on_number(Number(1, "7", (), 1.04), stamps())
        bridge.on_activity(activity(1.04, -40.0))

    in_thread(work)
    assert seen == []
    bridge.deliver()
    assert seen == ["listening", "columns at 1 s", "1 s 1.02 s", "digit 7", "number 7", "1.04 s"]
    bridge.deliver()
    assert len(seen) == 6


def test_a_level_that_arrives_while_results_are_shown_does_not_split_their_number(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    """The first digit ended long before the phrase: later, its pause would be over."""
    window.frames.stop()
    results = [
        result("digit", digit, id=place, phrase=1, start=1.0 + place, end=1.5 + place)
        for place, digit in enumerate((6, 8, 0, 8))
    ]
    ended: list[str] = []
    window.parts.numbers.ended.connect(lambda number: ended.append(number.text))
    window.bridge.result.connect(
        lambda one, stamps: window.bridge.on_activity(activity(one.end + 3.0, -70.0))
    )

    def work() -> None:
        for one in results:
            window.bridge.on_result(one, stamps())
        window.bridge.on_number(Number(1, "6808", tuple(results), 4.8), stamps())

    in_thread(work)
    qtbot.wait_until(lambda: window.digit_line.numbers != [])
    window.bridge.deliver()
    assert window.digit_line.numbers == ["6808"]
    assert ended == ["6808"]


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

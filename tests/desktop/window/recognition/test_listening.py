"""The window with the real worker; recordings read at full speed replace the microphone."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.audio import SAMPLE_RATE, load
from desktop.audio import sources
from desktop.audio.sources import DEMO, FileSource, Source
from desktop.window.connections import listen_for
from desktop.window.main_window import MainWindow
from desktop.window.recognition.listening import Listening

CLIPS = Path(__file__).parents[3] / "audio"
TRUTH = "".join(
    str(word["digit"])
    for word in json.loads(DEMO.with_suffix(".json").read_text())
    if word["digit"] is not None
)

Listen = Callable[..., Listening]


@pytest.fixture
def listen(window: MainWindow, qtbot: QtBot) -> Iterator[Listen]:
    """Connect the window to a worker and start it with a source."""
    started: list[Listening] = []

    def begin(source: Source, bundle: Path | None = None) -> Listening:
        listening = listen_for(window, lambda: source, bundle)
        started.append(listening)
        listening.start()
        return listening

    yield begin
    for listening in started:
        listening.stop()
    qtbot.wait(20)  # for events of the worker that are still queued


@pytest.mark.slow
def test_the_demo_button_plays_the_demo_through_the_whole_pipeline(
    window: MainWindow, listen: Listen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "demo", functools.partial(sources.demo, is_paced=False))
    window.kind = "file"
    listen(FileSource(CLIPS / "missing.flac"))
    qtbot.waitUntil(lambda: "source" in window.notification_bar.shown)
    notification = window.notification_bar.shown["source"]
    assert notification.title.text() == "missing.flac cannot be read"
    assert notification.message.text() == "There is no such file. Check its name."
    window.commands.demo.trigger()
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    assert window.digit_line.digits == TRUTH
    view = window.spectrogram
    assert view.image.end_time == pytest.approx(soundfile.info(DEMO).duration, abs=1.0)
    assert len(view.marks) >= 5


def test_retry_plays_the_same_source_in_a_new_spectrogram(
    window: MainWindow, listen: Listen, qtbot: QtBot
) -> None:
    listen(FileSource(CLIPS / "7_slt_0.flac", is_paced=False))
    codes: list[str] = []
    window.bridge.state.connect(lambda state: codes.append(state.code))
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    view = window.spectrogram
    once, heard = view.image.end_time, window.digit_line.digits
    window.notification_bar.shown["source"].buttons[0].click()
    qtbot.waitUntil(lambda: codes.count("finished") == 2, timeout=30_000)
    qtbot.waitUntil(lambda: window.badge.text == "Finished")
    assert view.image.end_time == pytest.approx(once)
    assert window.digit_line.digits == heard * 2


def test_a_file_requested_before_the_worker_is_loaded_is_played(
    window: MainWindow, qtbot: QtBot
) -> None:
    listening = listen_for(window, lambda: FileSource(CLIPS / "missing.flac"), None)
    window.play_file(CLIPS / "3_slt_0.flac")
    listening.start()
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    assert "source" in window.notification_bar.shown
    assert window.windowTitle().startswith("3_slt_0.flac")
    listening.stop()


def test_pause_and_resume(window: MainWindow, listen: Listen, qtbot: QtBot) -> None:
    listen(FileSource(DEMO))
    qtbot.waitUntil(lambda: window.badge.text in ("Listening", "Hearing speech"), timeout=30_000)
    window.commands.pause.trigger()
    qtbot.waitUntil(lambda: window.badge.text == "Paused")
    view = window.spectrogram
    qtbot.wait(100)
    paused_at = view.image.end_time
    qtbot.wait(200)
    assert view.image.end_time == paused_at
    assert window.meter.level_db == -72.0
    window.commands.pause.trigger()
    qtbot.waitUntil(lambda: view.image.end_time > paused_at)
    assert window.commands.pause.text() == "Pause"


def test_a_damaged_model_is_reported_and_the_spectrogram_works(
    window: MainWindow, listen: Listen, qtbot: QtBot, tmp_path: Path
) -> None:
    listen(FileSource(CLIPS / "7_slt_0.flac", is_paced=False), tmp_path / "nothing")
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    assert "nothing" in window.notification_bar.shown["model"].message.text()
    assert window.digit_panel.title.text() == "No recognition"
    assert window.digit_line.digits == ""
    view = window.spectrogram
    assert view.image.end_time > 0.5


def test_a_stop_before_loading_prevents_the_start(window: MainWindow, qtbot: QtBot) -> None:
    listening = listen_for(window, lambda: FileSource(CLIPS / "7_slt_0.flac"), None)
    listening.stop()
    listening.start()
    qtbot.wait(300)
    assert window.badge.text == "Opening…"


@pytest.mark.slow
def test_closing_the_window_during_a_word_ends_the_worker(
    window: MainWindow, listen: Listen, qtbot: QtBot, qapp: QApplication
) -> None:
    listening = listen(FileSource(DEMO))
    qtbot.waitUntil(lambda: window.badge.text == "Hearing speech", timeout=30_000)
    window.close()
    listening.stop()
    qapp.processEvents()
    assert listening._worker is not None
    assert listening._worker._thread is not None
    assert not listening._worker._thread.is_alive()


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten minutes: the demo again and again, with pauses three times as long."""
    sound = np.pad(load(DEMO), (0, 3 * len(load(DEMO))))
    path = tmp_path_factory.mktemp("long") / "long.flac"
    soundfile.write(path, np.tile(sound, 1 + 600 * SAMPLE_RATE // len(sound)), SAMPLE_RATE)
    return path


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_ten_minutes_are_read_with_progress_in_a_responsive_window(
    window: MainWindow, listen: Listen, qtbot: QtBot, long_recording: Path
) -> None:
    listen(FileSource(CLIPS / "7_slt_0.flac", is_paced=False))
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    window.commands.clear.trigger()
    window.play_file(long_recording)
    strip, seen = window.file_progress, set()
    window.frames.timeout.connect(lambda: seen.add(strip.bar.value()))
    qtbot.waitUntil(strip.isVisible, timeout=30_000)
    window.commands.linear.trigger()  # the window responds
    qtbot.waitUntil(strip.isHidden, timeout=300_000)
    assert window.badge.text == "Finished"
    assert len(seen) > 10  # the bar has moved in steps
    assert len(window.digit_line.digits) >= 7 * len(TRUTH) * 0.9
    assert "long.flac" in window.notification_bar.shown["source"].title.text()
    assert window.history[len(window.history) - 1].result.start > 500


@pytest.mark.slow
def test_a_long_recording_can_be_stopped(
    window: MainWindow, listen: Listen, qtbot: QtBot, long_recording: Path
) -> None:
    listening = listen(FileSource(CLIPS / "7_slt_0.flac", is_paced=False))
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=30_000)
    window.microphone_requested.disconnect(listening.use_microphone)  # there may be no microphone
    window.play_file(long_recording)
    strip = window.file_progress
    qtbot.waitUntil(lambda: strip.isVisible() and strip.position > 5, timeout=60_000)
    qtbot.mouseClick(strip.stop_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert window.notification_bar.shown["file"].title.text() == "Stopped: long.flac"
    assert window.kind == "microphone"

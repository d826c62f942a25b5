"""Measure one window from inside; `desktop.bench.window` starts this as a program.

Arguments: the kind, the wall time of its start, and the seconds to measure frames. Prints one JSON
object.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SIZE = (1280, 800)
INTERVAL_MS = 33
SETTLE = 1.5


def rss_mb() -> float:
    """Resident memory of this process, MiB."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, AttributeError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (2**20 if sys.platform == "darwin" else 2**10)


class Watch:
    """Measures frames, and the CPU time meanwhile."""

    def __init__(self) -> None:
        self.work: list[float] = []
        self.begun: list[float] = []
        self.cpu: list[float] = []
        self._cpu = self._gui = self._wall = 0.0

    def start(self) -> None:
        """Discard all measurements and start again."""
        self.work.clear()
        self.begun.clear()
        self.cpu.clear()
        self._cpu, self._gui = time.process_time(), time.thread_time()
        self._wall = time.perf_counter()

    def frame(self, draw: Callable[[], object]) -> None:
        """Measure one frame; `draw` must paint, not request a paint event."""
        begun, spent = time.perf_counter(), time.thread_time()
        draw()
        self.begun.append(begun)
        self.cpu.append(1e3 * (time.thread_time() - spent))
        self.work.append(1e3 * (time.perf_counter() - begun))

    def summary(self) -> dict[str, Any]:
        """The measurements since `start`."""
        import numpy as np

        from core.levels import percentile  # that of numpy would use 6 MB more

        def percent(values: Any, share: float) -> float:
            return float(percentile(np.asarray(values, np.float64), share))

        wall = time.perf_counter() - self._wall
        gaps = 1e3 * np.diff(self.begun)
        return {
            "cpu_percent": round(100 * (time.process_time() - self._cpu) / wall, 1),
            "gui_percent": round(100 * (time.thread_time() - self._gui) / wall, 1),
            "frames_per_s": round(len(self.begun) / wall, 1),
            "frame_cpu_ms": round(sum(self.cpu) / len(self.cpu), 2),
            "frame_p50_ms": round(percent(self.work, 50), 2),
            "frame_p99_ms": round(percent(self.work, 99), 2),
            "late_p99_ms": round(percent(gaps, 99), 1),
        }


NOTHING: dict[str, Any] = {
    "cpu_percent": None, "gui_percent": None, "frames_per_s": None, "frame_cpu_ms": None,
    "frame_p50_ms": None, "frame_p99_ms": None,
    "late_p99_ms": None,
}  # fmt: skip


def _say(begun: float, visible: float, ready: float | None, frames: dict[str, Any]) -> None:
    record = {
        "visible_s": visible - begun,
        "ready_s": None if ready is None else ready - begun,
        "rss_mb": round(rss_mb(), 1),
        **frames,
    }
    print(json.dumps(record), flush=True)
    os._exit(0)


def ours(begun: float, seconds: float) -> None:
    """The real window, as in `desktop.app`, with the demo instead of the microphone."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.settings import Settings
    from desktop.window.connections import listen_for
    from desktop.window.main_window import MainWindow
    from desktop.window.theme.switcher import ThemeSwitcher
    from desktop.window.translations import install_translators

    app = QApplication(sys.argv[:1])
    install_translators(app)
    theme_switcher = ThemeSwitcher(app)
    window = MainWindow(Settings(is_welcomed=True), "demo")
    window.parts.theme_switcher = theme_switcher
    window.resize(*SIZE)

    def source() -> Any:
        from desktop.audio import portaudio_thread
        from desktop.audio.sources import demo

        # PortAudio is loaded as with a microphone, so that its time and memory count.
        threading.Thread(
            target=lambda: portaudio_thread.submit(lambda _: None), daemon=True
        ).start()
        return demo()

    listening = listen_for(window, source)
    seen: dict[str, float] = {}
    watch = Watch()
    window.first_painted.connect(lambda: seen.setdefault("visible", time.time()))
    window.first_painted.connect(listening.start)
    draw = window.draw_frame

    def frame() -> None:
        def whole() -> None:
            draw()
            app.processEvents()  # handles the paint events

        watch.frame(whole)

    def check_ready() -> None:
        if window.spectrogram.image.end_time > 0 and "ready" not in seen and seen.get("model"):
            seen["ready"] = time.time()
            poll.stop()  # would distort the measurement
            if seconds <= 0:
                _say(begun, seen["visible"], seen["ready"], NOTHING)
            QTimer.singleShot(round(1e3 * SETTLE), begin)

    def begin() -> None:
        window.frames.timeout.disconnect()
        window.frames.timeout.connect(frame)
        watch.start()
        QTimer.singleShot(round(1e3 * seconds), end)

    def end() -> None:
        _say(begun, seen["visible"], seen["ready"], watch.summary())

    listening.model_loaded.connect(lambda: seen.setdefault("model", time.time()))
    poll = QTimer()
    poll.timeout.connect(check_ready)
    poll.start(5)
    window.show()
    app.exec()


def bare(begun: float, seconds: float) -> None:
    """An empty Qt window: the minimum for a program with Qt and Python."""
    del seconds
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel

    class Bare(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            now = time.time()
            QTimer.singleShot(0, lambda: _say(begun, now, None, NOTHING))

    app = QApplication(sys.argv[:1])
    window = Bare("bare")
    window.resize(*SIZE)
    window.show()
    app.exec()


def roll(begun: float, seconds: float) -> None:
    """The spectrogram of the demo, drawn with ``np.roll`` and pyqtgraph's ImageItem."""
    import numpy as np
    import pyqtgraph as pg
    from PySide6.QtCore import QTimer

    from core.audio import load
    from core.spectrogram import ColumnStream
    from desktop.audio.sources import DEMO

    app = pg.mkQApp()
    view = pg.GraphicsLayoutWidget()
    plot: Any = view.ci.addPlot()
    item = pg.ImageItem(axisOrder="row-major")
    item.setColorMap("magma")
    plot.addItem(item)
    view.resize(*SIZE)
    view.show()
    samples, columns = load(DEMO), ColumnStream()
    picture = np.full((257, 900), -100.0, np.float32)
    watch, taken, visible = Watch(), [0], time.time()
    started = time.perf_counter()

    def draw() -> None:
        due = round(16_000 * (time.perf_counter() - started)) % len(samples)
        begin, taken[0] = taken[0], due
        new = columns.feed(samples[begin:due] if due > begin else samples[:due]).decibels.T
        if new.shape[1]:
            picture[:] = np.roll(picture, -new.shape[1], axis=1)
            picture[:, -new.shape[1] :] = new
            item.setImage(picture, autoLevels=False, levels=(-40.0, 40.0))
        app.processEvents()

    timer = QTimer()
    timer.timeout.connect(lambda: watch.frame(draw))
    timer.start(INTERVAL_MS)
    QTimer.singleShot(round(1e3 * SETTLE), watch.start)
    whole = round(1e3 * (SETTLE + max(seconds, 0.5)))
    QTimer.singleShot(whole, lambda: _say(begun, visible, None, watch.summary()))
    app.exec()


if __name__ == "__main__":
    kind, at, how_long = sys.argv[1:4]
    {"ours": ours, "bare": bare, "roll": roll}[kind](float(at), float(how_long))

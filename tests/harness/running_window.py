"""The program in its own process, with its window read and controlled from the test.

`RunningWindow` starts this file as a program, which runs the command line's `main`. In that process
a timer reads the widgets and prints what they show, one JSON object for each change. Commands come
on stdin: press a button, save a screenshot, close.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self

REPOSITORY = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 110.0
PATIENCE = 30.0
"""Seconds. Not a requirement: `make bench` measures how fast the program is."""

CRASH = "SPOKEN_DIGITS_TEST_CRASH"
"""Names a file for the traceback of a crash: the program itself filters its stderr."""

Shown = dict[str, Any]
"""What the widgets show; see `_read`."""


class RunningWindow:
    """The running program. As a context manager it is always killed at the end.

    Parameters
    ----------
    arguments : sequence of str
        Of the command line.
    home : Path
        The home folder, for settings and log.
    environment : dict
        More variables, for the display and the microphone.
    """

    def __init__(self, *arguments: str, home: Path, environment: dict[str, str]) -> None:
        own = {"HOME": str(home), "PYTHONPATH": str(REPOSITORY), CRASH: str(home / "crash.txt")}
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            own[f"XDG_{name}_HOME"] = str(home / name.lower())
        foreign = {"DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER", "QT_QPA_PLATFORM"}
        inherited = {name: os.environ[name] for name in os.environ.keys() - foreign}
        self._errors = (home / "stderr.txt").open("w+")
        self._crash = home / "crash.txt"
        self.process = subprocess.Popen(
            [sys.executable, __file__, *arguments],
            env={**inherited, **own, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        assert self.process.stdout is not None
        self._news: queue.Queue[Shown | None] = queue.Queue()
        self.history: list[Shown] = []
        threading.Thread(target=self._listen, args=[self.process.stdout], daemon=True).start()

    def __enter__(self) -> Self:
        self.wait_for(lambda shown: shown["is_visible"], START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self._errors):
            if pipe is not None:
                pipe.close()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        with contextlib.suppress(queue.Empty):
            while (news := self._news.get_nowait()) is not None:
                self.history.append(news)
            self._news.put(None)  # so that `wait_for` finds the end, too
        return self.history[-1]

    @property
    def stderr(self) -> str:
        """All of stderr, and the traceback of a crash."""
        self._errors.seek(0)
        crash = self._crash.read_text() if self._crash.exists() else ""
        return self._errors.read() + crash

    def wait_for(self, is_true: Callable[[Shown], object], seconds: float = PATIENCE) -> Shown:
        """Wait until the window shows something.

        Raises
        ------
        AssertionError
            After `seconds`, or if the program has ended.
        """
        if self.history and is_true(self.shown):
            return self.history[-1]
        deadline = time.monotonic() + seconds
        while True:
            try:
                news = self._news.get(timeout=max(deadline - time.monotonic(), 0.0))
            except queue.Empty:
                last = self.history[-1] if self.history else None
                raise AssertionError(f"not within {seconds} s; shown: {last}") from None
            if news is None:
                code = self.process.wait()
                raise AssertionError(f"the program has ended ({code}): {self.stderr[-2000:]}")
            self.history.append(news)
            if is_true(news):
                return news

    def ask(self, what: str, *values: Any) -> None:
        """Send a command; see `_COMMANDS`."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([what, *values]) + "\n")
        self.process.stdin.flush()

    def save_screenshot(self, path: Path, what: str = "main") -> None:
        """Save an image of the main window, or of one of its dialogs."""
        before = self.shown["screenshots"]
        self.ask("screenshot", str(path), what)
        self.wait_for(lambda shown: shown["screenshots"] > before, 110)

    def close(self) -> int:
        """Close the window, and return the exit code."""
        self.ask("close")
        return self.process.wait(timeout=PATIENCE)

    def interrupt(self) -> int:
        """Interrupt the program as Ctrl+C does, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    def _listen(self, pipe: IO[str]) -> None:
        for line in pipe:
            self._news.put(json.loads(line))
        self._news.put(None)


# -- In the process of the program -----------------------------------------------------------------


def _read(window: Any, screenshots: int) -> Shown:
    view = window.spectrogram
    return {
        "is_visible": window.isVisible(),
        "state": window.badge.text,
        "digits": window.digit_line.digits,
        "numbers": window.digit_line.numbers,
        "word": window.digit_panel.title.text(),
        "detail": window.digit_panel.detail.text(),
        "digit_state": window.digit_panel.large_digit.state,
        "number": window.digit_panel.large_digit.number,
        "heard_to_shown_ms": window.digit_panel.heard_to_shown_ms,
        "timing": window.digit_panel.timing.text(),
        "notifications": {
            topic: [notification.title.text(), notification.message.text()]
            for topic, notification in window.notification_bar.shown.items()
        },
        "marks": view.marks.texts,
        "heard_seconds": int(view.image.end_time),
        "level_db": round(window.meter.level_db, -1),
        "devices": [device.name for device in window.controls.picker.devices],
        "title": window.windowTitle(),
        "platform": _platform(),
        "size": [window.width(), window.height()],
        "frame": window.frameGeometry().getRect(),
        "screen": window.screen().availableGeometry().getRect(),
        "progress": window.file_progress.bar.value() if window.file_progress.isVisible() else None,
        "heard": len(window.history),
        "rows": [one.digit for one in map(window.history.__getitem__, range(len(window.history)))],
        "rows_shown": window.history.rowCount(),
        "plots": [
            name
            for name in ("history", "utterance")
            if (dialog := getattr(window.dialogs, name)) is not None
            and dialog.card.plots is not None
            and dialog.card.plots.isVisible()
        ],
        "screenshots": screenshots,
    }


def _platform() -> str:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName()


def _press(window: Any, text: str) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for button in window.findChildren(QAbstractButton):
        if button.text() == text and button.isVisible():
            button.click()
            return
    raise LookupError(f"there is no button {text!r}")


def _save_screenshot(window: Any, path: str, what: str) -> None:
    shown = window if what == "main" else getattr(window.dialogs, what)
    shown.grab().save(path)


def _open_detail(window: Any, number: int) -> None:
    window.spectrogram.utterance_activated.emit(window.history[number].result.id)


def _choose(window: Any, number: int) -> None:
    window.dialogs.history.select(window.history[number])


def _fail(window: Any, text: str) -> None:
    raise RuntimeError(text)


_COMMANDS: dict[str, Callable[..., object]] = {
    "press": _press,
    "screenshot": _save_screenshot,
    "detail": _open_detail,
    "choose": _choose,
    "fail": _fail,
    "resize": lambda window, *size: window.resize(*size),
    "resize_dialog": lambda window, name, *size: getattr(window.dialogs, name).resize(*size),
    "trigger": lambda window, name: getattr(window.commands, name).trigger(),
    "page": lambda window, row: window.dialogs.settings.names.setCurrentRow(row),
    "open": lambda window, path: window.play_file(Path(path)),
    "close": lambda window: window.close(),
}


def _program() -> int:
    from PySide6.QtCore import QObject, QTimer, Signal
    from PySide6.QtWidgets import QApplication

    from desktop.window.main_window import MainWindow

    class Remote(QObject):
        received = Signal(object)

        def __init__(self) -> None:
            super().__init__()
            self.screenshots = 0
            self.reported: Shown = {}
            self.received.connect(self.execute)
            self.timer = QTimer(self)
            self.timer.timeout.connect(self.report)
            self.timer.start(20)
            threading.Thread(target=self.listen, daemon=True).start()

        def window(self) -> Any:
            found = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
            return found[0] if found else None

        def report(self) -> None:
            window = self.window()
            if window is not None and (shown := _read(window, self.screenshots)) != self.reported:
                self.reported = shown
                sys.stdout.write(json.dumps(shown) + "\n")
                sys.stdout.flush()

        def execute(self, words: list[Any]) -> None:
            _COMMANDS[words[0]](self.window(), *words[1:])
            self.screenshots += words[0] == "screenshot"

        def listen(self) -> None:
            for line in sys.stdin:
                self.received.emit(json.loads(line))

    app = QApplication(["spoken-digits"])
    remote = Remote()
    from desktop.cli import main

    code = main(sys.argv[1:])
    remote.timer.stop()
    del app
    return code


if __name__ == "__main__":
    with open(os.environ[CRASH], "w") as _traceback:  # noqa: PTH123 - open until the process ends
        faulthandler.enable(_traceback)
        sys.exit(_program())

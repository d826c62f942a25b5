"""Takes screenshots of all screens of the kiosk: ``make kiosk-screenshots``.

The kiosk's window runs off screen in two languages, in landscape and portrait, and gets the events
of a person. There is one sheet for each language and orientation.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.events import (
    Command,
    Event,
    Heard,
    Language,
    Phrase,
    Press,
    Provisional,
    Tick,
)
from desktop.kiosk.entry.state import Rules
from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.heartbeat import heartbeat_path
from desktop.kiosk.process.pin import set_pin
from desktop.kiosk.ui.kiosk_window import KioskWindow

SIZES = {"landscape": (1280, 800), "portrait": (800, 1280)}
COLUMNS = {"landscape": 3, "portrait": 7}
GAP = 24


def heard(digit: int, confidence: float = 0.97) -> Heard:
    """A word that sounds like this digit."""
    rest = (1.0 - confidence) / 9
    return Heard(tuple(confidence if d == digit else rest for d in range(10)), 0.98, is_digit=True)


def said(*digits: int | Heard) -> Phrase:
    """Digits in one breath."""
    return Phrase(tuple(one if isinstance(one, Heard) else heard(one) for one in digits))


class ScreenshotSession:
    """Shows all screens of one kiosk.

    Parameters
    ----------
    state : Path
        The kiosk's state folder.
    language : str
    size : (int, int)
    """

    def __init__(self, state: Path, language: str, size: tuple[int, int]) -> None:
        rules = Rules(language=language, confirm_pause=3.0)
        others = ("de", "en") if language == "de" else ("en", "de")
        config = Config(Path("kiosk.toml"), state=state, languages=others, rules=rules)
        self._config = config
        self.window = KioskWindow(
            config, JournalWriter(state / "journal", "screenshots"), lambda _: None
        )
        self.window.microphone = "listening"
        self.window.resize(*size)
        self.window.show()

    def send(self, *events: Event) -> None:
        """Send events to the window."""
        for event in events:
            self.window.handle(event)

    def wait(self, seconds: float) -> None:
        """Wait while the window runs."""
        self.window.session.handle(Tick())
        QTest.qWait(round(1000 * seconds))

    def wait_for(self, screen: str) -> None:
        """Wait for a screen."""
        deadline = time.monotonic() + 30
        while self.window.session.state.screen != screen and time.monotonic() < deadline:
            QTest.qWait(20)

    def take(self) -> QPixmap:
        """Take a screenshot."""
        QApplication.processEvents()
        return self.window.grab()

    def steps(self) -> dict[str, Callable[[], None]]:
        """The name of each screenshot, and the step that leads to it from the one before."""
        return {
            "1-attract": lambda: self.send(Language(self._config.rules.language)),
            "2-listening": lambda: self.send(Provisional((4, 0))),
            "3-uncertain": lambda: self.send(said(4, heard(0, 0.4), 7, 1)),
            "4-asked-again": lambda: self.wait_for("asking"),
            "5-asked-to-tap": lambda: self.send(said(heard(5, 0.3)), said(heard(9, 0.3))),
            "6-readback": lambda: (self.send(Press(0)), self.wait(1.3))[0],
            "7-other-word": lambda: self.send(said(heard(0, 0.3))),
            "8-said-again": lambda: self.send(said(4, 0), Provisional((7,))),
            "9-change": self._change,
            "10-result": self._result,
            "11-no-microphone": self._no_microphone,
            "12-cancelled": lambda: self.send(Command("cancel")),
            "13-staff-pin": self._staff_pin,
            "14-staff": self._staff,
        }

    def _change(self) -> None:
        self.send(said(7, 1))
        self.send(Command("change"), Command("undo"), Press(5), Command("change"))
        self.window.page.boxes.touched.emit(2)

    def _result(self) -> None:
        self.send(Press(7), Command("confirm"))
        self.wait_for("done")

    def _no_microphone(self) -> None:
        self.window.microphone = "recovering"
        self.send(Command("start"), Press(3))

    def _staff_pin(self) -> None:
        self.window.show_staff()
        for digit in (2, 5, 8):
            self.window.staff.press(digit)

    def _staff(self) -> None:
        self.window.microphone, self.window.source = "listening", "USB Microphone"
        self.window.level = lambda: -27.0
        self.window.staff.press(0)
        self.window.staff.enter()
        courier = {"pending": 0, "delivered": 128, "problem": ""}
        test = {
            "time": "2026-11-25T03:12:07+00:00",
            "passed": True,
            "detail": "17 digits recognized",
        }
        FixedFile(heartbeat_path(self._config.state, "courier")).write(courier)
        FixedFile(heartbeat_path(self._config.state, "supervisor")).write({"self_test": test})
        self.wait(1.5)


def sheet(pictures: list[QPixmap], columns: int) -> QPixmap:
    """Combine screenshots in one picture."""
    size: QSize = pictures[0].size() / 2
    rows = -(-len(pictures) // columns)
    whole = QPixmap(columns * (size.width() + GAP) + GAP, rows * (size.height() + GAP) + GAP)
    whole.fill(QColor("#3b4048"))
    painter = QPainter(whole)
    for place, picture in enumerate(pictures):
        row, column = divmod(place, columns)
        at = QPoint(GAP + column * (size.width() + GAP), GAP + row * (size.height() + GAP))
        smooth = Qt.TransformationMode.SmoothTransformation
        painter.drawPixmap(at, picture.scaled(size, mode=smooth))
    painter.end()
    return whole


def main() -> int:
    """Take all screenshots."""
    parser = argparse.ArgumentParser(description="take screenshots of the kiosk")
    parser.add_argument("docs", type=Path, help="folder with a folder screenshots/ for the sheets")
    parser.add_argument("--single", type=Path, help="folder for the single screenshots")
    options = parser.parse_args()
    app = QApplication(["kiosk"])
    app.setStyle("Fusion")
    # Keep the sessions: if the journal's thread deleted a window, Qt would crash.
    sessions: list[ScreenshotSession] = []
    for language in ("en", "de"):
        for name, size in SIZES.items():
            with tempfile.TemporaryDirectory() as folder:
                set_pin(Path(folder), "2580")
                # As in the kiosk, the log is in the state folder; this one is empty.
                os.environ["XDG_STATE_HOME"] = folder
                session = ScreenshotSession(Path(folder), language, size)
                sessions.append(session)
                pictures: list[QPixmap] = []
                for shot, step in session.steps().items():
                    step()
                    pictures.append(session.take())
                    if options.single:
                        options.single.mkdir(parents=True, exist_ok=True)
                        pictures[-1].save(str(options.single / f"{language}-{name}-{shot}.png"))
                path = options.docs / "screenshots" / f"kiosk-{language}-{name}.png"
                sheet(pictures, COLUMNS[name]).save(str(path))
                session.window.hide()
                print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

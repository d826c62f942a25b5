"""Photographs the whole flow of the kiosk: ``make kiosk-screenshots``.

In two languages, on a screen that lies and on one that stands: the kiosk's own window off screen,
led through the flow by what people do and say. One sheet for each language and screen.
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
from desktop.kiosk.entry.events import Command, Guessed, Heard, Input, Language, Press, Tick
from desktop.kiosk.entry.state import Rules
from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.heartbeat import beat_path
from desktop.kiosk.process.pin import set_pin
from desktop.kiosk.ui.kiosk_window import KioskWindow

SIZES = {"landscape": (1280, 800), "portrait": (800, 1280)}
COLUMNS = {"landscape": 3, "portrait": 7}
GAP = 24


def heard(digit: int, confidence: float = 0.97) -> Heard:
    """A word that sounds like this digit."""
    rest = (1.0 - confidence) / 9
    return Heard(tuple(confidence if d == digit else rest for d in range(10)), 0.98, is_digit=True)


class Photographer:
    """Leads one kiosk through the flow.

    Parameters
    ----------
    state : Path
        The kiosk's folder.
    language : str
    size : (int, int)
    """

    def __init__(self, state: Path, language: str, size: tuple[int, int]) -> None:
        rules = Rules(language=language, confirm_pause=3.0)
        others = ("de", "en") if language == "de" else ("en", "de")
        config = Config(Path("kiosk.toml"), state=state, languages=others, rules=rules)
        self._config = config
        self.window = KioskWindow(config, JournalWriter(state / "journal", "photo"), lambda _: None)
        self.window.microphone = "listening"
        self.window.resize(*size)
        self.window.show()

    def does(self, *inputs: Input) -> None:
        """Let things happen."""
        for happened in inputs:
            self.window.happen(happened)

    def waits(self, seconds: float) -> None:
        """Let time pass."""
        self.window.station.happen(Tick())
        QTest.qWait(round(1000 * seconds))

    def waits_for(self, screen: str) -> None:
        """Let time pass until a screen is there."""
        deadline = time.monotonic() + 30
        while self.window.station.state.screen != screen and time.monotonic() < deadline:
            QTest.qWait(20)

    def photograph(self) -> QPixmap:
        """What is on the screen."""
        QApplication.processEvents()
        return self.window.grab()

    def flow(self) -> dict[str, Callable[[], None]]:
        """Each picture's name, and what leads there from the one before."""
        return {
            "1-attract": lambda: self.does(Language(self._config.rules.language)),
            "2-listening": lambda: self.does(heard(4), Guessed(0)),
            "3-doubtful": lambda: self.does(heard(0, 0.4), heard(7), heard(1)),
            "4-asked-again": lambda: self.waits_for("asking"),
            "5-asked-to-tap": lambda: self.does(heard(5, 0.3), heard(9, 0.3)),
            "6-read-back": lambda: (self.does(Press(0)), self.waits(1.3))[0],
            "7-said-again": lambda: self.does(heard(4), heard(0), Guessed(7)),
            "8-change": self._change,
            "9-result": self._result,
            "10-no-microphone": self._no_microphone,
            "11-cancelled": lambda: self.does(Command("cancel")),
            "12-staff-pin": self._staff_pin,
            "13-staff": self._staff,
        }

    def _change(self) -> None:
        self.does(heard(7), heard(1))
        self.does(Command("change"), Command("undo"), Press(5), Command("change"))
        self.window.page.boxes.touched.emit(2)

    def _result(self) -> None:
        self.does(Press(7), Command("confirm"))
        self.waits_for("done")

    def _no_microphone(self) -> None:
        self.window.microphone = "recovering"
        self.does(Command("start"), Press(3))

    def _staff_pin(self) -> None:
        self.window.show_staff()
        for digit in (2, 5, 8):
            self.window.staff.press(digit)

    def _staff(self) -> None:
        self.window.microphone = "listening"
        self.window.staff.press(0)
        self.window.staff.enter()
        courier = {"pending": 0, "delivered": 128, "trouble": ""}
        test = {"time": "2026-11-25T03:12:07+00:00", "passed": True, "detail": "17 of 17"}
        FixedFile(beat_path(self._config.state, "courier")).write(courier)
        FixedFile(beat_path(self._config.state, "supervisor")).write({"self_test": test})
        self.waits(1.5)


def sheet(pictures: list[QPixmap], columns: int) -> QPixmap:
    """All pictures on one."""
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
    """Take all pictures."""
    parser = argparse.ArgumentParser(description="photograph the kiosk")
    parser.add_argument("docs", type=Path, help="folder whose screenshots/ gets the sheets")
    parser.add_argument("--single", type=Path, help="folder for every picture of its own")
    options = parser.parse_args()
    app = QApplication(["kiosk"])
    app.setStyle("Fusion")
    # Kept to the end: else a journal's thread may collect a window, and Qt dies of that.
    people: list[Photographer] = []
    for language in ("en", "de"):
        for name, size in SIZES.items():
            with tempfile.TemporaryDirectory() as folder:
                set_pin(Path(folder), "2580")
                person = Photographer(Path(folder), language, size)
                people.append(person)
                pictures: list[QPixmap] = []
                for shot, lead in person.flow().items():
                    lead()
                    pictures.append(person.photograph())
                    if options.single:
                        options.single.mkdir(parents=True, exist_ok=True)
                        pictures[-1].save(str(options.single / f"{language}-{name}-{shot}.png"))
                path = options.docs / "screenshots" / f"kiosk-{language}-{name}.png"
                sheet(pictures, COLUMNS[name]).save(str(path))
                person.window.hide()
                print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

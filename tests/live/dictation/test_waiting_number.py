"""A doubtful number waits in a program with the focus, and each number is followed by Return."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dictation.phrase import Spoken
from desktop.settings import Settings
from desktop.window.background.first_instance import FirstInstance
from desktop.window.background.presence import Presence
from desktop.window.main_window import MainWindow
from desktop.window.output.digit_output import DigitOutput
from tests.harness.requirements import needs_xdotool
from tests.harness.text_fields import TextField, needs_gtk, xdotool

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytestmark = [
    pytest.mark.live,
    needs_xdotool,
    needs_gtk,
    # What Qt's platform without a screen lacks.
    pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", extend=True),
]


@pytest.fixture
def presence(
    screen: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Presence]:
    """A window that is hidden, so that only the overlay asks about a doubtful number."""
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no")
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    settings = Settings(typing="keys", typing_end="\n", is_welcomed=True)
    before = QApplication.quitOnLastWindowClosed()
    window = MainWindow(settings, find_devices=list)
    qtbot.addWidget(window)
    made = Presence(window, FirstInstance(tmp_path / "window.sock"))
    yield made
    window.closed.disconnect(QApplication.quit)
    made.close()
    window.parts.digit_output.stop()
    QApplication.setQuitOnLastWindowClosed(before)


def say(output: DigitOutput, phrase: int, text: str, guess: str = "") -> None:
    output._show(Spoken(phrase, text, guess or text))
    output._end(Spoken(phrase, text, guess or text))


@pytest.mark.parametrize("answer", ["again", "another", "button", "return", "drop"])
def test_each_number_is_followed_by_return_whatever_the_answer_is(
    presence: Presence, field: TextField, screen: dict[str, str], qtbot: QtBot, answer: str
) -> None:
    output, overlay = presence._output, presence.overlay
    say(output, 1, "1111")
    say(output, 2, "42?1", "4271")
    qtbot.waitUntil(overlay.type_button.isVisible)
    expected = "1111\n4271\n"
    if answer == "again":
        say(output, 3, "4271")
    elif answer == "another":
        say(output, 3, "9999")
        expected = "1111\n9999\n"
    elif answer == "button":
        overlay.type_button.click()
    elif answer == "return":
        xdotool(screen, "keydown", "Return")
    else:
        overlay.drop_button.click()
        expected = "1111\n"
    qtbot.waitUntil(lambda: field.text == expected)
    say(output, 4, "5555")  # while Return may still be held down
    expected += "5555\n"
    qtbot.waitUntil(lambda: field.text == expected)
    if answer == "return":
        xdotool(screen, "keyup", "Return")
    xdotool(screen, "key", "Return")  # the user's own
    qtbot.waitUntil(lambda: field.text == expected + "\n")

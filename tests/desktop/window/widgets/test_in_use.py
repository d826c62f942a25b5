"""What is typed and whose profile is used is always visible, and one click ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


class _NoDictation:
    """Types nothing."""

    def prepare(self) -> None:
        pass

    def stop(self) -> None:
        pass


@pytest.fixture(autouse=True)
def nothing_is_typed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.parts.digit_output, "_make_dictation", lambda *_: _NoDictation())


def test_typing_is_shown_and_ended_by_a_click(
    window: MainWindow, qtbot: QtBot, monkeypatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    in_use = window.parts.in_use
    assert not in_use.isVisible()
    window.change_settings({"typing": "keys"})
    assert in_use.output.isVisible()
    assert in_use.output.text() == "Typing into other programs"
    assert not in_use.profile.isVisible()
    with qtbot.waitSignal(window.settings_changed):
        qtbot.mouseClick(in_use.output, LEFT)
    assert window.settings.typing == "off"
    assert not in_use.isVisible()
    window.change_settings({"typing": "clipboard"})
    assert in_use.output.text() == "Copying to the clipboard"
    window.change_settings({"typing": "off"})


def test_it_is_shown_that_nothing_is_typed_while_the_program_has_the_focus(
    window: MainWindow, qtbot: QtBot, monkeypatch
) -> None:
    button = window.parts.in_use.output
    window.change_settings({"typing": "keys"})
    window.activateWindow()
    qtbot.waitUntil(lambda: button.text() == "Not typing: this program has the focus")
    other = QLineEdit()  # stands for another program, which "offscreen" does not have
    qtbot.addWidget(other)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: button.text() == "Typing into other programs")
    window.change_settings({"typing": "off"})


def test_the_focus_goes_to_another_program_when_a_dialog_ends(
    window: MainWindow, qtbot: QtBot, monkeypatch
) -> None:
    button = window.parts.in_use.output
    window.change_settings({"typing": "keys"})
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    qtbot.waitUntil(lambda: button.text() == "Not typing: this program has the focus")
    # On X11, closing a dialog can end like this; the focus window does not change.
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    button.clearFocus()
    assert button.text() == "Typing into other programs"
    window.change_settings({"typing": "off"})


def test_the_profile_is_shown_and_ended_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    in_use = window.parts.in_use
    in_use.show_profile("Ann")
    assert (in_use.profile.isVisible(), in_use.profile.text()) == (True, "Voice: Ann")
    assert "Click to use no profile" in in_use.profile.accessibleName()
    with qtbot.waitSignal(in_use.profile_ended):
        qtbot.mouseClick(in_use.profile, LEFT)
    in_use.show_profile("")
    assert not in_use.isVisible()


def test_both_stay_visible_in_the_smallest_windows(window: MainWindow, qtbot: QtBot) -> None:
    in_use = window.parts.in_use
    in_use.show_output("clipboard")
    in_use.show_profile("A name that is much longer than the window is wide, by any measure")
    window.commands.mini.trigger()
    qtbot.waitUntil(lambda: window.width() < 300)
    qtbot.waitUntil(lambda: in_use.width() <= window.width())
    for button in (in_use.output, in_use.profile):
        assert button.isVisible()
        assert in_use.rect().contains(button.geometry())
    assert in_use.profile.text().endswith("…")
    assert in_use.output.geometry().bottom() < in_use.profile.geometry().top()

"""The settings page for numbers in other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.window.settings import autostart
from desktop.window.settings.typing_page import TypingPage


@pytest.fixture
def changes() -> dict[str, object]:
    return {}


@pytest.fixture
def page(
    qtbot: QtBot,
    changes: dict[str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> TypingPage:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    shown = TypingPage(Settings())
    shown.changed.connect(changes.update)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_typing_is_off_and_can_be_turned_on(page: TypingPage, changes: dict[str, object]) -> None:
    assert page.typing["off"].isChecked()
    page.typing["keys"].click()
    page.unit["digit"].click()
    page.doubtful["drop"].click()
    assert changes == {"typing": "keys", "typing_unit": "digit", "typing_doubtful": "drop"}


@pytest.mark.parametrize(("row", "end"), [(0, ""), (1, " "), (2, "\t"), (3, "\n")])
def test_endings(page: TypingPage, changes: dict[str, object], row: int, end: str) -> None:
    page.end.activated.emit(row)
    assert changes == {"typing_end": end}
    assert not page.own_text.isVisible()
    assert page.no_gap.isVisible() == (not end)


def test_an_ending_of_ones_own(page: TypingPage, changes: dict[str, object], qtbot: QtBot) -> None:
    page.end.activated.emit(4)
    assert page.own_text.isVisible()
    assert page.no_gap.isVisible()
    qtbot.keyClicks(page.own_text, "; ")
    assert changes == {"typing_end": "; "}
    assert not page.no_gap.isVisible()


def test_a_stored_ending_of_ones_own_is_shown(qtbot: QtBot) -> None:
    page = TypingPage(Settings(typing_end=" kg"))
    qtbot.addWidget(page)
    assert page.end.currentText() == "A text of your own"
    assert page.own_text.text() == " kg"


def test_groups_are_shown_with_an_example(
    page: TypingPage, changes: dict[str, object], qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.groups, "4 3 2")
    assert changes == {"typing_groups": "4 3 2"}
    assert page.example.text().startswith("017155501 is typed as 0171 555 01. Further digits")
    qtbot.keyClicks(page.groups, " x")
    assert changes == {"typing_groups": "4 3 2"}  # not valid: nothing changes
    assert "4 3 2 or 3-3-4" in page.example.text()


def test_length(page: TypingPage, changes: dict[str, object]) -> None:
    assert page.length.currentText() == "Any"
    page.length.setCurrentIndex(6)
    page.length.activated.emit(6)
    assert changes == {"typing_length": 6}


def test_background(page: TypingPage, changes: dict[str, object], tmp_path: Path) -> None:
    page.overlay.click()
    page.tray.click()
    assert changes == {"shows_overlay": False, "closes_to_tray": True}
    page.login.click()
    assert autostart.is_enabled()
    assert "--hidden" in (tmp_path / "autostart" / "spoken-digits.desktop").read_text()
    page.login.click()
    assert not autostart.is_enabled()


def test_without_a_tray_nothing_is_promised(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    page = TypingPage(Settings())
    qtbot.addWidget(page)
    assert not page.tray.isEnabled()
    assert any("ends the program" in label.text() for label in page.findChildren(QLabel))
    assert page.login.text() == "Start at login"


def test_no_example_looks_like_a_value(page: TypingPage) -> None:
    assert page.groups.text() == ""
    assert page.groups.placeholderText().startswith("none")


def test_shortcuts(page: TypingPage, changes: dict[str, object], qtbot: QtBot) -> None:
    field = page.shortcuts.fields["mute_shortcut"]
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(field, Qt.Key.Key_M, modifiers)
    assert changes == {"mute_shortcut": "Ctrl+Alt+M"}
    field.setKeySequence(QKeySequence())
    assert changes == {"mute_shortcut": ""}


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_5, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Adiaeresis]
)
@pytest.mark.parametrize(
    "modifiers", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_a_key_that_other_programs_need_is_no_shortcut(
    page: TypingPage,
    changes: dict[str, object],
    qtbot: QtBot,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> None:
    field = page.shortcuts.fields["talk_shortcut"]
    qtbot.keyClick(field, Qt.Key.Key_F8)
    assert changes == {"talk_shortcut": "F8"}
    qtbot.keyClick(field, key, modifiers)
    assert changes == {"talk_shortcut": ""}
    assert field.keySequence().isEmpty()
    assert "would no longer work in other programs" in page.shortcuts.problem.text()
    assert page.shortcuts.problem.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Pause, modifiers)
    assert changes["talk_shortcut"] == QKeySequence(modifiers.value | Qt.Key.Key_Pause).toString()
    assert not page.shortcuts.problem.isVisible()


def test_two_shortcuts_cannot_have_the_same_keys(
    page: TypingPage, changes: dict[str, object], qtbot: QtBot
) -> None:
    talk, pause = page.shortcuts.fields["talk_shortcut"], page.shortcuts.fields["mute_shortcut"]
    qtbot.keyClick(talk, Qt.Key.Key_F9)
    qtbot.keyClick(pause, Qt.Key.Key_F9)
    assert changes == {"talk_shortcut": "F9"}
    assert pause.keySequence().isEmpty()
    assert page.shortcuts.problem.text() == "F9 is used already: Hold to talk."
    talk.clear()
    qtbot.keyClick(pause, Qt.Key.Key_F9)
    assert changes == {"talk_shortcut": "", "mute_shortcut": "F9"}

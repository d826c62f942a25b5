"""Return never loses anything: the default button of a dialog is a harmless one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.about import AboutDialog
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker
from desktop.window.main_window import MainWindow

HARMLESS = {"Close", "Start", ""}
"""Texts of default buttons; empty: there is none."""


@pytest.fixture
def dialogs(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
) -> dict[str, QDialog]:
    """Every dialog of the window, open; one digit is in the history."""
    window.show_result(result("digit", 7), stamps())
    opened = window.dialogs
    opened.open_settings(window.settings, [])
    opened.open_history(window.settings)
    opened.open_utterance(window.history[0], window.settings)
    about = AboutDialog(window)
    enrolment = EnrolmentDialog(EnrolmentWorker(), ["Ann"], "Ann", window)
    for dialog in (about, enrolment):  # deleted when they are closed, or with the window
        dialog.show()
    assert opened.settings is not None
    assert opened.history is not None
    assert opened.utterance is not None
    return {
        "settings": opened.settings,
        "history": opened.history,
        "utterance": opened.utterance,
        "about": about,
        "enrolment": enrolment,
    }


@pytest.mark.parametrize("name", ["settings", "history", "utterance", "about", "enrolment"])
def test_the_default_button_is_harmless(
    dialogs: dict[str, QDialog], name: str, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = dialogs[name]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    buttons = dialog.findChildren(QPushButton)
    defaults = {button.text().replace("&", "") for button in buttons if button.isDefault()}
    assert defaults <= HARMLESS
    if name != "enrolment":  # whose Return starts
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.keyClick(dialog, Qt.Key.Key_Enter)
    assert len(window.history) == 1
    assert window.digit_line.digits == "7"

"""Enrolment in the window, with the real model and real utterances."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.audio import load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Result
from core.profiles.profile import Profile, read_profile, write_profile
from core.recognizer import recognize_recording
from desktop.audio.listener import Stamps
from desktop.profiles import profile_path
from desktop.settings import Settings
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.main_window import MainWindow

AUDIO = Path(__file__).resolve().parents[3] / "audio"
TIMEOUT_MS = 60_000


class Target:
    adapter: Any = "not set"

    def set_adapter(self, adapter: Any, language: str) -> None:
        self.adapter, self.language = adapter, language


@pytest.fixture(scope="module")
def wrong_digits() -> dict[int, list[Result]]:
    """For each digit, the next digit as said by two speakers."""
    classifier = Classifier(load_bundle())
    return {
        digit: [
            recognize_recording(load(AUDIO / f"{(digit + 1) % 10}_{who}_0.flac"), classifier)
            for who in ("slt", "awb")
        ]
        for digit in range(10)
    }


@pytest.fixture
def target() -> Target:
    return Target()


@pytest.fixture
def profiles(qtbot: QtBot, tmp_path: Path, monkeypatch, target) -> ProfileMenu:
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setitem(os.environ, variable, str(tmp_path))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return ProfileMenu(window, target)


def start_enrolment(qtbot: QtBot, profiles: ProfileMenu, takes: int) -> EnrolmentDialog:
    profiles.open_dialog()
    dialog = profiles.dialog
    assert dialog is not None
    assert not dialog.start.isEnabled()  # there is no name yet
    dialog.name.setCurrentText("Ann")
    dialog.takes.setValue(takes)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.digit.text() != "", timeout=TIMEOUT_MS)
    return dialog


def say(qtbot: QtBot, profiles: ProfileMenu, result: Result) -> None:
    with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
        profiles.handle_result(result)


def test_enrolment_adapts_recognition(qtbot, profiles, target, wrong_digits) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=2)
    count = [0] * 10
    while dialog.pages.currentIndex() == 1 and dialog.digit.text():
        digit = int(dialog.digit.text())
        say(qtbot, profiles, wrong_digits[digit][count[digit] % 2])
        if dialog.keep.isVisible():  # the model doubts the take
            with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
                qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
        count[digit] += 1
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=TIMEOUT_MS)
    assert count == [2] * 10
    assert "The profile is ready: 20 of 20 takes were wrong" in dialog.summary.text()
    assert profiles.name == "Ann"
    assert target.adapter is not None
    stored = read_profile(profile_path("Ann"))
    assert len(stored.takes) == 20
    assert stored.sounds == (None,) * 20  # recordings were not to be kept

    # A correction in the history adds a take.
    assert profiles.correct(wrong_digits[3][0].utterance, 3)
    qtbot.waitUntil(lambda: read_profile(profile_path("Ann")).count(3) == 3, timeout=TIMEOUT_MS)


def test_an_enrolment_can_be_stopped_and_continued(qtbot, profiles, wrong_digits) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.digit.text())
    say(qtbot, profiles, wrong_digits[(digit - 1) % 10][0])  # the right digit
    assert dialog.answer.text() == "Recorded."
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert read_profile(profile_path("Ann")).count(digit) == 1
    dialog = start_enrolment(qtbot, profiles, takes=1)
    assert (dialog.progress.value(), dialog.progress.maximum()) == (1, 10)
    dialog.close()


def test_of_several_digits_in_one_breath_only_the_first_is_a_take(
    qtbot, profiles, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.digit.text())
    right = replace(wrong_digits[(digit - 1) % 10][0], phrase=7)
    say(qtbot, profiles, right)
    with qtbot.assertNotEmitted(profiles.worker.progress, wait=300):
        profiles.handle_result(replace(right, id=2))
    assert dialog.progress.value() == 1
    dialog.close()


def test_while_a_voice_is_taught_nothing_else_takes_the_digits(qtbot, profiles, wrong_digits):
    shown = MainWindow(Settings(is_welcomed=True), find_devices=list)
    qtbot.addWidget(shown)
    profiles.listening.connect(shown.suspend)
    shown.change_settings({"typing": "clipboard"})
    QGuiApplication.clipboard().setText("before")
    now = time.perf_counter()
    stamps = Stamps(captured=now, known=now, speech_end=now)
    dialog = start_enrolment(qtbot, profiles, takes=1)
    shown.show_result(wrong_digits[0][0], stamps)
    shown.show_result(replace(wrong_digits[0][0], id=2, type="provisional"), stamps)
    assert (shown.digit_line.digits, len(shown.history)) == ("", 0)
    assert QGuiApplication.clipboard().text() == "before"
    assert shown.spectrogram.marks.texts == []
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    shown.show_result(replace(wrong_digits[0][0], id=2), stamps)  # it began while teaching
    shown.show_result(replace(wrong_digits[0][0], id=3), stamps)
    assert (shown.digit_line.digits, len(shown.history)) == ("1", 1)
    assert QGuiApplication.clipboard().text() == "1"


def test_a_profile_that_cannot_be_opened_is_reported(qtbot, profiles, target) -> None:
    with qtbot.waitSignal(profiles.failed, timeout=TIMEOUT_MS) as failed:
        profiles.use("Nobody")
    assert "There is no profile of this name" in failed.args[1]
    profiles.use("")
    assert target.adapter is None
    assert not profiles.correct(object(), 3)


def answer_box(press: Callable[[QMessageBox], object]) -> None:
    """Do something with the next message box, when it is open."""

    def act() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            press(box)
        else:
            QTimer.singleShot(20, act)

    QTimer.singleShot(20, act)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_return_does_not_delete_a_profile(qtbot, profiles, key) -> None:
    path = profile_path("Ann")
    path.parent.mkdir(parents=True)
    write_profile(Profile("Ann", "0" * 64), path)
    profiles.name = "Ann"
    answer_box(lambda box: qtbot.keyClick(box, key))
    profiles.delete.trigger()
    assert path.exists()
    assert profiles.name == "Ann"


def test_a_profile_is_deleted_by_its_button(qtbot, profiles) -> None:
    path = profile_path("Ann")
    path.parent.mkdir(parents=True)
    write_profile(Profile("Ann", "0" * 64), path)
    profiles.name = "Ann"

    def press(box: QMessageBox) -> None:
        (button,) = [one for one in box.buttons() if "Delete" in one.text()]
        button.click()

    answer_box(press)
    profiles.delete.trigger()
    assert not path.exists()
    assert profiles.name == ""


@pytest.mark.parametrize("field", ["name", "takes"])
def test_return_after_the_name_starts_and_does_not_cancel(qtbot, profiles, field) -> None:
    profiles.open_dialog()
    dialog = profiles.dialog
    qtbot.keyClicks(dialog.name, "Ann")
    qtbot.keyClick(getattr(dialog, field), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.digit.text() != "", timeout=TIMEOUT_MS)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # no button is the default while it asks
    assert dialog.isVisible()
    with qtbot.waitSignal(profiles.listening) as listening:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert listening.args == [False]  # what is said counts again

"""Teaching a voice in the window, with the real model and real utterances."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.audio import load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Result
from core.profile import read_profile
from core.recognizer import recognize_recording
from desktop.profiles import profile_path
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.profile_menu import ProfileMenu

AUDIO = Path(__file__).resolve().parents[3] / "audio"
PATIENCE = 60_000


class Ear:
    adapter: Any = "nobody was set yet"

    def set_adapter(self, adapter: Any) -> None:
        self.adapter = adapter


@pytest.fixture(scope="module")
def said() -> dict[int, list[Result]]:
    """What two people say for each digit: the next one."""
    classifier = Classifier(load_bundle())
    return {
        digit: [
            recognize_recording(load(AUDIO / f"{(digit + 1) % 10}_{who}_0.flac"), classifier)
            for who in ("slt", "awb")
        ]
        for digit in range(10)
    }


@pytest.fixture
def troubles() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def voices(qtbot: QtBot, tmp_path: Path, monkeypatch, ear, troubles) -> ProfileMenu:
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setitem(os.environ, variable, str(tmp_path))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def note(title: str, line: str) -> None:
        if line:
            troubles.append((title, line))

    return ProfileMenu(window, ear, note)


def begin(qtbot: QtBot, voices: ProfileMenu, takes: int) -> EnrolmentDialog:
    voices.open_dialog()
    dialog = voices.dialog
    assert dialog is not None
    assert not dialog.start.isEnabled()  # not without a name
    dialog.name.setCurrentText("Ann")
    dialog.takes.setValue(takes)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.digit.text() != "", timeout=PATIENCE)
    return dialog


def say(qtbot: QtBot, voices: ProfileMenu, result: Result) -> None:
    with qtbot.waitSignal(voices.room.progress, timeout=PATIENCE):
        voices.hear(result)


def test_a_voice_is_taught_and_used(qtbot, voices, ear, said) -> None:
    dialog = begin(qtbot, voices, takes=2)
    count = [0] * 10
    while dialog.pages.currentIndex() == 1 and dialog.digit.text():
        digit = int(dialog.digit.text())
        say(qtbot, voices, said[digit][count[digit] % 2])
        if dialog.keep.isVisible():  # the model doubts it, and is told better
            with qtbot.waitSignal(voices.room.progress, timeout=PATIENCE):
                qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
        count[digit] += 1
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=PATIENCE)
    assert count == [2] * 10
    assert "The voice is learnt" in dialog.summary.text()
    assert voices.name == "Ann"
    assert ear.adapter is not None
    stored = read_profile(profile_path("Ann"))
    assert len(stored.takes) == 20
    assert stored.sounds == (None,) * 20  # nobody asked to keep them

    # A correction in the history is one more take.
    assert voices.correct(said[3][0].utterance, 3)
    qtbot.waitUntil(lambda: read_profile(profile_path("Ann")).count(3) == 3, timeout=PATIENCE)


def test_a_sitting_can_be_stopped_and_goes_on(qtbot, voices, said) -> None:
    dialog = begin(qtbot, voices, takes=1)
    digit = int(dialog.digit.text())
    say(qtbot, voices, said[(digit - 1) % 10][0])  # says the very digit
    assert dialog.answer.text() == "Taken."
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert read_profile(profile_path("Ann")).count(digit) == 1
    dialog = begin(qtbot, voices, takes=1)
    assert (dialog.progress.value(), dialog.progress.maximum()) == (1, 10)
    dialog.close()


def test_what_cannot_be_used_is_told(qtbot, voices, troubles, ear) -> None:
    voices.use("Nobody")
    qtbot.waitUntil(lambda: troubles != [], timeout=PATIENCE)
    assert "there is none of this name" in troubles[0][1]
    voices.use("")
    assert ear.adapter is None
    assert not voices.correct(object(), 3)

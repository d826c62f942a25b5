"""Enrolment in the window, with the real model and real utterances."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.audio import load
from core.bundle import load_bundle
from core.bundle_location import bundle_directory
from core.classifier import Classifier
from core.events import Activity, Result
from core.profiles.adaptation import Adaptation
from core.profiles.profile import Profile
from core.profiles.profile_file import read_profile, write_profile
from core.profiles.takes import make_take
from core.recognizer import recognize_recording
from desktop.audio.listener import SourceState, Stamps
from desktop.profiles import empty_profile, model_hash, profile_path
from desktop.settings import Settings
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.main_window import MainWindow
from tests.harness.earlier_versions import SAMPLES

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
    first = dialog.first
    first.name.setCurrentText("Ann")
    first.takes.setValue(takes)
    qtbot.mouseClick(first.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.asking.digit.text() != "", timeout=TIMEOUT_MS)
    return dialog


def say(qtbot: QtBot, profiles: ProfileMenu, result: Result) -> None:
    with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
        profiles.handle_result(result)


def click(qtbot: QtBot, profiles: ProfileMenu, button: QPushButton) -> None:
    """Press a button that changes the enrolment."""
    with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def is_over(dialog: EnrolmentDialog) -> bool:
    return dialog.pages.currentWidget() is dialog.last


@pytest.mark.slow
def test_enrolment_adapts_recognition(qtbot, profiles, target, wrong_digits) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=2)
    asking = dialog.asking
    while asking.digit.text():
        say(qtbot, profiles, wrong_digits[int(asking.digit.text())][0])
    qtbot.waitUntil(lambda: is_over(dialog), timeout=TIMEOUT_MS)
    assert dialog.last.title.text() == "The profile helps"
    assert "20 of 20 recordings are mistaken or rejected; with it, 0." in dialog.last.summary.text()
    assert '"Ann" is in use' in dialog.last.usage.text()
    assert "in one breath are recognized without it" in dialog.last.limit.text()
    assert dialog.last.limit.isVisible()
    assert dialog.last.repeat.isHidden()
    assert profiles.name == "Ann"
    assert target.adapter is not None
    stored = read_profile(profile_path("Ann"))
    assert len(stored.takes) == 20
    assert stored.sounds == (None,) * 20  # recordings were not to be kept

    # A correction in the history adds a take.
    assert profiles.correct(wrong_digits[3][0].utterance, 3)
    qtbot.waitUntil(lambda: read_profile(profile_path("Ann")).count(3) == 3, timeout=TIMEOUT_MS)


@pytest.mark.slow
def test_a_profile_that_does_not_help_is_not_switched_on(
    qtbot, profiles, target, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=2)
    asking, count = dialog.asking, [0] * 10
    while asking.digit.text():
        digit = int(asking.digit.text())
        # Two different wrong words for each digit.
        say(qtbot, profiles, wrong_digits[(digit + 4 * count[digit]) % 10][0])
        count[digit] += 1
        if not asking.keep.isHidden():
            click(qtbot, profiles, asking.keep)
    qtbot.waitUntil(lambda: is_over(dialog), timeout=TIMEOUT_MS)
    last = dialog.last
    assert last.title.text() == "The profile does not help"
    assert "Still mistaken or rejected: " in last.advice.text()
    assert "saved, but not in use" in last.usage.text()
    assert (profiles.name, target.adapter) == ("", "not set")
    click(qtbot, profiles, last.repeat)
    assert dialog.pages.currentWidget() is asking
    assert asking.progress.value() < 20


def answer_all(qtbot: QtBot, profiles: ProfileMenu, wrong_digits, *, is_right: bool) -> None:
    """Say all digits, without the learning that follows."""
    assert profiles.dialog is not None
    adapt, profiles.worker.adapt = profiles.worker.adapt, lambda: None
    while text := profiles.dialog.asking.digit.text():
        say(qtbot, profiles, wrong_digits[(int(text) - is_right) % 10][0])
    profiles.worker.adapt = adapt
    assert profiles.dialog.asking.answer.text() == "Learning…"


@pytest.mark.slow
@pytest.mark.parametrize("helps", [True, False])
def test_a_profile_is_used_and_said_to_be_when_the_dialog_is_closed_while_it_learns(
    qtbot, profiles, target, wrong_digits, helps
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=2)
    answer_all(qtbot, profiles, wrong_digits, is_right=not helps)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    with qtbot.waitSignal(profiles.noted, timeout=TIMEOUT_MS) as noted:
        profiles.worker.adapt()
    title, message, actions = noted.args
    assert actions == []
    if helps:
        assert title == "The profile helps"
        assert '"Ann" is in use.' in message
        assert (profiles.name, target.adapter is not None) == ("Ann", True)
    else:
        assert title == "You are understood without a profile"
        assert '"Ann" is saved, but not in use.' in message
        assert (profiles.name, target.adapter) == ("", "not set")


def test_what_is_learned_is_told_when_the_dialog_is_about_to_disappear(
    qtbot, profiles, wrong_digits
) -> None:
    """Qt deletes the closed dialog only later."""
    dialog = start_enrolment(qtbot, profiles, takes=1)
    answer_all(qtbot, profiles, wrong_digits, is_right=True)
    told: list[str] = []
    profiles.noted.connect(lambda title, text, actions: told.append(title))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
        profiles._on_adapted(read_profile(profile_path("Ann")))
    assert told == ["The profile is saved"]


def test_a_dialog_that_was_opened_meanwhile_stays_at_its_first_page(
    qtbot, profiles, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    answer_all(qtbot, profiles, wrong_digits, is_right=True)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    profiles.open_dialog("Bob")
    with qtbot.waitSignal(profiles.noted, timeout=TIMEOUT_MS):
        profiles.worker.adapt()
    assert profiles.dialog.pages.currentWidget() is profiles.dialog.first
    profiles.dialog.close()


@pytest.mark.parametrize("is_turned_off", [True, False])
def test_a_correction_uses_only_a_profile_that_is_in_use_and_helps(
    profiles, target, is_turned_off
) -> None:
    adaptation = Adaptation(np.ones((1, 4), np.float32), np.ones((1, 10), np.float32))
    profile = Profile("Ann", "", adaptation=adaptation, summary="It helps.")
    told: list[str] = []
    profiles.noted.connect(lambda title, text, actions: told.append(title))
    profiles._set(profile)
    if is_turned_off:  # while the program learns from a correction
        profiles.use("")
        profiles._on_corrected(profile)
    else:
        profiles._on_corrected(replace(profile, adaptation=None, summary="It does not help."))
    assert (profiles.name, target.adapter) == ("", None)
    assert told == ([] if is_turned_off else ["The profile is not in use"])


def test_a_correction_that_cannot_be_stored_does_not_end_the_profile(
    qtbot, profiles, wrong_digits, monkeypatch
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    while dialog.asking.digit.text():
        say_right(qtbot, profiles, wrong_digits)
    qtbot.waitUntil(lambda: is_over(dialog), timeout=TIMEOUT_MS)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        profiles.use("Ann")
    monkeypatch.setattr(os, "fsync", no_room)
    with qtbot.waitSignal(profiles.failed, timeout=TIMEOUT_MS) as failed:
        assert profiles.correct(wrong_digits[3][0].utterance, 4)
    assert failed.args[0] == "The profile was not changed"
    assert "No space left on device" in failed.args[1]
    assert profiles.name == "Ann"


def test_an_enrolment_can_be_stopped_and_continued(qtbot, profiles, wrong_digits) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.asking.digit.text())
    say(qtbot, profiles, wrong_digits[(digit - 1) % 10][0])  # the right digit
    assert dialog.asking.answer.text() == "Recorded."
    with qtbot.waitSignal(dialog.destroyed), qtbot.waitSignal(profiles.noted) as left:
        qtbot.mouseClick(dialog.asking.stop, Qt.MouseButton.LeftButton)
    title, message, (again,) = left.args
    assert title == "Your voice is not taught yet"
    assert message.startswith('"Ann" has 1 of 10 recordings.')
    assert read_profile(profile_path("Ann")).count(digit) == 1
    again.callback()
    dialog = profiles.dialog
    assert dialog is not None
    assert '"Ann" has 1 of 30 recordings and is continued' in dialog.first.about_name.text()
    dialog.first.takes.setValue(1)
    qtbot.mouseClick(dialog.first.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.asking.digit.text() != "", timeout=TIMEOUT_MS)
    assert (dialog.asking.progress.value(), dialog.asking.progress.maximum()) == (1, 10)
    dialog.close()


def say_right(qtbot: QtBot, profiles: ProfileMenu, wrong_digits: dict[int, list[Result]]) -> None:
    """Say the digit that is asked for."""
    assert profiles.dialog is not None
    digit = int(profiles.dialog.asking.digit.text())
    say(qtbot, profiles, wrong_digits[(digit - 1) % 10][0])


def no_room(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_take_that_cannot_be_stored_is_asked_for_again(
    qtbot, profiles, wrong_digits, monkeypatch
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.asking.digit.text())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)  # stands for a full disk
        with qtbot.waitSignal(profiles.worker.failed, timeout=TIMEOUT_MS):
            profiles.handle_result(wrong_digits[(digit - 1) % 10][0])
    assert "No space left on device" in dialog.error.text()
    assert (dialog.asking.digit.text(), dialog.asking.answer.text()) == (str(digit), "")
    say_right(qtbot, profiles, wrong_digits)
    assert dialog.error.isHidden()
    assert (dialog.asking.answer.text(), dialog.asking.progress.value()) == ("Recorded.", 1)
    assert read_profile(profile_path("Ann")).count(digit) == 1
    dialog.close()


def test_start_continues_with_what_another_program_has_stored(
    qtbot, profiles, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    say_right(qtbot, profiles, wrong_digits)
    path = profile_path("Ann")
    write_profile(replace(read_profile(path), summary="changed"), path)
    with qtbot.waitSignal(profiles.worker.failed, timeout=TIMEOUT_MS):
        digit = int(dialog.asking.digit.text())
        profiles.handle_result(wrong_digits[(digit - 1) % 10][0])
    assert dialog.pages.currentWidget() is dialog.first
    assert "by another program" in dialog.error.text()
    assert "has 1 of 10 recordings" in dialog.first.about_name.text()
    with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
        qtbot.mouseClick(dialog.first.start, Qt.MouseButton.LeftButton)
    assert dialog.error.isHidden()
    assert dialog.asking.progress.value() == 1
    with qtbot.assertNotEmitted(profiles.noted):  # nothing was recorded since
        dialog.close()


def test_what_was_recorded_but_not_learned_is_learned_by_start(
    qtbot, profiles, wrong_digits, monkeypatch
) -> None:
    """The disk is full when everything has been recorded; or the program is ended then."""
    dialog = start_enrolment(qtbot, profiles, takes=1)
    for _ in range(9):
        say_right(qtbot, profiles, wrong_digits)
    with monkeypatch.context() as patch:
        patch.setattr(profiles.worker, "adapt", lambda: None)
        say_right(qtbot, profiles, wrong_digits)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        with qtbot.waitSignal(profiles.worker.failed, timeout=TIMEOUT_MS):
            profiles.worker.adapt()
    assert dialog.pages.currentWidget() is dialog.first
    assert "No space left on device" in dialog.error.text()
    assert not dialog.first.starts_over.isChecked()
    assert "has all recordings" in dialog.first.about_name.text()
    qtbot.mouseClick(dialog.first.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_over(dialog), timeout=TIMEOUT_MS)
    stored = read_profile(profile_path("Ann"))
    assert (len(stored.takes), stored.is_unfinished) == (10, False)
    dialog.close()


def test_a_copied_profile_is_used_by_the_name_of_its_file(qtbot, profiles, wrong_digits) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    while dialog.asking.digit.text():
        say_right(qtbot, profiles, wrong_digits)
    qtbot.waitUntil(lambda: is_over(dialog), timeout=TIMEOUT_MS)
    dialog.close()
    copy = profile_path("Bob")
    copy.write_bytes(profile_path("Ann").read_bytes())
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS) as selected:
        profiles.use("Bob")
    assert selected.args == ["Bob"]


def test_the_last_take_is_taken_back_by_its_button_and_by_backspace(
    qtbot, profiles, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    asking = dialog.asking
    assert not asking.take_back.isEnabled()
    for way in ("button", "key"):
        digit = asking.digit.text()
        say(qtbot, profiles, wrong_digits[(int(digit) - 1) % 10][0])
        assert (asking.digit.text() != digit, asking.progress.value()) == (True, 1)
        if way == "button":
            click(qtbot, profiles, asking.take_back)
        else:
            with qtbot.waitSignal(profiles.worker.progress, timeout=TIMEOUT_MS):
                qtbot.keyClick(asking, Qt.Key.Key_Backspace)
        assert (asking.digit.text(), asking.progress.value()) == (digit, 0)
        assert asking.answer.text().startswith("Taken back.")
    dialog.close()


def test_taking_back_the_only_new_take_after_starting_over_keeps_the_old_profile(
    qtbot, profiles, wrong_digits
) -> None:
    old = store("Ann", summary="It helps.").read_bytes()
    profiles.open_dialog("Ann")
    dialog = profiles.dialog
    assert dialog is not None
    dialog.first.starts_over.setChecked(True)
    click(qtbot, profiles, dialog.first.start)
    say_right(qtbot, profiles, wrong_digits)
    assert dialog.asking.answer.text() == "Recorded."
    assert profile_path("Ann").read_bytes() != old
    click(qtbot, profiles, dialog.asking.take_back)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.asking.stop, Qt.MouseButton.LeftButton)
    assert profile_path("Ann").read_bytes() == old


def test_the_level_and_problems_of_the_microphone_are_shown_in_the_dialog(qtbot, profiles) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    asking = dialog.asking
    assert asking.problem.isHidden()
    profiles.show_activity(Activity(1.0, -20.0, -15.0, -60.0, True, False))
    assert asking.meter.level_db == -20.0
    profiles.show_state(SourceState("blocked", "mic", reason="blocked"))
    assert asking.problem.text().startswith("The microphone is silent")
    assert not asking.problem.isHidden()
    profiles.show_state(SourceState("listening", "mic"))
    assert asking.problem.isHidden()
    dialog.close()


def store(name: str, **more: Any) -> Path:
    path = profile_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    this_model = model_hash(bundle_directory())
    write_profile(Profile(**{"name": name, "bundle": this_model, **more}), path)
    return path


def test_a_damaged_profile_is_named_and_can_be_taught_again_or_deleted(
    qtbot, profiles, wrong_digits
) -> None:
    path = store("Ann")
    path.write_bytes(b"PK and then nothing")
    with qtbot.waitSignal(profiles.failed, timeout=TIMEOUT_MS) as failed:
        profiles.use("Ann")
    assert failed.args[0] == '"Ann" is not in use'
    assert "Teach it again from the beginning" in failed.args[1]
    profiles.fill()
    assert "Ann (cannot be read)" in [action.text() for action in profiles.menu.actions()]

    profiles.open_dialog("ann")
    first = profiles.dialog.first
    assert first.about_name.text().startswith('"Ann" cannot be read.')
    assert not first.start.isEnabled()
    first.starts_over.setChecked(True)
    qtbot.mouseClick(first.start, Qt.MouseButton.LeftButton)
    asking = profiles.dialog.asking
    qtbot.waitUntil(lambda: asking.digit.text() != "", timeout=TIMEOUT_MS)
    say(qtbot, profiles, wrong_digits[(int(asking.digit.text()) - 1) % 10][0])
    assert len(read_profile(path).takes) == 1
    profiles.dialog.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ann", "is continued"), ("ANN", '"Ann" has'), ("Bob", ""), ("a/b", "not allowed")],
)
def test_the_name_says_what_start_will_do(qtbot, profiles, name, expected) -> None:
    store("Ann")
    profiles.open_dialog()
    first = profiles.dialog.first
    qtbot.keyClicks(first.name, name)
    assert expected in first.about_name.text()
    assert first.start.isEnabled() == (name != "a/b")
    assert first.starts_over.isHidden() == (name.lower() != "ann")
    profiles.dialog.close()


def test_a_profile_of_another_model_can_only_be_started_over(qtbot, profiles) -> None:
    store("Ann", bundle="0" * 64)
    profiles.open_dialog("Ann")
    first = profiles.dialog.first
    assert first.about_name.text().startswith('"Ann" is for another model.')
    assert not first.start.isEnabled()
    first.starts_over.setChecked(True)
    assert first.start.isEnabled()
    assert "is recorded again from the beginning" in first.about_name.text()
    profiles.dialog.close()


def test_a_stopped_enrolment_is_named_like_its_profile(qtbot, profiles, wrong_digits) -> None:
    store("Ann")
    profiles.name = "Ann"  # in use
    profiles.open_dialog("ann")
    dialog = profiles.dialog
    qtbot.mouseClick(dialog.first.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.asking.digit.text() != "", timeout=TIMEOUT_MS)
    say_right(qtbot, profiles, wrong_digits)
    with qtbot.waitSignal(profiles.noted) as noted:
        dialog.close()
    expected = '"Ann" has 1 of 30 recordings. They are saved, and used when you finish.'
    assert noted.args[1] == expected


def test_the_sound_is_kept_for_a_profile_that_has_it(qtbot, profiles, wrong_digits) -> None:
    path = profile_path("Ann")
    path.parent.mkdir(parents=True)
    classifier = Classifier(load_bundle())
    said = wrong_digits[7][0].utterance
    assert said is not None
    take = make_take(8, said.samples, classifier.embed)
    write_profile(empty_profile("Ann", classifier).with_take(take, said.samples), path)
    profiles.open_dialog("")
    dialog = profiles.dialog
    assert dialog is not None
    first = dialog.first
    first.name.setCurrentText("An")
    assert not first.keeps_audio.isChecked()
    first.name.setCurrentText("Ann")
    assert first.keeps_audio.isChecked()
    first.name.setCurrentText("Anna")  # somebody else
    assert not first.keeps_audio.isChecked()
    first.keeps_audio.click()
    first.name.setCurrentText("Annabel")
    assert first.keeps_audio.isChecked()
    first.name.setCurrentText("Ann")
    first.keeps_audio.click()
    first.takes.setValue(5)
    assert not first.keeps_audio.isChecked()


def test_typing_replaces_the_suggested_name(qtbot, profiles) -> None:
    store("Jay")
    profiles.open_dialog("Jay")
    qtbot.keyClicks(profiles.dialog.first.name, "Meera")
    assert profiles.dialog.first.name.currentText() == "Meera"
    profiles.dialog.close()


@pytest.mark.parametrize("name", ["Jay", "Zoe", "Jo"])
def test_return_keeps_the_name(qtbot, profiles, name) -> None:
    """Return replaced a suggested name by the first profile, and "Jo" by "Joe"."""
    for stored in ("Ann", "Jay", "Joe"):
        store(stored)
    profiles.open_dialog("Jay")
    dialog = profiles.dialog
    if name != "Jay":
        qtbot.keyClicks(dialog.first.name, name)
    started: list[str] = []
    dialog.first.started.connect(lambda choice: started.append(choice.name))
    qtbot.keyClick(dialog.first.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.asking.digit.text() != "", timeout=TIMEOUT_MS)
    assert started == [name]
    assert dialog.first.name.currentText() == name
    dialog.close()


def test_an_unfinished_profile_is_not_used(qtbot, profiles, target) -> None:
    store("Ann", bundle=load_bundle().sha256)
    profiles.fill()
    assert "Ann (unfinished)" in [action.text() for action in profiles.menu.actions()]
    with qtbot.waitSignal(profiles.noted, timeout=TIMEOUT_MS) as noted:
        profiles.use("Ann")
    assert '"Ann" is unfinished' in noted.args[1]
    assert (profiles.name, target.adapter) == ("", None)


def test_that_a_profile_was_converted_is_no_error(qtbot, profiles, target) -> None:
    path = profile_path("Ann")
    path.parent.mkdir(parents=True)
    path.write_bytes((SAMPLES / "1.0.0rc1" / "with audio.voice").read_bytes())
    with (
        qtbot.assertNotEmitted(profiles.failed),
        qtbot.waitSignal(profiles.noted, timeout=TIMEOUT_MS) as noted,
    ):
        profiles.use("Ann")
    assert noted.args[0] == "The profile was converted"
    assert (profiles.name, target.adapter is not None) == ("Ann", True)


def test_a_profile_is_renamed_exported_and_imported(qtbot, profiles, monkeypatch, tmp_path) -> None:
    store("Ann")
    names = iter([("Anne", True), ("Bob", True), ("Anne", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: next(names))
    profiles.rename("Ann")
    assert read_profile(profile_path("Anne")).name == "Anne"
    store("Bob")
    with qtbot.waitSignal(profiles.failed) as failed:
        profiles.rename("Anne")
    assert failed.args[0] == "The profile was not renamed"
    copy = str(tmp_path / "copy.voice")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (copy, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (copy, ""))
    profiles.export("Anne")
    with qtbot.waitSignal(profiles.failed) as failed:
        profiles.import_file()
    assert failed.args[1] == 'There already is a profile "Anne". Rename or delete it first.'
    profile_path("Anne").unlink()
    with qtbot.waitSignal(profiles.worker.opened, timeout=TIMEOUT_MS):
        profiles.import_file()
    assert read_profile(profile_path("Anne")).name == "Anne"
    Path(copy).write_bytes(b"not a profile")
    with qtbot.waitSignal(profiles.failed) as failed:
        profiles.import_file()
    assert "The file is not a profile" in failed.args[1]


def test_teaching_is_suggested_once_after_several_unsure_digits(
    qtbot, profiles, wrong_digits
) -> None:
    unsure = replace(wrong_digits[0][0], type="rejected", rejected="unsure", digit=None)
    noise = replace(unsure, rejected="not_a_digit")
    with qtbot.assertNotEmitted(profiles.noted):
        for result in (*[noise] * 9, *[unsure] * 3):
            profiles.handle_result(result)
    with qtbot.waitSignal(profiles.noted) as noted:
        profiles.handle_result(unsure)
    (action,) = noted.args[2]
    assert action.text == "Teach your voice…"
    with qtbot.assertNotEmitted(profiles.noted):
        for _ in range(9):
            assert not profiles.correct(unsure.utterance, 3)


def test_of_several_digits_in_one_breath_only_the_first_is_a_take(
    qtbot, profiles, wrong_digits
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.asking.digit.text())
    right = replace(wrong_digits[(digit - 1) % 10][0], phrase=7)
    say(qtbot, profiles, right)
    with qtbot.assertNotEmitted(profiles.worker.progress, wait=300):
        profiles.handle_result(replace(right, id=2))
    assert dialog.asking.progress.value() == 1
    dialog.close()


def test_digits_that_may_be_one_word_are_one_take(
    qtbot, profiles, wrong_digits, monkeypatch
) -> None:
    dialog = start_enrolment(qtbot, profiles, takes=1)
    digit = int(dialog.asking.digit.text())
    whole = wrong_digits[(digit - 1) % 10][0]
    part = replace(wrong_digits[digit][0], phrase=7, as_one=whole.utterance)
    offered = []
    monkeypatch.setattr(profiles.worker, "offer", offered.append)
    profiles.handle_result(replace(part, type="rejected"))
    profiles.handle_result(replace(part, id=2))
    assert len(offered) == 1
    assert offered[0] is whole.utterance
    dialog.close()


def test_while_a_voice_is_taught_nothing_else_takes_the_digits(qtbot, profiles, wrong_digits):
    shown = MainWindow(Settings(is_welcomed=True), find_devices=list)
    qtbot.addWidget(shown)
    profiles.listening.connect(shown.suspend)
    shown.change_settings({"typing": "clipboard"})
    QGuiApplication.clipboard().setText("before")
    now = time.perf_counter()
    stamps = Stamps(captured=now, known=now, speech_end=now)
    shown.show_state(SourceState("listening", "mic"))
    shown.parts.in_use.show_profile("Jay")
    dialog = start_enrolment(qtbot, profiles, takes=1)
    assert (shown.badge.text, shown.digit_panel.title.text()) == ("Learning", "Learning your voice")
    assert shown.parts.in_use.profile.isHidden()
    shown.show_result(wrong_digits[0][0], stamps)
    shown.show_result(replace(wrong_digits[0][0], id=2, type="provisional"), stamps)
    assert (shown.digit_line.digits, len(shown.history)) == ("", 0)
    assert QGuiApplication.clipboard().text() == "before"
    assert shown.spectrogram.marks.texts == []
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    assert shown.badge.text == "Listening"
    assert shown.digit_panel.title.text() != "Learning your voice"
    assert not shown.parts.in_use.profile.isHidden()
    shown.show_result(replace(wrong_digits[0][0], id=2), stamps)  # it began while teaching
    shown.show_result(replace(wrong_digits[0][0], id=3), stamps)
    assert (shown.digit_line.digits, len(shown.history)) == ("1", 1)
    shown.parts.numbers.flush()  # the number is over
    assert QGuiApplication.clipboard().text() == "1"


def test_a_profile_that_cannot_be_opened_is_reported(qtbot, profiles, target) -> None:
    with qtbot.waitSignal(profiles.failed, timeout=TIMEOUT_MS) as failed:
        profiles.use("Nobody")
    assert "There is no profile of this name" in failed.args[1]
    assert "choose it under Voice in the menu" in failed.args[1]
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
    path = store("Ann")
    profiles.name = "Ann"
    answer_box(lambda box: qtbot.keyClick(box, key))
    profiles.delete("Ann")
    assert path.exists()
    assert profiles.name == "Ann"


def test_a_profile_is_deleted_by_its_button(qtbot, profiles) -> None:
    path = store("Ann")
    profiles.name = "Ann"

    def press(box: QMessageBox) -> None:
        (button,) = [one for one in box.buttons() if "Delete" in one.text()]
        button.click()

    answer_box(press)
    profiles.delete("Ann")
    assert not path.exists()
    assert profiles.name == ""


@pytest.mark.parametrize("field", ["name", "takes"])
def test_return_after_the_name_starts_and_does_not_cancel(qtbot, profiles, field) -> None:
    profiles.open_dialog()
    dialog = profiles.dialog
    qtbot.keyClicks(dialog.first.name, "Ann")
    qtbot.keyClick(getattr(dialog.first, field), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.asking.digit.text() != "", timeout=TIMEOUT_MS)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.asking
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # no button is the default while it asks
    assert dialog.isVisible()
    with qtbot.waitSignal(profiles.listening) as listening:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert listening.args == [False]  # what is said counts again

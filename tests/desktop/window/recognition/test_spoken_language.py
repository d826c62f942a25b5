"""The language of the digits: chosen in the settings, remembered, and used without a restart.

The other languages are copies of the English model, so that the recordings are English.
"""

from __future__ import annotations

import csv
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Result
from core.profiles.adaptation import Adaptation
from core.profiles.profile_file import write_profile
from core.profiles.takes import Take
from desktop.app import _connect_profiles, _with_language
from desktop.audio.listener import Stamps
from desktop.audio.sources import DEMO, FileSource
from desktop.profiles import empty_profile, profile_path
from desktop.settings import Settings
from desktop.window.connections import listen_for
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.main_window import MainWindow
from desktop.window.output.history_export import export
from desktop.window.recognition.listening import Listening
from desktop.window.settings.settings_dialog import SettingsDialog
from tests.harness.installed_languages import install

TIMEOUT_MS = 60_000
APART = "Say digits one at a time, with a pause after each"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English, German, and Spanish without numbers; French is damaged."""
    folder = tmp_path_factory.mktemp("installation")
    english = install(folder, "de", "es", "fr", without_numbers=("es",))
    (english / "fr" / "digits.tflite").write_bytes(b"damaged")
    return folder


@pytest.fixture(autouse=True)
def installed(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(installation), raising=False)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """The words of the demo, as a recording of the user's own."""
    return Path(shutil.copy(DEMO, tmp_path / "recording.flac"))


@pytest.fixture
def listening(window: MainWindow, recording: Path, qtbot: QtBot) -> Iterator[Listening]:
    """The window hears the recording in real time."""
    started = listen_for(window, lambda: FileSource(recording))
    started.start()
    qtbot.waitUntil(
        lambda: window.badge.text in ("Listening", "Hearing speech"), timeout=TIMEOUT_MS
    )
    yield started
    started.stop()
    qtbot.wait(20)  # for events of the worker that are still queued


@pytest.fixture
def dialog(settings_dialog: SettingsDialog) -> SettingsDialog:
    settings_dialog.names.setCurrentRow(1)
    return settings_dialog


def choose(dialog: SettingsDialog, language: str) -> None:
    box = dialog.recognition.language
    box.setCurrentIndex(box.findData(language))
    box.activated.emit(box.currentIndex())


def test_the_settings_offer_the_installed_languages(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    box = dialog.recognition.language
    names = [box.itemText(n) for n in range(box.count())]
    assert names == ["English", "Deutsch", "Español", "Français"]
    assert not dialog.recognition.apart.isVisible()
    choose(dialog, "es")
    assert window.settings.spoken_language == "es"
    assert dialog.recognition.apart.isVisible()
    assert dialog.recognition.apart.text().startswith(f"{APART}. Numbers in one breath are not")
    choose(dialog, "de")
    assert not dialog.recognition.apart.isVisible()


def test_without_other_models_only_english_is_offered(
    dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch, window: MainWindow, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    install(tmp_path)
    dialog.close()
    window.commands.settings.trigger()
    assert window.dialogs.settings is not None
    box = window.dialogs.settings.recognition.language
    assert [box.itemData(n) for n in range(box.count())] == ["en"]


@pytest.mark.slow
def test_another_language_is_used_without_a_restart(
    window: MainWindow, listening: Listening, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    states: list[str] = []
    window.bridge.state.connect(lambda state: states.append(state.code))
    qtbot.waitUntil(lambda: len(window.history) > 0, timeout=TIMEOUT_MS)
    assert {record.result.language for record in window.history} == {"en"}
    with qtbot.waitSignal(listening.model_loaded, timeout=TIMEOUT_MS) as loaded:
        choose(dialog, "de")
    assert loaded.args is not None
    assert loaded.args[0].language == "de"
    qtbot.waitUntil(
        lambda: any(
            record.result.language == "de" and record.digit is not None for record in window.history
        ),
        timeout=TIMEOUT_MS,
    )
    assert "opening" not in states
    german = [record for record in window.history if record.result.language == "de"]
    numbers = [record.number for record in window.history]
    assert numbers == sorted(set(numbers))
    assert german[0].result.start > window.history[0].result.end


def test_a_language_without_numbers_says_so(
    window: MainWindow, listening: Listening, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listening.model_loaded, timeout=TIMEOUT_MS):
        choose(dialog, "es")
    qtbot.waitUntil(lambda: "language" in window.notification_bar.shown)
    shown = window.notification_bar.shown["language"]
    assert "Numbers in one breath are not recognized in Spanish." in shown.message.text()
    assert not window.digit_panel.spoken.has_numbers
    with qtbot.waitSignal(listening.model_loaded, timeout=TIMEOUT_MS):
        choose(dialog, "de")
    qtbot.waitUntil(lambda: "language" not in window.notification_bar.shown)
    assert window.digit_panel.spoken.has_numbers


def test_a_damaged_model_leaves_the_language_as_it_was(
    window: MainWindow, listening: Listening, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    choose(dialog, "de")
    qtbot.waitUntil(lambda: window.digit_panel.spoken.language == "de", timeout=TIMEOUT_MS)
    choose(dialog, "fr")
    qtbot.waitUntil(lambda: "language" in window.notification_bar.shown, timeout=TIMEOUT_MS)
    title = window.notification_bar.shown["language"].title.text()
    assert title == "Digits in French cannot be recognized"
    assert window.settings.spoken_language == "de"
    assert dialog.recognition.language.currentData() == "de"
    assert window.digit_panel.spoken.language == "de"


@pytest.mark.slow
def test_the_demo_is_heard_in_english(window: MainWindow, qtbot: QtBot, recording: Path) -> None:
    window.change_settings({"spoken_language": "de"})
    listening = listen_for(window, lambda: FileSource(DEMO, is_paced=False))
    listening.start()
    qtbot.waitUntil(lambda: window.badge.text == "Finished", timeout=TIMEOUT_MS)
    assert {record.result.language for record in window.history} == {"en"}
    assert window.digit_panel.spoken.language == "en"
    count = len(window.history)
    window.play_file(recording)
    qtbot.waitUntil(lambda: len(window.history) >= 2 * count, timeout=TIMEOUT_MS)
    assert window.history[count].result.language == "de"
    listening.stop()


@pytest.mark.parametrize(
    ("stored", "option", "window_language", "expected"),
    [
        (None, None, "de", ("de", "")),  # the first start
        (None, None, "it", ("en", "")),
        (None, "es", "de", ("es", "")),
        ("en", None, "de", ("en", "")),  # chosen before, or a file of an earlier version
        ("de", "en", "de", ("en", "")),
        ("ar", None, "en", ("en", "ar")),  # no longer installed
    ],
)
def test_the_window_s_language_is_the_first_guess(
    stored: str | None, option: str | None, window_language: str, expected: tuple[str, str]
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(window_language))
    try:
        settings, missing = _with_language(Settings(spoken_language=stored), option, None)
    finally:
        QLocale.setDefault(before)
    assert (settings.spoken_language, missing) == expected


def test_a_model_that_was_named_decides(installation: Path) -> None:
    bundle = installation / "models" / "digits" / "de"
    settings, missing = _with_language(Settings(spoken_language="es"), None, bundle)
    assert (settings.spoken_language, missing) == ("de", "")


def test_a_missing_language_is_reported_at_the_start(window: MainWindow) -> None:
    window.notifications.show_language_missing("de")
    window.show_model(load_bundle())
    shown = window.notification_bar.shown["language"]
    assert shown.title.text() == "Digits are recognized in English"
    assert shown.message.text() == "The model for German is not installed."


class Target:
    def __init__(self) -> None:
        self.adapters: dict[str, object] = {}

    def set_adapter(self, adapter: object, language: str) -> None:
        self.adapters[language] = adapter


@pytest.fixture
def profiles(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProfileMenu:
    """Ann has a profile in English, and Anna in German."""
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    for name, language in (("Ann", "en"), ("Anna", "de")):
        model = Classifier(load_bundle(Path(sys._MEIPASS, "models", "digits")))  # type: ignore[attr-defined]
        empty = empty_profile(name, model)
        # Learned from no sound: it only has to be a profile that can be used.
        learned = Adaptation(np.eye(1, 8, dtype=np.float32), np.ones((1, 10), np.float32))
        for digit in range(10):
            logits, hidden = np.zeros((1, 11), np.float32), np.zeros((1, 8), np.float32)
            empty = empty.with_take(Take(digit, logits, hidden))
        taught = replace(empty, language=language, adaptation=learned, summary="helps")
        write_profile(taught, profile_path(name))
    menu = ProfileMenu(window, Target())
    _connect_profiles(window, menu)
    window.settings_changed.connect(menu.follow)
    return menu


def use(qtbot: QtBot, profiles: ProfileMenu, name: str) -> None:
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        profiles.use(name)


def test_each_language_has_a_profile_of_its_own(
    window: MainWindow, profiles: ProfileMenu, qtbot: QtBot
) -> None:
    window.change_settings({"spoken_language": "en"})
    use(qtbot, profiles, "Ann")
    assert window.settings.profile == "Ann"
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        window.change_settings({"spoken_language": "de"})
    assert (profiles.name, window.settings.profile) == ("", None)
    use(qtbot, profiles, "Anna")
    assert window.settings.profile == "Anna"
    assert window.settings.other_profiles == {"en": "Ann"}
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        window.change_settings({"spoken_language": "en"})
    assert (profiles.name, window.settings.profile) == ("Ann", "Ann")
    assert window.settings.other_profiles == {"de": "Anna"}


def test_a_profile_keeps_its_language_when_it_is_renamed_or_deleted(
    window: MainWindow, profiles: ProfileMenu, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if another language is spoken at that time."""
    window.change_settings({"spoken_language": "en", "profile": "Ann"})
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        window.change_settings({"spoken_language": "de"})
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Ann Lee", True))
    profiles.rename("Ann")
    assert window.settings.other_profiles == {"en": "Ann Lee"}
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        window.change_settings({"spoken_language": "en"})
    assert profiles.name == "Ann Lee"
    with qtbot.waitSignal(profiles.selected, timeout=TIMEOUT_MS):
        window.change_settings({"spoken_language": "de"})
    monkeypatch.setattr(profiles, "_is_deletion_confirmed", lambda _: True)
    profiles.delete("Ann Lee")
    assert window.settings.other_profiles == {}


def test_a_profile_of_another_language_is_refused_in_a_clear_line(
    window: MainWindow, profiles: ProfileMenu, qtbot: QtBot
) -> None:
    use(qtbot, profiles, "Anna")
    assert profiles.name == ""
    shown = window.notification_bar.shown["profile"]
    assert shown.title.text() == "The profile is not in use"
    assert "Deutsch" in shown.message.text()


def test_the_menu_names_the_language_of_other_profiles(profiles: ProfileMenu) -> None:
    profiles.menu.aboutToShow.emit()
    texts = [action.text() for action in profiles.menu.actions()]
    assert texts[:3] == ["No profile", "Ann", "Anna (Deutsch)"]


def test_the_history_knows_the_language(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window.show_result(result(), stamps())
    window.show_result(result(id=2, start=3.0, end=3.4, language="de"), stamps())
    model = window.history
    spoken = [
        model.data(model.index(row, 1), Qt.ItemDataRole.AccessibleTextRole) for row in range(2)
    ]
    assert spoken == ["seven", "sieben"]
    assert window.digit_panel.title.text() == "sieben"
    export(model, tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["language"] for row in csv.DictReader(file)] == ["en", "de"]
    window.dialogs.open_utterance(model[1], window.settings)
    assert window.dialogs.utterance is not None
    card = window.dialogs.utterance.card
    assert "Deutsch" in card.facts.text()
    assert card.correction_buttons[3].toolTip() == "Correct to: drei"
    # A German word does not teach the English profile.
    with qtbot.assertNotEmitted(window.corrected):
        model.correct(model[1], 3)
    assert window.digit_panel.title.text() == "drei"


def test_switching_many_times_ends_with_the_last_choice(
    window: MainWindow, listening: Listening, qtbot: QtBot
) -> None:
    for language in ("de", "es", "en", "de", "es"):
        window.change_settings({"spoken_language": language})
    qtbot.waitUntil(lambda: window.digit_panel.spoken.language == "es", timeout=TIMEOUT_MS)
    begun = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() - begun > 0.5)
    assert window.digit_panel.spoken.language == "es"
    recognizer = listening._recognizer
    assert recognizer is not None
    assert recognizer.classifier.bundle.language == "es"

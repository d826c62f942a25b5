"""The kiosk listens in the language of its screen, and says so.

The other languages are copies of the English model, so that the recording is English.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.recognizers import Models
from desktop.audio.sources import DEMO, FileSource
from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal import journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.texts import LANGUAGES, Texts
from desktop.kiosk.ui.kiosk_listener import KioskListener
from desktop.kiosk.ui.kiosk_window import KioskWindow
from desktop.languages import Spoken
from tests.harness.installed_languages import install, installed_in
from tests.harness.program import environment, records, run

TIMEOUT_MS = 60_000
CONFIG = """
[kiosk]
state = "state"
languages = ["en", "de", "es"]
[number]
digits = 4
[sink]
kind = "stdout"
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English, and German without numbers."""
    folder = tmp_path_factory.mktemp("installation")
    install(folder, "de", without_numbers=("de",))
    return folder


@pytest.fixture
def installed(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "_MEIPASS", str(installation), raising=False)
    return installation


@pytest.mark.parametrize(
    ("code", "spoken", "how"),
    [
        ("en", Spoken("en"), "In English, digit by digit:\nfour two seven one"),
        ("de", Spoken("en"), "Auf Englisch, Ziffer für Ziffer:\nfour two seven one"),
        ("de", Spoken("de"), "Auf Deutsch, Ziffer für Ziffer:\nvier zwei sieben eins"),
        (
            "es",
            Spoken("es", has_numbers=False),
            "En español, con una pausa después de cada cifra:\ncuatro … dos … siete … uno",
        ),
        ("en", Spoken("ar"), "ar, digit by digit:\n4 2 7 1"),
    ],
)
def test_the_screen_says_in_which_language_and_how(code: str, spoken: Spoken, how: str) -> None:
    assert Texts(code, {}, spoken)("how") == how


def test_without_numbers_nobody_is_asked_for_a_whole_one() -> None:
    apart = Spoken("en", has_numbers=False)
    assert Texts("en", {})("next", place=2) == "Please say digit 2, or the whole number"
    assert Texts("en", {}, apart)("next", place=2) == "Please say digit 2"


def test_own_texts_replace_those_about_how_to_speak() -> None:
    own = {"de": {"how": "Zimmer, {spoken}: {words}", "in_de": "deutsch"}}
    assert Texts("de", own, Spoken("de"))("how") == "Zimmer, deutsch: vier zwei sieben eins"
    plain = {"de": {"how": "Wie auf der Karte"}}
    assert Texts("de", plain, Spoken("de"))("how") == "Wie auf der Karte"


def test_the_question_for_one_digit_names_the_language() -> None:
    assert Texts("de", {}, Spoken("en"))("how_digit") == "Auf Englisch, nur diese Ziffer"
    own = {"en": {"how_digit": "One digit {spoken}"}}
    assert Texts("en", own, Spoken("de"))("how_digit") == "One digit In German"


def test_every_screen_names_every_language_of_a_screen() -> None:
    for texts in LANGUAGES.values():
        assert {f"in_{code}" for code in LANGUAGES} <= texts.keys()


@pytest.fixture
def window(tmp_path: Path, installed: Path, qtbot: QtBot) -> KioskWindow:
    config = Config(tmp_path / "kiosk.toml", state=tmp_path, languages=("en", "de", "es"))
    shown = KioskWindow(config, JournalWriter(journal_path(tmp_path), "kiosk"), lambda _: None)
    qtbot.addWidget(shown)
    shown.microphone = "listening"
    return shown


def touch(qtbot: QtBot, window: KioskWindow, language: str) -> None:
    qtbot.mouseClick(window.page.languages[language], Qt.MouseButton.LeftButton)


def test_the_language_of_the_screen_is_that_of_the_digits(
    window: KioskWindow, qtbot: QtBot
) -> None:
    heard: list[str] = []
    window.language_changed.connect(heard.append)
    touch(qtbot, window, "de")
    assert window.page.detail.text().startswith("Auf Deutsch, mit einer Pause nach jeder Ziffer")
    touch(qtbot, window, "es")  # has no model
    assert window.page.detail.text().startswith("En inglés, cifra por cifra:\nfour two")
    touch(qtbot, window, "en")
    assert heard == ["de", "en", "en"]


class Heard(KioskListener):
    """Keeps the results, which the state machine does not need."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.results: list[Result] = []
        self.states: list[str] = []
        self.changed.connect(
            lambda: self.states.append(self.code), Qt.ConnectionType.DirectConnection
        )

    def on_result(self, result: Result, stamps: object) -> None:
        self.results.append(result)
        super().on_result(result, stamps)  # type: ignore[arg-type]

    def digits_in(self, language: str) -> int:
        """Digits recognized in a language."""
        return sum(one.language == language and one.type == "digit" for one in self.results)


@pytest.fixture
def listener(installed: Path, tmp_path: Path) -> Iterator[Heard]:
    """Hears the words of the demo in real time."""
    heard = Heard("en")
    source = FileSource(Path(shutil.copy(DEMO, tmp_path / "recording.flac")))
    heard.start(Models(kept=3).get, source)
    yield heard
    assert heard._worker is not None
    heard._worker.stop()


@pytest.mark.slow
def test_another_language_is_heard_without_a_restart(listener: Heard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: listener.digits_in("en") > 0, timeout=TIMEOUT_MS)
    listener.use_language("de")
    qtbot.waitUntil(lambda: listener.digits_in("de") > 0, timeout=TIMEOUT_MS)
    listener.use_language("en")
    before = listener.digits_in("en")
    qtbot.waitUntil(lambda: listener.digits_in("en") > before, timeout=TIMEOUT_MS)
    assert listener.states.count("opening") <= 1
    ids = [result.id for result in listener.results if result.type == "digit"]
    assert ids == sorted(set(ids))


@pytest.mark.slow
def test_a_language_whose_model_is_damaged_is_recovered_from(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    english = install(tmp_path, "de")
    (english / "de" / "digits.tflite").write_bytes(b"damaged")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    listener = Heard("de")
    listener.start(Models(kept=2).get, FileSource(DEMO))
    qtbot.waitUntil(lambda: not listener.has_model, timeout=TIMEOUT_MS)
    listener.use_language("en")
    qtbot.waitUntil(lambda: listener.digits_in("en") > 0, timeout=TIMEOUT_MS)
    assert listener.has_model
    listener.use_language("de")
    qtbot.waitUntil(lambda: not listener.has_model, timeout=TIMEOUT_MS)
    assert listener._worker is not None
    listener._worker.stop()


def test_check_says_which_language_is_spoken(installation: Path, tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text(CONFIG)
    env = installed_in(installation, environment(tmp_path))
    done = run("kiosk", "--config", tmp_path / "kiosk.toml", "--check", "--json", env=env)
    assert done.returncode == 0
    (checked,) = records(done.stdout)
    assert checked["spoken"] == {"en": "en", "de": "de", "es": "en"}
    assert "The screen in Spanish asks for English digits" in done.stderr
    assert "Numbers in one breath are not recognized in German" in done.stderr


def test_check_finds_a_damaged_model_of_any_language(tmp_path: Path) -> None:
    english = install(tmp_path, "de")
    (english / "de" / "digits.tflite").write_bytes(b"damaged")
    (tmp_path / "kiosk.toml").write_text(CONFIG)
    env = installed_in(tmp_path, environment(tmp_path))
    done = run("kiosk", "--config", tmp_path / "kiosk.toml", "--check", env=env)
    assert done.returncode == 1
    assert str(english / "de") in done.stderr

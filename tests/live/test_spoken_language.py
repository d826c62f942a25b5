"""The real window on a real display hears the language that was chosen, and remembers it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.harness.installed_languages import install, installed_in
from tests.harness.program import AUDIO, REPOSITORY
from tests.harness.requirements import needs_linux
from tests.harness.running_window import RunningWindow

pytestmark = [pytest.mark.live, needs_linux]

CLIP = str(AUDIO / "7_slt_0.flac")


def word_of(*options: str, home: Path, environment: dict[str, str]) -> str:
    """The word that the window shows for the clip."""
    arguments = (*options, "--input", CLIP)
    with RunningWindow(*arguments, home=home, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard"] and shown["digit_state"] == "final")
        word = window.shown["word"]
        assert window.close() == 0
    return word


def test_the_window_guesses_once_and_remembers_the_choice(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    installation, home = tmp_path / "installation", tmp_path / "home"
    install(installation, "de", without_numbers=("de",))
    home.mkdir()
    env = installed_in(installation, {**no_microphone, "PYTHONPATH": str(REPOSITORY)})
    german = env | {"LC_ALL": "de_DE.UTF-8"}
    assert word_of(home=home, environment=german) == "sieben"
    stored = json.loads((home / "config" / "spoken-digits" / "settings.json").read_text())
    assert stored["spoken_language"] == "de"
    english = env | {"LC_ALL": "C.UTF-8"}
    assert word_of(home=home, environment=english) == "sieben"
    assert word_of("--language", "en", home=home, environment=german) == "seven"


def test_the_prompt_says_how_to_speak(no_microphone: dict[str, str], tmp_path: Path) -> None:
    installation, home = tmp_path / "installation", tmp_path / "home"
    install(installation, "de", without_numbers=("de",))
    home.mkdir()
    env = installed_in(installation, {**no_microphone, "PYTHONPATH": str(REPOSITORY)})
    silence = str(tmp_path / "silence.wav")
    soundfile.write(silence, np.zeros(16_000 * 60, np.float32), 16_000)
    options = ("--language", "de", "--input", silence)
    with RunningWindow(*options, home=home, environment=env | {"LC_ALL": "C.UTF-8"}) as window:
        window.wait_for(lambda shown: "pause after each" in shown["detail"])
        assert window.shown["word"] == "Say a digit in German"
        assert window.shown["detail"].startswith("eins, zwei, drei …")

"""The real window and the real kiosk with the files of earlier versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.bundle import load_bundle
from core.profiles.profile_file import read_profile
from tests.harness.earlier_versions import (
    KIOSK_VERSIONS,
    NUMBERS,
    SAMPLES,
    make_home,
    make_kiosk,
)
from tests.harness.program import AUDIO
from tests.harness.requirements import needs_linux, needs_xdotool
from tests.harness.running_kiosk import RunningKiosk
from tests.harness.running_window import RunningWindow

pytestmark = [pytest.mark.live, needs_linux]

QUIET = ("--input", str(AUDIO / "word_stop_slt.flac"))


def settings_path(home: Path) -> Path:
    return home / "config/spoken-digits/settings.json"


def stored_settings(home: Path) -> dict[str, Any]:
    return json.loads(settings_path(home).read_text(encoding="utf-8"))


def profile_notification(home: Path, environment: dict[str, str]) -> list[str]:
    """Start the window, and return title and message of the notification about the profile."""
    with RunningWindow(home=home, environment=environment) as window:
        shown = window.wait_for(lambda shown: "profile" in shown["notifications"])
        assert "settings" not in shown["notifications"]
        assert window.close() == 0
    return shown["notifications"]["profile"]


@pytest.mark.parametrize("version", ["0.1.0", "1.0.0rc1"])
def test_the_window_takes_settings_and_profile_along(
    version: str, no_microphone: dict[str, str], tmp_path: Path
) -> None:
    profile = make_home(version, tmp_path) / "with audio.voice"
    title, _ = profile_notification(tmp_path, no_microphone)
    assert title == "Das Profil wurde umgewandelt"  # the settings choose German
    assert read_profile(profile).bundle == load_bundle().sha256
    before = json.loads((SAMPLES / version / "settings.json").read_text(encoding="utf-8"))
    after = stored_settings(tmp_path)
    del before["window_geometry"]
    assert {name: after[name] for name in before} == before


def test_the_window_sets_a_profile_without_audio_aside(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    profile = make_home("0.1.0", tmp_path) / "without audio.voice"
    content = profile.read_bytes()
    values = stored_settings(tmp_path) | {"profile": "without audio"}
    settings_path(tmp_path).write_text(json.dumps(values), encoding="utf-8")
    title, message = profile_notification(tmp_path, no_microphone)
    assert title == "Das Profil wird nicht verwendet"
    assert "without audio" in message
    assert profile.read_bytes() == content
    assert stored_settings(tmp_path)["profile"] is None


@needs_xdotool
@pytest.mark.slow
@pytest.mark.parametrize("version", [KIOSK_VERSIONS[0], "1.0.0rc1"])
def test_the_kiosk_delivers_what_waits_and_takes_new_numbers(
    version: str, screen: dict[str, str], tmp_path: Path
) -> None:
    kiosk = RunningKiosk(tmp_path, screen, *QUIET)
    kiosk.config = make_kiosk(version, tmp_path)
    with kiosk:
        kiosk.wait_for(lambda: len(kiosk.numbers()) == len(NUMBERS))
        kiosk.wait_for_screen("attract")
        kiosk.key(*"7315")
        kiosk.wait_for_screen("readback")
        kiosk.key("Return")
        kiosk.wait_for(lambda: len(kiosk.numbers()) == len(NUMBERS) + 1)
    assert kiosk.numbers() == [*NUMBERS, "7315"]
    assert [record["sequence"] for record in kiosk.records()] == [1, 2, 3, 4]

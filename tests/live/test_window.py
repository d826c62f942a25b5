"""The real window on a real display, with a virtual microphone through PortAudio."""

from __future__ import annotations

import difflib
import json
import os
import signal
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from PySide6.QtGui import QImage

from core.audio import SAMPLE_RATE, load
from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.harness.program import AUDIO, REPOSITORY
from tests.harness.requirements import needs_linux, needs_microphone
from tests.harness.running_window import PATIENCE, RunningWindow
from tests.live.conftest import NOISE_DBFS

pytestmark = [pytest.mark.live, needs_linux]

DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
TRUTH = "".join(
    str(word["digit"])
    for word in json.loads(DEMO.with_suffix(".json").read_text())
    if word["digit"] is not None
)


def shared_data() -> Path | None:
    """Recordings of people: ``SPOKEN_DIGITS_DATA``, or ``shared/data`` beside the repository."""
    named = os.environ.get("SPOKEN_DIGITS_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return folder if (folder / "digits").is_dir() else None


def test_there_is_a_display(screen: dict[str, str]) -> None:
    """Skipped if the tests below run off screen, so that the test report shows it."""
    if screen["QT_QPA_PLATFORM"] != "xcb":
        pytest.skip("Xvfb is not installed: apt-get install -y --no-install-recommends xvfb")


@needs_microphone
def test_digits_played_into_the_microphone_appear_in_the_window(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    environment = {**screen, **microphone.environment}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: shown["state"] == "Listening")
        assert window.shown["platform"] == screen["QT_QPA_PLATFORM"]
        window.wait_for(lambda shown: shown["heard_seconds"] >= 1)
        microphone.play(DEMO)
        window.wait_for(lambda shown: len(shown["digits"]) >= len(TRUTH))
        assert window.shown["digits"] == TRUTH
        assert window.shown["notifications"].keys() <= {"welcome"}  # shown at the first start
        # Most were shown as provisional first; all are marked in the spectrogram.
        looks = [shown["digit_state"] for shown in window.history]
        assert looks.count("provisional") >= len(TRUTH) // 2
        assert {"1", "2", "3"} <= set().union(*(shown["marks"] for shown in window.history))
        screenshot = tmp_path / "window.png"
        window.save_screenshot(screenshot)
        assert _colours(screenshot) > 500
        heavy = {"tensorflow", "keras", "librosa", "scipy", "sklearn", "matplotlib"}
        assert not heavy & _modules(window)
        assert psutil.Process(window.process.pid).net_connections(kind="inet") == []
        assert window.close() == 0
        assert window.stderr == ""


@needs_microphone
@pytest.mark.skipif(shared_data() is None, reason="no recordings of people: SPOKEN_DIGITS_DATA")
def test_digits_of_real_people_appear_in_the_window(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    spoken, recording = _real_people(tmp_path)
    environment = {**screen, **microphone.environment}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard_seconds"] >= 1)
        microphone.play(recording)
        seconds = window.shown["heard_seconds"]
        heard = window.wait_for(lambda shown: shown["heard_seconds"] > seconds + 1)["digits"]
        window.save_screenshot(tmp_path / "people.png")
    blocks = difflib.SequenceMatcher(None, spoken, heard, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in blocks)
    assert right >= 0.8 * len(spoken), (spoken, heard)
    assert len(heard) <= len(spoken) + 1


@needs_microphone
def test_an_unplugged_microphone_is_reported_and_reconnected(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    environment = {**screen, **microphone.environment}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard_seconds"] >= 1)
        microphone.unplug()
        window.wait_for(lambda shown: "source" in shown["notifications"])
        assert window.shown["notifications"]["source"][0] == "The microphone was disconnected"
        microphone.plug()
        window.wait_for(lambda shown: shown["state"] == "Listening")
        assert "source" not in window.shown["notifications"]
        microphone.play(AUDIO / "7_slt_0.flac")
        window.wait_for(lambda shown: shown["digits"] == "7")
        assert window.close() == 0


@needs_microphone
def test_a_microphone_that_delivers_zeros_is_reported_as_silent(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    microphone.background_noise(None)
    environment = {**screen, **microphone.environment}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: "source" in shown["notifications"])
        assert window.shown["notifications"]["source"][0] == "The microphone is silent"
        microphone.background_noise(NOISE_DBFS)
        window.wait_for(lambda shown: "source" not in shown["notifications"])


def test_without_a_microphone_the_demo_is_offered_and_plays(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    with RunningWindow(home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: "source" in shown["notifications"])
        window.ask("press", "Play the demo")
        window.wait_for(lambda shown: shown["state"] == "Finished", 45)
        assert window.shown["digits"] == TRUTH
        assert window.shown["notifications"]["source"][0] == "The demo has ended."
        assert window.shown["title"].startswith("demo.flac")
        assert window.close() == 0


def test_a_recording_replaces_the_microphone(no_microphone: dict[str, str], tmp_path: Path) -> None:
    clip = AUDIO / "3_slt_0.flac"
    with RunningWindow("--input", str(clip), home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: shown["state"] == "Finished")
        assert window.shown["digits"] == "3"


@pytest.mark.parametrize("name", ["letter.wav", "missing.wav", "."])
def test_a_file_that_cannot_be_used_is_reported(
    no_microphone: dict[str, str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "letter.wav").write_text("Dear Sir or Madam,")
    path = str(tmp_path / name)
    with RunningWindow("--input", path, home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: "source" in shown["notifications"])
        assert any(Path(path).name in text for text in window.shown["notifications"]["source"])
        assert window.close() == 0
        assert "Traceback" not in window.stderr


def test_with_a_broken_model_the_spectrogram_still_works(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "bundle.json").write_text("{")
    arguments = ("--demo", "--bundle", str(bundle))
    with RunningWindow(*arguments, home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: "model" in shown["notifications"])
        title, message = window.shown["notifications"]["model"]
        assert title == "Digits cannot be recognized"
        assert str(bundle) in message
        window.wait_for(lambda shown: shown["heard_seconds"] >= 2)
        window.wait_for(lambda shown: shown["state"] == "Hearing speech")
        assert window.shown["digits"] == ""


def test_broken_settings_are_set_aside_and_reported(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "config" / "spoken-digits"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text("{ not json")
    with RunningWindow("--demo", home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: "settings" in shown["notifications"])
        assert "settings.json.broken" in window.shown["notifications"]["settings"][1]
        assert window.close() == 0
    assert [path.read_text() for path in folder.glob("settings.json.broken*")] == ["{ not json"]
    assert json.loads((folder / "settings.json").read_text())["window_geometry"]


def test_an_unexpected_error_is_shown_and_logged_and_the_window_stays_open(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    with RunningWindow("--demo", home=tmp_path, environment=no_microphone) as window:
        window.ask("fail", "something failed")
        window.wait_for(lambda shown: "internal" in shown["notifications"])
        assert "RuntimeError: something failed" in window.shown["notifications"]["internal"][1]
        seconds = window.shown["heard_seconds"]
        window.wait_for(lambda shown: shown["heard_seconds"] > seconds + 1)
        assert window.close() == 0
        assert "Traceback" not in window.stderr
    (log,) = tmp_path.rglob("spoken-digits.log")
    assert "RuntimeError: something failed" in log.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_program_cleanly(
    no_microphone: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    with RunningWindow("--demo", home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: shown["state"] == "Listening")
        window.process.send_signal(number)
        assert window.process.wait(timeout=PATIENCE) == 0
        assert window.stderr == ""


def _real_people(folder: Path) -> tuple[str, Path]:
    """The digits and the path of a recording: ten people say one digit each, with pauses."""
    data = shared_data()
    assert data is not None
    clips = sorted((data / "digits" / "speech_commands").glob("*/*.flac"))
    people = {clip.parent.name: clip for clip in clips}
    by_digit = sorted(people.values(), key=lambda clip: (clip.name[0], clip.name))
    chosen = [by_digit[round(at)] for at in np.linspace(0, len(by_digit) - 1, 10)]
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    sound = [pause]
    for clip in chosen:
        sound += [load(clip), pause]
    path = folder / "people.wav"
    soundfile.write(path, np.concatenate(sound), SAMPLE_RATE)
    return "".join(clip.name[0] for clip in chosen), path


def _colours(path: Path) -> int:
    """The number of different colours of a picture: an empty window has few."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return len(np.unique(pixels))


def _modules(window: RunningWindow) -> set[str]:
    """Packages of which the program has loaded a compiled module."""
    maps = Path(f"/proc/{window.process.pid}/maps").read_text()
    paths = {line.split(maxsplit=5)[5] for line in maps.splitlines() if "site-packages" in line}
    return {Path(path.split("site-packages/")[1]).parts[0] for path in paths}

"""Fixtures of the tests of the program."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE
from core.bundle import default_bundle_directory
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.worker import Worker
from tests.harness.program import AUDIO, environment
from tests.harness.scripted_source import PATIENCE, RecordingListener


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder: no settings, no log, no audio configuration."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """Environment variables for a program without a screen and a microphone."""
    return environment(home)


@dataclass(frozen=True)
class BadFile:
    """A recording that cannot be used.

    Attributes
    ----------
    path : Path
    says : str
        Part of the expected message.
    prefix : tuple of str
        Goes before the command, if the error needs it.
    """

    path: Path
    says: str
    prefix: tuple[str, ...] = ()


def _empty(folder: Path) -> BadFile:
    path = folder / "empty.wav"
    path.touch()
    return BadFile(path, "empty")


def _no_samples(folder: Path) -> BadFile:
    path = folder / "no_samples.wav"
    soundfile.write(path, np.zeros(0, np.float32), SAMPLE_RATE)
    return BadFile(path, "no sound")


def _cut_header(folder: Path) -> BadFile:
    path = folder / "cut.flac"
    path.write_bytes((AUDIO / "7_slt_0.flac").read_bytes()[:30])
    return BadFile(path, "is damaged")


def _voice_memo(folder: Path) -> BadFile:
    path = folder / "memo.m4a"
    path.write_bytes(b"\0\0\0\x20ftypM4A " + bytes(500))
    return BadFile(path, "convert it to WAV first")


def _not_audio(folder: Path) -> BadFile:
    path = folder / "letter.wav"
    path.write_text("Dear Sir or Madam,\n" * 100)
    return BadFile(path, "not a recording")


def _no_mp3(folder: Path) -> BadFile:
    path = folder / "letter.mp3"
    path.write_text("Dear Sir or Madam,\n" * 100)
    return BadFile(path, "letter.mp3: is ")


def _folder(folder: Path) -> BadFile:
    path = folder / "folder.wav"
    path.mkdir()
    return BadFile(path, "is a folder")


def _missing(folder: Path) -> BadFile:
    return BadFile(folder / "missing.wav", "no such file")


def _forbidden(folder: Path) -> BadFile:
    path = folder / "forbidden.flac"
    shutil.copy(AUDIO / "7_slt_0.flac", path)
    path.chmod(0)
    says = "may not be read"
    if os.geteuid() != 0:
        return BadFile(path, says)
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, because root may read every file")
    os.chown(path, 65_534, 65_534)
    rights = "-dac_override,-dac_read_search"
    return BadFile(path, says, ("setpriv", f"--inh-caps={rights}", f"--bounding-set={rights}"))


_BAD: dict[str, Callable[[Path], BadFile]] = {
    "empty": _empty,
    "no samples": _no_samples,
    "cut header": _cut_header,
    "voice memo": _voice_memo,
    "not audio": _not_audio,
    "no MP3": _no_mp3,
    "folder": _folder,
    "missing": _missing,
    "forbidden": _forbidden,
}


@pytest.fixture(params=_BAD)
def bad_file(request: pytest.FixtureRequest, tmp_path: Path) -> BadFile:
    """Each kind of unusable file."""
    return _BAD[request.param](tmp_path)


@pytest.fixture
def bad_files(tmp_path: Path) -> list[BadFile]:
    """One file of each unusable kind, in folders of their own."""
    found = []
    for kind, make in _BAD.items():
        folder = tmp_path / kind
        folder.mkdir()
        found.append(make(folder))
    return found


def _without_model(folder: Path) -> None:
    (folder / "digits.tflite").unlink()


def _damaged_model(folder: Path) -> None:
    model = folder / "digits.tflite"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)


def _without_description(folder: Path) -> None:
    (folder / "bundle.json").unlink()


def _broken_description(folder: Path) -> None:
    (folder / "bundle.json").write_text("{")


@pytest.fixture(params=[_without_model, _damaged_model, _without_description, _broken_description])
def bad_bundle(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A damaged copy of the shipped bundle."""
    folder = tmp_path / "bundle"
    shutil.copytree(default_bundle_directory(), folder)
    request.param(folder)
    return folder


@pytest.fixture(scope="session")
def two_hours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of two hours: a word, then background noise."""
    path = tmp_path_factory.mktemp("long") / "two_hours.flac"
    word, rate = soundfile.read(AUDIO / "7_slt_0.flac", dtype="float32")
    noise = np.random.default_rng(0).normal(0.0, 3e-5, 60 * rate).astype(np.float32)
    with soundfile.SoundFile(path, "w", rate, 1, "PCM_16") as file:
        file.write(np.concatenate([noise[:rate], word]))
        for _ in range(120):
            file.write(noise)
    return path


@pytest.fixture(scope="session")
def make_recognizer():
    return recognizer_maker()


@pytest.fixture
def listener():
    return RecordingListener()


@pytest.fixture
def start(listener, make_recognizer):
    """Start a worker and stop it at the end."""
    running = []

    def run(source, listener=listener, maker=make_recognizer, **more):
        worker = Worker(listener, maker, source, **more)
        running.append(worker)
        worker.start()
        return worker

    yield run
    for worker in running:
        assert worker.stop(PATIENCE)

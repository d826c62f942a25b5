"""Texts for recordings and models that cannot be used."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import soundfile

from core.audio import AudioError, AudioWarning, load
from core.bundle import BundleError, BundleProblem, default_bundle_directory, load_bundle
from core.classifier import Classifier
from core.recordings.refusals import AudioProblem, WarningProblem
from desktop.audio.listener import SourceState
from desktop.window.device_texts import end_texts, state_advice
from desktop.window.error_texts import (
    bundle_error_text,
    recording_error_text,
    recording_warning_text,
)


def test_every_problem_has_a_text_of_its_own() -> None:
    problems = [problem for problem in get_args(AudioProblem) if problem != "other"]
    texts = {recording_error_text(AudioError("English", one, "why")) for one in problems}
    assert len(texts) == len(problems)
    assert not any("English" in text or "{" in text for text in texts)
    assert recording_error_text(AudioError("English")) == "English"
    warnings = [AudioWarning("English", one, 2.5) for one in get_args(WarningProblem)]
    assert len({recording_warning_text(warning) for warning in warnings}) == len(warnings)
    bundles = [BundleError("English", one, "why") for one in get_args(BundleProblem)]
    assert len({bundle_error_text(error) for error in bundles}) == len(bundles)


def wav(seconds: float = 1.0) -> bytes:
    content = io.BytesIO()
    sound = np.random.default_rng(0).normal(0, 0.1, round(16_000 * seconds))
    soundfile.write(content, sound, 16_000, format="WAV", subtype="PCM_16")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, "There is no such file. Check its name."),
        (b"", "The file is empty."),
        (
            b"Dear Ann, " * 50,
            "It is not a recording. WAV, FLAC, OGG, Opus, MP3, AIFF can be read.",
        ),
        (
            b"\0\0\0\x20ftypM4A " + bytes(50),
            (
                "Recordings of the format M4A/MP4 cannot be read. Convert it to WAV first, for "
                "example with ffmpeg."
            ),
        ),
        (b"fLaC" + bytes(60), "It is damaged and cannot be decoded."),
        (wav(0.0), "It contains no sound."),
    ],
)
def test_a_recording_that_cannot_be_read_has_a_text(
    tmp_path: Path, content: bytes | None, text: str
) -> None:
    path = tmp_path / "some.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioError) as caught:
        load(path)
    assert recording_error_text(caught.value) == text
    state = SourceState("failed", path.name, str(caught.value), reason="other", error=caught.value)
    assert state_advice(state) == text
    assert end_texts(state) == (text, "")


def test_a_recording_that_is_cut_short_has_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "some.wav"
    path.write_bytes(wav(2.0)[:-16_000])
    warnings: list[AudioWarning] = []
    load(path, warn=warnings.append)
    state = SourceState("finished", path.name, warnings=tuple(warnings))
    assert end_texts(state) == ("", "0.5 s of it are missing: the file ends too early.")
    assert "is cut short" in warnings[0]  # in English elsewhere
    unknown = AudioWarning("a.ogg: is cut short: the file ends too early", "cut_short", 0.0)
    state = SourceState("finished", path.name, warnings=(unknown,))
    assert end_texts(state) == ("", "Its end is missing: the file ends too early.")


def test_a_model_that_cannot_be_used_has_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    with pytest.raises(BundleError) as caught:
        load_bundle(folder)
    assert "A file of the model cannot be read" in bundle_error_text(caught.value)
    folder.mkdir()
    for path in default_bundle_directory().iterdir():
        if path.suffix in (".json", ".tflite"):
            shutil.copy(path, folder)
    described = json.loads((folder / "bundle.json").read_text("utf-8"))
    (folder / "bundle.json").write_text(json.dumps({**described, "format": 99}))
    with pytest.raises(BundleError) as caught:
        load_bundle(folder)
    assert "for another version" in bundle_error_text(caught.value)
    (folder / "bundle.json").write_text("{")
    with pytest.raises(BundleError) as caught:
        Classifier(load_bundle(folder))
    assert bundle_error_text(caught.value).startswith(
        f"The model is damaged ({folder}: bundle.json"
    )

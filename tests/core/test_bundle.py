"""A bundle that is damaged, mismatched or of another time is refused in one line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.bundle import LABELS, BundleError, default_bundle_directory, load_bundle
from core.classifier import Classifier


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name in ("bundle.json", "digits.tflite"):
        shutil.copy(default_bundle_directory() / name, folder / name)
    return folder


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    described = json.loads((folder / "bundle.json").read_text())
    edit(described)
    (folder / "bundle.json").write_text(json.dumps(described))


def refused(folder: Path, words: str) -> None:
    with pytest.raises(BundleError, match=words) as caught:
        Classifier(load_bundle(folder))
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


def test_the_shipped_bundle_is_whole() -> None:
    bundle = load_bundle()
    assert bundle.labels == LABELS
    assert len(bundle.model) < 5_000_000
    assert bundle.training["speakers"]
    assert 0.0 < bundle.thresholds.min_digitness < 1.0


def test_a_copy_elsewhere_is_as_good(copy: Path) -> None:
    assert load_bundle(copy).sha256 == load_bundle().sha256


def test_no_folder(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere", "cannot be read")


def test_no_model(copy: Path) -> None:
    (copy / "digits.tflite").unlink()
    refused(copy, "digits.tflite cannot be read")


def test_a_model_with_one_changed_byte(copy: Path) -> None:
    raw = bytearray((copy / "digits.tflite").read_bytes())
    raw[len(raw) // 2] ^= 1
    (copy / "digits.tflite").write_bytes(raw)
    refused(copy, "is not the file that bundle.json describes")


def test_a_model_that_is_none(copy: Path) -> None:
    import hashlib

    (copy / "digits.tflite").write_bytes(b"not a model")
    digest = hashlib.sha256(b"not a model").hexdigest()
    change(copy, lambda d: d["model"].update(sha256=digest))
    refused(copy, "LiteRT cannot run the model")


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "\x00\x01", '{"format": 1}'])
def test_broken_json(copy: Path, raw: str) -> None:
    (copy / "bundle.json").write_text(raw)
    refused(copy, "is not valid|lacks")


def test_bytes_that_are_no_text(copy: Path) -> None:
    (copy / "bundle.json").write_bytes(b"\xff\xfe\x00{")
    refused(copy, "is not valid")


EDITS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda d: d.update(format=99), "format is 99"),
    "other labels": (lambda d: d["labels"].reverse(), "labels"),
    "a setting too few": (lambda d: d["spectrogram"].pop("n_mels"), "SpectrogramSettings"),
    "a setting too many": (lambda d: d["thresholds"].update(mood=1), "Thresholds"),
    "a word for a number": (lambda d: d["thresholds"].update(temperature="warm"), "no number"),
    "another width": (lambda d: d["spectrogram"].update(n_mels=64), "do not fit"),
    "a path outside": (lambda d: d["model"].update(file="../digits.tflite"), "outside"),
}


@pytest.mark.parametrize("case", EDITS)
def test_mismatched_json(copy: Path, case: str) -> None:
    edit, words = EDITS[case]
    change(copy, edit)
    refused(copy, words)

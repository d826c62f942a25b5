"""A damaged, inconsistent or incompatible bundle is refused with a one-line message."""

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
    for name in ("bundle.json", "digits.tflite", "phrases.tflite"):
        shutil.copy(default_bundle_directory() / name, folder / name)
    return folder


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    described = json.loads((folder / "bundle.json").read_text())
    edit(described)
    (folder / "bundle.json").write_text(json.dumps(described))


def assert_refused(folder: Path, words: str) -> None:
    with pytest.raises(BundleError, match=words) as caught:
        Classifier(load_bundle(folder))
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


def test_the_shipped_bundle_loads() -> None:
    bundle = load_bundle()
    assert bundle.labels == LABELS
    assert len(bundle.model) < 5_000_000
    assert bundle.training["speakers"]
    assert 0.0 < bundle.thresholds.min_digitness < 1.0


def test_a_bundle_is_english_unless_it_names_a_language(copy: Path) -> None:
    change(copy, lambda d: d.pop("language", None))
    assert load_bundle(copy).language == "en"
    change(copy, lambda d: d.update(language="de"))
    assert load_bundle(copy).language == "de"


@pytest.mark.parametrize("code", ["", "../de", "DE", None, 3])
def test_a_language_that_is_no_code_is_refused(copy: Path, code: object) -> None:
    change(copy, lambda d: d.update(language=code))
    assert_refused(copy, "its language is not a code")


def test_a_copy_in_another_folder_loads(copy: Path) -> None:
    assert load_bundle(copy).sha256 == load_bundle().sha256


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path / "nowhere", "cannot be read")


def test_a_missing_model_is_refused(copy: Path) -> None:
    (copy / "digits.tflite").unlink()
    assert_refused(copy, "digits.tflite cannot be read")


def test_a_model_with_one_changed_byte_is_refused(copy: Path) -> None:
    raw = bytearray((copy / "digits.tflite").read_bytes())
    raw[len(raw) // 2] ^= 1
    (copy / "digits.tflite").write_bytes(raw)
    assert_refused(copy, "is not the file that bundle.json describes")


def test_a_file_that_is_not_a_model_is_refused(copy: Path) -> None:
    import hashlib

    (copy / "digits.tflite").write_bytes(b"not a model")
    digest = hashlib.sha256(b"not a model").hexdigest()
    change(copy, lambda d: d["model"].update(sha256=digest))
    assert_refused(copy, "LiteRT cannot run the model")


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "\x00\x01", '{"format": 1}'])
def test_invalid_json_is_refused(copy: Path, raw: str) -> None:
    (copy / "bundle.json").write_text(raw)
    assert_refused(copy, "is not valid|lacks")


def test_json_that_is_not_utf8_is_refused(copy: Path) -> None:
    (copy / "bundle.json").write_bytes(b"\xff\xfe\x00{")
    assert_refused(copy, "is not valid")


EDITS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda d: d.update(format=99), "format is 99"),
    "other labels": (lambda d: d["labels"].reverse(), "labels"),
    "a missing setting": (lambda d: d["spectrogram"].pop("n_mels"), "SpectrogramSettings"),
    "an unknown setting": (lambda d: d["thresholds"].update(mood=1), "Thresholds"),
    "text instead of a number": (
        lambda d: d["thresholds"].update(temperature="warm"),
        "temperature is not a number",
    ),
    "a fraction instead of an integer": (
        lambda d: d["spectrogram"].update(n_mels=40.5),
        "n_mels is not an integer",
    ),
    "another width": (lambda d: d["spectrogram"].update(n_mels=64), "do not fit"),
    "a path outside": (lambda d: d["model"].update(file="../digits.tflite"), "outside"),
}


@pytest.mark.parametrize("case", EDITS)
def test_inconsistent_json_is_refused(copy: Path, case: str) -> None:
    edit, words = EDITS[case]
    change(copy, edit)
    assert_refused(copy, words)


def test_a_bundle_without_a_phrase_model_knows_single_words(copy: Path) -> None:
    change(copy, lambda d: d.pop("phrases"))
    (copy / "phrases.tflite").unlink()
    assert load_bundle(copy).phrases is None
    assert Classifier(load_bundle(copy)).phrases is None


def test_a_damaged_phrase_model_is_refused(copy: Path) -> None:
    raw = bytearray((copy / "phrases.tflite").read_bytes())
    raw[len(raw) // 2] ^= 1
    (copy / "phrases.tflite").write_bytes(raw)
    assert_refused(copy, "phrases.tflite is not the file that bundle.json describes")


@pytest.mark.parametrize("priors", [[0.5, 0.5], [0.0] * 35, [1.5] * 35])
def test_impossible_priors_are_refused(copy: Path, priors: list[float]) -> None:
    change(copy, lambda d: d["phrases"].update(priors=priors))
    assert_refused(copy, "priors")

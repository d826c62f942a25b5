"""The shipped bundles are found by the code of their language."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.bundle import load_bundle
from core.bundle_location import bundle_directory, default_bundle_directory, installed_languages


def test_english_is_always_there_and_comes_first() -> None:
    assert installed_languages()[0] == "en"
    assert bundle_directory() == bundle_directory("en") == default_bundle_directory()


@pytest.mark.parametrize("language", installed_languages())
def test_each_installed_bundle_is_whole_and_names_its_language(language: str) -> None:
    assert load_bundle(bundle_directory(language)).language == language


def test_a_frozen_program_looks_into_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    for folder in ("digits", "digits/fr", "digits/de", "digits/report"):
        (tmp_path / "models" / folder).mkdir(parents=True, exist_ok=True)
    for folder in ("digits", "digits/fr", "digits/de"):
        (tmp_path / "models" / folder / "bundle.json").write_text("{}")
    assert installed_languages() == ("en", "de", "fr")
    assert bundle_directory("de") == tmp_path / "models" / "digits" / "de"

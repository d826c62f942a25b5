"""Names and words of languages, and what the description of a model says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desktop.languages import (
    Spoken,
    digit_words,
    english_name,
    one_at_a_time,
    own_name,
    spoken_with,
)
from tests.harness.installed_languages import install
from tests.harness.program import REPOSITORY


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_each_language_has_a_name_and_ten_different_words(language: str) -> None:
    assert english_name(language) != language
    assert own_name(language) != language
    assert len(set(digit_words(language))) == len(digit_words(language)) == 10


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_names_and_words_are_those_of_the_models(language: str) -> None:
    path = REPOSITORY / "models" / "languages" / language / "language.toml"
    described = tomllib.loads(path.read_text("utf-8"))
    assert english_name(language) == described["name"]
    for word, said in zip(digit_words(language), described["words"], strict=True):
        assert word in said


def test_a_language_that_the_program_does_not_know_has_figures() -> None:
    assert (english_name("xx"), own_name("xx"), digit_words("xx")[7]) == ("xx", "xx", "7")


def test_the_description_says_what_people_can_say(tmp_path: Path) -> None:
    english = install(tmp_path, "de", "es", without_numbers=("es",))
    assert spoken_with(None) == spoken_with(english) == Spoken("en", has_numbers=True)
    assert spoken_with(english / "de") == Spoken("de", has_numbers=True)
    assert spoken_with(english / "es") == Spoken("es", has_numbers=False)


@pytest.mark.parametrize("text", [None, "{", "[]", "7", "[" * 100_000])
def test_a_damaged_description_is_left_to_whoever_loads_the_model(
    tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "bundle.json").write_text(text)
    assert spoken_with(tmp_path) == Spoken()


def test_the_notice_is_one_line() -> None:
    assert one_at_a_time("es").startswith("Numbers in one breath are not recognized in Spanish")
    assert len(one_at_a_time("es").splitlines()) == 1

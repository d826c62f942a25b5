"""The descriptions of the languages: complete, pronounceable, and refused when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.bundle_location import installed_languages
from models.data.index import DataError
from models.languages.lexicon import FOLDER, known_languages, read_language
from models.synthesis.lexicon import AMERICAN, BRITISH
from tests.models.phonemes import kokoro_vocabulary


@pytest.mark.parametrize("code", known_languages())
def test_kokoro_can_say_every_word_of_a_language(code: str) -> None:
    language = read_language(code)
    known = kokoro_vocabulary()
    digits = [digit for accent in language.accents for digit in accent.digits]
    said = [*(one for digit in digits for one in digit.split("|")), *language.near.values()]
    assert [one for one in said if not one or set(one) - set(known)] == []


@pytest.mark.parametrize("code", [code for code in known_languages() if code != "en"])
def test_other_words_are_not_pronounced_like_a_digit(code: str) -> None:
    language = read_language(code)
    assert len(language.near) >= 20
    digits = {one for accent in language.accents for d in accent.digits for one in d.split("|")}
    assert {word for word, said in language.near.items() if said in digits} == set()


def test_all_languages_of_the_window_and_english_are_described() -> None:
    assert {"de", "en", "es", "fr"} <= set(known_languages())
    assert set(installed_languages()) <= set(known_languages())


def test_english_has_its_native_accents() -> None:
    accents = {accent.name: accent for accent in read_language("en").accents}
    assert accents["american"].digits == AMERICAN
    assert accents["british"].digits == BRITISH
    assert accents["american"].speakers + accents["british"].speakers == 160


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "xx" / "language.toml"
    path.parent.mkdir()
    text = (FOLDER / "de" / "language.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["null"], ', "", "words must have one list for each of the ten digits"),
        ('name = "German"', "", "lacks 'name'"),
        ("words = [", "words = [[", "is not valid"),
        ('    "nˈʊl|nˈul",\n', "", "accent german: digits must have"),
        ("speakers = 18", 'speakers = "many"', "is not valid"),
    ],
)
def test_a_faulty_description_is_refused_in_one_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read_language("xx", changed(tmp_path, old, new))
    assert "models/languages/xx/language.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_language_names_the_document(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"docs/adding-a-language\.md"):
        read_language("xx", tmp_path)

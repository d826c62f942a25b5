"""The page's words: its own language is one thing, the language of the digits another."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.languages import Spoken
from desktop.server.page_words import LANGUAGES, words
from desktop.server.settings import ServerSettings
from tests.harness.installed_languages import install
from tests.harness.running_server import running_server


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digits_are_named_in_the_language_in_which_they_are_spoken(language: str) -> None:
    assert words(language)["digit7"] == "seven"
    assert words(language, Spoken("de"))["digit7"] == "sieben"
    assert all(words(language, Spoken("de", has_numbers=False)).values())


def test_the_page_says_in_which_language_to_speak() -> None:
    assert words("en")["say"] == "Say a digit"
    assert words("en")["orNumber"] == "or a number, digit by digit"
    german = words("en", Spoken("de"))
    assert german["say"] == "Say a digit in German"
    assert german["orNumber"] == "eins, zwei, drei …\nor a number, digit by digit"
    assert words("de", Spoken("de"))["say"] == "Sagen Sie eine Ziffer"
    assert words("de")["say"] == "Sagen Sie eine Ziffer auf Englisch"


def test_the_page_says_where_numbers_are_not_recognized() -> None:
    assert words("en", Spoken("en", has_numbers=False))["orNumber"] == (
        "one at a time, with a pause after each. Numbers in one breath are not recognized in "
        "English."
    )


def test_a_server_for_another_language(tmp_path: Path) -> None:
    english = install(tmp_path, "es", without_numbers=("es",))
    with running_server(ServerSettings(bundle=english / "es")) as server:
        needs = server.ask("GET", "/needs").record
        assert (needs["language"], needs["numbers"]) == ("es", False)
        assert server.ask("GET", "/words/fr").record["digit7"] == "siete"

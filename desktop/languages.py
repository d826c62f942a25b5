"""Languages in which digits are spoken: their names and words, and what an installed model knows.

The languages of the window's texts are another matter: see `desktop.window.translations`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.bundle_location import (
    BUNDLE_FILE,
    DEFAULT_LANGUAGE,
    bundle_directory,
    installed_languages,
)


@dataclass(frozen=True, slots=True)
class _Language:
    english: str
    own: str
    words: tuple[str, ...]


def _language(english: str, own: str, words: str) -> _Language:
    return _Language(english, own, tuple(words.split()))


_KNOWN = {
    "en": _language("English", "English", "zero one two three four five six seven eight nine"),
    "de": _language("German", "Deutsch", "null eins zwei drei vier fünf sechs sieben acht neun"),
    "es": _language("Spanish", "Español", "cero uno dos tres cuatro cinco seis siete ocho nueve"),
    "fr": _language("French", "Français", "zéro un deux trois quatre cinq six sept huit neuf"),
}


def english_name(language: str) -> str:
    """Name of a language in English; its code if the program does not know it."""
    known = _KNOWN.get(language)
    return language if known is None else known.english


def own_name(language: str) -> str:
    """Name of a language in the language itself; its code if the program does not know it."""
    known = _KNOWN.get(language)
    return language if known is None else known.own


def digit_words(language: str) -> Sequence[str]:
    """The words for the digits 0 to 9; figures in a language that the program does not know."""
    known = _KNOWN.get(language)
    return "0123456789" if known is None else known.words


@dataclass(frozen=True, slots=True)
class Spoken:
    """What people can say.

    Attributes
    ----------
    language : str
        Code of the language of the digits.
    has_numbers : bool
        Whether numbers in one breath are recognized; if not, digits are said one at a time.
    """

    language: str = DEFAULT_LANGUAGE
    has_numbers: bool = True


def spoken_with(bundle: Path | None) -> Spoken:
    """What people can say to a model, from its description alone; never fails.

    Parameters
    ----------
    bundle : Path or None
        Its folder; None for the shipped English one.
    """
    path = (bundle or bundle_directory()) / BUNDLE_FILE
    try:
        described: Any = json.loads(path.read_bytes())
        return Spoken(str(described.get("language", DEFAULT_LANGUAGE)), "phrases" in described)
    except (OSError, ValueError, AttributeError, RecursionError):
        return Spoken()  # whoever loads it says what is wrong


def choices(bundle: Path | None = None) -> list[Spoken]:
    """What people can say in each installed language, or to one model; English is first."""
    if bundle is not None:
        return [spoken_with(bundle)]
    return [spoken_with(bundle_directory(language)) for language in installed_languages()]


def available(language: str) -> str:
    """The language itself if it is installed, else English."""
    return language if language in installed_languages() else DEFAULT_LANGUAGE


def spoken_at(language: str, bundle: Path | None = None) -> Spoken:
    """What people can say at a screen in a language, which need not be installed.

    Parameters
    ----------
    language : str
    bundle : Path, optional
        Folder of a model to use instead of those of all languages.
    """
    return spoken_with(bundle or bundle_directory(available(language)))


def one_at_a_time(language: str) -> str:
    """Say in English that there are no numbers in one breath."""
    return (
        f"Numbers in one breath are not recognized in {english_name(language)}: say digits one at "
        "a time, with a pause after each."
    )

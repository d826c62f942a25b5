"""Reads ``language.toml``: what the digits of a language are called, and how they sound."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.data.index import DataError

FILE = "language.toml"
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Accent:
    """Pronunciation of the digits with one accent.

    Attributes
    ----------
    name : str
    languages : str
        Kokoro's letters of the languages whose voices are mixed; "ab" is English.
    digits : tuple of str
        Pronunciations of 0-9; alternatives are separated by ``|``.
    speakers : int
        Number of synthetic speakers with this accent.
    """

    name: str
    languages: str
    digits: tuple[str, ...]
    speakers: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Recordings of a language, in ``languages/CODE/NAME`` of the data folder.

    Attributes
    ----------
    name : str
    share : float
        How often it is drawn, relative to the other corpora of the language.
    content, licence : str
        For the model card.
    """

    name: str
    share: float
    content: str
    licence: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language whose digits can be recognized.

    Attributes
    ----------
    code : str
        ISO 639-1, such as "de".
    name : str
        In English.
    words : tuple of 10 tuples of str
        What people say for 0-9.
    accents : tuple of Accent
    near : dict
        Other words and their phonemes; most of them resemble a digit.
    homophones : frozenset of str
        English words that sound like a digit of this language.
    corpora : tuple of Corpus
    accepted : float
        Share of English words that may be taken for digits when the thresholds are chosen; 0.1 if
        the file does not say.
    """

    code: str
    name: str
    words: tuple[tuple[str, ...], ...]
    accents: tuple[Accent, ...]
    near: dict[str, str]
    homophones: frozenset[str]
    corpora: tuple[Corpus, ...]
    accepted: float = 0.1


def known_languages() -> list[str]:
    """Codes of the languages that have a ``language.toml``."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))


def read_language(code: str, folder: Path = FOLDER) -> Language:
    """Read ``CODE/language.toml``.

    Raises
    ------
    DataError
        If there is none, or it is not valid; the text is one line that says what to change.
    """
    path = folder / code / FILE
    where = f"models/languages/{code}/{FILE}"
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"))
        return _checked(code, described)
    except FileNotFoundError:
        raise DataError(
            f"no {where}; docs/adding-a-language.md describes how to write one"
        ) from None
    except KeyError as error:
        raise DataError(f"{where} lacks {error}") from None
    except (ValueError, TypeError) as error:
        raise DataError(f"{where} is not valid: {error}") from None


def _checked(code: str, described: dict[str, Any]) -> Language:
    words = tuple(tuple(spoken) for spoken in described["words"])
    if len(words) != 10 or not all(words):
        raise ValueError("words must have one list for each of the ten digits")
    accents = tuple(_accent(one) for one in described["accents"])
    if not accents:
        raise ValueError("accents must have at least one entry")
    return Language(
        code,
        str(described["name"]),
        words,
        accents,
        dict(described["near"]),
        frozenset(described.get("homophones", ())),
        tuple(
            Corpus(one["name"], float(one["share"]), one["content"], one["licence"])
            for one in described.get("corpora", ())
        ),
        float(described.get("accepted", 0.1)),
    )


def _accent(described: dict[str, Any]) -> Accent:
    digits = tuple(described["digits"])
    if len(digits) != 10 or not all(digits):
        raise ValueError(
            f"accent {described['name']}: digits must have a pronunciation for each of the ten"
        )
    return Accent(described["name"], described["voices"], digits, int(described["speakers"]))

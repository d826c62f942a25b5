"""Index of all speech and noise for connected digits.

Besides digits, other words and noise (see `models.data.index`) there are sentences and digits in
other languages, in FLAC and in Opus. Their layout is ``sentences/CORPUS/*`` and
``languages/LANGUAGE/CORPUS/SPEAKER/*``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.data.index import OTHER
from models.data.splits import Split, split_of

SUFFIXES = (".flac", ".ogg", ".wav")

LANGUAGES = "languages"
"""Corpus of all digits in other languages."""

STRINGS = "strings"
"""Folder of recorded numbers, each with a text file of its digits."""


@dataclass(frozen=True, slots=True)
class Source:
    """One recording.

    Attributes
    ----------
    path : Path
    corpus : str
        A corpus of digits, such as ``fsdd``; otherwise with its kind, such as
        ``words/picovoice``, or `LANGUAGES`.
    speaker : str
        Name within the corpus. If a corpus does not name its speakers, that of the recording.
    label : int
        0-9, or `OTHER`.
    split : Split
    """

    path: Path
    corpus: str
    speaker: str
    label: int
    split: Split


def find_sources(folder: Path) -> list[Source]:
    """All recordings of a folder, in a stable order."""
    return [*_digits(folder), *_others(folder), *_languages(folder)]


def find_strings(folder: Path) -> list[tuple[Path, str]]:
    """All recorded numbers with their digits, in a stable order."""
    found: list[tuple[Path, str]] = []
    for path in sorted((folder / STRINGS).rglob("*")):
        text = path.with_suffix(".txt")
        if path.suffix in SUFFIXES and text.exists():
            digits = "".join(sign for sign in text.read_text() if sign.isdigit())
            if digits:
                found.append((path, digits))
    return found


def _digits(folder: Path) -> list[Source]:
    return [
        Source(
            path, corpus.name, speaker.name, int(path.name[0]), split_of(corpus.name, speaker.name)
        )
        for corpus in _folders(folder / "digits")
        for speaker in _folders(corpus)
        for path in sorted(speaker.glob("[0-9]_*"))
        if path.suffix in SUFFIXES
    ]


def _others(folder: Path) -> list[Source]:
    sources: list[Source] = []
    for kind in ("words", "sentences", "noise"):
        for corpus in _folders(folder / kind):
            for path in sorted(corpus.rglob("*")):
                if path.suffix in SUFFIXES:
                    speaker = path.stem
                    if kind == "words" and corpus.name == "speech_commands":
                        speaker = path.stem.split("_")[1]
                    split = split_of(corpus.name, speaker)
                    sources.append(Source(path, f"{kind}/{corpus.name}", speaker, OTHER, split))
    return sources


def _languages(folder: Path) -> list[Source]:
    """Digits in other languages; some of their speakers also say English digits."""
    return [
        Source(path, LANGUAGES, path.stem, OTHER, split_of(path.parts[-3], path.parts[-2]))
        for path in sorted((folder / LANGUAGES).rglob("*"))
        if path.suffix in SUFFIXES
    ]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

"""Index of the recordings: labels, words and speakers.

Recordings are read from ``SPOKEN_DIGITS_DATA`` or ``../shared/data``, in FLAC, Opus or WAV. The
layout is ``digits/CORPUS/SPEAKER/DIGIT_SPEAKER_TAKE``, ``words/CORPUS/*``, ``sentences/CORPUS/*``,
``noise/CORPUS/*``, ``languages/LANGUAGE/CORPUS/SPEAKER/*`` (digits in other languages) and
``strings/CORPUS/NAME`` with ``NAME.txt`` (numbers).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "SPOKEN_DIGITS_DATA"
DATA_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"

OTHER = 10
"""Label of other words and of noise."""

SUFFIXES = (".flac", ".ogg", ".wav")

LANGUAGES = "languages"
"""Folder, and kind of corpus, of digits in other languages."""

_STRINGS = "strings"

_NOISE_KINDS = {
    "baby-cry": "baby",
    "donateacry": "baby",
    "clock_alarm": "alarm",
    "alarm_clock_cc0": "alarm",
    "keyboard_typing": "keyboard",
    "mechvibes": "keyboard",
    "thunderstorm": "rain",
}
"""Kinds of noise that have several names: a class of ESC-50, or a corpus, and its kind."""

_BY_CLASS = ("esc10", "esc50_cc0_ccby")
"""Corpora of noise whose files are named by their class, such as ``dog_1-187207-A``."""


class DataError(Exception):
    """The recordings cannot be found; the text is one line."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of a corpus.

    Attributes
    ----------
    path : Path
    corpus : str
        Such as ``fsdd``, ``words/picovoice`` or ``languages/de``.
    speaker : str
        Unique over all corpora: ``corpus/name``. If a corpus does not name its speakers, each
        recording counts as a speaker of its own. For noise, ``noise/kind``.
    label : int
        0-9, or `OTHER`.
    word : str
        The other word that is said, in lower case; empty if the file's name does not say it.
    """

    path: Path
    corpus: str
    speaker: str
    label: int
    word: str = ""


def data_folder() -> Path:
    """Folder of the recordings.

    Raises
    ------
    DataError
        If there are none.
    """
    named = os.environ.get(DATA_VARIABLE)
    folder = Path(named) if named else DATA_FOLDER
    if not (folder / "digits").is_dir():
        raise DataError(
            f"no recordings in {named or '../shared/data'}; set {DATA_VARIABLE} to a folder with "
            "digits/CORPUS/SPEAKER/DIGIT_SPEAKER_TAKE.flac"
        )
    return folder


def find_recordings(folder: Path) -> list[Recording]:
    """All recordings of a folder but the numbers, in a stable order; digits come first."""
    return [*find_digits(folder), *find_others(folder)]


def find_digits(folder: Path) -> list[Recording]:
    """All recordings of digits, in a stable order."""
    return [
        Recording(path, corpus.name, f"{corpus.name}/{speaker.name}", int(path.name[0]))
        for corpus in _folders(folder / "digits")
        for speaker in _folders(corpus)
        for path in sorted(speaker.glob("[0-9]_*"))
        if path.suffix in SUFFIXES
    ]


def find_others(folder: Path) -> list[Recording]:
    """All recordings of other words, sentences, noise and foreign digits, in a stable order."""
    found = [
        Recording(
            path,
            f"{kind}/{corpus.name}",
            _other_speaker(kind, corpus.name, path),
            OTHER,
            _word_of(corpus.name, path.stem) if kind == "words" else "",
        )
        for kind in ("words", "sentences", "noise")
        for corpus in _folders(folder / kind)
        for path in _files(corpus)
    ]
    foreign = [
        Recording(path, f"{LANGUAGES}/{language.name}", "/".join(path.parts[-3:-1]), OTHER)
        for language in _folders(folder / LANGUAGES)
        for path in _files(language)
    ]
    return [*found, *foreign]


def find_strings(folder: Path) -> list[tuple[Path, str]]:
    """All recorded numbers with their digits, in a stable order."""
    found: list[tuple[Path, str]] = []
    for path in _files(folder / _STRINGS):
        text = path.with_suffix(".txt")
        if text.exists():
            digits = "".join(sign for sign in text.read_text() if sign.isdigit())
            if digits:
                found.append((path, digits))
    return found


def noise_kind(corpus: str, stem: str) -> str:
    """The kind of sound of a noise recording: training and evaluation share none of them."""
    name = stem.rsplit("_", 1)[0] if corpus in _BY_CLASS else corpus
    return _NOISE_KINDS.get(name, name)


def _other_speaker(kind: str, corpus: str, path: Path) -> str:
    """Speaker of another word, or kind of a noise.

    Speech Commands and DSPSpeech-20 name the speaker (``backward_23add12a_0``,
    ``15307110264_15307110264-13-17``); some of Speech Commands also say digits.
    """
    parts = path.stem.split("_")
    if kind == "noise":
        return f"noise/{noise_kind(corpus, path.stem)}"
    if corpus == "speech_commands" and len(parts) == 3:
        return f"speech_commands/{parts[1]}"
    if corpus == "dspspeech20":
        return f"dspspeech20/{parts[0]}"
    return f"{corpus}/{path.stem}"


def _word_of(corpus: str, stem: str) -> str:
    """The word that a file's name says, in lower case; empty if it says none."""
    parts = stem.split("_")
    if corpus in ("speech_commands", "picovoice"):
        return parts[0].lower()
    if corpus == "dspspeech20":
        return "dspspeech20-" + parts[-1].split("-")[1]
    if corpus in ("freeswitch_callie", "klettres_en"):
        return parts[-1].lower()
    if corpus.startswith("asterisk"):
        return parts[1].lower()
    return ""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

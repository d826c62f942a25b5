"""Index of the recordings: labels, speakers and folds.

Recordings are read from ``SPOKEN_DIGITS_DATA`` or ``../shared/data``; the layout is
``digits/CORPUS/SPEAKER/DIGIT_SPEAKER_TAKE.flac``, ``words/CORPUS/*.flac``, ``noise/CORPUS/*.flac``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "SPOKEN_DIGITS_DATA"
DATA_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"

OTHER = 10
"""Label of other words and of noise."""

FOLDS = 6
"""Number of folds: one for each of FSDD's six speakers."""


class DataError(Exception):
    """The recordings cannot be found; the text is one line."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of a corpus.

    Attributes
    ----------
    path : Path
    corpus : str
        Such as ``fsdd`` or ``words/picovoice``.
    speaker : str
        Unique over all corpora: ``corpus/name``. If a corpus does not name its speakers, each
        recording counts as a speaker of its own.
    label : int
        0-9, or `OTHER`.
    """

    path: Path
    corpus: str
    speaker: str
    label: int


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


def find_digits(folder: Path) -> list[Recording]:
    """All recordings of digits, in a stable order."""
    return [
        Recording(path, corpus.name, f"{corpus.name}/{speaker.name}", int(path.name[0]))
        for corpus in sorted((folder / "digits").iterdir())
        if corpus.is_dir()
        for speaker in sorted(corpus.iterdir())
        for path in sorted(speaker.glob("[0-9]_*"))
        if path.suffix in (".flac", ".wav")
    ]


def find_others(folder: Path) -> list[Recording]:
    """All recordings of other words and noise, in a stable order."""
    return [
        Recording(path, f"{kind}/{corpus.name}", _other_speaker(corpus.name, path), OTHER)
        for kind in ("words", "noise")
        if (folder / kind).is_dir()
        for corpus in sorted((folder / kind).iterdir())
        for path in sorted(corpus.rglob("*.flac"))
    ]


def _other_speaker(corpus: str, path: Path) -> str:
    """Speaker of another word, or source of a noise.

    Speech Commands names the speaker (``backward_23add12a_0``); some of them also say digits.
    ESC-10 names the source recording (``dog_1-187207-A``), from which several clips were taken.
    """
    parts = path.stem.split("_")
    if corpus == "speech_commands" and len(parts) == 3:
        return f"speech_commands/{parts[1]}"
    if corpus == "esc10":
        return f"esc10/{path.stem.rsplit('-', 1)[0]}"
    return f"{corpus}/{path.stem}"


def assign_folds(recordings: Iterable[Recording], folds: int = FOLDS) -> dict[str, int]:
    """Assign each speaker to the fold in which it is held out.

    The speakers of each corpus are assigned in turn, so that each fold has speakers of every corpus
    with enough of them. A speaker who is in both ``digits`` and ``words`` has one fold.

    Returns
    -------
    dict
        Speaker -> fold, 0 to `folds` - 1.
    """
    assigned: dict[str, int] = {}
    next_fold: dict[str, int] = {}
    for recording in recordings:
        if recording.speaker not in assigned:
            corpus = recording.speaker.split("/")[0]
            # Corpora with one or two speakers start at different folds.
            turn = next_fold.setdefault(corpus, sum(map(ord, corpus)))
            assigned[recording.speaker] = turn % folds
            next_fold[corpus] = turn + 1
    return assigned

"""The corpora: which recordings there are, who speaks in them, and who is kept apart from whom.

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
"""Label of whatever is no digit."""

FOLDS = 6
"""Each of FSDD's six men is left out in turn."""


class DataError(Exception):
    """The recordings cannot be found; the text is one clear line."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of a corpus.

    Attributes
    ----------
    path : Path
    corpus : str
        Such as ``fsdd`` or ``words/picovoice``.
    speaker : str
        Who speaks, unique over all corpora: ``corpus/name``. Where a corpus does not say, the
        recording stands for a person of its own.
    label : int
        0-9, or `OTHER`.
    """

    path: Path
    corpus: str
    speaker: str
    label: int


def data_folder() -> Path:
    """Where the recordings lie.

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
    """All recordings without a digit: words and noises, in a stable order."""
    return [
        Recording(path, f"{kind}/{corpus.name}", _other_speaker(corpus.name, path), OTHER)
        for kind in ("words", "noise")
        if (folder / kind).is_dir()
        for corpus in sorted((folder / kind).iterdir())
        for path in sorted(corpus.rglob("*.flac"))
    ]


def _other_speaker(corpus: str, path: Path) -> str:
    """Whose voice or what source a word or noise is.

    Speech Commands names the speaker (``backward_23add12a_0``), and some speak digits too; ESC-10
    names the source recording (``dog_1-187207-A``), of which there are several pieces.
    """
    parts = path.stem.split("_")
    if corpus == "speech_commands" and len(parts) == 3:
        return f"speech_commands/{parts[1]}"
    if corpus == "esc10":
        return f"esc10/{path.stem.rsplit('-', 1)[0]}"
    return f"{corpus}/{path.stem}"


def assign_folds(recordings: Iterable[Recording], folds: int = FOLDS) -> dict[str, int]:
    """In which fold each speaker is held out.

    The speakers of each corpus are dealt out in turn, so that each fold tests people of every
    corpus that has enough of them. A person who is in two corpora's folders has one fold.

    Returns
    -------
    dict
        Speaker -> fold, 0 to `folds` - 1.
    """
    assigned: dict[str, int] = {}
    dealt: dict[str, int] = {}
    for recording in recordings:
        if recording.speaker not in assigned:
            corpus = recording.speaker.split("/")[0]
            # Corpora of one or two speakers begin in different folds.
            turn = dealt.setdefault(corpus, sum(map(ord, corpus)))
            assigned[recording.speaker] = turn % folds
            dealt[corpus] = turn + 1
    return assigned

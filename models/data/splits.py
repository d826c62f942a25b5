"""Splits of speakers and words for training, validation and testing, and folds.

The split of a speaker of Speech Commands does not depend on which recordings exist: it is a hash of
the name (Warden, 2018). The other corpora have few speakers. For single words, they are assigned to
folds: each member of the ensemble is trained without one fold. For connected digits, a few of
them are test speakers. Words that are not digits and kinds of noise have splits as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from models.data.index import Recording

Split = Literal["train", "validation", "official", "test"]
"""``official`` is Speech Commands' own test set, which is used for nothing here."""

TEST_SPEAKERS = frozenset({"fsdd/theo", "heidelberg/hd11", "dku_matty7/matty7"})
"""Test speakers of the other corpora for connected digits."""

TRAINING_ONLY = "fsdd_jason_recovered"
"""A corpus whose labels were kept where a recognizer agreed, so it cannot be used for testing."""

FOLDS = 3
"""Number of folds, and of members of the ensemble."""

TEST, VALIDATION, TRAIN = FOLDS, FOLDS + 1, -1
"""In place of a fold: speakers whom no member is trained with, or all of them."""

SPEECH_COMMANDS = "speech_commands/"
"""How the names of its speakers begin."""

_NOISE = "noise/"

_MOST_FILES = 2**27 - 1
"""A constant of Google's rule."""


def split_of(recording: Recording) -> Split:
    """The split of a recording for connected digits."""
    if recording.corpus.startswith(_NOISE):
        return split_of_noise(recording.speaker)
    split = split_of_speaker(recording.speaker)
    if split == "train" and recording.speaker in TEST_SPEAKERS:
        return "test"
    return split_of_word(recording.word) if split == "train" and recording.word else split


def split_of_speaker(speaker: str) -> Split:
    """The split of a speaker of Speech Commands; "train" for those of other corpora.

    Parameters
    ----------
    speaker : str
        As in `Recording`, such as ``speech_commands/0a2b400e``.
    """
    corpus, _, name = speaker.partition("/")
    if corpus != "speech_commands":
        return "train"
    percent = _sha1(name) % (_MOST_FILES + 1) * (100.0 / _MOST_FILES)
    if percent < 10.0:
        return "validation"
    if percent < 20.0:
        return "official"
    # Of the speakers that Google trains with, a fixed tenth is for testing.
    return "test" if _sha1("test" + name) % 10 == 0 else "train"


def split_of_word(word: str) -> Split:
    """The split of a word that is not a digit, whoever says it: a tenth is for testing.

    Parameters
    ----------
    word : str
        In lower case.
    """
    kind = _sha1("word" + word) % 10
    return "test" if kind == 0 else "validation" if kind == 1 else "train"


def split_of_noise(kind: str) -> Split:
    """The split of a kind of noise, such as ``noise/rooster``: a fifth is for testing."""
    return "test" if _sha1("noise kind" + kind.removeprefix(_NOISE)) % 5 == 0 else "train"


def assign_folds(recordings: Iterable[Recording], folds: int = FOLDS) -> dict[str, int]:
    """Assign each speaker to the fold in which it is held out.

    The speakers of each corpus are assigned in turn, so that each fold has speakers of every corpus
    with enough of them. A speaker who is in both ``digits`` and ``words`` has one fold.

    Returns
    -------
    dict
        Speaker -> fold, 0 to `folds` - 1; for Speech Commands and for kinds of noise `TEST`,
        `VALIDATION` or `TRAIN`. Speakers of the official test set are left out.
    """
    fixed: dict[Split, int] = {"train": TRAIN, "validation": VALIDATION, "test": TEST}
    assigned: dict[str, int] = {}
    next_fold: dict[str, int] = {}
    for recording in recordings:
        speaker = recording.speaker
        corpus = speaker.partition("/")[0]
        if corpus in ("speech_commands", "noise"):
            is_noise = corpus == "noise"
            split = split_of_noise(speaker) if is_noise else split_of_speaker(speaker)
            if split in fixed:
                assigned[speaker] = fixed[split]
        elif corpus == TRAINING_ONLY:
            assigned[speaker] = TRAIN
        elif speaker not in assigned:
            # Corpora with one or two speakers start at different folds.
            turn = next_fold.setdefault(corpus, sum(map(ord, corpus)))
            assigned[speaker] = turn % folds
            next_fold[corpus] = turn + 1
    return assigned


@dataclass(frozen=True, slots=True)
class Judged:
    """A recording to evaluate, and the number of a bundle that has not heard it.

    Numbers below `FOLDS` are those of the members of the ensemble, `TEST` is the shipped bundle.
    """

    recording: Recording
    bundle: int


def judged(recordings: Iterable[Recording]) -> list[Judged]:
    """The recordings that can be evaluated, each with its bundle.

    The shipped bundle is evaluated on the test speakers and kinds of noise, and on the test words,
    whoever says them. The members are evaluated on the speakers of their folds.
    """
    recordings = list(recordings)
    folds = assign_folds(recordings)
    found: list[Judged] = []
    for recording in recordings:
        fold = folds.get(recording.speaker, VALIDATION)
        if recording.word and split_of_word(recording.word) == "test":
            fold = TEST
        if 0 <= fold <= TEST:
            found.append(Judged(recording, fold))
    return found


def is_for_training(recording: Recording, folds: dict[str, int], fold: int) -> bool:
    """Whether the member that is trained without a fold hears a recording."""
    own = folds.get(recording.speaker, VALIDATION)
    is_trained_word = not recording.word or split_of_word(recording.word) == "train"
    return own not in (fold, TEST, VALIDATION) and is_trained_word


def _sha1(text: str) -> int:
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16)

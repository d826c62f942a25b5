"""Recordings and strings that show what they are: each digit is loud in bands of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core.decoding.viterbi import OTHER_WORD
from models.data.index import OTHER
from models.training.phrases.columns import RecordingColumns, StringColumns
from models.training.phrases.material import Material
from models.training.phrases.recipe import PhraseRecipe

FLOOR_DB = -80.0
SPEECH_DB = -20.0
BANDS = 40
WORD = (20, 50)
"""Bounds of the speech in each recording of a word, in columns."""


def band_of(label: int) -> int:
    """The loud band of a digit, or of other words."""
    return 3 * label + 1


def word(label: int, columns: int = 70) -> np.ndarray:
    """Decibels of a recording of one word."""
    rng = np.random.default_rng(label)
    decibels = rng.normal(FLOOR_DB, 1.0, (columns, BANDS))
    decibels[WORD[0] : WORD[1], band_of(label)] = SPEECH_DB
    return decibels.astype(np.float16)


def recordings(digits: Sequence[int] = range(10)) -> RecordingColumns:
    """Digits of two speakers, other words, a sentence and noise; one speaker is for validation."""
    noise = np.random.default_rng(1).normal(-40.0, 3.0, (400, BANDS)).astype(np.float16)
    sentence = np.concatenate([word(OTHER), word(OTHER), word(OTHER)])
    rows = [
        (word(digit), *WORD, digit, speaker, "speech_commands", split)
        for speaker, split in (("anna", "train"), ("bert", "train"), ("carl", "validation"))
        for digit in digits
    ]
    rows += [
        (part, *bounds, OTHER, speaker, corpus, split)
        for split in ("train", "validation")
        for part, bounds, speaker, corpus in (
            (word(OTHER), WORD, "anna", "words/speech_commands"),
            (word(OTHER, 80), WORD, "dora", "words/picovoice"),
            (sentence, (WORD[0], 140 + WORD[1]), "emil", "sentences/ljspeech"),
            (noise, (0, 400), "fans", "noise/esc10"),
        )
    ]
    parts = [row[0] for row in rows]
    return RecordingColumns(
        np.concatenate(parts),
        np.cumsum([0, *map(len, parts)]),
        *(np.array([row[n] for row in rows]) for n in range(1, 7)),
        path=np.array([f"{n}.flac" for n in range(len(rows))]),
    )


def strings() -> StringColumns:
    """ "one", "two" and another word, said without a pause; for training and for validation."""
    said = ((1, 1), (2, 2), (OTHER_WORD, OTHER))
    one = np.concatenate([word(label)[WORD[0] : WORD[1]] for _, label in said])
    words = [(index, 30 * n, 30 * n + 30) for n, (index, _) in enumerate(said)]
    return StringColumns(
        np.concatenate([one, one]),
        np.array([0, len(one), 2 * len(one)]),
        np.array([*words, *words]),
        np.array([0, 3, 6]),
        np.array([False, True]),
        np.array([False, False]),
    )


@pytest.fixture
def material() -> Material:
    return Material(recordings(), strings(), dict(PhraseRecipe().corpora))

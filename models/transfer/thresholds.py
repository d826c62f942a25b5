"""Thresholds of a language, from its digits and from English words.

A language has few speakers, and one of them who is less sure than the others would set a threshold
that rejects a share of the digits. The English words are of hundreds of people, so a threshold that
accepts a share of them does not depend on who was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from core.bundle import Thresholds
from models.data.index import LANGUAGES, OTHER, Recording
from models.data.splits import VALIDATION, assign_folds, split_of_word
from models.evaluation.calibrate import choose_thresholds
from models.evaluation.evaluate import Prediction

REJECTED = 0.02
"""Share of the digits that the thresholds may reject if few words are accepted anyway.

With few speakers to choose from, new ones are rejected more often, by one to two per cent.
"""

_ALWAYS_REJECTED = ("silence", "too_long", "too_quiet")
"""Codes that do not depend on the thresholds."""


def validation_words(recordings: list[Recording]) -> list[Recording]:
    """Words other than digits that no network was trained with, and that are not for testing."""
    folds = assign_folds(recordings)

    def is_for_validation(one: Recording) -> bool:
        by_word = split_of_word(one.word) if one.word else "train"
        if by_word == "test":
            return False
        return by_word == "validation" or folds.get(one.speaker) == VALIDATION

    return [
        one
        for one in recordings
        if one.label == OTHER
        and not one.corpus.startswith(("noise/", f"{LANGUAGES}/"))
        and is_for_validation(one)
    ]


def choose(digits: list[Prediction], words: Iterable[Prediction], accepted: float) -> Thresholds:
    """Choose the thresholds of a network.

    That of the digit probability accepts no more than a share of the words. If it then rejects
    less than `REJECTED` of the digits, it is raised until it rejects as many.

    Parameters
    ----------
    digits : list of Prediction
        Digits of the language by speakers whom the network has not heard, with temperature 1.
    words : iterable of Prediction
        English words that the network has not heard.
    accepted : float
        Share of these words that the threshold of the digit probability may accept.
    """
    scores = sorted(
        (0.0 if one.rejected in _ALWAYS_REJECTED else one.digitness for one in words), reverse=True
    )
    # An utterance at the threshold is accepted, so it is just above the first word to reject.
    least = round(float(np.ceil(scores[int(accepted * len(scores))] * 1e4 + 1e-3) / 1e4), 4)
    chosen = choose_thresholds(digits, REJECTED)
    return replace(chosen, min_digitness=max(chosen.min_digitness, least))

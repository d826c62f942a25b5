"""Forced alignment of recorded strings."""

from __future__ import annotations

import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.decoding.decoder import PATCH
from core.decoding.viterbi import CLASSES, SILENCE
from core.spectrogram import SpectrogramSettings
from models.training.phrases.align import align, align_digits, with_recorded_strings
from tests.models.training.phrases.conftest import strings

SETTINGS = SpectrogramSettings()


def scores_of(*words: int, pause: int = 2) -> np.ndarray:
    """Scores in which each state of a word lasts two steps, with pauses around the words."""
    steps = [SILENCE] * 3
    for word in words:
        steps += [3 * word + state for state in (0, 0, 1, 1, 2, 2)] + [SILENCE] * pause
    steps += [SILENCE] * 3
    scores = np.full((len(steps), CLASSES), -5.0, np.float32)
    scores[np.arange(len(steps)), steps] = 0.0
    return scores


@pytest.mark.parametrize("pause", [0, 2])
def test_words_are_found_where_they_are(pause: int) -> None:
    score, found = align(scores_of(4, 2, 2, pause=pause), (4, 2, 2))
    assert score == pytest.approx(0.0)
    expected = [(3 + n * (6 + pause)) * PATCH for n in range(3)]
    assert found == [
        (word, first, first + 6 * PATCH) for word, first in zip((4, 2, 2), expected, strict=True)
    ]


def test_a_zero_is_zero_or_oh() -> None:
    assert [word for word, _, _ in align_digits(scores_of(4, 0), "40")] == [4, 0]
    assert [word for word, _, _ in align_digits(scores_of(4, 10), "40")] == [4, 10]


def test_recorded_strings_are_appended() -> None:
    before = strings()
    samples = np.zeros(2 * SAMPLE_RATE, np.float32)
    patches = SETTINGS.n_frames // PATCH
    even = np.full(CLASSES, 1.0 / CLASSES, np.float32)
    after = with_recorded_strings(
        before,
        [(samples, "42"), (samples, "7")],
        lambda _: np.zeros((patches, CLASSES), np.float32),
        even,
        SETTINGS,
    )
    assert after.offset[-1] == len(after.decibels)
    assert after.first_word.tolist() == [0, 3, 6, 8, 9]
    assert after.words[6:, 0].tolist() == [4, 2, 7]
    assert after.is_recorded.tolist() == [False, False, True, True]
    assert after.is_held_out.tolist() == [False, True, False, False]
    for n in (2, 3):
        of_string = after.words[after.first_word[n] : after.first_word[n + 1], 1:]
        assert (of_string >= 0).all()
        assert (of_string <= after.offset[n + 1] - after.offset[n]).all()
        assert (of_string[:, 0] < of_string[:, 1]).all()

"""Viterbi decoding finds the words that posteriors were made from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.decoding.viterbi import (
    CLASSES,
    OTHER,
    OTHER_WORD,
    SILENCE,
    STATES,
    Decoding,
    Token,
    digits_of_path,
    word_scores,
)


def scores_of(parts: list[tuple[int, int]], sureness: float = 6.0) -> np.ndarray:
    """Scores of a sequence of (word, steps); `OTHER_WORD` is other speech, -1 silence."""
    rows: list[int] = []
    for word, steps in parts:
        if word == -1:
            rows += [SILENCE] * steps
        elif word == OTHER_WORD:
            rows += [OTHER] * steps
        else:
            rows += [word * STATES + step * STATES // steps for step in range(steps)]
    scores = np.full((len(rows), CLASSES), -sureness, np.float32)
    scores[np.arange(len(rows)), rows] = 0.0
    return scores


def test_finds_digits_with_their_times() -> None:
    parts = [(-1, 4), (4, 6), (2, 5), (-1, 3), (7, 9), (-1, 4)]
    tokens = Decoding().preview(scores_of(parts))
    assert tokens == [Token(4, 4, 10), Token(2, 10, 15), Token(7, 18, 27)]


def test_counts_repeated_digits() -> None:
    parts = [(-1, 3), (2, 4), (2, 4), (2, 4), (9, 5), (9, 5), (-1, 3)]
    assert digits_of_path(Decoding().preview(scores_of(parts))) == "22299"


def test_oh_is_a_zero_and_other_speech_no_digit() -> None:
    parts = [(-1, 3), (10, 4), (OTHER_WORD, 8), (1, 5), (-1, 3)]
    tokens = Decoding().preview(scores_of(parts))
    assert [token.word for token in tokens] == [10, OTHER_WORD, 1]
    assert digits_of_path(tokens) == "01"


def test_silence_holds_no_word() -> None:
    assert Decoding().preview(scores_of([(-1, 20)])) == []
    assert Decoding().preview(np.zeros((0, CLASSES), np.float32)) == []


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-1, OTHER_WORD), st.integers(3, 9)), min_size=1, max_size=8),
    st.lists(st.integers(1, 7), max_size=12),
    st.integers(0, 2**32 - 1),
)
def test_decoding_in_pieces_equals_decoding_at_once(
    parts: list[tuple[int, int]], pieces: list[int], seed: int
) -> None:
    scores = scores_of(parts, 2.0)
    scores += np.random.default_rng(seed).normal(0.0, 1.0, scores.shape).astype(np.float32)
    whole = Decoding().preview(scores)
    gradual, done = Decoding(), 0
    for size in pieces:
        gradual.preview(scores[done : done + size])  # must not change anything
        gradual.advance(scores[done : done + size])
        done = min(done + size, len(scores))
    assert gradual.step == done
    assert gradual.preview(scores[done:]) == whole


def test_word_scores_prefer_the_word_that_was_said() -> None:
    assert word_scores(scores_of([(5, 7)])).argmax() == 5
    assert word_scores(scores_of([(10, 3)])).argmax() == 10


@pytest.mark.parametrize("steps", [1, 2])
def test_word_scores_of_less_than_a_word(steps: int) -> None:
    scores = word_scores(scores_of([(5, 7)])[:steps])
    assert scores.shape == (11,)
    assert np.isfinite(scores).all()
    assert scores.argmax() == 5

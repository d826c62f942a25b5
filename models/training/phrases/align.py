"""Forced alignment of recorded strings: where each digit is, given which digits were said.

The network that finds them was trained without these recordings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.audio import Float32Array
from core.decoding.decoder import PATCH
from core.decoding.posteriors import PhraseNetwork, Posteriors
from core.decoding.viterbi import CLASSES, SILENCE, STATES, WORDS
from core.features import utterance_columns
from core.spectrogram import SpectrogramSettings
from models.training.phrases.columns import StringColumns

_LOWEST = -12.0
_PRIOR_SCALE = 0.5
_IMPOSSIBLE = -1e9

_OH = len(WORDS) - 1

Words = list[tuple[int, int, int]]
"""Index in `core.decoding.viterbi.WORDS`, first column and the one after the last."""


def align(scores: Float32Array, words: Sequence[int]) -> tuple[float, Words]:
    """The best path through the states of words, with silence between them where it fits.

    Parameters
    ----------
    scores : ndarray, shape (steps, CLASSES), float32
        Scaled log-likelihoods; at least one step for each state.
    words : sequence of int
        Indices in `core.decoding.viterbi.WORDS`.

    Returns
    -------
    score : float
    words : list of (int, int, int)
    """
    chain = [SILENCE]
    for word in words:
        chain += [*range(STATES * word, STATES * word + STATES), SILENCE]
    states = np.array(chain)
    # Silence between two words may be skipped: a path may enter a state that follows one.
    may_skip = np.zeros(len(states), bool)
    may_skip[2:] = states[1:-1] == SILENCE
    best = np.full(len(states), _IMPOSSIBLE)
    best[:2] = scores[0, states[:2]]
    moves = np.zeros((len(scores), len(states)), int)
    for step in range(1, len(scores)):
        sources = np.full((3, len(states)), _IMPOSSIBLE)
        sources[0] = best
        sources[1, 1:] = best[:-1]
        sources[2, 2:] = np.where(may_skip[2:], best[:-2], _IMPOSSIBLE)
        moves[step] = sources.argmax(axis=0)
        best = sources.max(axis=0) + scores[step, states]
    last = len(states) - 1 if best[-1] > best[-2] else len(states) - 2
    score = float(best[last])
    path = [last]
    for step in range(len(scores) - 1, 0, -1):
        last -= int(moves[step, last])
        path.append(last)
    places = np.array(path[::-1])
    found: Words = []
    for number, word in enumerate(words):
        first = 1 + (STATES + 1) * number
        steps = np.flatnonzero((places >= first) & (places < first + STATES))
        found.append((word, int(steps[0]) * PATCH, int(steps[-1] + 1) * PATCH))
    return score, found


def align_digits(scores: Float32Array, digits: str) -> Words:
    """Align a number, its zeros said as "zero" or as "oh", whichever fits better."""
    zero = [int(digit) for digit in digits]
    oh = [_OH if digit == 0 else digit for digit in zero]
    return max((align(scores, words) for words in (zero, oh)), key=lambda found: found[0])[1]


def with_recorded_strings(
    strings: StringColumns,
    recorded: Sequence[tuple[Float32Array, str]],
    network: PhraseNetwork,
    priors: Float32Array,
    settings: SpectrogramSettings,
) -> StringColumns:
    """Append recorded strings to synthesized ones.

    Parameters
    ----------
    strings : StringColumns
    recorded : sequence of (ndarray, str)
        Samples, and the digits that were said.
    network : callable
        See `core.decoding.posteriors.PhraseNetwork`.
    priors : ndarray, shape (CLASSES,), float32
    settings : SpectrogramSettings
    """
    columns: list[np.ndarray] = []
    words: list[Words] = []
    for samples, digits in recorded:
        posteriors = Posteriors(network, settings, PATCH, np.zeros(CLASSES, np.float32), _LOWEST)
        posteriors.feed(samples)
        scores = np.concatenate([posteriors.final, posteriors.tail()])
        scaled = scores - np.float32(_PRIOR_SCALE) * np.log(priors)
        words.append(align_digits(scaled.astype(np.float32), digits))
        columns.append(utterance_columns(samples, settings).astype(np.float16))
    return StringColumns(
        np.concatenate([strings.decibels, *columns]),
        np.concatenate([strings.offset, strings.offset[-1] + _sums(columns)]),
        np.concatenate([strings.words, *(np.array(of_string) for of_string in words)]),
        np.concatenate([strings.first_word, strings.first_word[-1] + _sums(words)]),
        np.concatenate([strings.is_held_out, np.zeros(len(words), bool)]),
        np.concatenate([strings.is_recorded, np.ones(len(words), bool)]),
    )


def _sums(parts: Sequence[Sequence[object] | np.ndarray]) -> np.ndarray:
    return np.cumsum([len(part) for part in parts])

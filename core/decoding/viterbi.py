"""The best sequence of words through frame posteriors: Viterbi decoding over a loop of word models.

Each word is a chain of three states (its beginning, middle and end); between words there may be
silence or other speech (hybrid MLP/HMM: Bourlard and Morgan, 1994). Time is counted in steps, one
for each patch of the network. Decoding is incremental: scores of steps that can still change are
passed to `Decoding.preview`, those that cannot to `Decoding.advance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.audio import Float32Array

STATES = 3
"""States of a word."""

WORDS = (*(str(digit) for digit in range(10)), "oh")
"""What the word models stand for; "oh" is a zero."""

SILENCE = len(WORDS) * STATES
OTHER = SILENCE + 1
CLASSES = OTHER + 1
"""The network's outputs: three states of each word, silence, and other speech."""

OTHER_WORD = len(WORDS)
"""In place of a word in a `Token`: other speech."""

_IMPOSSIBLE = -1e9


@dataclass(frozen=True, slots=True)
class Penalties:
    """Added to the score of a path, natural logarithms.

    Attributes
    ----------
    word, other, silence : float
        For entering a word, other speech or silence.
    stay : float
        For each step in the same state of a word.
    """

    word: float = -2.0
    other: float = -2.0
    silence: float = -0.5
    stay: float = -0.1


@dataclass(frozen=True, slots=True)
class Token:
    """A word on the best path.

    Attributes
    ----------
    word : int
        Index in `WORDS`, or `OTHER_WORD`.
    start, end : int
        Its first step and the one after its last.
    """

    word: int
    start: int
    end: int


@dataclass(slots=True)
class _Paths:
    """The best path to each state after some step.

    Attributes
    ----------
    words, histories, starts : ndarray, shape (len(WORDS), STATES)
        Of the path that ends in each state of a word: its score, the index of its last record (-1
        for none), and the first step of the word.
    silence : (float, int)
        Score and last record of the path that ends in silence.
    other : (float, int, int)
        Score, last record and first step of the path that ends in other speech.
    step : int
        Steps decoded so far.
    """

    words: np.ndarray = field(default_factory=lambda: np.full((len(WORDS), STATES), _IMPOSSIBLE))
    histories: np.ndarray = field(default_factory=lambda: np.full((len(WORDS), STATES), -1))
    starts: np.ndarray = field(default_factory=lambda: np.zeros((len(WORDS), STATES), int))
    silence: tuple[float, int] = (0.0, -1)
    other: tuple[float, int, int] = (_IMPOSSIBLE, -1, 0)
    step: int = 0


class Decoding:
    """Decodes one stretch of speech, from its beginning on.

    Parameters
    ----------
    penalties : Penalties, optional
    """

    def __init__(self, penalties: Penalties | None = None) -> None:
        self._penalties = penalties or Penalties()
        self._paths = _Paths()
        # Each entry: a word that has ended on some path, and the entry before it.
        self._records: list[tuple[Token, int]] = []

    @property
    def step(self) -> int:
        """Number of steps whose scores are final."""
        return self._paths.step

    def advance(self, scores: Float32Array) -> None:
        """Take steps whose scores are final.

        Parameters
        ----------
        scores : ndarray, shape (steps, CLASSES), float32
            Scaled log-likelihoods.
        """
        for row in scores:
            self._paths = self._next(self._paths, row, self._records)

    def preview(self, scores: Float32Array) -> list[Token]:
        """Return the best path if these steps follow; they are not kept.

        Parameters
        ----------
        scores : ndarray, shape (steps, CLASSES), float32

        Returns
        -------
        list of Token
            In order of time; the last may not have ended yet.
        """
        paths, records = replace(self._paths), list(self._records)
        for row in scores:
            paths = self._next(paths, row, records)
        _, last = self._best_entry(paths, records)
        found: list[Token] = []
        while last >= 0:
            token, last = records[last]
            found.append(token)
        return found[::-1]

    def _best_entry(self, paths: _Paths, records: list[tuple[Token, int]]) -> tuple[float, int]:
        """Return score and last record of the best path after which something new may begin.

        The record is -1 if no word has ended on that path.
        """
        best, history = paths.silence
        word = int(paths.words[:, -1].argmax())
        ended: tuple[Token, int] | None = None
        if paths.words[word, -1] > best:
            best = float(paths.words[word, -1])
            token = Token(word, int(paths.starts[word, -1]), paths.step)
            ended = (token, int(paths.histories[word, -1]))
        score, before, start = paths.other
        if score > best:
            best, ended = score, (Token(OTHER_WORD, start, paths.step), before)
        if ended is not None:
            records.append(ended)
            history = len(records) - 1
        return best, history

    def _next(self, paths: _Paths, row: Float32Array, records: list[tuple[Token, int]]) -> _Paths:
        p = self._penalties
        best, history = self._best_entry(paths, records)
        moved = np.empty_like(paths.words)
        moved[:, 0] = best + p.word
        moved[:, 1:] = paths.words[:, :-1]
        stayed = paths.words + p.stay
        has_moved = moved > stayed
        histories = np.empty_like(paths.histories)
        histories[:, 0] = history
        histories[:, 1:] = paths.histories[:, :-1]
        starts = np.empty_like(paths.starts)
        starts[:, 0] = paths.step
        starts[:, 1:] = paths.starts[:, :-1]
        silence = max((best + p.silence, history), paths.silence)
        other = max((best + p.other, history, paths.step), paths.other)
        return _Paths(
            np.where(has_moved, moved, stayed) + row[:SILENCE].reshape(len(WORDS), STATES),
            np.where(has_moved, histories, paths.histories),
            np.where(has_moved, starts, paths.starts),
            (silence[0] + float(row[SILENCE]), silence[1]),
            (other[0] + float(row[OTHER]), other[1], other[2]),
            paths.step + 1,
        )


def word_scores(scores: Float32Array) -> Float32Array:
    """Score each word on a stretch that it fills, with all of its states in order.

    Parameters
    ----------
    scores : ndarray, shape (steps, CLASSES), float32
        At least one step.

    Returns
    -------
    ndarray, shape (len(WORDS),), float32
        The best score of a path; with fewer steps than states, the mean of what there is.
    """
    chains = scores[:, :SILENCE].reshape(len(scores), len(WORDS), STATES)
    if len(chains) < STATES:
        return chains.mean(axis=2).sum(axis=0)
    path = np.full((len(WORDS), STATES), _IMPOSSIBLE, np.float32)
    path[:, 0] = chains[0, :, 0]
    for row in chains[1:]:
        path[:, 1:] = np.maximum(path[:, 1:], path[:, :-1])
        path += row
    return path[:, -1]


def one_word_scores(scores: Float32Array) -> Float32Array:
    """Score each word, and other speech, on a stretch that may begin and end with silence.

    Parameters
    ----------
    scores : ndarray, shape (steps, CLASSES), float32
        At least one step.

    Returns
    -------
    ndarray, shape (len(WORDS) + 1,), float32
        The best score of a path for each word; that of other speech, or silence only, comes last.
    """
    steps = len(scores)
    observed = np.empty((steps, len(WORDS) + 1, STATES + 2), np.float32)
    observed[:, :, [0, -1]] = scores[:, SILENCE, None, None]
    observed[:, :-1, 1:-1] = scores[:, :SILENCE].reshape(steps, len(WORDS), STATES)
    observed[:, -1, 1:-1] = scores[:, OTHER, None]
    path = np.full(observed.shape[1:], _IMPOSSIBLE, np.float32)
    path[:, :2] = observed[0, :, :2]
    for row in observed[1:]:
        path[:, 1:] = np.maximum(path[:, 1:], path[:, :-1])
        path += row
    best = path[:, -2:].max(axis=1)
    best[-1] = max(best[-1], scores[:, SILENCE].sum())
    return best


def is_digit(token: Token) -> bool:
    """Whether a token is a digit rather than other speech."""
    return token.word != OTHER_WORD


def digit_of(word: int) -> int:
    """The digit that a word model stands for."""
    return word % 10  # "oh" is word 10


def digits_of_path(tokens: Sequence[Token]) -> str:
    """The digits of a path, other speech left out."""
    return "".join(str(digit_of(token.word)) for token in tokens if is_digit(token))

"""Connected digits: from a stretch of speech that grows to the digits said in it.

A `PhraseModel` belongs to a bundle; each stretch of speech gets a `Decoder` of its own. The network
sees windows of columns (`core.decoding.posteriors`), Viterbi decoding finds the words
(`core.decoding.viterbi`), and each word is scored against all others over its own stretch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.audio import Float32Array
from core.decoding.posteriors import PhraseNetwork, Posteriors
from core.decoding.viterbi import (
    OTHER,
    SILENCE,
    WORDS,
    Decoding,
    Penalties,
    Token,
    digit_of,
    is_digit,
    one_word_scores,
    word_scores,
)
from core.spectrogram import SpectrogramSettings

PATCH = 4
"""Columns of a step."""

_LONGEST_TAIL = 0.3
"""Seconds. A shorter zero directly after a zero may be the end of the first one."""

_SURE_OF_OH = 0.995
"""From this digitness on, such a zero is a zero of its own, however short it is."""

_OH = WORDS.index("oh")
"""The second word for a zero."""


@dataclass(frozen=True, slots=True)
class DecoderSettings:
    """How posteriors become digits; stored in the bundle.

    Attributes
    ----------
    prior_scale : float
        Share of each class's log-prior that is subtracted from its log-posterior.
    lowest : float
        Minimum of the log-posteriors; lower ones are raised to it.
    word_penalty, other_penalty, silence_penalty, stay_penalty : float
        See `core.decoding.viterbi.Penalties`.
    sharpness : float
        Multiplies a word's score before it becomes a probability: neighbouring steps are not
        independent.
    digitness_sharpness : float
        The same for a digit against other speech and silence.
    min_digitness : float
        Below this probability of being a digit at all, a word is "not a digit".
    min_confidence : float
        Below this confidence a digit is "unsure".
    one_word_weight : float
        Weight with which the decoder's log-likelihoods are added to the classifier's logits for a
        single word.
    """

    prior_scale: float = 0.6
    lowest: float = -9.0
    word_penalty: float = -2.0
    other_penalty: float = -2.0
    silence_penalty: float = -0.5
    stay_penalty: float = -0.1
    sharpness: float = 0.3
    digitness_sharpness: float = 0.3
    min_digitness: float = 0.5
    min_confidence: float = 0.5
    one_word_weight: float = 0.05


@dataclass(frozen=True, slots=True)
class PhraseModel:
    """The network of a bundle for connected digits, and its settings.

    Attributes
    ----------
    network : callable
        See `core.decoding.posteriors.PhraseNetwork`.
    spectrogram : SpectrogramSettings
    priors : ndarray, shape (CLASSES,), float32
        Share of each class in the training data; they sum to 1.
    settings : DecoderSettings
    """

    network: PhraseNetwork
    spectrogram: SpectrogramSettings
    priors: Float32Array
    settings: DecoderSettings


@dataclass(frozen=True, slots=True)
class DecodedWord:
    """A word that the decoder found.

    Attributes
    ----------
    digit : int or None
        None for other speech.
    start, end : float
        Seconds from the beginning of the stretch.
    probabilities : tuple of 10 float
        Of the digits, given that it is one; empty for other speech.
    digitness : float
        Probability that it is a digit at all.
    """

    digit: int | None
    start: float
    end: float
    probabilities: tuple[float, ...]
    digitness: float


class Decoder:
    """Decodes one stretch of speech.

    Parameters
    ----------
    model : PhraseModel
    """

    def __init__(self, model: PhraseModel) -> None:
        s = model.settings
        self._model = model
        scaled = np.float32(s.prior_scale) * np.log(np.maximum(model.priors, 1e-6))
        self._posteriors = Posteriors(
            model.network, model.spectrogram, PATCH, scaled.astype(np.float32), s.lowest
        )
        penalties = Penalties(s.word_penalty, s.other_penalty, s.silence_penalty, s.stay_penalty)
        self._decoding = Decoding(penalties)
        self._step_seconds = PATCH * model.spectrogram.hop_seconds
        self._settled: dict[Token, DecodedWord] = {}  # words whose scores are final

    @property
    def settings(self) -> DecoderSettings:
        """The settings of the model."""
        return self._model.settings

    @property
    def seconds(self) -> float:
        """Length of the sound so far, in seconds."""
        return len(self._posteriors.columns) * self._model.spectrogram.hop_seconds

    def feed(self, samples: Float32Array) -> None:
        """Decode the next samples.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at the model's sample rate.
        """
        self._decoding.advance(self._posteriors.feed(samples))

    def words(self) -> list[DecodedWord]:
        """All words so far, in order of time; the last one may not have ended yet."""
        tail = self._posteriors.tail()
        scores = np.concatenate([self._posteriors.final, tail])
        tokens = self._decoding.preview(tail)
        return _without_tails_of_zero([self._spoken(token, scores) for token in tokens])

    def one_word(self, start: float, end: float) -> Float32Array:
        """Score a part of the stretch as one word, to add to the classifier's logits.

        Parameters
        ----------
        start, end : float
            Seconds from the beginning of the stretch.

        Returns
        -------
        ndarray, shape (11,), float32
            Weighted log-likelihoods of the ten digits and of other sound, relative to the best
            digit; zeros for a sound that is too short for a step.
        """
        scores = np.concatenate([self._posteriors.final, self._posteriors.tail()])
        if len(scores) == 0:
            return np.zeros(11, np.float32)
        first = min(int(start / self._step_seconds), len(scores) - 1)
        last = max(round(end / self._step_seconds), first + 1)
        fits = one_word_scores(scores[first:last])
        fits[0] = max(fits[0], fits[_OH])
        relative = np.delete(fits, _OH) - fits[:10].max()
        return np.multiply(relative, self.settings.one_word_weight, dtype=np.float32)

    def _spoken(self, token: Token, scores: Float32Array) -> DecodedWord:
        known = self._settled.get(token)
        if known is None:
            known = self._scored(token, scores)
            if token.end <= len(self._posteriors.final):
                self._settled[token] = known
        return known

    def _scored(self, token: Token, scores: Float32Array) -> DecodedWord:
        start, end = token.start * self._step_seconds, token.end * self._step_seconds
        if not is_digit(token):
            return DecodedWord(None, start, end, (), 0.0)
        s = self._model.settings
        stretch = scores[token.start : token.end]
        fits = word_scores(stretch)
        other = np.maximum(stretch[:, OTHER], stretch[:, SILENCE]).sum()
        odds = s.digitness_sharpness * (fits.max() - other)
        likelihood = np.exp(s.sharpness * (fits - fits.max()))
        digits = likelihood[:10].copy()
        digits[0] += likelihood[_OH]
        digits /= digits.sum()
        return DecodedWord(
            digit_of(token.word),
            start,
            end,
            tuple(float(p) for p in digits),
            float(1.0 / (1.0 + np.exp(-np.clip(odds, -50.0, 50.0)))),
        )


def _without_tails_of_zero(words: list[DecodedWord]) -> list[DecodedWord]:
    """Join a doubtful "oh" to the zero directly before it, which ends in the same sound."""
    joined: list[DecodedWord] = []
    for word in words:
        before = joined[-1] if joined else None
        is_doubtful = word.end - word.start < _LONGEST_TAIL and word.digitness < _SURE_OF_OH
        if before is not None and is_doubtful and _is_double_zero(before, word):
            joined[-1] = replace(before, end=word.end)
        else:
            joined.append(word)
    return joined


def _is_double_zero(first: DecodedWord, second: DecodedWord) -> bool:
    return first.digit == second.digit == 0 and first.end == second.start

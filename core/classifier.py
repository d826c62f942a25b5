"""Classify utterances: a digit with its confidence, or a rejection with a reason.

LiteRT runs the exported Keras MLP. It has two outputs: ``logits`` for the ten digits and "other",
and ``hidden``, the last hidden layer, which the adaptation to a speaker uses.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from core.audio import Float32Array
from core.bundle import Bundle, BundleError, Thresholds
from core.decoding.decoder import DecodedWord, Decoder, PhraseModel
from core.events import Classification, RejectionCode, StageTimings, Utterance
from core.features import utterance_features
from core.levels import SILENCE_DB, frame_levels
from core.network import phrase_network, word_network
from core.spectrogram import SpectrogramSettings

MIN_ACTIVE = 0.08
"""Minimum duration of speech in seconds. Shorter utterances are rejected as too short, unless the
network recognizes a digit."""

TOO_SHORT: tuple[RejectionCode, str] = ("too_short", "too short for a word")
"""Code and reason of a rejection for `MIN_ACTIVE`."""

NOT_A_DIGIT: tuple[RejectionCode, str] = ("not_a_digit", "not a digit")
"""Code and reason of a rejection for a low digit probability."""

MIN_LEVEL_DB = -62.0
"""Utterances whose loudest 10 ms are below this level, in dBFS, are rejected as too quiet."""

MIN_DIGITNESS_IN_NUMBER = 0.1
"""Minimum digit probability of a word in a number whose other digits are certain."""


class Adapter(Protocol):
    """Adapts the network's outputs to a speaker; see `core.profiles.adaptation`."""

    @property
    def split_seconds(self) -> Sequence[float]:
        """For each digit, the longest word of the speaker that the decoder splits, in seconds.

        0 for digits in whose takes the decoder finds no other digits.
        """
        ...

    def adapt(self, logits: Float32Array, hidden: Float32Array) -> Float32Array:
        """Return the adapted logits, shape (11,), for the outputs of the network."""
        ...


class Classifier:
    """Classifies utterances.

    Parameters
    ----------
    bundle : Bundle
    adapter : Adapter, optional
        Adaptation to the speaker.

    Attributes
    ----------
    adapter : Adapter or None
        Can be changed at any time; applies from the next result on.
    thresholds : Thresholds
        Those of the bundle at first. A change applies from the next result on. Another
        `min_confidence` also replaces that of the phrase model, which has a scale of its own.
    phrases : PhraseModel or None
        Model for connected digits; None if the bundle has none.
    """

    def __init__(self, bundle: Bundle, adapter: Adapter | None = None) -> None:
        self.bundle = bundle
        self.adapter = adapter
        self.thresholds = bundle.thresholds
        self._network = word_network(bundle)
        self.phrases = _phrase_model(bundle)
        # The first run of the network is slow, and so is the first computation of features, since
        # numpy imports more modules then. So run both before the first utterance.
        logits, _ = self.embed(np.zeros(self.settings.sample_rate, np.float32))
        if not np.isfinite(logits).all():
            raise BundleError(
                f"model bundle {bundle.directory}: the model's outputs are not valid; install the "
                "program again"
            )

    @property
    def settings(self) -> SpectrogramSettings:
        """The feature settings of the bundle."""
        return self.bundle.spectrogram

    @property
    def split_seconds(self) -> Sequence[float]:
        """See `Adapter.split_seconds`; empty without an adapter."""
        return () if self.adapter is None else self.adapter.split_seconds

    def embed(self, samples: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Run the network on an utterance, without the adapter.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``settings.sample_rate``; at least one sample.

        Returns
        -------
        logits : ndarray, shape (11,), float32
        hidden : ndarray, shape (width,), float32
        """
        return self._network(utterance_features(samples, self.settings))

    def classify(
        self, utterance: Utterance, decoder: Decoder | None = None, offset: float = 0.0
    ) -> tuple[Classification, StageTimings]:
        """Classify an utterance, provisional or final, as one word.

        Parameters
        ----------
        utterance : Utterance
        decoder : Decoder, optional
            One that has heard the utterance. The two networks make different errors, so both
            answer (docs/decisions/0029). With a profile, which knows its speaker better than the
            decoder, the classifier answers alone.
        offset : float
            Where the utterance's samples begin in what the decoder has heard, in seconds.

        Returns
        -------
        classification : Classification
        timings : StageTimings
            Times of features, MLP and decision.
        """
        t0 = time.perf_counter()
        features = utterance_features(utterance.samples, self.settings)
        t1 = time.perf_counter()
        logits, hidden = self._network(features)
        t2 = time.perf_counter()
        if (adapter := self.adapter) is not None:
            logits = adapter.adapt(logits, hidden)
        elif decoder is not None:
            seconds = len(utterance.samples) / self.settings.sample_rate
            logits = logits + decoder.one_word(offset, offset + seconds)
        classification = _decide(utterance, logits, self.thresholds)
        t3 = time.perf_counter()
        return classification, StageTimings(
            spectrogram_ms=1e3 * (t1 - t0), mlp_ms=1e3 * (t2 - t1), decision_ms=1e3 * (t3 - t2)
        )

    def judge_in_phrase(self, word: DecodedWord, *, is_in_number: bool = False) -> Classification:
        """Accept or reject a digit that the decoder found among others.

        Parameters
        ----------
        word : DecodedWord
            A digit, not other speech.
        is_in_number : bool
            Whether at least three digits of its phrase, or of the phrase shortly before, are
            certain. It then needs less evidence.
        """
        assert word.digit is not None
        assert self.phrases is not None
        settings = self.phrases.settings
        confidence = word.probabilities[word.digit]
        rejected: RejectionCode | None = None
        reason = ""
        least = MIN_DIGITNESS_IN_NUMBER if is_in_number else settings.min_digitness
        if word.digitness < least:
            rejected, reason = NOT_A_DIGIT
        elif confidence < self._min_confidence(settings.min_confidence):
            others = [digit for digit in range(10) if digit != word.digit]
            second = max(others, key=word.probabilities.__getitem__)
            rejected, reason = _unsure(word.digit, second)
        return Classification(
            word.digit, confidence, word.probabilities, word.digitness, rejected, reason
        )

    def _min_confidence(self, of_phrases: float) -> float:
        """The threshold for digits in a phrase: that of the phrase model, unless it was changed."""
        chosen = self.thresholds.min_confidence
        return of_phrases if chosen == self.bundle.thresholds.min_confidence else chosen


def _phrase_model(bundle: Bundle) -> PhraseModel | None:
    files = bundle.phrases
    if files is None:
        return None
    network = phrase_network(bundle, files)
    return PhraseModel(
        network, bundle.spectrogram, np.array(files.priors, np.float32), files.settings
    )


def _decide(utterance: Utterance, logits: Float32Array, thresholds: Thresholds) -> Classification:
    probabilities = softmax(logits[:10] / thresholds.temperature)
    digitness = float(1.0 - softmax(logits)[10])
    order = np.argsort(-probabilities)
    digit, second = int(order[0]), int(order[1])
    confidence = float(probabilities[digit])

    rejected, reason = unfit(utterance)
    if digitness < thresholds.min_digitness and is_brief(utterance):
        # A short duration alone does not cause a rejection: the VAD may detect only a small part of
        # a quick "eight" (docs/decisions/0054).
        rejected, reason = TOO_SHORT
    elif rejected is None and digitness < thresholds.min_digitness:
        rejected, reason = NOT_A_DIGIT
    elif rejected is None and confidence < thresholds.min_confidence:
        rejected, reason = _unsure(digit, second)
    return Classification(
        digit=digit,
        confidence=confidence,
        probabilities=tuple(float(p) for p in probabilities),
        digitness=digitness,
        rejected=rejected,
        reason=reason,
    )


def _unsure(digit: int, second: int) -> tuple[RejectionCode, str]:
    """Return code and reason of a rejection for a low confidence."""
    return "unsure", f"unsure: {digit} or {second}"


def unfit(utterance: Utterance) -> tuple[RejectionCode | None, str]:
    """Return code and reason if an utterance cannot be classified, whatever was said."""
    if utterance.is_overlong:
        return "too_long", "too long: pause between numbers"
    if _loudest_db(utterance.samples) < MIN_LEVEL_DB:
        return "too_quiet", "too quiet: come nearer or raise the microphone's gain"
    return None, ""


def is_brief(utterance: Utterance) -> bool:
    """Return whether an utterance contains less speech than a word."""
    return utterance.active < MIN_ACTIVE


def softmax(logits: Float32Array) -> Float32Array:
    """Convert logits to probabilities, shape (..., n), over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _loudest_db(samples: Float32Array) -> float:
    return float(frame_levels(samples).max(initial=SILENCE_DB))

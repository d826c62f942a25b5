"""Utterance -> probabilities -> a digit, or why it is none.

The exported Keras MLP is run by LiteRT. It has two outputs: ``logits`` of the ten digits and
"other", and ``hidden``, the last hidden layer, from which a person's own head can be learnt.
"""

from __future__ import annotations

import time
from typing import Protocol

import numpy as np

from core.audio import Float32Array
from core.bundle import Bundle, BundleError, Thresholds
from core.decoding.decoder import PhraseModel, Spoken
from core.events import Classification, RejectionCode, StageTimings, Utterance
from core.features import picture
from core.levels import SILENCE_DB, frame_levels
from core.network import phrase_network, word_network
from core.spectrogram import SpectrogramSettings

MIN_ACTIVE = 0.08
"""Less speech than this, in seconds, is a click or a bump, unless the network hears a digit."""

TOO_SHORT: tuple[RejectionCode, str] = ("too_short", "too short for a word")
"""The code, and the reason for people."""

MIN_LEVEL_DB = -62.0
"""Speech whose loudest 10 ms are below this, in dBFS, is too quiet to judge."""


class Adapter(Protocol):
    """A person's own say in what the network answers; see `core.profiles.adaptation`."""

    def adapt(self, logits: Float32Array, hidden: Float32Array) -> Float32Array:
        """Give this person's logits, shape (11,), for what `Network` gives."""
        ...


class Classifier:
    """Says which digit an utterance is, or why it is none.

    Parameters
    ----------
    bundle : Bundle
    adapter : Adapter, optional
        For the person who speaks; may be exchanged at any time by setting the attribute.

    Attributes
    ----------
    thresholds : Thresholds
        The bundle's at first; others, put in its place at any time, hold from the next utterance.
    phrases : PhraseModel or None
        What decodes connected digits, if the bundle does.
    """

    def __init__(self, bundle: Bundle, adapter: Adapter | None = None) -> None:
        self.bundle = bundle
        self.adapter = adapter
        self.thresholds = bundle.thresholds
        self._network = word_network(bundle)
        self.phrases = _phrase_model(bundle)
        # The first run is slow, and a person is not to wait for it: of the network, and of the
        # features too, for which numpy imports more of itself.
        logits, _ = self.embed(np.zeros(self.settings.sample_rate, np.float32))
        if not np.isfinite(logits).all():
            raise BundleError(
                f"model bundle {bundle.directory}: the model answers with no numbers; install the "
                "program again"
            )

    @property
    def settings(self) -> SpectrogramSettings:
        """The feature settings of the bundle."""
        return self.bundle.spectrogram

    def embed(self, samples: Float32Array) -> tuple[Float32Array, Float32Array]:
        """What the network itself says of an utterance, without any adapter.

        Returns
        -------
        logits : ndarray, shape (11,), float32
        hidden : ndarray, shape (width,), float32
        """
        return self._network(picture(samples, self.settings))

    def classify(self, utterance: Utterance) -> tuple[Classification, StageTimings]:
        """Judge one utterance, provisional or final.

        Returns
        -------
        classification : Classification
        timings : StageTimings
            Of features, MLP and decision.
        """
        t0 = time.perf_counter()
        features = picture(utterance.samples, self.settings)
        t1 = time.perf_counter()
        logits, hidden = self._network(features)
        t2 = time.perf_counter()
        if (adapter := self.adapter) is not None:
            logits = adapter.adapt(logits, hidden)
        classification = _decide(utterance, logits, self.thresholds)
        t3 = time.perf_counter()
        return classification, StageTimings(
            spectrogram_ms=1e3 * (t1 - t0), mlp_ms=1e3 * (t2 - t1), decision_ms=1e3 * (t3 - t2)
        )

    def judge_in_phrase(self, word: Spoken) -> Classification:
        """Accept or reject a digit that the decoder found among others.

        Parameters
        ----------
        word : Spoken
            A digit, not other speech.
        """
        assert word.digit is not None
        assert self.phrases is not None
        settings = self.phrases.settings
        order = sorted(range(10), key=lambda digit: -word.probabilities[digit])
        confidence = word.probabilities[word.digit]
        rejected: RejectionCode | None = None
        reason = ""
        if word.digitness < settings.min_digitness:
            rejected, reason = "not_a_digit", "not a digit"
        elif confidence < settings.min_confidence:
            other = next(digit for digit in order if digit != word.digit)
            rejected, reason = "unsure", f"unsure: {word.digit} or {other}"
        return Classification(
            word.digit, confidence, word.probabilities, word.digitness, rejected, reason
        )


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
        # Brevity alone refuses nothing: the VAD may hear little of a quick "eight"
        # (docs/decisions/0054).
        rejected, reason = TOO_SHORT
    elif rejected is None and digitness < thresholds.min_digitness:
        rejected, reason = "not_a_digit", "not a digit"
    elif rejected is None and confidence < thresholds.min_confidence:
        rejected, reason = "unsure", f"unsure: {digit} or {second}"
    return Classification(
        digit=digit,
        confidence=confidence,
        probabilities=tuple(float(p) for p in probabilities),
        digitness=digitness,
        rejected=rejected,
        reason=reason,
    )


def unfit(utterance: Utterance) -> tuple[RejectionCode | None, str]:
    """Why an utterance cannot be judged, whatever was said: the code, and a reason for people."""
    if utterance.is_overlong:
        return "too_long", "too long: pause between numbers"
    if _loudest_db(utterance.samples) < MIN_LEVEL_DB:
        return "too_quiet", "too quiet: come nearer or raise the microphone's gain"
    return None, ""


def is_brief(utterance: Utterance) -> bool:
    """Whether so little speech was heard in it that it is hardly a word."""
    return utterance.active < MIN_ACTIVE


def softmax(logits: Float32Array) -> Float32Array:
    """Probabilities of logits, shape (..., n), summing to 1 over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _loudest_db(samples: Float32Array) -> float:
    return float(frame_levels(samples).max(initial=SILENCE_DB))

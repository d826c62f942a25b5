"""Takes: utterances of known digits, from which the adaptation to a speaker is computed.

This module checks whether an utterance can be used as a take. It also adds varied copies of each
take, which differ in tempo, spectral tilt and noise as further takes of the speaker would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.classifier import TOO_SHORT, Classifier, is_brief, softmax, unfit
from core.decoding.decoder import DecodedWord, Decoder
from core.events import RejectionCode, Utterance
from core.levels import SILENCE_DB, frame_levels
from core.numbers.judgement import as_word, digits_in, duration

COPIES = 4
"""Number of varied copies of each take."""

CLIPPED_SHARE = 0.002
"""A take is too loud if more than this share of its samples is at full scale."""

MIN_SNR_DB = 15.0
"""Minimum distance of a take's loudest 10 ms from the background noise."""

MIN_DIGITNESS = 0.2
"""A take is not a word that could be a digit if its digit probability is below this. The threshold
is far below that for recognition, so that unusual pronunciations pass (docs/decisions/0042)."""

_FFT_BLOCK = 1024

_DB_PER_OCTAVE = 1.0 / (20.0 * math.log10(2.0))
"""Exponent of the frequency that raises the spectrum by 1 dB per octave."""

Embed = Callable[[Float32Array], tuple[Float32Array, Float32Array]]
"""Maps samples to the network's logits, shape (11,), and hidden layer, shape (width,)."""

FaultCode = RejectionCode | Literal["too_loud", "too_noisy"]


@dataclass(frozen=True, slots=True)
class Take:
    """The network's outputs for an utterance of a known digit, and for its copies.

    Attributes
    ----------
    digit : int
        The digit that was said, 0-9.
    logits : ndarray, shape (1 + copies, 11), float32
        The first row belongs to the utterance itself.
    hidden : ndarray, shape (1 + copies, width), float32
    was_rejected : bool
        Whether recognition without a profile rejects the utterance. The outputs do not tell, since
        the decoder also answers then.
    split_seconds : float
        Duration of the word if recognition without a profile finds several digits in it, else 0.
    """

    digit: int
    logits: Float32Array
    hidden: Float32Array
    was_rejected: bool = False
    split_seconds: float = 0.0


def make_take(digit: int, samples: Float32Array, embed: Embed, copies: int = COPIES) -> Take:
    """Run the network on an utterance and its copies.

    Parameters
    ----------
    digit : int
    samples : ndarray, shape (n,), float32
        The utterance, as cut by the segmenter.
    embed : callable
        `core.classifier.Classifier.embed`.
    copies : int
    """
    rows = [embed(sound) for sound in (samples, *vary(samples, copies))]
    return Take(digit, np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows]))


def judged_take(
    digit: int, utterance: Utterance, classifier: Classifier
) -> tuple[Take, Sequence[DecodedWord] | None]:
    """Make a take that also tells how recognition without a profile judges the utterance.

    Parameters
    ----------
    digit : int
    utterance : Utterance
    classifier : Classifier
        Without an adapter.

    Returns
    -------
    Take
    sequence of DecodedWord or None
        The words that the decoder finds in the utterance (docs/decisions/0042); None if the model
        has no decoder, or the utterance is too long for it.
    """
    take = make_take(digit, utterance.samples, classifier.embed)
    decoder: Decoder | None = None
    if classifier.phrases is not None and not utterance.is_overlong:
        decoder = Decoder(classifier.phrases)
        decoder.feed(utterance.samples)
    heard, _ = classifier.classify(utterance, decoder)
    words = None if decoder is None else decoder.words()
    digits = digits_in(words or [], [heard])
    heard = as_word(utterance, heard, words)
    was_rejected = heard.rejected is not None or bool(digits)
    return replace(take, was_rejected=was_rejected, split_seconds=duration(digits)), words


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an utterance cannot be used as a take.

    Attributes
    ----------
    code : FaultCode
    reason : str
        In English.
    """

    code: FaultCode
    reason: str


def fault_of(utterance: Utterance, *, has_room: bool = True) -> Fault | None:
    """Return why an utterance cannot be used as a take, or None if it can.

    Parameters
    ----------
    utterance : Utterance
    has_room : bool
        Whether there is background noise beside the word. In recordings that are cut tightly there
        is none, and their noise is not judged.
    """
    code, reason = TOO_SHORT if is_brief(utterance) else unfit(utterance)
    if code is not None:
        return Fault(code, reason)
    if float((np.abs(utterance.samples) >= 0.999).mean()) > CLIPPED_SHARE:
        return Fault("too_loud", "too loud: move back or lower the microphone's gain")
    loudest_db = float(frame_levels(utterance.samples).max(initial=SILENCE_DB))
    if has_room and loudest_db - utterance.floor_db < MIN_SNR_DB:
        return Fault("too_noisy", "too noisy: come nearer, or find a quieter place")
    return None


def heard_digit(take: Take) -> int:
    """Return the digit that the general model recognizes in a take."""
    return int(take.logits[0, :10].argmax())


def digitness(take: Take) -> float:
    """Return the general model's probability that a take is a digit at all."""
    return float(1.0 - softmax(take.logits[0])[10])


def is_same_take(first: Take, second: Take) -> bool:
    """Return whether two takes of a digit come from the same recording."""
    return first.digit == second.digit and np.array_equal(first.logits, second.logits)


def vary(samples: Float32Array, count: int) -> list[Float32Array]:
    """Return varied copies of a sound: up to 8 % faster or slower, with spectral tilt and noise.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``.
    count : int

    Returns
    -------
    list of ndarray, shape (m,), float32
        `count` copies of about the same length, the same at every call.
    """
    rng = np.random.default_rng(len(samples))
    loudest_db = float(frame_levels(samples).max(initial=SILENCE_DB))
    return [_varied(samples, loudest_db, rng) for _ in range(count)]


def _varied(samples: Float32Array, loudest_db: float, rng: np.random.Generator) -> Float32Array:
    pace = float(rng.uniform(0.92, 1.08))
    times = np.arange(0.0, len(samples) - 1, pace)
    sound = np.interp(times, np.arange(len(samples)), samples)
    # Round up: a length with large prime factors makes the FFT several times slower.
    length = -(-len(sound) // _FFT_BLOCK) * _FFT_BLOCK
    frequencies = np.maximum(np.fft.rfftfreq(length, 1.0 / SAMPLE_RATE), 60.0)
    tilt = (frequencies / 1000.0) ** (float(rng.normal(0.0, 1.2)) * _DB_PER_OCTAVE)
    sound = np.fft.irfft(np.fft.rfft(sound, length) * tilt, length)[: len(sound)]
    noise_db = loudest_db - float(rng.uniform(20.0, 45.0))
    sound += rng.standard_normal(len(sound), np.float32) * 10.0 ** (noise_db / 20.0)
    return sound.astype(np.float32)

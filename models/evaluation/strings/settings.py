"""Choice of the decoder's settings: random search on strings that no score of held-out people uses.

An exception are the recorded strings. They are the only fluent speech of people, and count in the
choice; the report says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from tqdm import tqdm

from core.audio import Float32Array
from core.decoding.decoder import PATCH, DecoderSettings
from core.decoding.posteriors import PhraseNetwork, Posteriors
from core.decoding.viterbi import CLASSES, Decoding, Penalties, digits_of_path
from core.spectrogram import SpectrogramSettings
from models.evaluation.strings.said import Said
from models.evaluation.strings.score import edits_between

TRIALS = 200
"""Settings that are tried."""

_LOWEST = -20.0
"""Log-posteriors are computed down to this; settings may limit them further."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A setting to search: standard deviation of a step, smallest and largest value."""

    step: float
    low: float
    high: float


PARAMETERS = {
    "prior_scale": Parameter(0.15, 0.0, 1.0),
    "word_penalty": Parameter(1.0, -8.0, 1.5),
    "other_penalty": Parameter(1.5, -12.0, 1.0),
    "silence_penalty": Parameter(1.0, -8.0, 1.0),
    "stay_penalty": Parameter(0.15, -1.5, 0.2),
    "lowest": Parameter(2.0, -18.0, -3.0),
}

WEIGHTS = {"recorded": (1.0, 0.2), "validation": (1.0, 0.2), "synthesized": (0.3, 0.0)}
"""Set of strings -> how much its shares of digits and of numbers right count."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A string with the log-posteriors of its steps.

    Attributes
    ----------
    digits : str
    posteriors : ndarray, shape (steps, CLASSES), float32
    """

    digits: str
    posteriors: Float32Array = field(repr=False)


def scored(
    strings: Sequence[Said], network: PhraseNetwork, settings: SpectrogramSettings
) -> list[Scored]:
    """Compute the log-posteriors of strings as the app does."""
    found: list[Scored] = []
    for one in strings:
        posteriors = Posteriors(network, settings, PATCH, np.zeros(CLASSES, np.float32), _LOWEST)
        posteriors.feed(one.samples)
        found.append(Scored(one.digits, np.concatenate([posteriors.final, posteriors.tail()])))
    return found


def decode(posteriors: Float32Array, priors: Float32Array, settings: DecoderSettings) -> str:
    """The digits of the best path.

    Parameters
    ----------
    posteriors : ndarray, shape (steps, CLASSES), float32
    priors : ndarray, shape (CLASSES,), float32
    settings : DecoderSettings
    """
    scores = np.maximum(posteriors, np.float32(settings.lowest))
    scores = scores - np.float32(settings.prior_scale) * np.log(priors)
    penalties = Penalties(
        settings.word_penalty,
        settings.other_penalty,
        settings.silence_penalty,
        settings.stay_penalty,
    )
    return digits_of_path(Decoding(penalties).preview(scores.astype(np.float32)))


def shares_right(
    strings: Sequence[Scored], priors: Float32Array, settings: DecoderSettings
) -> tuple[float, float]:
    """Shares of digits and of numbers right."""
    distances = [
        edits_between(one.digits, decode(one.posteriors, priors, settings)).distance
        for one in strings
    ]
    digits = sum(len(one.digits) for one in strings)
    return 1.0 - sum(distances) / digits, distances.count(0) / len(strings)


def objective(
    sets: Mapping[str, Sequence[Scored]], priors: Float32Array, settings: DecoderSettings
) -> float:
    """Weighted sum of the shares right, in per cent; empty sets do not count."""
    total = 0.0
    for name, weights in WEIGHTS.items():
        if sets[name]:
            shares = shares_right(sets[name], priors, settings)
            total += 100.0 * float(np.dot(weights, shares))
    return total


def choose_settings(
    sets: Mapping[str, Sequence[Scored]],
    priors: Float32Array,
    *,
    start: DecoderSettings | None = None,
    trials: int = TRIALS,
    seed: int = 0,
) -> DecoderSettings:
    """Search settings at random around the best ones so far.

    Parameters
    ----------
    sets : mapping
        A list of strings for each name in `WEIGHTS`.
    priors : ndarray, shape (CLASSES,), float32
    start : DecoderSettings, optional
    trials, seed : int

    Returns
    -------
    DecoderSettings
        Those in `PARAMETERS` are chosen; the others are those of `start`.
    """
    rng = np.random.default_rng(seed)
    best = start or DecoderSettings()
    score = objective(sets, priors, best)
    for _ in tqdm(range(trials), desc="decoder settings", unit="trial"):
        changed = {
            name: round(
                float(np.clip(getattr(best, name) + rng.normal(0.0, one.step), one.low, one.high)),
                3,
            )
            for name, one in PARAMETERS.items()
            if rng.random() < 0.5
        }
        tried = replace(best, **changed)
        found = objective(sets, priors, tried)
        if found > score:
            best, score = tried, found
    return best

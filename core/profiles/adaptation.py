"""A person's own head on the network: what a few takes of each digit teach, in closed form.

The general model is the prior. A kernel ridge regression, on the unit sphere of what the network
gives beside its logits, learns the difference between what was said and what the general model
makes of it, and adds that to the digits' logits near the person's takes. Once there are takes of
all ten digits, the general model is believed by half there; until then only what it got wrong is
learnt, since takes of a few digits would else draw all others to themselves (docs/decisions/0041).
Whether a sound is a digit at all stays the general model's word, but for sounds that are very like
a take: they are believed more readily, as far as this person needs it.

Leave-one-take-out predictions of such a regression are exact without refitting (Rifkin and
Lippert, "Notes on Regularized Least Squares", 2007). They decide whether it is used at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from core.audio import Float32Array
from core.bundle import Thresholds
from core.classifier import softmax
from core.profiles.takes import Take

SHARPNESS = 16.0
"""Of the kernel exp(SHARPNESS (cos - 1)) that carries what was learnt from take to utterance."""

RIDGE = 0.1
"""How much the takes are distrusted."""

GAIN_OF_SOME, GAIN_OF_ALL = 5.0, 10.0
"""Logits by which a wholly wrong answer is moved: with takes of some digits, and of all ten."""

PRIOR_OF_SOME, PRIOR_OF_ALL = 1.0, 0.5
"""How far the general model's answer to a take counts as known already, so that it need not be
learnt: its logits are multiplied by this."""

LIKENESS = 35.0
"""Sharpness of the kernel that says whether a sound is like one of the takes."""

READINESS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
"""Logits by which a sound just like a take may be believed to be a digit more readily."""

REFUSED = 0.03
"""The least readiness is chosen that leaves no more than this share of the takes refused."""

LEEWAY = 1
"""By so many more takes may the learnt model be wrong and still be used: leaving one out leaves it
fewer to learn from than it will have, and one take more or less is chance."""

MOST_TAKES = 20
"""Of each digit the newest so many teach; more would cost time and change little."""


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """What was learnt; an `Adapter` for `core.classifier.Classifier`.

    Attributes
    ----------
    support : ndarray, shape (rows, width), float32
        Unit hidden vectors of the takes and their copies.
    weights : ndarray, shape (rows, 10), float32
        What each adds to the digits' logits, at its place.
    readiness : float
        See `READINESS`.
    sharpness : float
        See `SHARPNESS`.
    """

    support: Float32Array
    weights: Float32Array
    readiness: float = 0.0
    sharpness: float = SHARPNESS

    ARRAYS: ClassVar[tuple[str, ...]] = ("support", "weights")

    def adapt(self, logits: Float32Array, hidden: Float32Array) -> Float32Array:
        """Give this person's logits.

        Parameters
        ----------
        logits : ndarray, shape (..., 11), float32
        hidden : ndarray, shape (..., width), float32

        Returns
        -------
        ndarray, shape (..., 11), float32
        """
        cosines = _unit(hidden) @ self.support.T
        nearest = cosines.max(axis=-1, keepdims=True)
        added = _kernel(cosines, self.sharpness) @ self.weights
        return _adapted(logits, added, nearest, self.readiness)

    def numbers(self) -> dict[str, float]:
        """What is no array, to be stored."""
        return {"readiness": self.readiness, "sharpness": self.sharpness}

    def arrays(self) -> dict[str, Float32Array]:
        """The arrays named in `ARRAYS`, to be stored."""
        return {"support": self.support, "weights": self.weights}

    @classmethod
    def restored(cls, numbers: Mapping[str, Any], arrays: Mapping[str, Float32Array]) -> Adaptation:
        """Make it from what `numbers` and `arrays` gave; raises `ValueError`."""
        readiness = float(numbers["readiness"])
        sharpness = float(numbers["sharpness"])
        support, weights = arrays["support"], arrays["weights"]
        if support.ndim != 2 or weights.shape != (len(support), 10) or len(support) == 0:
            raise ValueError("its arrays have other shapes than an adaptation's")
        if not 0.0 <= readiness <= max(READINESS):
            raise ValueError("its readiness makes no sense")
        if not 0.0 < sharpness <= 100.0:
            raise ValueError("its sharpness makes no sense")
        return cls(support, weights, readiness, sharpness)

    def fits(self, width: int) -> bool:
        """Whether it is for hidden layers of this width."""
        return self.support.shape[1] == width


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of learning.

    Attributes
    ----------
    adaptation : Adaptation or None
        None where it would not help this person.
    takes : int
        How many it was learnt from.
    judged : int
        How many of them could be judged by the others: those whose digit has another take.
    wrong_before, wrong_after : int
        Of these, by the general model and by leave-one-take-out.
    """

    adaptation: Adaptation | None
    takes: int
    judged: int
    wrong_before: int
    wrong_after: int

    @property
    def summary(self) -> str:
        """The same in one line for people."""
        if self.takes == 0:
            return "There are no takes yet."
        if self.judged == 0:
            return "The voice is learnt (from one take of each digit, which no other can judge)."
        wrong = (
            f"of {self.judged} takes the general model got {self.wrong_before} wrong, "
            f"the learnt one {self.wrong_after}"
        )
        if self.adaptation is None:
            return f"Learning would not help this voice ({wrong}): the general model is used."
        return f"The voice is learnt ({wrong}, each judged by the other takes)."


def learn(takes: Sequence[Take], thresholds: Thresholds) -> Learnt:
    """Learn a voice, and decide by leave-one-take-out whether that helps.

    Parameters
    ----------
    takes : sequence of Take
        The newest last; all of the same model and with the same number of copies.
    thresholds : Thresholds
        The general ones.

    Returns
    -------
    Learnt
    """
    if not takes:
        return Learnt(None, 0, 0, 0, 0)
    takes = _newest(takes)
    rows = takes[0].logits.shape[0]  # of each take: itself and its copies
    digits = np.array([take.digit for take in takes])
    logits = np.concatenate([take.logits for take in takes])
    support = _unit(np.concatenate([take.hidden for take in takes]))
    said = np.eye(10, dtype=np.float32)[np.repeat(digits, rows)]
    has_all = len(np.unique(digits)) == 10
    gain = GAIN_OF_ALL if has_all else GAIN_OF_SOME
    prior = PRIOR_OF_ALL if has_all else PRIOR_OF_SOME
    residual = np.float32(gain) * (said - softmax(np.float32(prior) * logits[:, :10]))

    cosines = support @ support.T
    regularized = _kernel(cosines, SHARPNESS).astype(np.float64) + RIDGE * np.eye(len(support))
    inverse = np.asarray(np.linalg.inv(regularized), np.float64)
    weights = np.asarray(inverse @ residual, np.float64)

    before = logits[::rows]
    added = np.zeros((len(takes), 10), np.float32)
    nearest = np.zeros((len(takes), 1), np.float32)
    for number in range(len(takes)):
        own = slice(number * rows, (number + 1) * rows)
        added[number] = _left_out(inverse, weights, residual, own)
        others = np.delete(cosines[own.start], own)
        nearest[number] = others.max(initial=-1.0)

    after = _adapted(before, added, nearest, 0.0)
    # What no other take of its digit speaks for says nothing about the head that is used.
    is_judged = np.bincount(digits, minlength=10)[digits] > 1
    wrong_before = _wrong(before[is_judged], digits[is_judged])
    wrong_after = _wrong(after[is_judged], digits[is_judged])
    adaptation = None
    if wrong_after <= wrong_before + LEEWAY:
        refused = [
            _refused(_adapted(before, added, nearest, readiness), thresholds)
            for readiness in READINESS
        ]
        enough = next((n for n, share in enumerate(refused) if share <= REFUSED), None)
        chosen = int(np.argmin(refused)) if enough is None else enough
        adaptation = Adaptation(support, weights.astype(np.float32), READINESS[chosen])
    return Learnt(adaptation, len(takes), int(is_judged.sum()), wrong_before, wrong_after)


def doubt(take: Take, others: Sequence[Take]) -> int | None:
    """As which digit a take is heard by the model and by the takes that are most like it.

    Returns
    -------
    int or None
        None where the model, or the nearest other take, agrees with what was to be said.
    """
    heard = int(take.logits[0, :10].argmax())
    if heard == take.digit:
        return None
    if not others:
        return heard
    likeness = _unit(np.stack([other.hidden[0] for other in others])) @ _unit(take.hidden[0])
    return None if others[int(likeness.argmax())].digit == take.digit else heard


def _newest(takes: Sequence[Take]) -> list[Take]:
    kept: list[Take] = []
    counts = [0] * 10
    for take in reversed(takes):
        counts[take.digit] += 1
        if counts[take.digit] <= MOST_TAKES:
            kept.append(take)
    return kept[::-1]


def _left_out(
    inverse: NDArray[np.float64], weights: NDArray[np.float64], residual: Float32Array, own: slice
) -> NDArray[np.float64]:
    """What the other takes alone would add to a take's logits, shape (10,)."""
    return (residual[own] - np.linalg.solve(inverse[own, own], weights[own]))[0]


def _adapted(
    logits: Float32Array, added: Float32Array, nearest: Float32Array, readiness: float
) -> Float32Array:
    """Move the digits' logits among themselves, and all of them up where a take is near."""
    general = logits[..., :10]
    digits = general + added
    digits += _log_sum(general) - _log_sum(digits)
    digits += np.float32(readiness) * np.exp(np.float32(LIKENESS) * (nearest - np.float32(1.0)))
    return np.concatenate([digits, logits[..., 10:]], axis=-1).astype(np.float32)


def _log_sum(logits: Float32Array) -> Float32Array:
    top = logits.max(axis=-1, keepdims=True)
    return top + np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))


def _wrong(logits: Float32Array, digits: NDArray[np.intp]) -> int:
    return int((logits[:, :10].argmax(axis=1) != digits).sum())


def _refused(logits: Float32Array, thresholds: Thresholds) -> float:
    """Share of takes that the thresholds refuse."""
    digitness = 1.0 - softmax(logits)[:, 10]
    confidence = softmax(logits[:, :10] / thresholds.temperature).max(axis=1)
    low = (digitness < thresholds.min_digitness) | (confidence < thresholds.min_confidence)
    return float(low.mean())


def _unit(hidden: Float32Array) -> Float32Array:
    length = np.linalg.norm(hidden, axis=-1, keepdims=True)
    return (hidden / np.maximum(length, 1e-6)).astype(np.float32)


def _kernel(cosines: Float32Array, sharpness: float) -> Float32Array:
    return np.exp(np.float32(sharpness) * (cosines - np.float32(1.0)))

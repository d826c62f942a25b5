"""A person's own head on the network: what a few takes of each digit teach, in closed form.

The general model is the prior. Its answers are right for most, so only what it gets wrong for this
person is learnt: a kernel ridge regression, on the unit sphere of the hidden layer, of the
residual between what was said and what the general model gave. Near the person's takes the
residual is added to the logits; far from them nothing changes, so that other people's digits and
other sounds are judged as before.

Leave-one-take-out predictions of such a regression are exact without refitting (Rifkin and
Lippert, "Notes on Regularized Least Squares", 2007). They decide whether it is used at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from core.audio import Float32Array
from core.bundle import Thresholds
from core.classifier import softmax
from core.takes import Take

SHARPNESS = 5.0
"""Of the kernel exp(SHARPNESS (cos - 1)) between two hidden vectors."""

RIDGE = 0.1
"""How much the takes are distrusted."""

GAIN = 5.0
"""Logits that a wholly wrong answer is moved by."""

MOST_TAKES = 20
"""Of each digit the newest so many teach; more would cost time and change little."""

LOWEST_SHARE = 0.5
"""No person's threshold is lower than this share of the general one."""


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """What was learnt; an `Adapter` for `core.classifier.Classifier`.

    Attributes
    ----------
    support : ndarray, shape (rows, width), float32
        Unit hidden vectors of the takes and their copies.
    weights : ndarray, shape (rows, 11), float32
        What each adds to the logits, at its place.
    digitness_share : float
        Multiplies the general threshold of being a digit at all.
    """

    support: Float32Array
    weights: Float32Array
    digitness_share: float = 1.0

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
        learnt = _kernel(_unit(hidden), self.support) @ self.weights
        return (logits + learnt).astype(np.float32)

    def adjust(self, thresholds: Thresholds) -> Thresholds:
        """Give this person's thresholds in place of the general ones."""
        return replace(thresholds, min_digitness=thresholds.min_digitness * self.digitness_share)

    def numbers(self) -> dict[str, float]:
        """What is no array, to be stored."""
        return {"digitness_share": self.digitness_share}

    def arrays(self) -> dict[str, Float32Array]:
        """The arrays named in `ARRAYS`, to be stored."""
        return {"support": self.support, "weights": self.weights}

    @classmethod
    def restored(cls, numbers: Mapping[str, Any], arrays: Mapping[str, Float32Array]) -> Adaptation:
        """Make it from what `numbers` and `arrays` gave; raises `ValueError`."""
        share = float(numbers["digitness_share"])
        support, weights = arrays["support"], arrays["weights"]
        if support.ndim != 2 or weights.shape != (len(support), 11):
            raise ValueError("its arrays have other shapes than an adaptation's")
        if not LOWEST_SHARE <= share <= 1.0:
            raise ValueError("its threshold makes no sense")
        return cls(support, weights, share)

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
        How many there were.
    wrong_before, wrong_after : int
        Of the takes, by the general model and by leave-one-take-out.
    summary : str
        The same in one line for people.
    """

    adaptation: Adaptation | None
    takes: int
    wrong_before: int
    wrong_after: int
    summary: str


def learn(takes: Sequence[Take], thresholds: Thresholds) -> Learnt:
    """Learn a voice, and decide by leave-one-take-out whether that helps.

    Parameters
    ----------
    takes : sequence of Take
        In any order; all of the same model and with the same number of copies.
    thresholds : Thresholds
        The general ones.

    Returns
    -------
    Learnt
    """
    if not takes:
        return Learnt(None, 0, 0, 0, "There are no takes yet.")
    takes = _newest(takes)
    logits = np.concatenate([take.logits for take in takes])
    support = _unit(np.concatenate([take.hidden for take in takes]))
    rows = takes[0].logits.shape[0]
    digits = np.array([take.digit for take in takes])
    said = np.eye(11, dtype=np.float32)[np.repeat(digits, rows)]
    residual = np.float32(GAIN) * (said - softmax(logits))

    kernel = _kernel(support, support).astype(np.float64)
    inverse: NDArray[np.float64] = np.linalg.inv(kernel + RIDGE * np.eye(len(support)))
    weights = inverse @ residual
    before = logits[::rows]
    after = before.copy()
    for number in range(len(takes)):
        take = slice(number * rows, (number + 1) * rows)
        after[number] += _left_out(inverse, weights, residual, take)
    wrong_before = int((before[:, :10].argmax(axis=1) != digits).sum())
    wrong_after = int((after[:, :10].argmax(axis=1) != digits).sum())
    helps = (wrong_after, _loss(after, digits, thresholds)) < (
        wrong_before,
        _loss(before, digits, thresholds),
    )
    adaptation = Adaptation(support, weights.astype(np.float32)) if helps else None
    return Learnt(
        adaptation,
        len(takes),
        wrong_before,
        wrong_after,
        _summary(len(takes), wrong_before, wrong_after, helps=helps),
    )


def _newest(takes: Sequence[Take]) -> list[Take]:
    kept: list[Take] = []
    counts = [0] * 10
    for take in reversed(takes):
        counts[take.digit] += 1
        if counts[take.digit] <= MOST_TAKES:
            kept.append(take)
    return kept[::-1]


def _left_out(
    inverse: NDArray[np.float64], weights: NDArray[np.float64], residual: Float32Array, take: slice
) -> NDArray[np.float64]:
    """What the others alone would add to a take's logits, shape (11,)."""
    return (residual[take] - np.linalg.solve(inverse[take, take], weights[take]))[0]


def _loss(logits: Float32Array, digits: NDArray[np.intp], thresholds: Thresholds) -> float:
    """Mean negative log-likelihood of the digits that were said."""
    right = softmax(logits[:, :10] / thresholds.temperature)[np.arange(len(digits)), digits]
    return float(-np.log(right + 1e-6).mean())


def _summary(takes: int, before: int, after: int, *, helps: bool) -> str:
    judged = f"of {takes} takes the general model got {before} wrong, the learnt one {after}"
    if helps:
        return f"The voice is learnt: {judged}, each judged by the others."
    return f"Learning would not help this voice ({judged}), so the general model is used."


def _unit(hidden: Float32Array) -> Float32Array:
    length = np.linalg.norm(hidden, axis=-1, keepdims=True)
    return hidden / np.maximum(length, np.float32(1e-6))


def _kernel(one: Float32Array, other: Float32Array) -> Float32Array:
    return np.exp(np.float32(SHARPNESS) * (one @ other.T - np.float32(1.0)))


def doubt(take: Take, others: Sequence[Take]) -> int | None:
    """As which digit a take is heard by the model and by the takes that are most like it.

    Returns
    -------
    int or None
        None where the model, or the nearest other takes, agree with what was to be said.
    """
    heard = int(take.logits[0, :10].argmax())
    if heard == take.digit:
        return None
    if not others:
        return heard
    hidden = _unit(np.stack([other.hidden[0] for other in others]))
    likeness = hidden @ _unit(take.hidden[0])
    digits = np.array([other.digit for other in others])
    if take.digit in digits and digits[int(likeness.argmax())] == take.digit:
        return None
    return heard

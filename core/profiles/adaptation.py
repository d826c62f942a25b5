"""Adaptation to a speaker: a correction of the logits, fitted to a few takes in closed form.

A kernel ridge regression on the network's normalized hidden layer learns the difference between
the digits that were said and the outputs of the general model. Its predictions are added to the
logits of the digits; they are large only near the speaker's takes. With takes of all ten digits,
the general model's logits count half there. With takes of fewer digits, only the errors of the
general model are learnt, because otherwise the takes would attract all other digits
(docs/decisions/0041). The general model still decides whether a sound is a digit at all. Only
sounds that are very similar to a take are accepted more readily, as far as this speaker needs it.

Leave-one-out predictions of such a regression are exact without refitting (Rifkin and Lippert,
"Notes on Regularized Least Squares", 2007). They decide whether the adaptation is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from core.audio import Float32Array
from core.bundle import Thresholds
from core.classifier import softmax
from core.numbers.judgement import is_split
from core.profiles.takes import Take, heard_digit

SHARPNESS = 16.0
"""Of the kernel exp(SHARPNESS (cos - 1)) between takes and utterances."""

RIDGE = 0.1
"""Regularization of the regression."""

GAIN_OF_SOME, GAIN_OF_ALL = 5.0, 10.0
"""Change of the logits for a completely wrong answer: with takes of some or of all ten digits."""

PRIOR_OF_SOME, PRIOR_OF_ALL = 1.0, 0.5
"""Factor of the general model's logits when the difference to learn is computed."""

SIMILARITY_SHARPNESS = 35.0
"""Sharpness of the kernel that tells whether a sound is similar to a take."""

READINESS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
"""Candidates for the value added to all digit logits of a sound that is identical to a take."""

MAX_REJECTED_SHARE = 0.03
"""The smallest readiness is chosen for which at most this share of the takes is rejected."""

ALLOWED_EXTRA_ERRORS = 1
"""The adaptation is used although it makes this many more errors in leave-one-out predictions: each
prediction has one take less to learn from, and a difference of one take is not significant."""

MIN_COSINE = 0.92
"""Two takes of one digit by one speaker have at least this cosine (docs/decisions/0042)."""

MAX_WRONG_SHARE = 0.25
"""If a larger share of the takes still fails, the adaptation helps only if it halves their
number."""

NO_SPLIT = (0.0,) * 10
"""The decoder finds no digits but the right one in the takes; see `core.classifier.Adapter`."""

MAX_TAKES = 20
"""Takes per digit that are used, the newest ones. More would take longer and change little."""


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """An `Adapter` for `core.classifier.Classifier`.

    Attributes
    ----------
    support : ndarray, shape (rows, width), float32
        Normalized hidden vectors of the takes and their copies.
    weights : ndarray, shape (rows, 10), float32
        Weights of the regression: what each row adds to the logits of the digits.
    readiness : float
        See `READINESS`.
    sharpness : float
        See `SHARPNESS`.
    split_seconds : tuple of 10 float
        See `core.classifier.Adapter`.
    """

    support: Float32Array
    weights: Float32Array
    readiness: float = 0.0
    sharpness: float = SHARPNESS
    split_seconds: tuple[float, ...] = NO_SPLIT

    ARRAYS: ClassVar[tuple[str, ...]] = ("support", "weights")
    NUMBERS: ClassVar[tuple[str, ...]] = ("readiness", "sharpness")

    def adapt(self, logits: Float32Array, hidden: Float32Array) -> Float32Array:
        """Return the speaker's logits.

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

    def numbers(self) -> dict[str, Any]:
        """The parameters that are no arrays, for the profile file: `NUMBERS` and the seconds."""
        return {
            "readiness": self.readiness,
            "sharpness": self.sharpness,
            "split_seconds": list(self.split_seconds),
        }

    def arrays(self) -> dict[str, Float32Array]:
        """The arrays named in `ARRAYS`, for the profile file."""
        return {"support": self.support, "weights": self.weights}

    @classmethod
    def restored(cls, numbers: Mapping[str, Any], arrays: Mapping[str, Float32Array]) -> Adaptation:
        """Restore an adaptation from `numbers` and `arrays`; raises `ValueError`."""
        readiness = float(numbers["readiness"])
        sharpness = float(numbers["sharpness"])
        support, weights = arrays["support"], arrays["weights"]
        if support.ndim != 2 or weights.shape != (len(support), 10) or len(support) == 0:
            raise ValueError("the arrays of the adaptation have wrong shapes")
        if not 0.0 <= readiness <= max(READINESS):
            raise ValueError("the readiness of the adaptation is out of range")
        if not 0.0 < sharpness <= 100.0:
            raise ValueError("the sharpness of the adaptation is out of range")
        # Files of earlier versions do not have them.
        split_seconds = tuple(float(value) for value in numbers.get("split_seconds", NO_SPLIT))
        if len(split_seconds) != 10 or not np.isfinite(split_seconds).all():
            raise ValueError("the durations of the adaptation are not valid")
        return cls(support, weights, readiness, sharpness, split_seconds)

    def fits(self, width: int) -> bool:
        """Whether it fits a hidden layer of this width."""
        return self.support.shape[1] == width


Verdict = Literal["unknown", "helps", "not_needed", "no_help", "poor"]
"""``unknown``: there is one take per digit. ``not_needed``: no take failed without it, which means
that it was wrong or rejected. ``no_help``: not fewer takes fail with it. ``poor``: many takes still
fail with it, since takes of one digit differ from each other."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Effect of an adaptation on the takes from which it was computed.

    Attributes
    ----------
    takes : int
        Number of takes.
    judged : int
        Number of takes whose digit has another take, so that a leave-one-out prediction is
        meaningful.
    wrong_before, wrong_after : int
        Errors among the judged takes: of the general model, and of leave-one-out predictions.
    still_wrong : tuple of int
        The digits of the takes that the leave-one-out predictions get wrong, and, if a profile is
        needed, those of whose takes at least half are rejected; in order, each once.
    rejected_before, rejected_after : int
        How many other judged takes are rejected: by recognition without a profile, and with the
        leave-one-out predictions. 0 in files of earlier versions.
    """

    takes: int
    judged: int
    wrong_before: int
    wrong_after: int
    still_wrong: tuple[int, ...] = ()
    rejected_before: int = 0
    rejected_after: int = 0

    @property
    def failed_before(self) -> int:
        """How many judged takes the general model gets wrong or rejects."""
        return self.wrong_before + self.rejected_before

    @property
    def failed_after(self) -> int:
        """How many judged takes are wrong or rejected with the adaptation."""
        return self.wrong_after + self.rejected_after

    @property
    def verdict(self) -> Verdict:
        """Whether the adaptation helps, as far as its takes can tell."""
        if self.judged == 0:
            return "unknown"
        if self.failed_before == 0 and self.wrong_after == 0:
            return "not_needed"
        is_much = self.failed_after > MAX_WRONG_SHARE * self.judged
        if is_much and 2 * self.failed_after > self.failed_before:
            return "poor"
        return "helps" if self.failed_after < self.failed_before else "no_help"


@dataclass(frozen=True, slots=True)
class Learnt:
    """Result of `learn`.

    Attributes
    ----------
    adaptation : Adaptation or None
        None if it would not improve recognition.
    effect : Effect
    """

    adaptation: Adaptation | None
    effect: Effect

    @property
    def summary(self) -> str:
        """The result in one line of English."""
        return summary_of(self.effect)


def summary_of(effect: Effect) -> str:
    """Return in one line of English whether an adaptation helps, and what to do if not."""
    if effect.takes == 0:
        return "There are no recordings yet."
    verdict = effect.verdict
    if verdict == "unknown":
        return "Its effect is unknown: there is one recording per digit."
    judged, before, after = effect.judged, effect.failed_before, effect.failed_after
    if verdict == "not_needed":
        return f"All {judged} recordings are right without it, so it makes no difference yet."
    wrong = f"{before} of {judged} recordings are wrong or rejected without it, {after} with it"
    text = f"It helps: {wrong}." if verdict == "helps" else f"It does not help: {wrong}."
    if effect.still_wrong:
        text += f" Record these digits again: {', '.join(map(str, effect.still_wrong))}."
    return text


def learn(takes: Sequence[Take], thresholds: Thresholds) -> Learnt:
    """Compute an adaptation, and decide by leave-one-out predictions whether it helps.

    Parameters
    ----------
    takes : sequence of Take
        The newest last. All come from the same model and have the same number of copies.
    thresholds : Thresholds
        Thresholds of the general model.

    Returns
    -------
    Learnt
    """
    if not takes:
        return Learnt(None, Effect(0, 0, 0, 0))
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
    # A prediction for the only take of a digit does not show the effect of the adaptation.
    is_judged = np.bincount(digits, minlength=10)[digits] > 1
    wrong_before = _wrong(before[is_judged], digits[is_judged])
    is_wrong = is_judged & (after[:, :10].argmax(axis=1) != digits)
    wrong_after = int(is_wrong.sum())
    adaptation = None
    readiness = READINESS[0]
    if wrong_after <= wrong_before + ALLOWED_EXTRA_ERRORS:
        rejected_shares = [
            _rejected_share(_adapted(before, added, nearest, readiness), thresholds)
            for readiness in READINESS
        ]
        enough = next(
            (n for n, share in enumerate(rejected_shares) if share <= MAX_REJECTED_SHARE), None
        )
        chosen = int(np.argmin(rejected_shares)) if enough is None else enough
        readiness = READINESS[chosen]
        adaptation = Adaptation(
            support, weights.astype(np.float32), readiness, split_seconds=_split_seconds(takes)
        )
    is_right = is_judged & ~is_wrong
    was_rejected = np.array([take.was_rejected for take in takes])
    was_right = is_judged & (before[:, :10].argmax(axis=1) == digits)
    is_rejected = is_right & (
        _rejected(_adapted(before, added, nearest, readiness), thresholds) | _stay_split(takes)
    )
    effect = Effect(
        len(takes),
        int(is_judged.sum()),
        wrong_before,
        wrong_after,
        rejected_before=int((was_right & was_rejected).sum()),
        rejected_after=int(is_rejected.sum()),
    )
    still_wrong = {int(digit) for digit in digits[is_wrong]}
    if effect.verdict != "not_needed":
        still_wrong |= {n for n in range(10) if _is_half(is_rejected[digits == n])}
    return Learnt(adaptation, replace(effect, still_wrong=tuple(sorted(still_wrong))))


def doubt(take: Take, others: Sequence[Take]) -> int | None:
    """Return the digit that a take sounds like, if that is not the one that was asked for.

    Returns
    -------
    int or None
        None if the general model agrees with the take's digit, or the most similar other take is
        one of that digit and similar enough.
    """
    heard = heard_digit(take)
    return None if heard == take.digit or resembles(take, others) else heard


def resembles(take: Take, others: Sequence[Take]) -> bool:
    """Return whether the most similar other take is of the same digit, and similar enough."""
    if not others:
        return False
    likeness = _unit(np.stack([other.hidden[0] for other in others])) @ _unit(take.hidden[0])
    nearest = int(likeness.argmax())
    return others[nearest].digit == take.digit and float(likeness[nearest]) >= MIN_COSINE


def agree(first: Take, second: Take) -> bool:
    """Return whether two takes are the same word of one speaker, whatever the model calls it."""
    likeness = float(_unit(first.hidden[0]) @ _unit(second.hidden[0]))
    return heard_digit(first) == heard_digit(second) and likeness >= MIN_COSINE


def _newest(takes: Sequence[Take]) -> list[Take]:
    kept: list[Take] = []
    counts = [0] * 10
    for take in reversed(takes):
        counts[take.digit] += 1
        if counts[take.digit] <= MAX_TAKES:
            kept.append(take)
    return kept[::-1]


def _split_seconds(takes: Sequence[Take]) -> tuple[float, ...]:
    """Return for each digit the duration of the longest take that the decoder splits."""
    return tuple(
        max((take.split_seconds for take in takes if take.digit == digit), default=0.0)
        for digit in range(10)
    )


def _stay_split(takes: Sequence[Take]) -> NDArray[np.bool_]:
    """Whether the decoder would split each take also with a profile of the other takes."""
    stay = np.zeros(len(takes), np.bool_)
    for place, take in enumerate(takes):
        learnt = _split_seconds([*takes[:place], *takes[place + 1 :]])
        is_learnt = is_split(take.digit, take.split_seconds, learnt)
        stay[place] = take.split_seconds > 0.0 and not is_learnt
    return stay


def _left_out(
    inverse: NDArray[np.float64], weights: NDArray[np.float64], residual: Float32Array, own: slice
) -> NDArray[np.float64]:
    """Leave-one-out prediction for a take, shape (10,)."""
    return (residual[own] - np.linalg.solve(inverse[own, own], weights[own]))[0]


def _adapted(
    logits: Float32Array, added: Float32Array, nearest: Float32Array, readiness: float
) -> Float32Array:
    """Add the prediction to the logits of the digits, and raise all of them near a take.

    The prediction does not change the total probability of the digits.
    """
    general = logits[..., :10]
    digits = general + added
    digits += _log_sum(general) - _log_sum(digits)
    digits += np.float32(readiness) * np.exp(
        np.float32(SIMILARITY_SHARPNESS) * (nearest - np.float32(1.0))
    )
    return np.concatenate([digits, logits[..., 10:]], axis=-1).astype(np.float32)


def _log_sum(logits: Float32Array) -> Float32Array:
    top = logits.max(axis=-1, keepdims=True)
    return top + np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))


def _wrong(logits: Float32Array, digits: NDArray[np.intp]) -> int:
    return int((logits[:, :10].argmax(axis=1) != digits).sum())


def _rejected_share(logits: Float32Array, thresholds: Thresholds) -> float:
    """Share of takes that the thresholds reject."""
    return float(_rejected(logits, thresholds).mean())


def _rejected(logits: Float32Array, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Whether the thresholds reject each take."""
    digitness = 1.0 - softmax(logits)[:, 10]
    confidence = softmax(logits[:, :10] / thresholds.temperature).max(axis=1)
    return (digitness < thresholds.min_digitness) | (confidence < thresholds.min_confidence)


def _is_half(found: NDArray[np.bool_]) -> bool:
    count = int(found.sum())
    return count > 0 and 2 * count >= len(found)


def _unit(hidden: Float32Array) -> Float32Array:
    length = np.linalg.norm(hidden, axis=-1, keepdims=True)
    return (hidden / np.maximum(length, 1e-6)).astype(np.float32)


def _kernel(cosines: Float32Array, sharpness: float) -> Float32Array:
    return np.exp(np.float32(sharpness) * (cosines - np.float32(1.0)))

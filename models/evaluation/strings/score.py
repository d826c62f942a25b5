"""Scores of recognized strings: numbers and digits right, insertions, deletions, substitutions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.evaluation.intervals import intraclass_correlation, korn_graubard, wilson

PACES = ((0.0, "below 2"), (2.0, "2 to 3"), (3.0, "3 to 4"), (4.0, "4 and more"))
LENGTHS = ((0, "up to 3"), (4, "4 to 5"), (6, "6 to 7"), (8, "8 and more"))
"""Lower bounds and names of the groups in the report."""


@dataclass(frozen=True, slots=True)
class Edits:
    """The fewest edits that turn a recognized string into the one that was said.

    Attributes
    ----------
    insertions : int
        Recognized digits that nobody said.
    deletions : int
        Digits that were not recognized.
    substitutions : int
        Digits recognized as another one.
    """

    insertions: int
    deletions: int
    substitutions: int

    @property
    def distance(self) -> int:
        """Edit distance (Levenshtein, 1966)."""
        return self.insertions + self.deletions + self.substitutions


@dataclass(frozen=True, slots=True)
class Heard:
    """What was recognized of a string.

    Attributes
    ----------
    speaker : str
    said, heard : str
        ``?`` in `heard` stands for a digit that was rejected as unsure.
    pace : float
        Digits per second.
    """

    speaker: str
    said: str
    heard: str
    pace: float

    @property
    def edits(self) -> Edits:
        """See `edits_between`."""
        return edits_between(self.said, self.heard)


def edits_between(said: str, heard: str) -> Edits:
    """The fewest edits; among equals, those with the fewest substitutions."""
    row = [(n, Edits(n, 0, 0)) for n in range(len(heard) + 1)]
    for i, digit in enumerate(said, 1):
        before, row = row, [(i, Edits(0, i, 0))]
        for j, other in enumerate(heard, 1):
            diagonal, above, left = before[j - 1][1], before[j][1], row[j - 1][1]
            wrong = int(digit != other)
            found = (
                Edits(diagonal.insertions, diagonal.deletions, diagonal.substitutions + wrong),
                Edits(above.insertions, above.deletions + 1, above.substitutions),
                Edits(left.insertions + 1, left.deletions, left.substitutions),
            )
            best = min(found, key=lambda edits: (edits.distance, edits.substitutions))
            row.append((best.distance, best))
    return row[-1][1]


def score_row(name: str, heard: Sequence[Heard], correlation: float = 0.0) -> dict[str, Any]:
    """Shares of numbers and digits right, each with an interval for other speakers, and errors.

    Parameters
    ----------
    name : str
    heard : sequence of Heard
        At least one.
    correlation : float
        Intraclass correlation of numbers, where it cannot be measured; see
        `models.evaluation.intervals.korn_graubard`.
    """
    edits = [one.edits for one in heard]
    digits = sum(len(one.said) for one in heard)
    distance = sum(one.distance for one in edits)
    numbers_right = sum(one.distance == 0 for one in edits)
    right_by_speaker = _by_speaker(heard, lambda one: float(one.edits.distance == 0))
    count_by_speaker = _by_speaker(heard, _one)
    digits_by_speaker = _by_speaker(heard, lambda one: float(len(one.said)))
    wrong_by_speaker = _by_speaker(heard, lambda one: float(one.edits.distance))
    digits_right = np.maximum(np.subtract(digits_by_speaker, wrong_by_speaker), 0.0).tolist()
    return {
        "name": name,
        "speakers": len(count_by_speaker),
        "numbers": len(heard),
        "digits": digits,
        "numbers_right": numbers_right / len(heard),
        "numbers_interval": wilson(numbers_right, len(heard)),
        "numbers_interval_people": korn_graubard(right_by_speaker, count_by_speaker, correlation),
        "digits_right": 1.0 - distance / digits,
        "digits_interval_people": korn_graubard(digits_right, digits_by_speaker, correlation),
        "insertions": sum(one.insertions for one in edits),
        "deletions": sum(one.deletions for one in edits),
        "substitutions": sum(one.substitutions for one in edits),
    }


def correlation_of(heard: Sequence[Heard]) -> float:
    """Intraclass correlation of a speaker's numbers."""
    right = _by_speaker(heard, lambda one: float(one.edits.distance == 0))
    return intraclass_correlation(right, _by_speaker(heard, _one))


def by_pace(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    """A row for each range of digits per second."""
    return _grouped(heard, PACES, lambda one: one.pace)


def by_length(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    """A row for each range of the number of digits."""
    return _grouped(heard, LENGTHS, lambda one: len(one.said))


def _grouped(
    heard: Sequence[Heard],
    groups: Sequence[tuple[float, str]],
    value: Callable[[Heard], float],
) -> list[dict[str, Any]]:
    correlation = correlation_of(heard)
    rows: list[dict[str, Any]] = []
    for number, (lowest, name) in enumerate(groups):
        highest = groups[number + 1][0] if number + 1 < len(groups) else np.inf
        inside = [one for one in heard if lowest <= value(one) < highest]
        if inside:
            rows.append(score_row(name, inside, correlation))
    return rows


def _one(_: Heard) -> float:
    return 1.0


def _by_speaker(heard: Sequence[Heard], value: Callable[[Heard], float]) -> list[float]:
    """Sum of a value over the strings of each speaker, in the order of their first strings."""
    sums: dict[str, float] = {}
    for one in heard:
        sums[one.speaker] = sums.get(one.speaker, 0.0) + value(one)
    return list(sums.values())

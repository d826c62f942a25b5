"""Simulates when the kiosk asks again, from results of the model and without sound.

``make evaluate`` writes ``build/out_of_fold.jsonl``: the result of each recording by the model for
which its speaker is held out. Numbers are drawn from these as in `accuracy`, and entered in the
kiosk's boxes. This takes seconds where `accuracy` takes minutes, but does not include faults of the
segmenter or time.

The margin is chosen by cross-validation: for the speakers of each fold by those of the others. The
numbers of the crowd, whose digits belong to many folds, are distributed to all folds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.digit_boxes import Limits
from desktop.kiosk.entry.events import Heard
from desktop.kiosk.entry.state import Rules
from models.data.index import OTHER
from models.data.recordings import all_recordings
from models.data.splits import FOLDS, assign_folds
from tests.trials.kiosk.held_out import ENOUGH
from tests.trials.kiosk.people import DIGITS

TRIES = {"fsdd": 50, "iitg": 60, "audiomnist": 20, "inspektral": 20, "speech_commands": 20}
"""Numbers of each speaker of a corpus."""

CROWD_TRIES = 400

MARGINS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
COST_OF_WRONG = 4.0
"""Cost of a wrong number that nobody notices, relative to a question."""


class Outcome(NamedTuple):
    """The outcome of a number."""

    fold: int
    is_right: bool
    asked: int
    tapped: int


def enter(takes: Sequence[list[tuple[int, Heard]]], fold: int, limits: Limits) -> Outcome:
    """Enter a number.

    Parameters
    ----------
    takes : sequence of lists of (int, Heard)
        For each box, the digit and the result of each attempt.
    fold : int
    limits : Limits
    """
    boxes = tuple(digit_boxes.spoken_box(take[0][1], limits) for take in takes)
    asked = tapped = 0
    while (place := digit_boxes.first_open(boxes)) is not None:
        count = boxes[place].asked
        if count >= digit_boxes.MAX_QUESTIONS:
            boxes = digit_boxes.put(boxes, place, digit_boxes.Box(takes[place][0][0]))
            tapped += 1
        else:
            said = (digit_boxes.spoken_box(takes[place][1 + count][1], limits),)
            boxes = digit_boxes.answer(boxes, place, said, limits) or boxes
            asked += 1
    spoken = "".join(str(take[0][0]) for take in takes)
    return Outcome(fold, digit_boxes.number(boxes) == spoken, asked, tapped)


def numbers(
    rows: Sequence[dict[str, Any]], folds: dict[str, int], times: int
) -> list[tuple[int, list[list[tuple[int, Heard]]]]]:
    """Numbers to enter, each with the fold of its speaker."""
    by_speaker: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_speaker[row["speaker"]].append(row)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for speaker, some in by_speaker.items():
        groups[speaker if len(some) >= ENOUGH else "crowd"] += some
    chance = np.random.default_rng(1)
    drawn: list[tuple[int, list[list[tuple[int, Heard]]]]] = []
    for who, some in groups.items():
        by_digit: dict[int, list[Heard]] = defaultdict(list)
        for row in some:
            is_digit = row["rejected"] is None
            heard = Heard(tuple(row["probabilities"]), row["digitness"], is_digit)
            by_digit[row["label"]].append(heard)
        tries = times * (CROWD_TRIES if who == "crowd" else TRIES[some[0]["corpus"]])
        for n in range(tries):
            number: list[list[tuple[int, Heard]]] = []
            for digit in chance.choice(sorted(by_digit), DIGITS):
                order = chance.permutation(len(by_digit[digit]))
                count = 1 + digit_boxes.MAX_QUESTIONS
                takes = [by_digit[digit][int(order[t % len(order)])] for t in range(count)]
                number.append([(int(digit), heard) for heard in takes])
            drawn.append((folds.get(who, n % FOLDS), number))
    return drawn


def cost(outcomes: Sequence[Outcome]) -> float:
    """The cost that the choice minimizes."""
    wrong = sum(not one.is_right for one in outcomes)
    asking = sum(one.asked > 0 or one.tapped > 0 for one in outcomes)
    return (COST_OF_WRONG * wrong + asking) / len(outcomes)


def describe(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Summarize some numbers."""

    def share(some: list[bool]) -> float:
        return round(sum(some) / len(some), 4)

    return {
        "right_at_once": share([f.is_right and not f.asked and not f.tapped for f in outcomes]),
        "right_by_voice": share([f.is_right and not f.tapped for f in outcomes]),
        "right": share([f.is_right for f in outcomes]),
        "wrong_unnoticed": share([not f.is_right for f in outcomes]),
        "asked_per_number": round(sum(f.asked for f in outcomes) / len(outcomes), 3),
    }


def main() -> int:
    """Print the result of each margin and of the cross-validated choice."""
    parser = argparse.ArgumentParser(description="simulate when the kiosk asks again")
    parser.add_argument("answers", type=Path, help="out_of_fold.jsonl")
    parser.add_argument(
        "--times", type=int, default=2, help="how many times the numbers in `TRIES`"
    )
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.answers.read_text().splitlines()]
    rows = [line for line in lines if line.get("label", OTHER) != OTHER]
    folds = assign_folds(all_recordings())
    drawn = numbers(rows, folds, options.times)
    least = Rules().min_confidence
    tried = {
        margin: [enter(takes, fold, Limits(least, margin)) for fold, takes in drawn]
        for margin in MARGINS
    }
    for margin, outcomes in tried.items():
        result = {"min_margin": margin, **describe(outcomes), "cost": round(cost(outcomes), 3)}
        print(json.dumps(result), flush=True)
    chosen: dict[int, float] = {}
    validated: list[Outcome] = []
    for fold in sorted({fold for fold, _ in drawn}):
        others = {m: [f for f in outcomes if f.fold != fold] for m, outcomes in tried.items()}
        chosen[fold] = min(others, key=lambda margin: cost(others[margin]))
        validated += [f for f in tried[chosen[fold]] if f.fold == fold]
    print(json.dumps({"chosen": chosen, **describe(validated)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

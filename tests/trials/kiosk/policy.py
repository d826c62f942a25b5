"""Chooses when the kiosk asks again: the entry flow on answers that are there, without any sound.

``make evaluate`` leaves ``build/out_of_fold.jsonl``: what the model of a fold says of each
recording of the people whom it has not heard. Numbers are drawn from these as `accuracy`
lets people speak them, and go through the flow's own boxes. It takes seconds where the sound takes
minutes, but knows nothing of words that are cut badly, and nothing of time.

The least margin is chosen crosswise: for the people of each fold by the other folds' people. The
crowd's numbers, whose digits are of many folds, are dealt out to all.
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
from models.data.index import FOLDS, OTHER, assign_folds
from models.data.recordings import all_recordings
from tests.trials.kiosk.accuracy import CROWD_TRIES, TRIES
from tests.trials.kiosk.people import DIGITS, ENOUGH

MARGINS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
COST_OF_WRONG = 4.0
"""A wrong number that nobody notices costs so much more than a question."""


class Fate(NamedTuple):
    """What became of a number."""

    fold: int
    is_right: bool
    asked: int
    tapped: int


def fate(takes: Sequence[list[tuple[int, Heard]]], fold: int, limits: Limits) -> Fate:
    """Enter a number.

    Parameters
    ----------
    takes : sequence of lists of (int, Heard)
        For each place the digit and what is heard of it, time after time.
    fold : int
    limits : Limits
    """
    boxes = tuple(digit_boxes.heard_box(take[0][1], limits) for take in takes)
    asked = tapped = 0
    while (place := digit_boxes.first_open(boxes)) is not None:
        count = boxes[place].asked
        if count >= digit_boxes.MOST_ASKED:
            boxes = digit_boxes.put(boxes, place, digit_boxes.Box(takes[place][0][0]))
            tapped += 1
        else:
            heard = takes[place][1 + count][1]
            boxes = digit_boxes.answer(boxes, place, heard, limits)
            asked += 1
    spoken = "".join(str(take[0][0]) for take in takes)
    return Fate(fold, digit_boxes.number(boxes) == spoken, asked, tapped)


def numbers(
    rows: Sequence[dict[str, Any]], folds: dict[str, int], times: int
) -> list[tuple[int, list[list[tuple[int, Heard]]]]]:
    """Numbers to enter, each with the fold of who speaks."""
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
                count = 1 + digit_boxes.MOST_ASKED
                takes = [by_digit[digit][int(order[t % len(order)])] for t in range(count)]
                number.append([(int(digit), heard) for heard in takes])
            drawn.append((folds.get(who, n % FOLDS), number))
    return drawn


def cost(fates: Sequence[Fate]) -> float:
    """What is to be as small as can be."""
    wrong = sum(not one.is_right for one in fates)
    asking = sum(one.asked > 0 or one.tapped > 0 for one in fates)
    return (COST_OF_WRONG * wrong + asking) / len(fates)


def describe(fates: Sequence[Fate]) -> dict[str, float]:
    """Shares of some numbers."""

    def share(some: list[bool]) -> float:
        return round(sum(some) / len(some), 4)

    return {
        "right_at_once": share([f.is_right and not f.asked and not f.tapped for f in fates]),
        "right_by_voice": share([f.is_right and not f.tapped for f in fates]),
        "right": share([f.is_right for f in fates]),
        "wrong_unnoticed": share([not f.is_right for f in fates]),
        "asked_per_number": round(sum(f.asked for f in fates) / len(fates), 3),
    }


def main() -> int:
    """Print what each margin brings, and what the crosswise choice does."""
    parser = argparse.ArgumentParser(description="choose when the kiosk asks again")
    parser.add_argument("answers", type=Path, help="out_of_fold.jsonl")
    parser.add_argument("--times", type=int, default=2, help="numbers, of those kiosk-accuracy has")
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.answers.read_text().splitlines()]
    rows = [line for line in lines if line.get("label", OTHER) != OTHER]
    folds = assign_folds(all_recordings())
    drawn = numbers(rows, folds, options.times)
    least = Rules().min_confidence
    tried = {
        margin: [fate(takes, fold, Limits(least, margin)) for fold, takes in drawn]
        for margin in MARGINS
    }
    for margin, fates in tried.items():
        told = {"min_margin": margin, **describe(fates), "cost": round(cost(fates), 3)}
        print(json.dumps(told), flush=True)
    chosen: dict[int, float] = {}
    crosswise: list[Fate] = []
    for fold in sorted({fold for fold, _ in drawn}):
        others = {m: [f for f in fates if f.fold != fold] for m, fates in tried.items()}
        chosen[fold] = min(others, key=lambda margin: cost(others[margin]))
        crosswise += [f for f in tried[chosen[fold]] if f.fold == fold]
    print(json.dumps({"chosen": chosen, **describe(crosswise)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

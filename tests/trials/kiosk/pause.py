"""How long should the kiosk wait before silence confirms a number? From the attempts of `accuracy`.

    make kiosk-accuracy ARGS="build --tries tries.jsonl"
    python -m tests.trials.kiosk.pause tries.jsonl

A wrong first read-back is sent if the person does not speak or touch before the pause is over,
which is twice as long if the kiosk is less sure. Reaction times, from the read-back until a person
speaks, are taken as log-normal. The attempts are measured; the reaction times are an assumption, so
several are printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import NormalDist
from typing import Any

SPREAD = 0.54
"""Standard deviation of the logarithm: one in ten takes twice the median or longer."""

MEDIANS = (1.0, 1.5, 2.0)
PAUSES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)


@dataclass(frozen=True, slots=True)
class ReadBacks:
    """First read-backs: how many were made, and how many were wrong.

    Attributes
    ----------
    count : int
    wrong_short, wrong_long : int
        Wrong ones that one pause confirms, and those that two confirm.
    """

    count: int
    wrong_short: int
    wrong_long: int

    def wrong_sent(self, pause: float, median: float) -> float:
        """Share of all numbers that are sent wrong by people who look at the screen."""
        short = self.wrong_short * too_slow(pause, median)
        return (short + self.wrong_long * too_slow(2.0 * pause, median)) / self.count


def too_slow(pause: float, median: float) -> float:
    """Share of people who need longer than this pause, in seconds."""
    return 1.0 - NormalDist(log(median), SPREAD).cdf(log(pause))


def count(attempts: Iterable[dict[str, Any]]) -> ReadBacks:
    """Count the first read-backs; raises `ValueError` if there are none."""
    made = [one for one in attempts if one["first"]]
    if not made:
        raise ValueError("no attempt has a read-back")
    wrong = [one for one in made if one["first"] != one["spoken"]]
    shortest = min(one["confirm_pause"] for one in made)
    short = sum(one["confirm_pause"] == shortest for one in wrong)
    return ReadBacks(len(made), short, len(wrong) - short)


def table(read_backs: ReadBacks, medians: Sequence[float] = MEDIANS) -> list[str]:
    """Lines of a Markdown table: a line for each pause, a column for each reaction time."""
    head = "| pause | " + " | ".join(f"median reaction {median:g} s" for median in medians) + " |"
    lines = [head, "|---" * (len(medians) + 1) + "|"]
    for pause in PAUSES:
        shares = [f"{read_backs.wrong_sent(pause, median):.2%}" for median in medians]
        lines.append(f"| {pause:g} s | {' | '.join(shares)} |")
    return lines


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="numbers sent wrong, by the confirming pause")
    parser.add_argument("tries", type=Path, help="attempts, from make kiosk-accuracy with --tries")
    options = parser.parse_args()
    try:
        lines = options.tries.read_text(encoding="utf-8").splitlines()
        read_backs = count(json.loads(line) for line in lines)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{options.tries}: {error}\n")
    print(read_backs)
    print("\n".join(table(read_backs)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

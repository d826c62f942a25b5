"""Measures how often a spoken number is entered correctly: ``make kiosk-accuracy``.

Held-out speakers speak numbers of four digits in a little noise, each number once with pauses and
once in one breath. The sound goes through the recognizer and the kiosk's state machine on stream
time, faster than real time. If the kiosk asks for a digit, the person says it again, if possible
from another recording. If the kiosk asks for a tap, the person taps. If digits are missing, the
person says the rest, or the whole number if the boxes are wrong. A person who sees a wrong number
says the whole number again, up to ``--repeats`` times. The first read-back is counted separately: a
person who does not look at the screen would have sent it.

"All" counts each number once; "each person equally" is the mean over the speakers, without those
who share the numbers of "crowd".
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import cast

from core.bundle import BundleError
from core.classifier import Classifier
from desktop.kiosk.entry.state import Rules
from models.data.index import DataError
from tests.trials.kiosk.held_out import CROWD, Models, find_people
from tests.trials.kiosk.people import Style, Voice
from tests.trials.kiosk.visit import MAX_REPEATS, Attempt, Visit

STYLES: tuple[Style, ...] = ("pauses", "one breath")

CROWD_TIMES = 20
"""The crowd says so many times the numbers of one speaker."""

TRIED = ("min_confidence", "min_margin", "min_digitness", "confirm_pause")
"""Rules that can be changed by an option."""


def describe(name: str, tries: Sequence[Attempt]) -> dict[str, object]:
    """Summarize some attempts."""
    first = [t for t in tries if t.first == t.spoken]
    by_asking = [t for t in first if not t.tapped]
    at_once = [t for t in by_asking if not t.asked]
    right = [t for t in tries if t.entered == t.spoken]
    wrong = [t for t in tries if t.entered and t.entered != t.spoken]
    times = [t.seconds for t in right]
    read_wrong = [t for t in tries if t.first and t.first != t.spoken]
    shortest = min((t.confirm_pause for t in tries if t.first), default=0.0)

    def share(some: Sequence[Attempt]) -> float:
        return round(len(some) / len(tries), 4)

    return {
        "who": name,
        "people": len({t.voice for t in tries}),
        "tries": len(tries),
        "right_at_once": share(at_once),
        "right_by_asking": share(by_asking),
        "wrong_read_back": share(read_wrong),
        "wrong_read_back_short_pause": share(
            [t for t in read_wrong if t.confirm_pause == shortest]
        ),
        "right_by_voice": share([t for t in right if not t.taps]),
        "right": share(right),
        "wrong": share(wrong),
        "not_entered": round(1 - (len(right) + len(wrong)) / len(tries), 4),
        "not_four_words": share([t for t in tries if len(t.heard) != len(t.spoken)]),
        "asked_per_number": round(sum(t.asked for t in tries) / len(tries), 3),
        "repeats_per_number": round(sum(t.repeats for t in tries) / len(tries), 3),
        "taps_per_number": round(sum(t.taps for t in tries) / len(tries), 3),
        "median_seconds": round(statistics.median(times), 2) if times else None,
        "median_seconds_at_once": (
            round(statistics.median([t.seconds for t in at_once]), 2) if at_once else None
        ),
    }


def each_person_equally(tries: Sequence[Attempt]) -> dict[str, object]:
    """The shares if each person counts equally."""
    by_voice: dict[str, list[Attempt]] = defaultdict(list)
    for one in tries:
        if one.voice != CROWD:
            by_voice[one.voice].append(one)
    summaries = [describe(voice, some) for voice, some in by_voice.items()]
    keys = ("right_at_once", "right_by_asking", "wrong_read_back", "right_by_voice", "right")
    means = {
        key: round(statistics.mean(cast("float", t[key]) for t in summaries), 4)
        for key in keys
        if summaries
    }
    return {"who": "each person equally", "people": len(summaries), **means}


@cache
def people_of(folder: Path) -> dict[str, tuple[Voice, Classifier]]:
    """The speakers, by name; loaded once in each process."""
    return {voice.name: (voice, classifier) for voice, classifier in find_people(Models(folder))}


def visits(job: tuple[str, Style, int], folder: Path, rules: Rules, repeats: int) -> list[Attempt]:
    """All attempts of a speaker in one style."""
    name, style, count = job
    voice, classifier = people_of(folder)[name]
    return [Visit(voice, classifier, rules, seed, style, repeats).run() for seed in range(count)]


def main() -> int:
    """Print the results for each style, corpus and in total."""
    parser = argparse.ArgumentParser(
        description="measure how often spoken numbers are entered correctly"
    )
    parser.add_argument(
        "models",
        type=Path,
        help="folder of the trainings (fold0, ..., phrases/bundle), or a bundle",
    )
    parser.add_argument("--people", type=int, help="most speakers")
    parser.add_argument("--numbers", type=int, default=20, help="numbers of each speaker and style")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--tries", type=Path, help="file for all attempts, as JSON Lines")
    parser.add_argument(
        "--repeats", type=int, default=MAX_REPEATS, help="most repetitions of a wrong number"
    )
    defaults = Rules()
    for name in TRIED:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=float, default=getattr(defaults, name))
    options = parser.parse_args()
    rules = replace(defaults, **{name: getattr(options, name) for name in TRIED})
    try:
        everybody = list(people_of(options.models))
        is_held_out = Models(options.models).is_held_out
    except (DataError, BundleError, FileNotFoundError) as error:
        parser.exit(1, f"{error}\n")
    names = everybody if options.people is None else chosen(everybody, options.people)
    jobs = [
        (name, style, options.numbers * (CROWD_TIMES if name == CROWD else 1))
        for name in names
        for style in STYLES
        if (name, style) != (CROWD, "one breath")  # a number in one breath has one speaker
    ]
    tries: list[Attempt] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for some in pool.map(
            visits, jobs, repeat(options.models), repeat(rules), repeat(options.repeats)
        ):
            tries += some
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if options.tries:
        options.tries.write_text("".join(json.dumps(asdict(t)) + "\n" for t in tries))
    if not tries:
        parser.exit(1, "no attempts: no speakers found\n")
    print(json.dumps({"models": str(options.models), "is_held_out": is_held_out}))
    for style in STYLES:
        of_style = [t for t in tries if t.style == style]
        for corpus in sorted({t.corpus for t in of_style}):
            some = [t for t in of_style if t.corpus == corpus]
            print(json.dumps({"style": style, **describe(corpus, some)}))
        print(json.dumps({"style": style, **each_person_equally(of_style)}))
        print(json.dumps({"style": style, **describe("all", of_style)}))
    return 0


def chosen(names: Sequence[str], count: int) -> list[str]:
    """At most `count` speakers, evenly over the list."""
    count = min(count, len(names))
    return [names[n * len(names) // count] for n in range(count)]


if __name__ == "__main__":
    sys.exit(main())

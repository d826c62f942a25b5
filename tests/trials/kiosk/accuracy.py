"""Measures how often a spoken number is entered right: ``make kiosk-accuracy``.

People whom the model has never heard (each fold's bundle, its own held-out speakers) speak numbers
of four digits, with pauses, in a room with a little noise. All runs through the recognizer and the
kiosk's flow, by the stream's clock, as fast as it goes. Where the kiosk asks for a digit, the
person says it again, from another recording where there is one; where it asks for a tap, they tap.
Who reads a wrong number on the screen says all of it again, ``--repeats`` times at the most. What
was read back first is counted beside it: those who do not look would have sent that.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import cast

from core.bundle import BUNDLE_FILE, load_bundle
from core.classifier import Classifier
from desktop.kiosk.entry.state import Rules
from models.data.index import FOLDS, DataError
from tests.trials.kiosk.people import find_voices
from tests.trials.kiosk.visit import MOST_REPEATS, Try, Visit

TRIES = {"fsdd": 50, "iitg": 60, "audiomnist": 20, "inspektral": 20, "speech_commands": 20}
CROWD_TRIES = 400

TRIED = ("min_confidence", "min_margin", "min_digitness", "confirm_pause")
"""What can be tried other than by default: an option each."""


def describe(name: str, tries: Sequence[Try]) -> dict[str, object]:
    """The figures of some tries."""
    first = [t for t in tries if t.first == t.spoken]
    by_asking = [t for t in first if not t.tapped]
    at_once = [t for t in by_asking if not t.asked]
    right = [t for t in tries if t.entered == t.spoken]
    wrong = [t for t in tries if t.entered and t.entered != t.spoken]
    times = [t.seconds for t in right]

    def share(some: Sequence[Try]) -> float:
        return round(len(some) / len(tries), 4)

    return {
        "who": name,
        "people": len({t.voice for t in tries}),
        "tries": len(tries),
        "right_at_once": share(at_once),
        "right_by_asking": share(by_asking),
        "wrong_read_back": share([t for t in tries if t.first and t.first != t.spoken]),
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


def each_alike(tries: Sequence[Try]) -> dict[str, object]:
    """The shares where each person counts the same, however often they tried."""
    by_voice: dict[str, list[Try]] = defaultdict(list)
    for one in tries:
        if one.voice != "crowd":
            by_voice[one.voice].append(one)
    told = [describe(voice, some) for voice, some in by_voice.items()]
    keys = ("right_at_once", "right_by_asking", "wrong_read_back", "right_by_voice", "right")
    means = {key: round(statistics.mean(cast("float", t[key]) for t in told), 4) for key in keys}
    return {"who": "each person alike, without the crowd", "people": len(told), **means}


def main() -> int:
    """Print the figures, by corpus and of all."""
    parser = argparse.ArgumentParser(description="measure how often spoken numbers are right")
    parser.add_argument("bundles", type=Path, help="folder with fold0, fold1, ...")
    parser.add_argument("--folds", type=int, default=FOLDS, help="into how many people were dealt")
    parser.add_argument("--share", type=float, default=1.0, help="of the tries")
    parser.add_argument("--tries", type=Path, help="file for every single try, as JSON Lines")
    parser.add_argument("--repeats", type=int, default=MOST_REPEATS, help="of a wrong number")
    defaults = Rules()
    for name in TRIED:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=float, default=getattr(defaults, name))
    options = parser.parse_args()
    rules = replace(defaults, **{name: getattr(options, name) for name in TRIED})
    models: dict[int, Classifier] = {}
    for fold in range(options.folds):
        folder = options.bundles / f"fold{fold}"
        if (folder / BUNDLE_FILE).is_file():
            models[fold] = Classifier(load_bundle(folder))
        else:
            print(f"{folder} is missing: its people are left out", file=sys.stderr)
    try:
        voices = find_voices(options.folds, models)
    except DataError as error:
        parser.exit(1, f"{error}\n")
    tries: list[Try] = []
    for voice in voices:
        count = round(options.share * TRIES.get(voice.corpus, CROWD_TRIES))
        tries += [Visit(voice, models, rules, seed, options.repeats).run() for seed in range(count)]
    if options.tries:
        options.tries.write_text("".join(json.dumps(asdict(t)) + "\n" for t in tries))
    if not tries:
        parser.exit(1, "nobody has tried: no bundles, or too small a share\n")
    for corpus in sorted({t.corpus for t in tries}):
        print(json.dumps(describe(corpus, [t for t in tries if t.corpus == corpus])))
    print(json.dumps(each_alike(tries)))
    print(json.dumps(describe("all", tries)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

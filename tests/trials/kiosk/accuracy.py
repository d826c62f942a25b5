"""Measures how often a spoken number is entered correctly: ``make kiosk-accuracy``.

Held-out speakers (of each fold's model) speak numbers of four digits, with pauses, in a little
noise. The sound goes through the recognizer and the kiosk's state machine on stream time, faster
than real time. If the kiosk asks for a digit, the person says it again, if possible from another
recording. If the kiosk asks for a tap, the person taps. A person who sees a wrong number says the
whole number again, up to ``--repeats`` times. The first read-back is counted separately: a person
who does not look at the screen would have sent it.
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
from models.data.index import DataError
from models.data.splits import FOLDS
from tests.trials.kiosk.people import find_voices
from tests.trials.kiosk.visit import MAX_REPEATS, Attempt, Visit

TRIES = {"fsdd": 50, "iitg": 60, "audiomnist": 20, "inspektral": 20, "speech_commands": 20}
CROWD_TRIES = 400

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

    def share(some: Sequence[Attempt]) -> float:
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


def each_person_equally(tries: Sequence[Attempt]) -> dict[str, object]:
    """The shares if each person counts equally."""
    by_voice: dict[str, list[Attempt]] = defaultdict(list)
    for one in tries:
        if one.voice != "crowd":
            by_voice[one.voice].append(one)
    summaries = [describe(voice, some) for voice, some in by_voice.items()]
    keys = ("right_at_once", "right_by_asking", "wrong_read_back", "right_by_voice", "right")
    means = {
        key: round(statistics.mean(cast("float", t[key]) for t in summaries), 4) for key in keys
    }
    return {"who": "each person equally, without the crowd", "people": len(summaries), **means}


def main() -> int:
    """Print the results for each corpus and in total."""
    parser = argparse.ArgumentParser(
        description="measure how often spoken numbers are entered correctly"
    )
    parser.add_argument("bundles", type=Path, help="folder with the models fold0, fold1, ...")
    parser.add_argument("--folds", type=int, default=FOLDS, help="number of folds")
    parser.add_argument("--share", type=float, default=1.0, help="share of the attempts to run")
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
    models: dict[int, Classifier] = {}
    for fold in range(options.folds):
        folder = options.bundles / f"fold{fold}"
        if (folder / BUNDLE_FILE).is_file():
            models[fold] = Classifier(load_bundle(folder))
        else:
            print(f"{folder} is missing: its speakers are skipped", file=sys.stderr)
    try:
        voices = find_voices(options.folds, models)
    except DataError as error:
        parser.exit(1, f"{error}\n")
    tries: list[Attempt] = []
    for voice in voices:
        count = round(options.share * TRIES.get(voice.corpus, CROWD_TRIES))
        tries += [Visit(voice, models, rules, seed, options.repeats).run() for seed in range(count)]
    if options.tries:
        options.tries.write_text("".join(json.dumps(asdict(t)) + "\n" for t in tries))
    if not tries:
        parser.exit(1, "no attempts: no models found, or the share is too small\n")
    for corpus in sorted({t.corpus for t in tries}):
        print(json.dumps(describe(corpus, [t for t in tries if t.corpus == corpus])))
    print(json.dumps(each_person_equally(tries)))
    print(json.dumps(describe("all", tries)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

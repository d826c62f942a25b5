"""The stream test bench: long recordings with a known truth through ``listen --fast``.

``make stream`` builds a recording for each scene and fold of people (`scenes`), lets the
program itself listen to it with the model that never heard these people, and says what was hit,
missed, taken for another digit or put in, how late, and how far from the true bounds. One table
goes to the terminal and to ``build/stream/``, with a picture.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE, Float32Array
from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.events import Utterance
from models.data.index import FOLDS, OTHER, DataError, Recording, assign_folds
from models.data.recordings import all_recordings
from models.evaluation.streams.scenes import SCENES, STEADY, Scene, Word, compose
from models.evaluation.streams.scoring import Event, Judgement, Scores, judge, sum_up

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "build" / "stream"

BAR = {"detected": 0.99, "lost": 0.01, "inserted": 0.005}
"""What the scene "bar" has to hold, as shares of its words."""

_HEADING = (
    "scene    people words  found    hit  subst refused missed | by hand  lost  gained | put in "
    "taken of others | false/h |   onset  offset | provis.   final"
)

_BEFORE, _AFTER = 0.3, 0.25  # seconds around a word that is cut by hand


def record_scene(scene: Scene, fold: int, takes: int, seed: int) -> tuple[Float32Array, list[Word]]:
    """Build the recording of a scene with the people of a fold, each with up to `takes` words."""
    everything = all_recordings()
    folds = assign_folds(everything)
    rng = np.random.default_rng([seed, fold, SCENES.index(scene)])
    people: dict[str, list[Recording]] = {}
    unheard = [r for r in everything if fold in (folds[r.speaker], FOLDS)]
    for recording in unheard:
        if recording.label != OTHER:
            people.setdefault(recording.speaker, []).append(recording)
    chosen = {
        name: [said[i] for i in rng.permutation(len(said))[:takes]] for name, said in people.items()
    }
    noises = [r for r in unheard if r.corpus.startswith("noise")]
    sudden = [r for r in noises if not r.path.name.startswith(STEADY)]
    words = [r for r in unheard if r.corpus.startswith("words")]
    return compose(scene, chosen, [*words, *sudden], noises, rng)


def listen(recording: Path, bundle: Path, sensitivity: str) -> list[Event]:
    """What the program says of a recording: ``listen --fast``, in a process of its own."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "desktop.cli", "listen", "--fast", "--json"),
            *("--input", str(recording), "--bundle", str(bundle), "--sensitivity", sensitivity),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"models.evaluation.streams.bench: listen failed: {done.stderr.strip()}")
    names = Event.__dataclass_fields__
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [Event(**{name: line[name] for name in names}) for line in lines]


def by_hand(
    samples: Float32Array, words: Sequence[Word], classifier: Classifier
) -> list[int | None]:
    """What the classifier alone says of each digit, cut where it truly is; None where it refuses.

    The cut holds what the gaps leave of the sound around the word, as a hand would cut it.
    """
    answers: list[int | None] = []
    for index, word in enumerate(words):
        if word.label == OTHER:
            answers.append(None)
            continue
        before = words[index - 1].end + 0.02 if index else 0.0
        after = words[index + 1].start - 0.02 if index + 1 < len(words) else np.inf
        begin = min(word.start, max(word.start - _BEFORE, before))
        end = max(word.end, min(word.end + _AFTER, after))
        cut = samples[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
        utterance = Utterance(0, cut, begin, word.start, word.end, end, word.end - word.start)
        heard, _ = classifier.classify(utterance)
        answers.append(None if heard.rejected else heard.digit)
    return answers


def run_scene(
    scene: Scene, bundles: dict[int, Path], takes: int, seed: int, sensitivity: str
) -> list[Judgement]:
    """Build, hear and judge a scene with every fold's people; the recordings are kept."""
    OUT.mkdir(parents=True, exist_ok=True)
    judgements: list[Judgement] = []
    for fold, bundle in bundles.items():
        samples, words = record_scene(scene, fold, takes, seed)
        path = OUT / f"{scene.name}{fold}.flac"
        soundfile.write(path, samples, SAMPLE_RATE, subtype="PCM_16")
        path.with_suffix(".json").write_text(json.dumps([asdict(w) for w in words], indent=1))
        hand = by_hand(samples, words, Classifier(load_bundle(bundle)))
        events = listen(path, bundle, sensitivity)
        judgements.append(judge(words, events, hand, len(samples) / SAMPLE_RATE / 3600.0))
    return judgements


def as_table(scores: dict[str, Scores]) -> str:
    """The table for people; shares are of spoken digits, times p50/p95 in ms."""
    lines = [_HEADING]
    for name, s in scores.items():

        def share(count: int, of: int = s.words) -> str:
            return f"{100 * count / max(1, of):5.1f}%"

        false = (s.inserted + s.taken) / max(s.hours, 1e-9)
        times = (s.onset_ms, s.offset_ms, s.provisional_ms, s.final_ms)
        onset, offset, early, final = (f"{middle:.0f}/{high:.0f}" for middle, high in times)
        cells = [
            f"{name:8s} {s.people:6d} {s.words:5d} {share(s.detected)} {share(s.hits)}",
            f"{share(s.substitutions)} {share(s.refused):>7s} {share(s.missed)} |",
            f"{share(s.by_hand):>7s} {share(s.lost)} {share(s.gained):>7s} |",
            f"{share(s.inserted)} {s.taken:5d} of {s.others:5d} | {false:7.1f} |",
            f"{onset:>7s} {offset:>7s} | {early:>7s} {final:>7s}",
        ]
        lines.append(" ".join(cells))
    return "\n".join(lines)


def verdict(bar: Scores) -> tuple[bool, str]:
    """Whether the scene "bar" holds what it has to, and a line that says so."""
    shares = {
        "detected": bar.detected / bar.words,
        "lost": bar.lost / bar.words,
        "inserted": bar.inserted / bar.words,
    }
    holds = (
        shares["detected"] >= BAR["detected"]
        and shares["lost"] <= BAR["lost"]
        and shares["inserted"] <= BAR["inserted"]
    )
    told = ", ".join(f"{name} {100 * share:.2f} %" for name, share in shares.items())
    return holds, f"{'Holds' if holds else 'DOES NOT HOLD'}: {told} (bar: 99, 1 and 0.5 %)"


def draw(scores: dict[str, Scores], path: Path) -> None:
    """One picture: what became of the words, and how long they took."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    names = list(scores)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 0.5 * len(names) + 1.8), sharey=True)
    bottom = np.zeros(len(names))
    for kind, colour in (
        ("hits", "#2a7f3f"),
        ("substitutions", "#c0392b"),
        ("refused", "#e6a23c"),
        ("missed", "#7f8c8d"),
    ):
        shares = np.array([100 * getattr(s, kind) / max(1, s.words) for s in scores.values()])
        left.barh(names, shares, left=bottom, color=colour, label=kind)
        bottom += shares
    hand = [100 * s.by_hand / max(1, s.words) for s in scores.values()]
    left.plot(hand, range(len(names)), "k|", markersize=16, label="cut by hand")
    left.set_xlim(min(60.0, *(h - 5 for h in hand)), 100)
    left.set_xlabel("% of the spoken digits")
    left.invert_yaxis()
    left.legend(loc="lower left", fontsize=8)
    for row, s in enumerate(scores.values()):
        for (p50, p95), colour, shift in (
            (s.provisional_ms, "#2980b9", -0.15),
            (s.final_ms, "#8e44ad", 0.15),
        ):
            right.plot([p50, p95], [row + shift] * 2, "-", color=colour)
            right.plot(p50, row + shift, "o", color=colour)
    right.plot([], [], "o-", color="#2980b9", label="provisional, p50 to p95")
    right.plot([], [], "o-", color="#8e44ad", label="final, p50 to p95")
    right.set_xlabel("ms of the stream after the word's last sound")
    right.legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def find_bundles(options: argparse.Namespace) -> dict[int, Path]:
    """Fold -> its bundle; `FOLDS` stands for everybody.

    Raises
    ------
    BundleError
        Where one of them is missing or damaged.
    """
    if options.bundle is not None:
        found = {FOLDS: options.bundle}
    else:
        every = {fold: options.folds / f"fold{fold}" for fold in range(FOLDS)}
        found = {fold: path for fold, path in every.items() if path.exists()} or every
        if len(found) < FOLDS:
            print(f"the people of {len(found)} of {FOLDS} folds: the other models are not there")
    for bundle in found.values():
        load_bundle(bundle)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 1 where the bar is not held or something is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m models.evaluation.streams.bench", description=__doc__
    )
    parser.add_argument(
        "--folds", type=Path, default=ROOT / "build", help="where fold0, fold1 and fold2 lie"
    )
    parser.add_argument(
        "--bundle", type=Path, help="judge everybody by this model, which may have heard them"
    )
    parser.add_argument("--scenes", nargs="+", choices=[s.name for s in SCENES], metavar="SCENE")
    parser.add_argument("--takes", type=int, default=40, help="words of a person, at the most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sensitivity", default="normal")
    options = parser.parse_args(argv)
    try:
        bundles = find_bundles(options)
        scores: dict[str, Scores] = {}
        failures: dict[str, list[dict[str, Any]]] = {}
        for scene in SCENES:
            if options.scenes and scene.name not in options.scenes:
                continue
            judgements = run_scene(scene, bundles, options.takes, options.seed, options.sensitivity)
            scores[scene.name] = sum_up(judgements)
            failures[scene.name] = [
                asdict(v) for j in judgements for v in j.verdicts if not v.is_hit
            ] + [asdict(e) for j in judgements for e in (*j.inserted, *j.taken)]
            print(as_table({scene.name: scores[scene.name]}).splitlines()[-1], flush=True)
    except (DataError, BundleError) as error:
        print(f"models.evaluation.streams.bench: {error}", file=sys.stderr)
        return 1
    table = as_table(scores)
    holds, line = verdict(scores["bar"]) if "bar" in scores else (True, "")
    print(f"\n{table}\n{line}")
    (OUT / "stream.txt").write_text(f"{table}\n{line}\n")
    (OUT / "failures.json").write_text(json.dumps(failures, indent=1))
    (OUT / "stream.json").write_text(json.dumps({n: asdict(s) for n, s in scores.items()}))
    draw(scores, OUT / "stream.png")
    print(f"kept in {OUT}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

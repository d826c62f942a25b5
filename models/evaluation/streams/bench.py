"""Evaluation of ``listen --fast`` on long recordings with reference labels: ``make stream``.

For each scene (`scenes`) and fold, it builds a recording with the fold's held-out speakers, runs
the program on it with the fold's model, and counts hits, substitutions, rejections, misses,
insertions and false acceptances, with latencies and errors of the bounds. The table is printed and
written to ``build/stream/``, with a plot.
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
from models.data.index import OTHER, DataError, Recording
from models.data.recordings import all_recordings
from models.data.splits import FOLDS, TEST, assign_folds
from models.evaluation.streams.scenes import SCENES, STEADY, Scene, Word, compose
from models.evaluation.streams.scoring import Event, RecordingScore, Scores, score, sum_up

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "build" / "stream"

EVERYBODY = -2
"""In place of a fold: all speakers."""

LIMITS = {"detected": 0.99, "lost": 0.01, "inserted": 0.005}
"""Limits for the scene "reference", as shares of its words: a minimum and two maxima."""

_HEADING = (
    "scene     speakers words  found   hits  subst rejected missed | ref.cut   lost gained | "
    "insert false of others | false/h |   onset  offset | provis.   final"
)

_BEFORE, _AFTER = 0.3, 0.25  # seconds of context in a reference cut


def record_scene(scene: Scene, fold: int, takes: int, seed: int) -> tuple[Float32Array, list[Word]]:
    """Build a scene's recording with the speakers of a fold, up to `takes` words each."""
    everything = all_recordings()
    folds = assign_folds(everything)
    rng = np.random.default_rng([seed, fold + 2, SCENES.index(scene)])
    speakers: dict[str, list[Recording]] = {}
    held_out = [r for r in everything if fold in (folds.get(r.speaker), EVERYBODY)]
    for recording in held_out:
        if recording.label != OTHER:
            speakers.setdefault(recording.speaker, []).append(recording)
    chosen = {
        name: [own[i] for i in rng.permutation(len(own))[:takes]] for name, own in speakers.items()
    }
    # No member of the ensemble has heard the kinds of noise for testing.
    noise_fold = EVERYBODY if fold == EVERYBODY else TEST
    noises = [
        r
        for r in everything
        if r.corpus.startswith("noise/") and noise_fold in (folds.get(r.speaker), EVERYBODY)
    ]
    sudden = [r for r in noises if not r.path.name.startswith(STEADY)]
    words = [r for r in held_out if r.corpus.startswith("words")]
    return compose(scene, chosen, [*words, *sudden], noises, rng)


def listen(recording: Path, bundle: Path, sensitivity: str) -> list[Event]:
    """Events of ``listen --fast`` for a recording, from a separate process."""
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


def classify_reference_cuts(
    samples: Float32Array, words: Sequence[Word], classifier: Classifier
) -> list[int | None]:
    """Classify each digit, cut at its reference bounds with context; None if it is rejected."""
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
        result, _ = classifier.classify(utterance)
        answers.append(None if result.rejected else result.digit)
    return answers


def run_scene(
    scene: Scene, bundles: dict[int, Path], takes: int, seed: int, sensitivity: str
) -> list[RecordingScore]:
    """Build, recognize and score a scene with the speakers of every fold."""
    OUT.mkdir(parents=True, exist_ok=True)
    scored: list[RecordingScore] = []
    for fold, bundle in bundles.items():
        samples, words = record_scene(scene, fold, takes, seed)
        path = OUT / f"{scene.name}{fold}.flac"
        soundfile.write(path, samples, SAMPLE_RATE, subtype="PCM_16")
        path.with_suffix(".json").write_text(json.dumps([asdict(w) for w in words], indent=1))
        reference = classify_reference_cuts(samples, words, Classifier(load_bundle(bundle)))
        events = listen(path, bundle, sensitivity)
        hours = len(samples) / SAMPLE_RATE / 3600.0
        scored.append(score(words, events, reference, hours))
    return scored


def as_table(scores: dict[str, Scores]) -> str:
    """The table as text; shares refer to spoken digits, times are p50/p95 in ms."""
    lines = [_HEADING]
    for name, s in scores.items():

        def share(count: int, of: int = s.words) -> str:
            return f"{100 * count / max(1, of):5.1f}%"

        false = (s.inserted + s.false_accepts) / max(s.hours, 1e-9)
        times = (s.onset_ms, s.offset_ms, s.provisional_ms, s.final_ms)
        onset, offset, early, final = (f"{middle:.0f}/{high:.0f}" for middle, high in times)
        cells = [
            f"{name:9s} {s.speakers:8d} {s.words:5d} {share(s.detected)} {share(s.hits)}",
            f"{share(s.substitutions)} {share(s.rejected):>8s} {share(s.missed)} |",
            f"{share(s.reference_hits):>7s} {share(s.lost)} {share(s.gained):>7s} |",
            f"{share(s.inserted)} {s.false_accepts:5d} of {s.others:5d} | {false:7.1f} |",
            f"{onset:>7s} {offset:>7s} | {early:>7s} {final:>7s}",
        ]
        lines.append(" ".join(cells))
    return "\n".join(lines)


def check_limits(scores: Scores) -> tuple[bool, str]:
    """Whether a scene is within `LIMITS`, and a line with the result."""
    shares = {
        "detected": scores.detected / scores.words,
        "lost": scores.lost / scores.words,
        "inserted": scores.inserted / scores.words,
    }
    is_within = (
        shares["detected"] >= LIMITS["detected"]
        and shares["lost"] <= LIMITS["lost"]
        and shares["inserted"] <= LIMITS["inserted"]
    )
    figures = ", ".join(f"{name} {100 * share:.2f} %" for name, share in shares.items())
    verdict = "within the limits" if is_within else "NOT WITHIN THE LIMITS"
    return is_within, f"{verdict}: {figures} (limits: 99, 1 and 0.5 %)"


def draw(scores: dict[str, Scores], path: Path) -> None:
    """Plot hits and errors, and latencies."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    names = list(scores)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 0.5 * len(names) + 1.8), sharey=True)
    bottom = np.zeros(len(names))
    for kind, colour in (
        ("hits", "#2a7f3f"),
        ("substitutions", "#c0392b"),
        ("rejected", "#e6a23c"),
        ("missed", "#7f8c8d"),
    ):
        shares = np.array([100 * getattr(s, kind) / max(1, s.words) for s in scores.values()])
        left.barh(names, shares, left=bottom, color=colour, label=kind)
        bottom += shares
    reference = [100 * s.reference_hits / max(1, s.words) for s in scores.values()]
    left.plot(reference, range(len(names)), "k|", markersize=16, label="reference cuts")
    left.set_xlim(min(60.0, *(r - 5 for r in reference)), 100)
    left.set_xlabel("% of spoken digits")
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
    right.set_xlabel("ms after the end of the word, in stream time")
    right.legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def find_bundles(options: argparse.Namespace) -> dict[int, Path]:
    """Fold -> bundle; the key `EVERYBODY` means all speakers.

    Raises
    ------
    BundleError
        If a bundle is missing or damaged.
    """
    if options.bundle is not None:
        found = {EVERYBODY: options.bundle}
    else:
        every = {fold: options.folds / f"fold{fold}" for fold in range(FOLDS)}
        found = {fold: path for fold, path in every.items() if path.exists()} or every
        if len(found) < FOLDS:
            print(f"only {len(found)} of {FOLDS} folds: the other bundles are missing")
    for bundle in found.values():
        load_bundle(bundle)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; 1 if a limit is exceeded or something is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m models.evaluation.streams.bench", description=__doc__
    )
    parser.add_argument(
        "--folds", type=Path, default=ROOT / "build", help="folder of fold0, fold1, ..."
    )
    parser.add_argument(
        "--bundle",
        type=Path,
        help="use this bundle for all speakers, also if it was trained on them",
    )
    parser.add_argument("--scenes", nargs="+", choices=[s.name for s in SCENES], metavar="SCENE")
    parser.add_argument("--takes", type=int, default=40, help="maximum number of words per speaker")
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
            scored = run_scene(scene, bundles, options.takes, options.seed, options.sensitivity)
            scores[scene.name] = sum_up(scored)
            failures[scene.name] = [
                asdict(o) for s in scored for o in s.outcomes if not o.is_hit
            ] + [asdict(e) for s in scored for e in (*s.inserted, *s.false_accepts)]
            print(as_table({scene.name: scores[scene.name]}).splitlines()[-1], flush=True)
    except (DataError, BundleError) as error:
        print(f"models.evaluation.streams.bench: {error}", file=sys.stderr)
        return 1
    table = as_table(scores)
    is_within, line = check_limits(scores["reference"]) if "reference" in scores else (True, "")
    print(f"\n{table}\n{line}")
    (OUT / "stream.txt").write_text(f"{table}\n{line}\n")
    (OUT / "failures.json").write_text(json.dumps(failures, indent=1))
    (OUT / "stream.json").write_text(json.dumps({n: asdict(s) for n, s in scores.items()}))
    draw(scores, OUT / "stream.png")
    print(f"results in {OUT}")
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())

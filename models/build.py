"""From recordings to the shipped bundle: ``make train``, ``make folds`` and ``make evaluate``.

Whoever judges a model must not have trained it. So each corpus' speakers are dealt into folds; for
each fold a model is trained without them and judged on them; and thresholds are chosen on these
out-of-fold answers. The shipped model is all the folds' networks together, the mean of what they
say (docs/decisions/0010): each has heard all but a sixth of the people, and everybody was heard.

The work lies in ``build/``, outside the repository's history. A training takes one core, so as
many run side by side as there are cores.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.bundle import Thresholds, load_bundle
from core.spectrogram import SpectrogramSettings
from models.data.index import FOLDS, OTHER, DataError, Recording, assign_folds
from models.data.recordings import all_recordings
from models.evaluation import evaluate
from models.evaluation import report as reporting
from models.evaluation.calibrate import choose_thresholds
from models.training.dataset import Dataset
from models.training.recipe import Recipe, recipe_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SHIPPED = ROOT / "models" / "digits"
WEIGHTS = "network.weights.h5"
VERSION = "2.6.0"

LOOKS = (0, 0, -1, -2, 1, 2)
"""The phase in which each fold's network looks in the shipped model: those of either kind
(`recipe_of`) look straight ahead, and as far to one side as to the other; it hardly matters
(docs/decisions/0018)."""


def recordings() -> list[Recording]:
    """Digits, words and noises."""
    return all_recordings()


def prepare() -> None:
    """Make the cuts of recordings and made voices, where they are not there yet."""
    import numpy as np

    from models.synthesis.voices import made_voices
    from models.training.dataset import from_recordings, from_sounds, join, noise_columns

    settings = SpectrogramSettings()
    BUILD.mkdir(exist_ok=True)
    if not (BUILD / "cuts.npz").exists():
        made = from_sounds(made_voices(BUILD / "voices"), settings)
        join([from_recordings(recordings(), settings), made]).save(BUILD / "cuts.npz")
    if not (BUILD / "noise.npz").exists():
        # Each fold trains in other people's noise than it is judged on.
        noises = [r for r in recordings() if r.corpus.startswith("noise")]
        folds = assign_folds(recordings())
        kept = {
            f"fold{fold}": noise_columns([r for r in noises if folds[r.speaker] == fold], settings)
            for fold in range(FOLDS)
        }
        np.savez(BUILD / "noise.npz", **kept)


def train_fold(fold: int) -> None:
    """Train without a fold's people and write the bundle."""
    train_without(fold, recipe_of(fold), bundle_of(fold), SpectrogramSettings())


def train_without(
    fold: int,
    recipe: Recipe,
    directory: Path,
    settings: SpectrogramSettings,
    *,
    leave_out: str = "",
) -> None:
    """Train without a fold's people and write a bundle, and the weights beside it.

    Parameters
    ----------
    fold : int
    recipe : Recipe
    directory : Path
    settings : SpectrogramSettings
    leave_out : str
        Prefix of corpora that are not trained on, for comparisons.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    _keep_freed_memory()
    import numpy as np
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from models.training.export import convert, write_bundle
    from models.training.network import combine, phases
    from models.training.train import train

    folds = assign_folds(recordings())
    dataset = Dataset.read(BUILD / "cuts.npz")
    is_kept = np.array([folds.get(str(speaker), FOLDS) != fold for speaker in dataset.speaker])
    if leave_out:
        is_kept &= ~np.char.startswith(dataset.corpus, leave_out)
    dataset = dataset.where(is_kept)
    with np.load(BUILD / "noise.npz") as kept:
        noise = np.concatenate([kept[f"fold{n}"] for n in range(FOLDS) if n != fold])
    network = train(dataset, noise, settings, recipe)
    write_bundle(
        directory,
        convert(combine([(network, phase) for phase in phases(recipe.shape)])),
        settings,
        Thresholds(),
        version=VERSION,
        training=described_training(dataset, recipe),
    )
    network.save_weights(directory / WEIGHTS)


def _keep_freed_memory() -> None:
    """Let glibc keep what is freed for the next batch.

    A batch's arrays of some megabytes went back to the system and came again, 15,000 page faults a
    step: a quarter of the processor's time.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mmap_threshold, trim_threshold, top_pad = -3, -1, -2  # as malloc.h numbers them
        mallopt(mmap_threshold, 1 << 30)
        mallopt(trim_threshold, 2000 << 20)
        mallopt(top_pad, 256 << 20)


def described_training(dataset: Dataset, *recipes: Recipe) -> dict[str, Any]:
    """What a bundle says of its training."""
    import numpy as np

    real = dataset.where(~np.char.startswith(dataset.corpus, "made"))
    return {
        "recipes": [asdict(recipe) for recipe in recipes],
        "corpora": sorted({str(corpus) for corpus in dataset.corpus}),
        "speakers": sorted({str(s) for s in real.speaker if "/" in s and len(s) < 40}),
        "made_speakers": len(set(dataset.speaker)) - len(set(real.speaker)),
        "cuts": len(dataset),
    }


def bundle_of(fold: int) -> Path:
    """Where a fold's bundle lies."""
    return BUILD / f"fold{fold}"


def train_folds(folds: Sequence[int]) -> None:
    """Train several folds, one on each core, each in its own process with its own progress bar."""
    pending = [fold for fold in folds if not (bundle_of(fold) / "bundle.json").exists()]
    # The next begins as soon as a core is free: two that began together do not end together.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        if not all(pool.map(_train_apart, pending)):
            raise SystemExit("training failed: see above")


def _train_apart(fold: int) -> bool:
    command = [sys.executable, "-m", "models.build", "fold", str(fold)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def judge_folds() -> list[evaluate.Judged]:
    """Let each fold's model judge those it has not heard; kept in ``build/out_of_fold.jsonl``."""
    everything = recordings()
    return reporting.judge_out_of_fold(
        everything, assign_folds(everything), fold_bundles(), BUILD / "out_of_fold.jsonl"
    )


def fold_bundles() -> list[Path]:
    """The bundles of the cross-validation."""
    return [bundle_of(fold) for fold in range(FOLDS)]


def judge_baseline() -> None:
    """Train and judge the origin's network on the same people and folds."""
    from models.evaluation.baseline import judge_out_of_fold

    digits = [r for r in recordings() if r.label != OTHER]
    answers = judge_out_of_fold(digits, assign_folds(recordings()))
    for name, judged in zip(reporting.BASELINES.values(), answers, strict=True):
        evaluate.save(judged, BUILD / name)


def ship() -> None:
    """Put the folds' networks together, with thresholds chosen out of fold, for the app.

    A fold's network looks in every phase. Here each looks in one, so that a word takes no longer.
    """
    from models.training.export import convert, write_bundle
    from models.training.network import build_network, combine

    settings = SpectrogramSettings()
    networks = [build_network(settings, recipe_of(fold).shape) for fold in range(FOLDS)]
    for fold, network in enumerate(networks):
        network.load_weights(bundle_of(fold) / WEIGHTS)
    members = list(zip(networks, LOOKS, strict=True))
    write_bundle(
        SHIPPED,
        convert(combine(members), in_int8=True),
        settings,
        Thresholds(),
        version=VERSION,
        training=described_training(
            Dataset.read(BUILD / "cuts.npz"), *map(recipe_of, range(FOLDS))
        ),
    )
    bundles = [SHIPPED, *fold_bundles()]
    set_thresholds(bundles, Thresholds())
    set_thresholds(bundles, choose_thresholds(judge_folds()))


def set_thresholds(bundles: list[Path], thresholds: Thresholds) -> None:
    """Write thresholds into bundles, unless they have them already."""
    for bundle in bundles:
        if load_bundle(bundle).thresholds != thresholds:
            path = bundle / "bundle.json"
            described: dict[str, Any] = json.loads(path.read_text())
            described["thresholds"] = asdict(thresholds)
            path.write_text(json.dumps(described, indent=2) + "\n")


def print_table() -> None:
    """Print what the new model hears, while its report still waits to be written."""
    everything = recordings()
    print(reporting.first_table(judge_folds(), assign_folds(everything), SHIPPED))
    print(f"\n{SHIPPED.relative_to(ROOT)} is new; its report is not: make evaluate")


def report() -> None:
    """Judge out of fold at the shipped thresholds, print the tables and write the report."""
    everything = recordings()
    print(reporting.write(everything, assign_folds(everything), fold_bundles(), SHIPPED, BUILD))


def main() -> None:
    """Run one of the steps."""
    parser = argparse.ArgumentParser(prog="python -m models.build", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("train", help="everything, to the shipped bundle and its table")
    steps.add_parser("folds", help="only the models of the cross-validation, in build/")
    steps.add_parser("evaluate", help="the table, out of fold (trains the folds if need be)")
    steps.add_parser("baseline", help="train and judge the origin's network, for the table")
    one = steps.add_parser("fold", help="one training")
    one.add_argument("number", type=int, help="who is held out")
    arguments = parser.parse_args()
    try:
        _run(arguments)
    except DataError as error:
        raise SystemExit(f"models.build: {error}") from None


def _run(arguments: argparse.Namespace) -> None:
    if arguments.step == "fold":
        train_fold(arguments.number)
        return
    if arguments.step == "baseline":
        judge_baseline()
        report()
        return
    prepare()
    train_folds(range(FOLDS))
    if arguments.step == "train":
        ship()
        print_table()
    if arguments.step == "evaluate":
        report()


if __name__ == "__main__":
    main()

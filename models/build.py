"""From recordings to the shipped bundle: ``make train``, ``make evaluate``, ``make phrases``.

The shipped model is an ensemble of three networks, the mean of their logits. None of them hears the
validation and test speakers of Speech Commands; the thresholds are chosen on the former, and the
shipped model is evaluated on the latter. The speakers of the smaller corpora are split into folds:
each network is trained without one of them and evaluated on it (`models.data.splits`).

Intermediate files are in ``build/``, which git ignores. A training uses one core; as many run in
parallel as there are cores. `models/README.md` describes all steps.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.bundle import Thresholds
from core.bundle_location import DEFAULT_LANGUAGE
from core.spectrogram import SpectrogramSettings
from models import phrases
from models.data.index import OTHER, DataError
from models.data.recordings import all_recordings
from models.data.splits import (
    FOLDS,
    SPEECH_COMMANDS,
    TEST,
    TRAIN,
    VALIDATION,
    Judged,
    assign_folds,
    is_for_training,
    judged,
)
from models.evaluation import evaluate
from models.evaluation import report as reporting
from models.evaluation.calibrate import choose_thresholds, write_thresholds
from models.training.dataset import Dataset
from models.training.memory import keep_freed_memory
from models.training.recipe import Recipe, recipe_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PHRASES = BUILD / "phrases"
SPOKEN = BUILD / "spoken"
SHIPPED = ROOT / "models" / "digits"
WEIGHTS = "network.weights.h5"
VERSION = "3.1.0"

SHIFTS = (-2, 0, 2)
"""By how many columns the input of each member of the ensemble is shifted.

A word falls differently into the patches of each of them (docs/decisions/0013).
"""


def prepare() -> None:
    """Compute the features of recordings, synthetic speakers and noise, unless they are cached."""
    import numpy as np

    from models.synthesis.numbers import single_words, synthesize_strings
    from models.training.dataset import from_recordings, from_sounds, join, noise_columns

    settings = SpectrogramSettings()
    BUILD.mkdir(exist_ok=True)
    everything = all_recordings()
    folds = assign_folds(everything)
    if not (BUILD / "cuts.npz").exists():
        used = [r for r in everything if is_for_training(r, folds, fold=TEST)]
        synthetic = from_sounds(single_words(synthesize_strings(SPOKEN)), settings)
        join([from_recordings(used, settings), synthetic]).save(BUILD / "cuts.npz")
    if not (BUILD / "noise.npy").exists():
        noises = [r for r in everything if r.corpus.startswith("noise/")]
        used = [r for r in noises if folds[r.speaker] == TRAIN]
        np.save(BUILD / "noise.npy", noise_columns(used, settings))


def train_fold(fold: int) -> None:
    """Train without a fold's speakers and write the bundle."""
    train_without(fold, recipe_of(fold), fold_bundle(fold), SpectrogramSettings())


def train_without(
    fold: int,
    recipe: Recipe,
    directory: Path,
    settings: SpectrogramSettings,
    *,
    leave_out: str = "",
    most_speakers: int | None = None,
) -> None:
    """Train without a fold's speakers and write a bundle and the weights.

    Parameters
    ----------
    fold : int
    recipe : Recipe
    directory : Path
    settings : SpectrogramSettings
    leave_out : str
        Prefix of corpora to exclude from training, for comparisons.
    most_speakers : int, optional
        How many speakers of Speech Commands to train with, for the learning curve.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    keep_freed_memory()
    import numpy as np
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from models.training.export import convert, write_bundle
    from models.training.network import combine, shifts
    from models.training.train import train

    folds = assign_folds(all_recordings())
    dataset = Dataset.read(BUILD / "cuts.npz")
    unused = (fold, TEST, VALIDATION)
    is_used = np.array([folds.get(str(speaker)) not in unused for speaker in dataset.speaker])
    if leave_out:
        is_used &= ~np.char.startswith(dataset.corpus, leave_out)
    if most_speakers is not None:
        own = sorted(s for s in set(dataset.speaker[is_used]) if s.startswith(SPEECH_COMMANDS))
        is_used &= ~np.isin(dataset.speaker, own[most_speakers:])
    dataset = dataset.where(is_used)
    network = train(dataset, np.load(BUILD / "noise.npy"), settings, recipe)
    write_bundle(
        directory,
        convert(combine([(network, shift) for shift in shifts(recipe.shape)])),
        settings,
        Thresholds(),
        version=VERSION,
        training=training_description(dataset, recipe),
    )
    network.save_weights(directory / WEIGHTS)


def training_description(dataset: Dataset, *recipes: Recipe) -> dict[str, Any]:
    """The bundle's entry ``training``: recipes, corpora, speakers and number of examples."""
    import numpy as np

    real = dataset.where(~np.char.startswith(dataset.corpus, "made"))
    return {
        "recipes": [asdict(recipe) for recipe in recipes],
        "corpora": sorted({str(corpus) for corpus in dataset.corpus}),
        "speakers": sorted({str(s) for s in real.speaker if "/" in s and len(s) < 40}),
        "made_speakers": len(set(dataset.speaker)) - len(set(real.speaker)),
        "cuts": len(dataset),
    }


def fold_bundle(fold: int) -> Path:
    """Folder of a fold's bundle."""
    return BUILD / f"fold{fold}"


def train_folds(folds: Sequence[int]) -> None:
    """Train the folds that have no bundle yet, each in a process of its own."""
    pending = [fold for fold in folds if not (fold_bundle(fold) / "bundle.json").exists()]
    # All at once: three trainings share two cores better than two of them and then the third.
    with ThreadPoolExecutor(max(len(pending), 1)) as pool:
        if not all(pool.map(_train_in_subprocess, pending)):
            raise SystemExit("A training failed. See the error above.")


def _train_in_subprocess(fold: int) -> bool:
    command = [sys.executable, "-m", "models.build", "fold", str(fold)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def judging_bundles() -> list[Path]:
    """The bundles of `models.data.splits.judged`, in the order of their numbers.

    The last one is the shipped bundle with the phrase network that has not heard the test speakers.
    """
    return [*fold_bundles(), phrases.held_out_bundle(PHRASES)]


def predict_validation(bundle: Path = SHIPPED) -> list[evaluate.Prediction]:
    """Predictions of a bundle for the validation speakers, cached in ``build/``."""
    everything = all_recordings()
    folds = assign_folds(everything)
    chosen = [Judged(r, 0) for r in everything if folds.get(r.speaker) == VALIDATION]
    return reporting.predict_judged(chosen, [bundle], BUILD / f"validation-{bundle.name}.jsonl")


def fold_bundles() -> list[Path]:
    """The bundles of the cross-validation."""
    return [fold_bundle(fold) for fold in range(FOLDS)]


def evaluate_baseline() -> None:
    """Train the web demo's network on the same speakers, and evaluate it on the test speakers."""
    from models.evaluation.baseline import predict_test_speakers

    everything = all_recordings()
    folds = assign_folds(everything)
    digits = [r for r in everything if r.label != OTHER and r.speaker in folds]
    by_front_end = predict_test_speakers(digits, folds)
    for name, predictions in zip(reporting.BASELINES.values(), by_front_end, strict=True):
        evaluate.save(predictions, BUILD / name)


def ship() -> None:
    """Combine the fold networks into the shipped bundle and choose its thresholds.

    By itself, a fold's network sees each word at all shifts. In the ensemble, each network sees it
    at one shift, so that inference takes no longer.
    """
    from models.training.export import convert, write_bundle
    from models.training.network import build_network, combine

    settings = SpectrogramSettings()
    networks = [build_network(settings, recipe_of(fold).shape) for fold in range(FOLDS)]
    for fold, network in enumerate(networks):
        network.load_weights(fold_bundle(fold) / WEIGHTS)
    members = list(zip(networks, SHIFTS, strict=True))
    write_bundle(
        SHIPPED,
        convert(combine(members), in_int8=True),
        settings,
        Thresholds(),
        version=VERSION,
        training=training_description(
            Dataset.read(BUILD / "cuts.npz"), *map(recipe_of, range(FOLDS))
        ),
    )
    calibrate()


def calibrate() -> None:
    """Choose the thresholds of the shipped bundle and the folds' bundles.

    Those of the folds differ, since they have no phrase network that answers too.
    """
    for bundle in (SHIPPED, *fold_bundles()):
        write_thresholds(bundle, Thresholds())
        write_thresholds(bundle, choose_thresholds(predict_validation(bundle)))


def print_table() -> None:
    """Print the accuracy of a newly trained model on the validation speakers."""
    print(reporting.first_table(predict_validation(), SHIPPED))
    print(f"\nWrote {SHIPPED.relative_to(ROOT)}. To update its report, run: make evaluate")


def report() -> None:
    """Evaluate on held-out speakers at the shipped thresholds, and write the report."""
    phrases.update_held_out_bundle(PHRASES, SHIPPED)
    print(reporting.write(judged(all_recordings()), judging_bundles(), SHIPPED, BUILD))


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m models.build", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    train = steps.add_parser(
        "train", help="train all folds, write the shipped bundle and print its accuracy"
    )
    train.add_argument(
        "--language",
        default=DEFAULT_LANGUAGE,
        help="a folder of models/languages; other languages start from the English networks",
    )
    steps.add_parser("folds", help="train all folds, in build/")
    steps.add_parser(
        "evaluate", help="write the report and the model card (trains missing folds first)"
    )
    steps.add_parser("phrases", help="train the network for connected digits and ship it")
    strings = steps.add_parser("strings", help="evaluate connected digits and write their report")
    strings.add_argument(
        "--rivals", action="store_true", help="recognize them with PocketSphinx and Whisper too"
    )
    steps.add_parser("baseline", help="train and evaluate the web demo's network, for the report")
    one = steps.add_parser("fold", help="train one fold")
    one.add_argument("number", type=int, help="the fold whose speakers are held out")
    one.add_argument("--language", default=DEFAULT_LANGUAGE)
    arguments = parser.parse_args()
    try:
        _run(arguments)
    except DataError as error:
        raise SystemExit(f"models.build: {error}") from None


def _run(arguments: argparse.Namespace) -> None:
    if arguments.step == "fold" and arguments.language != DEFAULT_LANGUAGE:
        from models.transfer import pipeline

        pipeline.train_fold(arguments.language, arguments.number, BUILD)
        return
    if arguments.step == "fold":
        train_fold(arguments.number)
        return
    if arguments.step in ("phrases", "strings"):
        phrases.prepare(PHRASES)
        phrases.train_held_out(PHRASES, SHIPPED)
        if arguments.step == "strings":
            if arguments.rivals:
                phrases.compare(PHRASES, SHIPPED)
            phrases.evaluate(PHRASES, SHIPPED)
        else:
            phrases.train_final(PHRASES)
            phrases.ship(PHRASES, SHIPPED)
            calibrate()
        return
    if arguments.step == "baseline":
        evaluate_baseline()
        report()
        return
    if arguments.step == "train" and arguments.language != DEFAULT_LANGUAGE:
        from models.transfer.pipeline import train_language

        print(train_language(arguments.language, BUILD))
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

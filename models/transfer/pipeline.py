"""From the recordings of a language to its bundle: ``make train ARGS="--language de"``.

Each network starts from the English network of the same fold, which has not heard the fold's
speakers either; only its last layer is new. It learns the language without the fold's speakers and
is evaluated on them. The shipped model is the ensemble of all folds, as for English.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from core.bundle import BUNDLE_FILE, Thresholds, load_bundle
from core.bundle_location import bundle_directory
from core.classifier import Classifier
from core.recognizer import recognize_recording
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER, DataError, Recording
from models.data.recordings import all_recordings
from models.data.splits import FOLDS, TEST, VALIDATION, Judged, assign_folds, judged
from models.evaluation.calibrate import write_thresholds
from models.evaluation.evaluate import Prediction, cached_classifier, prediction_of
from models.evaluation.report import predict_judged
from models.languages.lexicon import FILE, FOLDER, Language, read_language
from models.training.dataset import Dataset, LabelledSound
from models.training.memory import keep_freed_memory
from models.training.recipe import Recipe
from models.transfer.examples import corpus_name, prepare, recordings_of
from models.transfer.recipe import transfer_recipe
from models.transfer.report import Evaluation, publish
from models.transfer.speech import speak
from models.transfer.thresholds import choose, validation_words

ROOT = Path(__file__).resolve().parents[2]
VERSION = "1.1.0"
WEIGHTS = "network.weights.h5"

_SPOKEN = {"accents", "near"}
"""Entries of ``language.toml`` from which speech is synthesized."""

SHIFTS = (-2, 0, 2)
"""As in the English ensemble (docs/decisions/0013)."""


def train_language(code: str, build: Path) -> str:
    """Train, ship and evaluate the model of a language; return the text of its report.

    Steps whose output is in ``build/languages/CODE`` are skipped, unless ``language.toml`` has
    changed since.

    Parameters
    ----------
    code : str
        Folder in ``models/languages``.
    build : Path
        Has the English networks and examples (``make folds``).
    """
    language = read_language(code)
    if not all((build / f"fold{fold}" / WEIGHTS).exists() for fold in range(FOLDS)):
        raise DataError("no English networks in build/; train them first, with: make folds")
    folder = build / "languages" / code
    remove_outdated(folder, FOLDER / code / FILE)
    recordings = all_recordings()
    own = recordings_of(language, recordings)
    synthetic = list(speak(language, folder / "spoken", build / "spoken"))
    dataset = Dataset.read(prepare(language, own, synthetic, build / "cuts.npz", folder))
    pending = [f for f in range(FOLDS) if not (folder / f"fold{f}" / BUNDLE_FILE).exists()]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        if not all(pool.map(lambda fold: _train_in_subprocess(code, fold), pending)):
            raise SystemExit("A training failed. See the error above.")
    shipped = bundle_directory(code)
    if pending or not (shipped / BUNDLE_FILE).exists():
        _ship(language, dataset, build, shipped)
    folds = folds_of(language, dataset)
    digits = [sound for sound in synthetic if sound.label != OTHER]
    words = validation_words(recordings)
    predictions = _choose_thresholds(language, own, digits, words, folds, folder, shipped)
    others = [one for one in judged(recordings) if one.bundle == TEST]
    found = Evaluation(
        language,
        predictions,
        predict_judged([Judged(o.recording, 0) for o in others], [shipped], folder / "en.jsonl"),
        predict_judged(
            [Judged(one, folds[one.speaker]) for one in own],
            [build / f"fold{fold}" for fold in range(FOLDS)],
            folder / "by_english.jsonl",
        ),
        predict_judged(
            [Judged(one, 0) for one in own], [bundle_directory()], folder / "by_shipped.jsonl"
        ),
    )
    return publish(found, shipped)


def remove_outdated(folder: Path, description: Path) -> None:
    """Remove what was made from another version of a language's file.

    Another pronunciation or other word changes everything, other corpora all but the synthetic
    speech. The rest of the file is used only after the training.

    Parameters
    ----------
    folder : Path
        The language's folder in ``build/``. It keeps a copy of the file.
    description : Path
        The ``language.toml``.
    """
    copy = folder / FILE
    changed = _changed(copy, description)
    if changed & _SPOKEN and folder.exists():
        print(f"{FILE}: {', '.join(sorted(changed))} changed: repeating all steps")
        shutil.rmtree(folder)
    elif "corpora" in changed:
        print(f"{FILE}: corpora changed: repeating the training")
        for name in ("recorded.npz", "voices.npz", "cuts.npz"):
            (folder / name).unlink(missing_ok=True)
        for fold in range(FOLDS):
            shutil.rmtree(folder / f"fold{fold}", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(description, copy)


def _changed(copy: Path, description: Path) -> set[str]:
    """The entries of a language's file that differ from those of a copy; all if there is none."""
    now = tomllib.loads(description.read_text("utf-8"))
    before = tomllib.loads(copy.read_text("utf-8")) if copy.exists() else {}
    return {key for key in {*now, *before} if now.get(key) != before.get(key)}


def train_fold(code: str, fold: int, build: Path) -> None:
    """Train the network of a fold from the examples that `train_language` has prepared."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    keep_freed_memory()
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from models.training.export import convert, write_bundle
    from models.training.network import build_network, combine
    from models.transfer.train import train_from

    language, settings = read_language(code), SpectrogramSettings()
    dataset = Dataset.read(build / "languages" / code / "cuts.npz")
    folds = folds_of(language, dataset)
    unused = (fold, TEST, VALIDATION)
    heard = dataset.where(np.array([folds.get(str(s)) not in unused for s in dataset.speaker]))
    recipe = transfer_recipe(language, fold)
    training = _described(heard, language, recipe)
    network = build_network(settings, recipe.shape)
    start = build / f"fold{fold}" / WEIGHTS
    train_from(network, start, heard, np.load(build / "noise.npy"), settings, recipe)
    directory = build / "languages" / code / f"fold{fold}"
    directory.mkdir(exist_ok=True)
    network.save_weights(directory / WEIGHTS)
    write_bundle(
        directory,
        convert(combine([(network, shift) for shift in SHIFTS])),
        settings,
        Thresholds(),
        version=VERSION,
        training=training,
        language=code,
    )


def folds_of(language: Language, dataset: Dataset) -> dict[str, int]:
    """The fold of each speaker; synthetic speakers have one if the language has no recordings."""
    folds = assign_folds(all_recordings())
    if not np.char.startswith(dataset.corpus, corpus_name(language, "")).any():
        # Then all figures are those of synthetic speakers whom a network has not heard.
        is_digit = dataset.label != OTHER
        speakers = sorted({str(speaker) for speaker in dataset.speaker[is_digit]})
        folds |= {speaker: number % FOLDS for number, speaker in enumerate(speakers)}
    return folds


def _train_in_subprocess(code: str, fold: int) -> bool:
    command = [sys.executable, "-m", "models.build", "fold", str(fold), "--language", code]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _ship(language: Language, dataset: Dataset, build: Path, shipped: Path) -> None:
    """Combine the networks of all folds into the shipped bundle."""
    from models.training.export import convert, write_bundle
    from models.training.network import build_network, combine

    settings = SpectrogramSettings()
    recipes = [transfer_recipe(language, fold) for fold in range(FOLDS)]
    networks = [build_network(settings, recipe.shape) for recipe in recipes]
    for fold, network in enumerate(networks):
        network.load_weights(build / "languages" / language.code / f"fold{fold}" / WEIGHTS)
    write_bundle(
        shipped,
        convert(combine(list(zip(networks, SHIFTS, strict=True))), in_int8=True),
        settings,
        Thresholds(),
        version=VERSION,
        training=_described(dataset, language, *recipes),
        language=language.code,
    )


def _described(dataset: Dataset, language: Language, *recipes: Recipe) -> dict[str, Any]:
    """The bundle's entry ``training``; the data of the English networks are in their bundle."""
    is_own = np.char.startswith(dataset.corpus, corpus_name(language, ""))
    made = {str(speaker) for speaker in dataset.speaker[dataset.label != OTHER]}
    speakers = {str(speaker) for speaker in dataset.speaker[is_own]}
    return {
        "recipes": [asdict(recipe) for recipe in recipes],
        "corpora": sorted({str(corpus) for corpus in dataset.corpus}),
        "speakers": sorted(speakers),
        "made_speakers": len(made - speakers),
        "cuts": len(dataset),
        "starts_from": load_bundle().version,
    }


def _choose_thresholds(
    language: Language,
    own: list[Recording],
    synthetic: list[LabelledSound],
    words: list[Recording],
    folds: dict[str, int],
    folder: Path,
    shipped: Path,
) -> list[Prediction]:
    """Choose thresholds, and predict each digit by the network that has not heard its speaker.

    The thresholds of a fold's network are chosen on the speakers of the other folds and on
    English words, so that the share of rejected digits is that of new speakers.
    """
    bundles = [folder / f"fold{fold}" for fold in range(FOLDS)]

    def predict(name: str) -> list[Prediction]:
        if not own:
            return _predict_sounds(synthetic, folds, bundles)
        chosen = [Judged(one, folds[one.speaker]) for one in own]
        return predict_judged(chosen, bundles, folder / name)

    for bundle in (*bundles, shipped):
        write_thresholds(bundle, Thresholds())
    raw = predict("raw.jsonl")
    for fold, bundle in enumerate((*bundles, shipped)):
        heard = predict_judged([Judged(one, 0) for one in words], [bundle], _words(folder, fold))
        others = [one for one in raw if folds[one.speaker] != fold]
        write_thresholds(bundle, choose(others, heard, language.accepted))
    # On one core, the predictions above were made in this process.
    cached_classifier.cache_clear()
    return predict("predictions.jsonl")


def _words(folder: Path, fold: int) -> Path:
    """Predictions of English words by a fold's network, or by the ensemble."""
    return folder / f"words{fold}.jsonl"


def _predict_sounds(
    sounds: Iterable[LabelledSound], folds: dict[str, int], bundles: list[Path]
) -> list[Prediction]:
    """Predictions for synthetic words, each by the bundle of its speaker's fold."""
    classifiers = [Classifier(load_bundle(bundle)) for bundle in bundles]
    found: list[Prediction] = []
    for number, sound in enumerate(sounds):
        result = recognize_recording(sound.samples, classifiers[folds[sound.speaker]])
        named = Recording(Path(f"{number}.wav"), sound.corpus, sound.speaker, sound.label)
        found.append(prediction_of(named, result))
    return found

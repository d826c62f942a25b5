"""Connected digits, from recordings to the shipped bundle: ``make phrases`` and ``make strings``.

The speakers have fixed splits (`models.data.splits`). A network is trained without the validation
and test speakers; it chooses the decoder's settings, and all figures are its. The shipped network
starts from its weights and also learns from the test speakers and the recorded numbers, so it
cannot be evaluated on them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import load
from core.bundle import BUNDLE_FILE, load_bundle
from core.decoding.decoder import DecoderSettings
from core.network import phrase_network
from core.spectrogram import SpectrogramSettings
from models.data.index import data_folder, find_strings
from models.data.recordings import all_recordings
from models.evaluation.card import write_card
from models.evaluation.strings import report as reporting
from models.evaluation.strings import rivals
from models.evaluation.strings.said import (
    Said,
    joined_strings,
    recorded_strings,
    synthesized_strings,
)
from models.evaluation.strings.settings import Scored, choose_settings, objective, scored
from models.evaluation.talk import count_in_talk
from models.training.memory import keep_freed_memory
from models.training.phrases.align import with_recorded_strings
from models.training.phrases.batches import MaterialReader, SavedMaterial, priors
from models.training.phrases.columns import (
    RecordingColumns,
    StringColumns,
    from_recordings,
    from_strings,
)
from models.training.phrases.recipe import PhraseRecipe, final_recipe
from models.training.phrases.ship import MODEL_FILE, add_to_bundle, training_description

HELD_OUT = "held_out.weights.h5"
FINAL = "final.weights.h5"
"""Weights of the network without the test speakers, and of the shipped one."""

RIVALS = "rivals"
"""Folder of the comparison with other recognizers."""

_LOSS_BY_INT8 = 0.5
"""Int8 weights are used if the objective, in per cent, gets no worse than by this."""

_JOINED = 400
_PAUSED = 150
"""Joined strings in the report, without and with pauses."""


def prepare(build: Path) -> None:
    """Compute the columns of recordings and synthesized strings, unless they are cached."""
    prepare_recordings(build)
    if not _strings(build).exists():
        from models.synthesis.numbers import synthesize_strings

        found = from_strings(synthesize_strings(_spoken(build)), SpectrogramSettings())
        found.save(_strings(build))


def prepare_recordings(build: Path) -> None:
    """Compute the columns of recordings, unless they are cached."""
    build.mkdir(parents=True, exist_ok=True)
    if not _recordings(build).exists():
        found = from_recordings(all_recordings(), SpectrogramSettings())
        found.save(_recordings(build))


def train_held_out(build: Path, shipped: Path) -> None:
    """Train without the validation and test speakers, and choose the decoder's settings.

    Writes the weights, and a copy of the shipped bundle with this network.
    """
    recipe = PhraseRecipe()
    if not (build / HELD_OUT).exists():
        _train(_held_out_material(build), recipe, build / HELD_OUT)
    if (held_out_bundle(build) / BUNDLE_FILE).exists():
        return
    from models.training.export import convert

    material = _held_out_material(build)()
    found = priors(material, SpectrogramSettings(), recipe)
    training = training_description(material, recipe)
    network = _network(build / HELD_OUT)
    as_float, as_int8 = (convert(network, in_int8=in_int8) for in_int8 in (False, True))
    strings = _strings_for_settings(build, material.recordings)
    # The trials run in a copy of the bundle, as the app runs it.
    trial = build / "trial"
    _copy_bundle(shipped, trial)
    add_to_bundle(trial, as_float, found.tolist(), DecoderSettings(), training)
    sets = _scored(trial, strings)
    settings = choose_settings(sets, found)
    score = objective(sets, found, settings)
    print(f"float weights: {score:.2f} with {settings}")
    add_to_bundle(trial, as_int8, found.tolist(), settings, training)
    score_in_int8 = objective(_scored(trial, strings), found, settings)
    print(f"int8 weights: {score_in_int8:.2f}")
    if score_in_int8 < score - _LOSS_BY_INT8:
        add_to_bundle(trial, as_float, found.tolist(), settings, training)
    shutil.rmtree(held_out_bundle(build), ignore_errors=True)
    trial.rename(held_out_bundle(build))


def train_final(build: Path) -> None:
    """Train the shipped network, from the weights of the other one, unless its weights exist."""
    if (build / FINAL).exists():
        return
    if not _all_strings(build).exists():
        bundle = load_bundle(held_out_bundle(build))
        assert bundle.phrases is not None
        with_recorded_strings(
            StringColumns.read(_strings(build)),
            [(load(path), digits) for path, digits in find_strings(data_folder())],
            phrase_network(bundle, bundle.phrases),
            np.array(bundle.phrases.priors, np.float32),
            bundle.spectrogram,
        ).save(_all_strings(build))
    _train(_final_material(build), final_recipe(), build / FINAL, start=build / HELD_OUT)


def ship(build: Path, shipped: Path) -> None:
    """Add the final network to the shipped bundle, with the settings that the other one chose."""
    from models.training.export import convert

    chosen = load_bundle(held_out_bundle(build)).phrases
    assert chosen is not None
    network = _network(build / FINAL)
    as_float, as_int8 = (convert(network, in_int8=in_int8) for in_int8 in (False, True))
    is_int8 = len(chosen.model) < (len(as_float) + len(as_int8)) / 2
    training = training_description(_final_material(build)(), final_recipe())
    add_to_bundle(
        shipped, as_int8 if is_int8 else as_float, chosen.priors, chosen.settings, training
    )
    print(f"Wrote {shipped.name}/{MODEL_FILE}. To write the report, run: make strings")


def evaluate(build: Path, shipped: Path) -> None:
    """Evaluate the network without the test speakers on their strings, and write the report.

    Synthesized strings are evaluated if they have been synthesized here.
    """
    update_held_out_bundle(build, shipped)
    bundle, report = held_out_bundle(build), shipped / "report"
    beside = rivals.read(bundle, build / RIVALS)
    print(
        reporting.write(
            _strings_for_report(build),
            bundle,
            report,
            talk=count_in_talk(bundle),
            beside=beside,
        )
    )
    if beside:
        from models.evaluation.figures import draw_strings  # matplotlib takes seconds to import

        draw_strings(beside, rivals.SYSTEMS, report / "strings.png")
    write_card(shipped)


def compare(build: Path, shipped: Path) -> None:
    """Recognize the strings of the report with other recognizers too; `evaluate` reports them."""
    update_held_out_bundle(build, shipped)
    rivals.compare(_strings_for_report(build), held_out_bundle(build), build / RIVALS)


def _strings_for_report(build: Path) -> dict[str, list[Said]]:
    recordings = RecordingColumns.read(_recordings(build))
    return {
        "joined": joined_strings(recordings, "test", _JOINED, seed=5),
        "paused": joined_strings(recordings, "test", _PAUSED, seed=7, is_fluent=False),
        "recorded": recorded_strings(data_folder()),
        "synthesized": _synthesized(build),
    }


def held_out_bundle(build: Path) -> Path:
    """Folder of the bundle whose phrase network has not heard the test speakers."""
    return build / "bundle"


def update_held_out_bundle(build: Path, shipped: Path) -> None:
    """Copy the shipped network for single words, and its thresholds, into the held-out bundle."""
    folder = held_out_bundle(build)
    before = load_bundle(folder)
    kept = before.phrases
    assert kept is not None
    _copy_bundle(shipped, folder)
    training: dict[str, Any] = before.training["phrases"]
    add_to_bundle(folder, kept.model, kept.priors, kept.settings, training)


def _train(
    read: MaterialReader, recipe: PhraseRecipe, weights: Path, *, start: Path | None = None
) -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    keep_freed_memory()
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from models.training.phrases.train import train

    train(read, SpectrogramSettings(), recipe, start=start).save_weights(weights)


def _network(weights: Path) -> Any:
    from models.training.phrases.network import build_network

    recipe = PhraseRecipe()
    network = build_network(SpectrogramSettings(), recipe.shape, recipe.dropout)
    network.load_weights(weights)
    return network


def _copy_bundle(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("report"), dirs_exist_ok=True)


def _scored(bundle: Path, strings: dict[str, list[Said]]) -> dict[str, list[Scored]]:
    """Log-posteriors of sets of strings by the phrase network of a bundle."""
    loaded = load_bundle(bundle)
    assert loaded.phrases is not None
    network = phrase_network(loaded, loaded.phrases)
    return {name: scored(some, network, loaded.spectrogram) for name, some in strings.items()}


def _strings_for_settings(build: Path, recordings: RecordingColumns) -> dict[str, list[Said]]:
    return {
        "recorded": recorded_strings(data_folder()),
        "validation": joined_strings(recordings, "validation", 100, seed=6),
        "synthesized": _synthesized(build),
    }


def _synthesized(build: Path) -> list[Said]:
    """Strings of held-out synthetic speakers; none if they have not been synthesized here."""
    from models.synthesis.numbers import HELD_OUT, read_strings

    files = sorted(_spoken(build).glob("[0-9][0-9][0-9][0-9].npz"))
    held_out = [path for path in files if int(path.stem) % HELD_OUT == 0]
    return synthesized_strings(string for path in held_out for string in read_strings(path))


def _held_out_material(build: Path) -> SavedMaterial:
    return SavedMaterial(_recordings(build), _strings(build), PhraseRecipe())


def _final_material(build: Path) -> SavedMaterial:
    return SavedMaterial(_recordings(build), _all_strings(build), final_recipe(), ("train", "test"))


def _spoken(build: Path) -> Path:
    """Synthesized strings of each speaker; the network for single words uses them too."""
    return build.parent / "spoken"


def _recordings(build: Path) -> Path:
    return build / "recordings.npz"


def _strings(build: Path) -> Path:
    """Synthesized strings."""
    return build / "strings.npz"


def _all_strings(build: Path) -> Path:
    """Synthesized and recorded strings."""
    return build / "all_strings.npz"

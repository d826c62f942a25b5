"""Connected digits, from recordings to the shipped bundle: ``make phrases`` and ``make strings``.

The speakers have fixed splits (`models.data.splits`), so there is one network and no fold.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np

from core.bundle import load_bundle
from core.decoder import DecoderSettings
from core.network import phrase_network
from core.spectrogram import SpectrogramSettings
from models.data.index import data_folder
from models.data.speech import find_sources
from models.evaluation.strings import report as reporting
from models.evaluation.strings.said import (
    Said,
    joined_strings,
    recorded_strings,
    synthesized_strings,
)
from models.evaluation.strings.settings import choose_settings, objective, scored
from models.training.memory import keep_freed_memory
from models.training.phrases.batches import SavedMaterial, priors
from models.training.phrases.columns import (
    RecordingColumns,
    from_sources,
    from_strings,
)
from models.training.phrases.recipe import PhraseRecipe
from models.training.phrases.ship import add_to_bundle, training_description

WEIGHTS = "network.weights.h5"

_LOSS_BY_INT8 = 0.05
"""Int8 weights are shipped if the objective, in per cent, gets no worse than by this."""

_JOINED = 400
_PAUSED = 150
"""Joined strings in the report, without and with pauses."""


def prepare(build: Path) -> None:
    """Compute the columns of recordings and synthesized strings, unless they are cached."""
    settings = SpectrogramSettings()
    prepare_recordings(build)
    if not _strings(build).exists():
        from models.synthesis.numbers import synthesize_strings

        from_strings(synthesize_strings(build / "spoken"), settings).save(_strings(build))


def prepare_recordings(build: Path) -> None:
    """Compute the columns of recordings, unless they are cached."""
    build.mkdir(parents=True, exist_ok=True)
    if not _recordings(build).exists():
        sources = find_sources(data_folder())
        from_sources(sources, SpectrogramSettings()).save(_recordings(build))


def train(build: Path, recipe: PhraseRecipe | None = None) -> None:
    """Train the network, unless its weights exist."""
    if (build / WEIGHTS).exists():
        return
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    keep_freed_memory()
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from models.training.phrases import train as training

    recipe = recipe or PhraseRecipe()
    network = training.train(_material(build, recipe), SpectrogramSettings(), recipe)
    network.save_weights(build / WEIGHTS)


def ship(build: Path, shipped: Path, recipe: PhraseRecipe | None = None) -> None:
    """Choose weights and the decoder's settings, and add the network to the shipped bundle."""
    from models.training.export import convert
    from models.training.phrases.network import build_network

    recipe = recipe or PhraseRecipe()
    settings = SpectrogramSettings()
    network = build_network(settings, recipe.shape, recipe.dropout)
    network.load_weights(build / WEIGHTS)
    material = _material(build, recipe)()
    found = priors(material, settings, recipe)
    training = training_description(material, recipe)
    strings = _strings_for_settings(build, material.recordings)
    models = {in_int8: convert(network, in_int8=in_int8) for in_int8 in (False, True)}
    # While settings are chosen, the network is in a copy of the bundle, and runs as in the app.
    trial = build / "bundle"
    shutil.copytree(shipped, trial, ignore=shutil.ignore_patterns("report"), dirs_exist_ok=True)
    chosen: dict[bool, tuple[DecoderSettings, float]] = {}
    for in_int8, model in models.items():
        start = chosen[False][0] if in_int8 else DecoderSettings()
        add_to_bundle(trial, model, found.tolist(), start, training)
        chosen[in_int8] = _chosen_settings(trial, strings, start)
    is_int8 = chosen[True][1] >= chosen[False][1] - _LOSS_BY_INT8
    add_to_bundle(shipped, models[is_int8], found.tolist(), chosen[is_int8][0], training)
    print(f"float {chosen[False][1]:.2f}, int8 {chosen[True][1]:.2f}: ", end="")
    print(f"int8 weights {'are' if is_int8 else 'are not'} shipped, with {chosen[is_int8][0]}")


def evaluate(build: Path, shipped: Path) -> None:
    """Evaluate the shipped bundle on strings of held-out speakers, and write the report.

    Synthesized strings are evaluated if they have been synthesized here.
    """
    prepare_recordings(build)
    recordings = RecordingColumns.read(_recordings(build))
    print(
        reporting.write(
            {
                "joined": joined_strings(recordings, "test", _JOINED, seed=5),
                "paused": joined_strings(recordings, "test", _PAUSED, seed=7, is_fluent=False),
                "recorded": recorded_strings(data_folder()),
                "synthesized": _synthesized(build),
            },
            shipped,
        )
    )


def _chosen_settings(
    bundle: Path, strings: dict[str, list[Said]], start: DecoderSettings
) -> tuple[DecoderSettings, float]:
    """Settings for the phrase network of a bundle, and their objective."""
    loaded = load_bundle(bundle)
    files = loaded.phrases
    assert files is not None
    network = phrase_network(loaded, files)
    sets = {name: scored(some, network, loaded.spectrogram) for name, some in strings.items()}
    stored = np.array(files.priors, np.float32)
    settings = choose_settings(sets, stored, start=start)
    return settings, objective(sets, stored, settings)


def _strings_for_settings(build: Path, recordings: RecordingColumns) -> dict[str, list[Said]]:
    return {
        "recorded": recorded_strings(data_folder()),
        "validation": joined_strings(recordings, "validation", 100, seed=6),
        "synthesized": _synthesized(build),
    }


def _synthesized(build: Path) -> list[Said]:
    """Strings of held-out synthetic speakers; none if they have not been synthesized here."""
    from models.synthesis.numbers import HELD_OUT, read_strings

    files = sorted((build / "spoken").glob("[0-9][0-9][0-9][0-9].npz"))
    held_out = [path for path in files if int(path.stem) % HELD_OUT == 0]
    return synthesized_strings(string for path in held_out for string in read_strings(path))


def _material(build: Path, recipe: PhraseRecipe) -> SavedMaterial:
    return SavedMaterial(_recordings(build), _strings(build), recipe)


def _recordings(build: Path) -> Path:
    return build / "recordings.npz"


def _strings(build: Path) -> Path:
    return build / "strings.npz"

"""The phrase network in a bundle: a LiteRT file, and its object in ``bundle.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.bundle import BUNDLE_FILE
from core.decoding.decoder import DecoderSettings
from models.training.phrases.material import Material
from models.training.phrases.recipe import PhraseRecipe

MODEL_FILE = "phrases.tflite"


def add_to_bundle(
    directory: Path,
    model: bytes,
    priors: Sequence[float],
    settings: DecoderSettings,
    training: dict[str, Any],
) -> None:
    """Write the model and add it to a bundle's JSON; the JSON last.

    Parameters
    ----------
    directory : Path
        A bundle.
    model : bytes
        The LiteRT file: input ``picture`` (1, n_frames, n_mels), output ``logits``
        (1, n_frames / PATCH, CLASSES).
    priors : sequence of float
        See `models.training.phrases.batches.priors`.
    settings : DecoderSettings
    training : dict
        See `training_description`.
    """
    (directory / MODEL_FILE).write_bytes(model)
    path = directory / BUNDLE_FILE
    described: dict[str, Any] = json.loads(path.read_text())
    described["phrases"] = {
        "file": MODEL_FILE,
        "sha256": hashlib.sha256(model).hexdigest(),
        "priors": [float(f"{prior:.6g}") for prior in priors],
        "settings": asdict(settings),
    }
    described["training"]["phrases"] = training
    path.write_text(json.dumps(described, indent=2) + "\n")


def training_description(material: Material, recipe: PhraseRecipe) -> dict[str, Any]:
    """What the network was trained on: recipe, corpora and numbers of speakers and recordings."""
    recordings = material.recordings
    is_used = material.is_used
    return {
        "recipe": asdict(recipe),
        "corpora": sorted({*recordings.corpus[is_used].tolist(), *_string_corpora(material)}),
        "speakers": len(material.speakers),
        "recordings": int(is_used.sum()),
        "strings": len(set(material.string_numbers.tolist())),
    }


def _string_corpora(material: Material) -> set[str]:
    is_recorded = material.strings.is_recorded[material.string_numbers]
    return {"strings" if recorded else "made/strings" for recorded in is_recorded.tolist()}

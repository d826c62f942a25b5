"""Training batches of the phrase network; deterministic for a seed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.audio import Float32Array
from core.posteriors import REACH
from core.spectrogram import SpectrogramSettings
from models.training.phrases.augment import augment
from models.training.phrases.columns import RecordingColumns, StringColumns
from models.training.phrases.material import Material
from models.training.phrases.recipe import PhraseRecipe
from models.training.phrases.windows import compose

Batch = tuple[Float32Array, Float32Array]
"""Features, shape (n, n_frames, n_mels); targets, shape (n, n_frames / patch, CLASSES)."""

_PRIOR_SEED = 9
_PRIOR_BATCHES = 12
_RAREST = 1e-4
"""Smallest prior. A class that training heard less often would get an extreme score."""


@dataclass(frozen=True, slots=True)
class SavedMaterial:
    """Reads `Material` from the files that the step "prepare" wrote.

    Attributes
    ----------
    recordings, strings : Path
        Written by `RecordingColumns.save` and `StringColumns.save`.
    recipe : PhraseRecipe
    """

    recordings: Path
    strings: Path
    recipe: PhraseRecipe

    def __call__(self) -> Material:
        """Read the files and compute the odds."""
        return Material(
            RecordingColumns.read(self.recordings),
            StringColumns.read(self.strings),
            dict(self.recipe.corpora),
        )


def batch_of(
    material: Material, settings: SpectrogramSettings, recipe: PhraseRecipe, number: int
) -> Batch:
    """The training batch with a number."""
    rng = np.random.default_rng([100 * recipe.seed, number])
    return _drawn(material, settings, recipe, rng)


def priors(material: Material, settings: SpectrogramSettings, recipe: PhraseRecipe) -> Float32Array:
    """How often training hears each class in the patches that the decoder uses.

    Returns
    -------
    ndarray, shape (CLASSES,), float32
        They sum to 1.
    """
    found: list[Float32Array] = []
    for number in range(_PRIOR_BATCHES):
        rng = np.random.default_rng([_PRIOR_SEED, number])
        targets = _drawn(material, settings, recipe, rng)[1]
        middle = targets.shape[1] // 2
        found.append(targets[:, middle - REACH : middle + REACH + 1])
    shares = np.maximum(np.concatenate(found).mean(axis=(0, 1)), _RAREST)
    return (shares / shares.sum()).astype(np.float32)


def _drawn(
    material: Material,
    settings: SpectrogramSettings,
    recipe: PhraseRecipe,
    rng: np.random.Generator,
) -> Batch:
    power, classes = compose(material, recipe.shares, recipe.batch, rng)
    return augment(power, classes, material.noise, settings, recipe.channels, rng)

"""Training of a language's network from the weights of an English one."""

from __future__ import annotations

from pathlib import Path

import keras

from core.spectrogram import Float32Array, SpectrogramSettings
from models.training.dataset import Dataset
from models.training.network import LOGITS
from models.training.recipe import Recipe
from models.training.train import fit


def train_from(
    network: keras.Model,
    start: Path,
    dataset: Dataset,
    noise: Float32Array,
    settings: SpectrogramSettings,
    recipe: Recipe,
) -> None:
    """Load English weights, draw new ones for the logits, and train.

    Parameters
    ----------
    network : keras.Model
        As built by `models.training.network.build_network`; is trained in place.
    start : Path
        Weights of a network of the same shape.
    dataset, noise, settings, recipe
        As for `models.training.train.train`.
    """
    keras.utils.set_random_seed(recipe.seed)
    network.load_weights(start)
    logits = network.get_layer(LOGITS)
    logits.kernel.assign(keras.initializers.GlorotUniform()(logits.kernel.shape))
    logits.bias.assign(keras.ops.zeros(logits.bias.shape))
    fit(network, dataset, noise, settings, recipe)

"""The training loop of the phrase network. Seeds are fixed."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from tqdm import tqdm

from core.audio import Float32Array
from core.spectrogram import SpectrogramSettings
from models.training.phrases.batches import MaterialReader, batches
from models.training.phrases.network import build_network
from models.training.phrases.recipe import PhraseRecipe
from models.training.train import build_optimizer


def train(
    read: MaterialReader,
    settings: SpectrogramSettings,
    recipe: PhraseRecipe | None = None,
    *,
    start: Path | None = None,
) -> keras.Model:
    """Train the network.

    Parameters
    ----------
    read : callable
        See `models.training.phrases.batches.MaterialReader`.
    settings : SpectrogramSettings
    recipe : PhraseRecipe, optional
    start : Path, optional
        Weights of the same network to start from.

    Returns
    -------
    keras.Model
        With the output ``logits``; the weights are the moving average over the last steps.
    """
    recipe = recipe or PhraseRecipe()
    keras.utils.set_random_seed(recipe.seed)
    network = build_network(settings, recipe.shape, recipe.dropout)
    if start is not None:
        network.load_weights(start)
    learner = keras.Model(network.input, network.output["logits"])
    weights = patch_weights(settings.n_frames // recipe.shape.patch, recipe.edge_weight)
    for number, cycle in enumerate(recipe.cycles):
        optimizer = build_optimizer(cycle, recipe.decay)
        learner.compile(
            optimizer=optimizer,
            loss=keras.losses.CategoricalCrossentropy(
                from_logits=True, label_smoothing=recipe.smoothing
            ),
            jit_compile=False,
        )
        with batches(read, settings, recipe, number) as drawn:
            bar = tqdm(range(cycle.steps), desc="phrase network", unit="step", mininterval=5.0)
            for _ in bar:
                features, targets = next(drawn)
                shaped = np.tile(weights, (len(features), 1))
                loss = learner.train_on_batch(features, targets, sample_weight=shaped)
                bar.set_postfix(loss=f"{float(loss):.3f}", refresh=False)
        optimizer.finalize_variable_values(learner.trainable_variables)
    return network


def patch_weights(patches: int, edge_weight: float) -> Float32Array:
    """Weight of each patch in the loss, shape (patches,), with mean 1.

    The middle half has the same weight; from there it falls to `edge_weight` at the edges.
    """
    middle = patches // 2
    away = np.abs(np.arange(patches) - middle)
    weights = np.interp(away, [0, 7 * middle // 12, middle], [1.0, 1.0, edge_weight])
    return (weights / weights.mean()).astype(np.float32)

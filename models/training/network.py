"""The network: a gated MLP with dense layers only.

The architecture follows "Pay Attention to MLPs" (Liu et al., 2021) and Keyword-MLP (Morshed and
Ahsan, 2022). Five columns, in some networks with their deltas, form a patch. Dense layers shared by
all patches mix the bands; a dense layer over time, which gates half of the channels, mixes the
patches. There is no convolution, recurrence or attention.

The second output, ``hidden``, is the input of speaker adaptation. It comes before the last dense
layer, which keeps only what distinguishes the digits of the training speakers
(docs/decisions/0041).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers

from core.bundle import LABELS
from core.spectrogram import SpectrogramSettings
from models.training.recipe import Shape

LOGITS = "logits"
"""Name of the last layer, and of the first output."""


@keras.saving.register_keras_serializable("spoken_digits")
class StochasticDepth(layers.Layer):
    """Drop a residual branch for whole examples during training (Huang et al., 2016)."""

    def __init__(self, survival: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.survival = survival
        self._seed = keras.random.SeedGenerator(0)

    def call(self, branch: Any, training: bool = False) -> Any:
        """Keep each example's branch with probability `survival`, scaled by its inverse."""
        if not training or self.survival >= 1.0:
            return branch
        shape = (keras.ops.shape(branch)[0], 1, 1)
        drawn = keras.random.uniform(shape, seed=self._seed)
        kept = keras.ops.cast(drawn < self.survival, branch.dtype)
        return branch * kept / self.survival

    def get_config(self) -> dict[str, Any]:
        """Arguments to build this layer again."""
        return {**super().get_config(), "survival": self.survival}


def build_network(settings: SpectrogramSettings, shape: Shape | None = None) -> keras.Model:
    """Build the untrained network.

    Returns
    -------
    keras.Model
        Takes (n, n_frames, n_mels); returns ``logits`` (n, 11) and ``hidden`` (n, 4 `width`).
    """
    shape = shape or Shape()
    features = keras.Input((settings.n_frames, settings.n_mels), name="picture")
    x = gated_patches(features, shape)
    mean, maximum = layers.GlobalAveragePooling1D()(x), layers.GlobalMaxPooling1D()(x)
    pooled = layers.Concatenate()([mean, maximum])
    last = layers.Dense(shape.hidden, activation="relu")(pooled)
    dropped = layers.Dropout(0.2)(last)
    logits = layers.Dense(len(LABELS), name=LOGITS)(dropped)
    minimum, deviation = keras.ops.min(x, axis=1), keras.ops.std(x, axis=1)
    # Each part has norm 1, so that the cosine similarity of adaptation weights them equally.
    parts = [layers.UnitNormalization()(part) for part in (mean, maximum, minimum, deviation)]
    hidden = layers.Concatenate(name="hidden")(parts)
    return keras.Model(features, {"logits": logits, "hidden": hidden})


def gated_patches(features: Any, shape: Shape) -> Any:
    """Mix the patches of the features by gated blocks.

    Parameters
    ----------
    features : tensor, shape (n, n_frames, n_mels)
    shape : Shape

    Returns
    -------
    tensor, shape (n, n_frames / `patch`, `width`)
    """
    patches = features.shape[1] // shape.patch
    x = with_deltas(features) if shape.differences else features
    x = layers.Reshape((patches, shape.patch * x.shape[-1]))(x)
    x = layers.Dense(shape.width)(x)
    for block in range(shape.blocks):
        survival = 1.0 - (1.0 - shape.survival) * (block + 1) / shape.blocks
        x = gated_block(x, shape, patches, survival)
    return layers.LayerNormalization(epsilon=1e-5)(x)


def shifts(shape: Shape) -> list[int]:
    """All different shifts of the input against the patches, in columns; 0 comes first.

    A word that starts a column later falls into other patches, and the network may recognize
    another digit. The mean over all shifts does not depend on this (docs/decisions/0013).
    """
    possible = range(-(shape.patch // 2), shape.patch - shape.patch // 2)
    return sorted(possible, key=abs)


def combine(members: Sequence[tuple[keras.Model, int]]) -> keras.Model:
    """Combine networks into an ensemble: mean of the logits, concatenation of ``hidden``.

    Parameters
    ----------
    members : sequence of (network, shift)
        The shift of the input is in columns. A network may occur with several shifts.

    Returns
    -------
    keras.Model
        Takes (n, n_frames, n_mels); returns ``logits`` (n, 11) and ``hidden`` (n, sum of widths).
    """
    features = keras.Input(members[0][0].input.shape[1:], name="picture")
    outputs = [
        keras.Model(network.input, network.output, name=f"member_{number}")(_shift(features, shift))
        for number, (network, shift) in enumerate(members)
    ]
    logits = layers.Average(name="logits")([one["logits"] for one in outputs])
    hidden = layers.Concatenate(name="hidden")([one["hidden"] for one in outputs])
    return keras.Model(features, {"logits": logits, "hidden": hidden})


def _shift(features: Any, columns: int) -> Any:
    """Shift features by some columns to earlier times; the edge columns are repeated."""
    if columns == 0:
        return features
    frames = features.shape[1]
    sources = [min(max(frame + columns, 0), frames - 1) for frame in range(frames)]
    return keras.ops.take(features, sources, axis=1)


def with_deltas(features: Any) -> Any:
    """Append deltas, over four columns, and delta-deltas, over six (Furui, 1986).

    A dense layer could compute them from the columns, but the network learns better if it gets
    them (docs/decisions/0018).
    """
    deltas = _shift(features, 2) - _shift(features, -2)
    delta_deltas = _shift(features, 3) + _shift(features, -3) - 2.0 * features
    return keras.ops.concatenate([features, deltas, delta_deltas], axis=2)


def gated_block(x: Any, shape: Shape, patches: int, survival: float) -> Any:
    """Append a gated block to a network (Liu et al., 2021).

    Parameters
    ----------
    x : keras tensor, shape (n, patches, shape.width)
    shape : Shape
    patches : int
    survival : float
        Probability that the block is used in a training step.
    """
    y = _normalize(x)
    # Two layers of half the width: splitting one layer's output takes 10 % more training time.
    half = shape.width * shape.expansion // 2
    kept = layers.Dense(half, activation="relu")(y)
    gate = layers.Dense(half, activation="relu")(y)
    gate = _normalize(gate)
    gate = layers.Permute((2, 1))(gate)
    # Near 1, so that an untrained gate passes everything (Liu et al.).
    gate = layers.Dense(
        patches,
        kernel_initializer=keras.initializers.RandomNormal(stddev=1e-3),
        bias_initializer="ones",
    )(gate)
    gate = layers.Permute((2, 1))(gate)
    y = layers.Dense(shape.width)(kept * gate)
    return x + StochasticDepth(survival)(y)


def _normalize(x: Any) -> Any:
    """Layer normalization without scale and offset.

    The dense layers around it can represent both, and they take a quarter of the time of a step
    (docs/decisions/0014).
    """
    return layers.LayerNormalization(epsilon=1e-5, center=False, scale=False)(x)

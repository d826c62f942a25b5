"""The model: a gated MLP over a word's columns. Dense layers only.

After "Pay Attention to MLPs" (Liu et al., 2021) and Keyword-MLP (Morshed and Ahsan, 2022): five
columns, in some networks with their differences, become a patch, dense layers shared over the
patches mix the bands, and a dense layer over time, gating half of the channels, mixes the patches.
No convolution, recurrence, attention.

The second output, ``hidden``, is what a person's voice is learnt from. It is taken before the last
dense layer, which keeps only what tells the training people's digits apart (docs/decisions/0041).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers

from core.bundle import LABELS
from core.spectrogram import SpectrogramSettings
from models.training.recipe import Shape


@keras.saving.register_keras_serializable("spoken_digits")
class StochasticDepth(layers.Layer):
    """Leave out a residual branch for whole samples while training (Huang et al., 2016)."""

    def __init__(self, survival: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.survival = survival
        self._seed = keras.random.SeedGenerator(0)

    def call(self, branch: Any, training: bool = False) -> Any:
        """Keep each sample's branch with probability `survival`, scaled up to match."""
        if not training or self.survival >= 1.0:
            return branch
        shape = (keras.ops.shape(branch)[0], 1, 1)
        drawn = keras.random.uniform(shape, seed=self._seed)
        kept = keras.ops.cast(drawn < self.survival, branch.dtype)
        return branch * kept / self.survival

    def get_config(self) -> dict[str, Any]:
        """What it takes to build this layer again."""
        return {**super().get_config(), "survival": self.survival}


def build_network(settings: SpectrogramSettings, shape: Shape | None = None) -> keras.Model:
    """Build the untrained network.

    Returns
    -------
    keras.Model
        Takes (n, n_frames, n_mels); gives ``logits`` (n, 11) and ``hidden`` (n, 4 `width`).
    """
    shape = shape or Shape()
    patches = settings.n_frames // shape.patch
    picture = keras.Input((settings.n_frames, settings.n_mels), name="picture")
    x = with_differences(picture) if shape.differences else picture
    x = layers.Reshape((patches, shape.patch * x.shape[-1]))(x)
    x = layers.Dense(shape.width)(x)
    for block in range(shape.blocks):
        survival = 1.0 - (1.0 - shape.survival) * (block + 1) / shape.blocks
        x = _gated_block(x, shape, patches, survival)
    x = layers.LayerNormalization(epsilon=1e-5)(x)
    mean, most = layers.GlobalAveragePooling1D()(x), layers.GlobalMaxPooling1D()(x)
    pooled = layers.Concatenate()([mean, most])
    last = layers.Dense(shape.hidden, activation="relu")(pooled)
    dropped = layers.Dropout(0.2)(last)
    logits = layers.Dense(len(LABELS), name="logits")(dropped)
    least, spread = keras.ops.min(x, axis=1), keras.ops.std(x, axis=1)
    # Each part to the length 1: the cosine that adaptation works with then weighs them equally.
    parts = [layers.UnitNormalization()(part) for part in (mean, most, least, spread)]
    hidden = layers.Concatenate(name="hidden")(parts)
    return keras.Model(picture, {"logits": logits, "hidden": hidden})


def phases(shape: Shape) -> list[int]:
    """All ways in which a picture may lie on the grid of patches, in columns; as it is comes first.

    A word that lies a column later falls into other patches, and a network may hear another digit
    in it: the mean of all phases does not care (docs/decisions/0013).
    """
    ways = range(-(shape.patch // 2), shape.patch - shape.patch // 2)
    return sorted(ways, key=abs)


def combine(members: Sequence[tuple[keras.Model, int]]) -> keras.Model:
    """Several looks at a picture as one network: the mean of their logits, all their hidden layers.

    Parameters
    ----------
    members : sequence of (network, shift)
        Who looks, and by how many columns later in the picture; a network may look more than once.

    Returns
    -------
    keras.Model
        Takes (n, n_frames, n_mels); gives ``logits`` (n, 11) and ``hidden`` (n, sum of widths).
    """
    picture = keras.Input(members[0][0].input.shape[1:], name="picture")
    said = [
        keras.Model(network.input, network.output, name=f"member_{number}")(
            _shifted(picture, shift)
        )
        for number, (network, shift) in enumerate(members)
    ]
    logits = layers.Average(name="logits")([one["logits"] for one in said])
    hidden = layers.Concatenate(name="hidden")([one["hidden"] for one in said])
    return keras.Model(picture, {"logits": logits, "hidden": hidden})


def _shifted(picture: Any, columns: int) -> Any:
    """A picture from so many columns later on; beyond its end the last column goes on."""
    if columns == 0:
        return picture
    frames = picture.shape[1]
    seen = [min(max(frame + columns, 0), frames - 1) for frame in range(frames)]
    return keras.ops.take(picture, seen, axis=1)


def with_differences(picture: Any) -> Any:
    """The picture, how its bands change over four columns, and how that changes over six.

    As the speech recognizers of old heard (Furui, 1986). A dense layer could make the same of the
    columns, but learns better from what is given (docs/decisions/0018).
    """
    change = _shifted(picture, 2) - _shifted(picture, -2)
    turn = _shifted(picture, 3) + _shifted(picture, -3) - 2.0 * picture
    return keras.ops.concatenate([picture, change, turn], axis=2)


def _gated_block(x: Any, shape: Shape, patches: int, survival: float) -> Any:
    y = _standardized(x)
    # Two layers of half the width each: cutting one in two costs a tenth of the training's time.
    half = shape.width * shape.expansion // 2
    kept = layers.Dense(half, activation="relu")(y)
    gate = layers.Dense(half, activation="relu")(y)
    gate = _standardized(gate)
    gate = layers.Permute((2, 1))(gate)
    # Near 1 at first, so that an untrained gate lets everything through (Liu et al.).
    gate = layers.Dense(
        patches,
        kernel_initializer=keras.initializers.RandomNormal(stddev=1e-3),
        bias_initializer="ones",
    )(gate)
    gate = layers.Permute((2, 1))(gate)
    y = layers.Dense(shape.width)(kept * gate)
    return x + StochasticDepth(survival)(y)


def _standardized(x: Any) -> Any:
    """Mean 0 and deviation 1 over the channels, and no more.

    Layer normalization's own scale and offset would say nothing that the dense layers around it
    cannot say, and take a quarter of a step's time (docs/decisions/0014).
    """
    return layers.LayerNormalization(epsilon=1e-5, center=False, scale=False)(x)

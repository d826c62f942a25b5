"""The phrase network: a gated MLP with dense layers only, and one output for each patch.

Its blocks are those of `models.training.network`. Instead of pooling over time, the last layer says
of each patch which part of which word it is.
"""

from __future__ import annotations

import keras
from keras import layers

from core.decoding.viterbi import CLASSES
from core.spectrogram import SpectrogramSettings
from models.training.network import gated_patches
from models.training.recipe import Shape


def build_network(settings: SpectrogramSettings, shape: Shape, dropout: float = 0.1) -> keras.Model:
    """Build the untrained network.

    Returns
    -------
    keras.Model
        Takes (n, n_frames, n_mels); returns ``logits`` (n, n_frames / patch, CLASSES).
    """
    features = keras.Input((settings.n_frames, settings.n_mels), name="picture")
    x = gated_patches(features, shape)
    x = layers.Dropout(dropout)(x)
    return keras.Model(features, {"logits": layers.Dense(CLASSES, name="logits")(x)})

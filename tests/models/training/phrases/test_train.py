"""Training of the phrase network, its export and its place in the bundle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from core.bundle import Thresholds, default_bundle_directory, load_bundle
from core.decoding.decoder import PATCH, DecoderSettings
from core.decoding.viterbi import CLASSES
from core.network import phrase_network
from core.spectrogram import SpectrogramSettings
from models.training.phrases.batches import SavedMaterial, batch_of, batches, priors
from models.training.phrases.recipe import PhraseRecipe
from models.training.phrases.ship import MODEL_FILE, add_to_bundle, training_description
from models.training.recipe import Cycle, Shape
from tests.models.training.phrases.conftest import recordings, strings

# The first test that imports TensorFlow takes seconds, and minutes on a busy machine.
imports_tensorflow = pytest.mark.timeout(600)

SETTINGS = SpectrogramSettings()
TINY = PhraseRecipe(
    shape=Shape(patch=PATCH, width=16, expansion=2, blocks=1, differences=True),
    cycles=(Cycle(20), Cycle(10)),
    batch=32,
)


@pytest.fixture
def reader(tmp_path: Path) -> SavedMaterial:
    recordings().save(tmp_path / "recordings.npz")
    strings().save(tmp_path / "strings.npz")
    return SavedMaterial(tmp_path / "recordings.npz", tmp_path / "strings.npz", TINY)


@pytest.mark.slow
@imports_tensorflow
def test_the_network_has_dense_layers_only() -> None:
    from models.training.phrases.network import build_network

    network = build_network(SETTINGS, PhraseRecipe().shape)
    kinds = {type(layer).__name__ for layer in network.layers}
    assert kinds <= {
        "InputLayer", "Reshape", "Dense", "LayerNormalization", "Permute", "GetItem", "Multiply",
        "Add", "StochasticDepth", "Concatenate", "Dropout", "Take", "Subtract",
    }  # fmt: skip
    logits = network(np.zeros((2, SETTINGS.n_frames, SETTINGS.n_mels)))["logits"]
    assert logits.shape == (2, SETTINGS.n_frames // PATCH, CLASSES)


@pytest.mark.slow
@imports_tensorflow
def test_outer_patches_weigh_less() -> None:
    from models.training.phrases.train import patch_weights

    weights = patch_weights(25, 0.3)
    assert weights.mean() == pytest.approx(1.0)
    assert weights[0] == pytest.approx(0.3 * weights[12])
    assert (weights[5:20] == weights[12]).all()
    np.testing.assert_allclose(weights, weights[::-1])


def test_batches_come_in_order_from_the_second_process(reader: SavedMaterial) -> None:
    material = reader()
    with batches(reader, SETTINGS, TINY) as drawn:
        for number in range(2):
            features, targets = next(drawn)
            expected = batch_of(material, SETTINGS, TINY, number)
            np.testing.assert_array_equal(features, expected[0])
            np.testing.assert_array_equal(targets, expected[1])


def test_an_error_in_the_second_process_ends_the_training(tmp_path: Path) -> None:
    missing = SavedMaterial(tmp_path / "a.npz", tmp_path / "b.npz", TINY)
    with (
        batches(missing, SETTINGS, TINY) as drawn,
        pytest.raises(RuntimeError, match="no window") as caught,
    ):
        next(drawn)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def cross_entropy(targets: np.ndarray, logits: np.ndarray) -> float:
    shifted = logits - logits.max(axis=2, keepdims=True)
    posteriors = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    return float(-(targets * posteriors).sum(axis=2).mean())


def bundle_in(directory: Path) -> Path:
    shutil.copytree(default_bundle_directory(), directory, ignore=shutil.ignore_patterns("report"))
    return directory


@pytest.mark.slow
@imports_tensorflow
def test_a_tiny_training_and_its_export(reader: SavedMaterial, tmp_path: Path) -> None:
    import keras

    from models.training.export import convert
    from models.training.phrases.network import build_network
    from models.training.phrases.train import train

    network = train(reader, SETTINGS, TINY)
    material = reader()
    features, targets = batch_of(material, SETTINGS, TINY, 1000)
    logits = np.asarray(network(features, training=False)["logits"])
    keras.utils.set_random_seed(TINY.seed)
    untrained = np.asarray(build_network(SETTINGS, TINY.shape)(features, training=False)["logits"])
    assert cross_entropy(targets, logits) < cross_entropy(targets, untrained) - 0.3

    directory = bundle_in(tmp_path / "bundle")
    settings = DecoderSettings(word_penalty=-3.0)
    add_to_bundle(
        directory,
        convert(network),
        priors(material, SETTINGS, TINY).tolist(),
        settings,
        training_description(material, TINY),
    )
    bundle = load_bundle(directory)
    assert bundle.phrases is not None
    assert bundle.phrases.settings == settings
    run = phrase_network(bundle, bundle.phrases)
    for window, expected in zip(features[:8], logits, strict=False):
        np.testing.assert_allclose(run(window), expected, atol=1e-4)
    described = bundle.training["phrases"]
    assert described["speakers"] == 2
    assert "words/picovoice" in described["corpora"]


@pytest.mark.slow
@imports_tensorflow
def test_a_new_word_network_keeps_the_phrase_network(tmp_path: Path) -> None:
    from models.training.export import convert, write_bundle
    from models.training.phrases.network import build_network

    directory = bundle_in(tmp_path / "bundle")
    before = load_bundle(directory)
    network = build_network(SETTINGS, TINY.shape)
    even = [1.0 / CLASSES] * CLASSES
    add_to_bundle(directory, convert(network), even, DecoderSettings(), {"corpora": ["fsdd"]})
    write_bundle(
        directory, before.model, SETTINGS, Thresholds(), version="9", training={"corpora": []}
    )
    bundle = load_bundle(directory)
    assert bundle.version == "9"
    assert bundle.phrases is not None
    assert bundle.phrases.model == (directory / MODEL_FILE).read_bytes()
    assert bundle.training["phrases"] == {"corpora": ["fsdd"]}
    assert json.loads((directory / "bundle.json").read_text())["phrases"]["file"] == MODEL_FILE

"""The network: its layers, shifts, ensemble and export.

The tests themselves import TensorFlow: that takes seconds, and each process of `make test` imports
this module, but only one runs its tests.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.classifier import softmax
from core.network import word_network
from core.spectrogram import SpectrogramSettings
from models.build import SHIFTS
from models.data.splits import FOLDS
from models.training.recipe import Shape, recipe_of

# The first test imports TensorFlow: more than five seconds, and minutes on a busy machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SETTINGS = SpectrogramSettings()
SMALL = Shape(patch=10, width=8, blocks=1, hidden=16)


@pytest.mark.parametrize("has_deltas", [False, True])
def test_the_network_has_dense_layers_only(has_deltas: bool) -> None:
    from models.training.network import build_network

    allowed = {
        "InputLayer", "Reshape", "Dense", "LayerNormalization", "Permute", "GetItem", "Multiply",
        "Add", "StochasticDepth", "GlobalAveragePooling1D", "GlobalMaxPooling1D", "Concatenate",
        "Dropout", "UnitNormalization",
    }  # fmt: skip
    network = build_network(SETTINGS, Shape(differences=has_deltas))
    kinds = {type(layer).__name__ for layer in network.layers}
    assert kinds <= allowed | ({"Take", "Subtract"} if has_deltas else set())
    assert "Dense" in kinds


@pytest.mark.parametrize("has_deltas", [False, True])
def test_the_exported_model_matches_keras(tmp_path: Path, has_deltas: bool) -> None:
    import keras

    from core.bundle import Thresholds, load_bundle
    from models.training.export import convert, write_bundle
    from models.training.network import build_network

    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, replace(SMALL, differences=has_deltas))
    write_bundle(
        tmp_path, convert(network), SETTINGS, Thresholds(), version="0", training={"seed": 1}
    )
    run = word_network(load_bundle(tmp_path))
    features = np.random.default_rng(0).normal(0, 1, (20, 100, 40)).astype(np.float32)
    expected = network(features, training=False)
    for one, logits, hidden in zip(features, expected["logits"], expected["hidden"], strict=True):
        actual = run(one)
        np.testing.assert_allclose(
            keras.ops.softmax(actual[0]), keras.ops.softmax(logits), atol=1e-5
        )
        np.testing.assert_allclose(actual[1], hidden, atol=1e-4)


def test_int8_weights_change_the_probabilities_little(tmp_path: Path) -> None:
    import keras

    from core.bundle import Thresholds, load_bundle
    from models.training.export import convert, write_bundle
    from models.training.network import build_network

    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, Shape(blocks=2))
    model = convert(network, in_int8=True)
    assert len(model) < 0.6 * len(convert(network))
    write_bundle(tmp_path, model, SETTINGS, Thresholds(), version="0", training={"seed": 1})
    run = word_network(load_bundle(tmp_path))
    features = np.random.default_rng(0).normal(0, 1, (20, 100, 40)).astype(np.float32)
    expected = np.asarray(network(features, training=False)["logits"])
    for one, logits in zip(features, expected, strict=True):
        np.testing.assert_allclose(softmax(run(one)[0]), softmax(logits), atol=0.02)


def test_an_ensemble_averages_logits_and_concatenates_hidden_layers() -> None:
    import keras

    from models.training.network import build_network, combine

    members = []
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        members.append(build_network(SETTINGS, SMALL))
    features = np.random.default_rng(0).normal(0, 1, (4, 100, 40)).astype(np.float32)
    outputs = [member(features, training=False) for member in members]
    together = combine([(member, 0) for member in members])(features, training=False)
    mean = np.mean([np.asarray(one["logits"]) for one in outputs], axis=0)
    np.testing.assert_allclose(together["logits"], mean, atol=1e-5)
    each = 4 * SMALL.width
    assert np.asarray(together["hidden"]).shape == (4, 3 * each)
    np.testing.assert_allclose(
        np.asarray(together["hidden"])[:, -each:], outputs[2]["hidden"], atol=1e-5
    )
    assert not np.allclose(outputs[0]["logits"], outputs[1]["logits"])


def test_deltas() -> None:
    from models.training.network import with_deltas

    slopes = np.linspace(-1, 1, 40, dtype=np.float32)
    ramp = np.arange(100, dtype=np.float32)[:, None] * slopes
    found = np.asarray(with_deltas(np.stack([ramp, ramp**2, np.ones_like(ramp)])))
    assert found.shape == (3, 100, 120)
    np.testing.assert_array_equal(found[:2, :, :40], [ramp, ramp**2])
    np.testing.assert_allclose(found[0, 3:-3, 40:80], np.tile(4 * slopes, (94, 1)), atol=1e-4)
    np.testing.assert_allclose(found[0, 3:-3, 80:], 0.0, atol=1e-4)
    np.testing.assert_allclose(found[1, 3:-3, 80:], np.tile(18 * slopes**2, (94, 1)), atol=1e-2)
    assert not found[2, :, 40:].any()


def test_shifts_cover_all_positions_of_a_patch(tmp_path: Path) -> None:
    import keras

    from core.bundle import Thresholds, load_bundle
    from models.training.export import convert, write_bundle
    from models.training.network import build_network, combine, shifts

    assert shifts(Shape(patch=5)) == [0, -1, 1, -2, 2]
    assert {shift % 4 for shift in shifts(Shape(patch=4))} == {0, 1, 2, 3}
    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, SMALL)
    features = np.random.default_rng(0).normal(0, 1, (4, 100, 40)).astype(np.float32)
    later = np.concatenate([features[:, 2:], features[:, -1:], features[:, -1:]], axis=1)
    earlier = np.concatenate([features[:, :1], features[:, :-1]], axis=1)
    mean = (network(later)["logits"] + network(earlier)["logits"]) / 2
    both = combine([(network, 2), (network, -1)])
    np.testing.assert_allclose(both(features)["logits"], mean, atol=1e-5)
    write_bundle(tmp_path, convert(both), SETTINGS, Thresholds(), version="0", training={"seed": 1})
    run = word_network(load_bundle(tmp_path))
    for one, logits in zip(features, np.asarray(mean), strict=True):
        np.testing.assert_allclose(run(one)[0], logits, atol=1e-4)


def test_the_shifts_of_the_members_add_up_to_zero() -> None:
    from models.training.network import shifts

    assert len(SHIFTS) == FOLDS
    assert sum(SHIFTS) == 0
    assert set(SHIFTS) <= set(shifts(Shape()))


def test_members_with_and_without_deltas_take_turns() -> None:
    from models.training.network import build_network

    shapes = [recipe_of(fold).shape for fold in range(FOLDS)]
    assert [shape.differences for shape in shapes] == [True, False, True]
    with_, without = (build_network(SETTINGS, shape).count_params() for shape in shapes[:2])
    assert with_ - without == 2 * Shape().patch * SETTINGS.n_mels * Shape().width

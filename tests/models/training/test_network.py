"""The network: dense layers only, its looks at a word, and that its export says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from core.classifier import Network, softmax
from core.spectrogram import SpectrogramSettings
from models.build import LOOKS
from models.data.index import FOLDS
from models.training.export import convert
from models.training.network import build_network, combine, phases, with_differences
from models.training.recipe import Shape, recipe_of

SETTINGS = SpectrogramSettings()
SMALL = Shape(patch=10, width=8, blocks=1, hidden=16)


@pytest.mark.parametrize("has_differences", [False, True])
def test_the_network_has_dense_layers_only(has_differences: bool) -> None:
    allowed = {
        "InputLayer", "Reshape", "Dense", "LayerNormalization", "Permute", "GetItem", "Multiply",
        "Add", "StochasticDepth", "GlobalAveragePooling1D", "GlobalMaxPooling1D", "Concatenate",
        "Dropout", "UnitNormalization",
    }  # fmt: skip
    network = build_network(SETTINGS, Shape(differences=has_differences))
    kinds = {type(layer).__name__ for layer in network.layers}
    assert kinds <= allowed | ({"Take", "Subtract"} if has_differences else set())
    assert "Dense" in kinds


@pytest.mark.parametrize("has_differences", [False, True])
def test_the_export_is_the_keras_model(tmp_path: Path, has_differences: bool) -> None:
    from core.bundle import Thresholds, load_bundle
    from models.training.export import write_bundle

    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, replace(SMALL, differences=has_differences))
    write_bundle(
        tmp_path, convert(network), SETTINGS, Thresholds(), version="0", training={"seed": 1}
    )
    run = Network(load_bundle(tmp_path))
    pictures = np.random.default_rng(0).normal(0, 1, (20, 100, 40)).astype(np.float32)
    theirs = network(pictures, training=False)
    for one, logits, hidden in zip(pictures, theirs["logits"], theirs["hidden"], strict=True):
        ours = run(one)
        np.testing.assert_allclose(keras.ops.softmax(ours[0]), keras.ops.softmax(logits), atol=1e-5)
        np.testing.assert_allclose(ours[1], hidden, atol=1e-4)


def test_int8_weights_hardly_move_the_answer(tmp_path: Path) -> None:
    from core.bundle import Thresholds, load_bundle
    from models.training.export import write_bundle

    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, Shape(blocks=2))
    model = convert(network, in_int8=True)
    assert len(model) < 0.6 * len(convert(network))
    write_bundle(tmp_path, model, SETTINGS, Thresholds(), version="0", training={"seed": 1})
    run = Network(load_bundle(tmp_path))
    pictures = np.random.default_rng(0).normal(0, 1, (20, 100, 40)).astype(np.float32)
    theirs = np.asarray(network(pictures, training=False)["logits"])
    for one, logits in zip(pictures, theirs, strict=True):
        np.testing.assert_allclose(softmax(run(one)[0]), softmax(logits), atol=0.02)


def test_an_ensemble_says_the_mean_and_keeps_every_hidden_layer() -> None:
    members = []
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        members.append(build_network(SETTINGS, SMALL))
    pictures = np.random.default_rng(0).normal(0, 1, (4, 100, 40)).astype(np.float32)
    said = [member(pictures, training=False) for member in members]
    together = combine([(member, 0) for member in members])(pictures, training=False)
    mean = np.mean([np.asarray(one["logits"]) for one in said], axis=0)
    np.testing.assert_allclose(together["logits"], mean, atol=1e-5)
    each = 4 * SMALL.width
    assert np.asarray(together["hidden"]).shape == (4, 3 * each)
    np.testing.assert_allclose(
        np.asarray(together["hidden"])[:, -each:], said[2]["hidden"], atol=1e-5
    )
    assert not np.allclose(said[0]["logits"], said[1]["logits"])


def test_a_network_is_given_how_the_picture_changes() -> None:
    slopes = np.linspace(-1, 1, 40, dtype=np.float32)
    ramp = np.arange(100, dtype=np.float32)[:, None] * slopes
    given = np.asarray(with_differences(np.stack([ramp, ramp**2, np.ones_like(ramp)])))
    assert given.shape == (3, 100, 120)
    np.testing.assert_array_equal(given[:2, :, :40], [ramp, ramp**2])
    np.testing.assert_allclose(given[0, 3:-3, 40:80], np.tile(4 * slopes, (94, 1)), atol=1e-4)
    np.testing.assert_allclose(given[0, 3:-3, 80:], 0.0, atol=1e-4)
    np.testing.assert_allclose(given[1, 3:-3, 80:], np.tile(18 * slopes**2, (94, 1)), atol=1e-2)
    assert not given[2, :, 40:].any()


def test_a_network_looks_in_all_phases_of_its_patches(tmp_path: Path) -> None:
    from core.bundle import Thresholds, load_bundle
    from models.training.export import write_bundle

    assert phases(Shape(patch=5)) == [0, -1, 1, -2, 2]
    assert {phase % 4 for phase in phases(Shape(patch=4))} == {0, 1, 2, 3}
    keras.utils.set_random_seed(1)
    network = build_network(SETTINGS, SMALL)
    pictures = np.random.default_rng(0).normal(0, 1, (4, 100, 40)).astype(np.float32)
    later = np.concatenate([pictures[:, 2:], pictures[:, -1:], pictures[:, -1:]], axis=1)
    earlier = np.concatenate([pictures[:, :1], pictures[:, :-1]], axis=1)
    mean = (network(later)["logits"] + network(earlier)["logits"]) / 2
    both = combine([(network, 2), (network, -1)])
    np.testing.assert_allclose(both(pictures)["logits"], mean, atol=1e-5)
    write_bundle(tmp_path, convert(both), SETTINGS, Thresholds(), version="0", training={"seed": 1})
    run = Network(load_bundle(tmp_path))
    for one, logits in zip(pictures, np.asarray(mean), strict=True):
        np.testing.assert_allclose(run(one)[0], logits, atol=1e-4)


def test_either_kind_of_network_looks_to_both_sides_in_the_shipped_model() -> None:
    seen: dict[bool, list[int]] = {False: [], True: []}
    for fold, look in enumerate(LOOKS):
        seen[recipe_of(fold).shape.differences].append(look)
    assert [sum(looks) for looks in seen.values()] == [0, 0]
    assert {*seen[False], *seen[True]} == set(phases(Shape()))


def test_half_of_the_networks_are_given_it() -> None:
    shapes = [recipe_of(fold).shape for fold in range(FOLDS)]
    assert sum(shape.differences for shape in shapes) == FOLDS // 2
    given, plain = (build_network(SETTINGS, shape).count_params() for shape in shapes[:2])
    assert given - plain == 2 * Shape().patch * SETTINGS.n_mels * Shape().width

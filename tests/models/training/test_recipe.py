"""Training uses the segmenter and features of the app, and keeps speakers apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audio import load
from core.bundle import LABELS
from core.features import utterance_features
from core.recognizer import loudest_utterance
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER
from models.training.augment import Batch, augment, reverse, smooth_warp, unaugmented
from models.training.cuts import WINDOW, cut, utterances
from models.training.dataset import CONVERTED_VOICES, Dataset, LabelledSound, from_sounds
from models.training.recipe import Cycle, Recipe, Shape, Shares

# The first test that imports TensorFlow takes seconds, and minutes on a busy machine.
imports_tensorflow = pytest.mark.timeout(600)

CLIPS = Path(__file__).resolve().parents[2] / "audio"
SETTINGS = SpectrogramSettings()
SMALL = Shape(patch=10, width=8, blocks=1, hidden=16)


@pytest.mark.parametrize("path", sorted(CLIPS.glob("*.flac")), ids=lambda p: p.stem)
def test_training_and_app_compute_the_same_features(path: Path) -> None:
    """Cut, window, floor, range and z-score are the same in models/ and core/."""
    utterance = loudest_utterance(load(path))
    assert utterance is not None
    (in_training,) = utterances(load(path), is_word=True)
    np.testing.assert_array_equal(in_training.samples, utterance.samples)
    speech = (utterance.start - utterance.samples_start, utterance.end - utterance.samples_start)
    trained = unaugmented(cut(utterance.samples, speech, SETTINGS).columns[None], SETTINGS)[0]
    # Cuts are stored in half precision: 0.03 dB at -60 dB.
    np.testing.assert_allclose(trained, utterance_features(utterance.samples, SETTINGS), atol=0.02)


def test_the_bounds_of_a_cut_are_those_of_the_word() -> None:
    (word,) = utterances(load(CLIPS / "7_slt_0.flac"), is_word=True)
    speech = (word.start - word.samples_start, word.end - word.samples_start)
    found = cut(word.samples, speech, SETTINGS)
    assert found.last - found.first == pytest.approx((word.end - word.start) * 100, abs=1)
    loud = np.flatnonzero(found.columns.max(axis=1) > found.columns.max() - 25)
    assert found.first - 3 <= loud[0]
    assert loud[-1] <= found.last + 3


def test_single_short_words_get_more_voice_conversions() -> None:
    word = load(CLIPS / "word_stop_slt.flac")
    rows = [
        len(from_sounds([LabelledSound(word, OTHER, "anna", corpus)] * 6, SETTINGS))
        for corpus in ("sentences/ljspeech", "words/mycroft", "words/speech_commands")
    ]
    assert CONVERTED_VOICES["sentences"] == 0.0
    assert rows[0] < rows[1] < rows[2]


def test_reversed_words_have_reversed_bounds() -> None:
    rng = np.random.default_rng(0)
    columns = rng.normal(-40, 10, (2, WINDOW, 40)).astype(np.float32)
    batch = Batch(columns, np.array([20, 30]), np.array([50, 90]))
    reversed_ = reverse(batch, np.array([True, False]))
    np.testing.assert_array_equal(reversed_.columns[0], columns[0, ::-1])
    np.testing.assert_array_equal(reversed_.columns[1], columns[1])
    assert reversed_.first.tolist() == [WINDOW - 50, 30]
    assert reversed_.last.tolist() == [WINDOW - 20, 90]
    np.testing.assert_array_equal(
        reversed_.columns[0, reversed_.first[0] : reversed_.last[0]], columns[0, 20:50][::-1]
    )


@given(seed=st.integers(0, 2**32 - 1), slope=st.floats(0.0, 0.9))
def test_time_warping_keeps_the_order_of_columns(seed: int, slope: float) -> None:
    places = np.tile(np.arange(100.0), (8, 1))
    moved = places + smooth_warp(
        places, period=(12.0, 110.0), slope=slope, rng=np.random.default_rng(seed)
    )
    assert (np.diff(moved, axis=1) > 0).all()


def test_augmentation_is_finite_and_deterministic() -> None:
    rng = np.random.default_rng(0)
    columns = rng.normal(-40, 10, (32, WINDOW, 40)).astype(np.float32)
    batch = Batch(columns, np.full(32, 40), np.full(32, 90))
    noise = rng.gamma(1.0, 1.0, (500, 40)).astype(np.float32)
    found = [augment(batch, noise, SETTINGS, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert found[0].shape == (32, 100, 40)
    assert np.isfinite(found[0]).all()
    np.testing.assert_array_equal(found[0], found[1])
    assert not np.allclose(found[0], found[2])
    np.testing.assert_array_equal(batch.columns, columns)


@pytest.mark.slow
@imports_tensorflow
def test_a_speaker_or_corpus_with_many_takes_does_not_outweigh_the_others() -> None:
    from models.training.train import sampling_distribution

    rows = [
        *[("fsdd/a", 1, "fsdd")] * 100,
        ("fsdd/b", 1, "fsdd"),
        ("speech_commands/c", 1, "speech_commands"),
        ("made/d", 1, "made/native"),
        ("made/d", OTHER, "made/native"),
        ("words/e", OTHER, "words/x"),
        ("words/f", OTHER, "words/x"),
        ("noise/dog", OTHER, "noise/esc10"),
    ]
    speaker, label, corpus = map(np.array, zip(*rows, strict=True))
    count = len(rows)
    bounds = np.zeros(count, np.int16)
    empty = np.zeros((count, 1, 1), np.float16)
    dataset = Dataset(empty, bounds, bounds, label, speaker, corpus, np.ones(count, bool))
    shares = Shares(0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.05)
    recipe = Recipe(shares=shares, corpora=(("fsdd", 0.25), ("speech_commands", 0.75)))
    odds = np.diff(sampling_distribution(dataset, recipe), prepend=0.0)
    present = 0.85  # there are no sentences and no other languages
    assert odds[:100].sum() == pytest.approx(0.4 * 0.25 * 10 / 11 / present)
    assert odds[100] == pytest.approx(0.4 * 0.25 / 11 / present)
    assert odds[101] == pytest.approx(0.4 * 0.75 / present)
    assert odds[102:].tolist() == pytest.approx(
        [part / present for part in (0.2, 0.1, 0.05, 0.05, 0.05)]
    )


@pytest.mark.slow
@imports_tensorflow
def test_a_small_network_learns_the_test_clips(tmp_path: Path) -> None:
    """All steps from sounds to a trained model, with little data."""
    from models.training.train import train

    sounds = [
        LabelledSound(load(path), int(path.name[0]), f"made/{path.stem}", "made/test")
        for path in sorted(CLIPS.glob("[0-9]_*.flac"))
    ]
    dataset = from_sounds(sounds, SETTINGS)
    assert dataset.is_original.sum() == len(sounds)
    dataset.save(tmp_path / "cuts.npz")
    dataset = Dataset.read(tmp_path / "cuts.npz")
    noise = np.random.default_rng(0).gamma(1.0, 1.0, (500, 40)).astype(np.float32)
    recipe = Recipe(
        shape=Shape(width=32, blocks=1, hidden=32),
        cycles=(Cycle(250), Cycle(100, 0.014, 0.0021)),
        batch=32,
    )
    network = train(dataset, noise, SETTINGS, recipe)
    originals = dataset.where(dataset.is_original)
    logits = np.asarray(network(unaugmented(originals.columns, SETTINGS), training=False)["logits"])
    assert logits.shape == (20, len(LABELS))
    assert (logits[:, :10].argmax(axis=1) == originals.label).mean() >= 0.7


@pytest.mark.slow
@imports_tensorflow
def test_the_baseline_is_the_web_demos_network() -> None:
    import keras

    from models.evaluation.baseline import build_baseline, flat_spectrogram

    network = build_baseline()
    widths = [layer.units for layer in network.layers if isinstance(layer, keras.layers.Dense)]
    rates = [layer.rate for layer in network.layers if isinstance(layer, keras.layers.Dropout)]
    assert widths == [512, 256, 128, 10]
    assert rates == [0.3, 0.3, 0.2]
    sound = np.random.default_rng(0).normal(0, 0.1, 15_000).astype(np.float32)
    features = flat_spectrogram(sound)
    assert features.shape == (network.input_shape[1],)
    assert features.mean() == pytest.approx(0.0, abs=1e-3)
    assert features.std() == pytest.approx(1.0, abs=1e-2)

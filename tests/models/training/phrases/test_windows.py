"""Composition of training windows: classes lie under their sound."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from core.audio import load
from core.decoding.decoder import PATCH
from core.decoding.posteriors import ColumnBuffer, Posteriors
from core.decoding.viterbi import CLASSES, OTHER, OTHER_WORD, SILENCE
from core.spectrogram import SpectrogramSettings, z_score
from models.data.index import OTHER as OTHER_LABEL
from models.data.index import Recording
from models.data.splits import Split
from models.training.phrases import augment as augmenting
from models.training.phrases import windows
from models.training.phrases.augment import augment, targets_of
from models.training.phrases.batches import batch_of, priors
from models.training.phrases.columns import RecordingColumns, StringColumns, row_of, word_columns
from models.training.phrases.material import Material
from models.training.phrases.recipe import PhraseRecipe, Shares
from models.training.phrases.windows import WIDTH, Window, compose, joined, noise, spoken, talk
from tests.models.training.phrases.conftest import band_of, recordings, strings

CLIPS = Path(__file__).resolve().parents[3] / "audio"
SETTINGS = SpectrogramSettings()
RECIPE = PhraseRecipe(batch=24)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def label_of(class_: int) -> int:
    """The digit of a word's class, or the label of other words."""
    return OTHER_LABEL if class_ == OTHER else class_ // 3


def test_batches_are_deterministic(material: Material) -> None:
    first, again, other = (batch_of(material, SETTINGS, RECIPE, number) for number in (3, 3, 4))
    features, targets = first
    assert features.shape == (24, SETTINGS.n_frames, SETTINGS.n_mels)
    assert targets.shape == (24, SETTINGS.n_frames // PATCH, CLASSES)
    assert features.dtype == targets.dtype == np.float32
    assert np.isfinite(features).all()
    np.testing.assert_array_equal(features, again[0])
    np.testing.assert_array_equal(targets, again[1])
    assert not np.allclose(features, other[0])
    np.testing.assert_allclose(targets.sum(axis=2), 1.0, atol=1e-6)


def test_the_shares_of_windows_sum_to_one(material: Material) -> None:
    shares = Shares()
    parts = [getattr(shares, name) for name in Shares.__slots__]
    assert sum(parts) == pytest.approx(1.0)
    power, classes = compose(material, shares, 30, rng())
    assert power.shape == (30, WIDTH, SETTINGS.n_mels)
    assert classes.shape == (30, WIDTH)


@pytest.mark.parametrize("others", [0.0, 0.5, 1.0])
def test_the_classes_of_a_string_lie_under_its_words(material: Material, others: float) -> None:
    right = total = 0
    for seed in range(30):
        window = joined(material, rng(seed), others=others)
        loudest = window.power.argmax(axis=1)
        words = np.flatnonzero(window.classes != SILENCE)
        right += sum(loudest[n] == band_of(label_of(window.classes[n])) for n in words)
        total += len(words)
        if others == 1.0:
            assert set(window.classes) <= {SILENCE, OTHER}
    # Where words overlap, the loudest band may be that of the other word.
    assert right / total > 0.9


def test_silence_lies_between_the_words(material: Material) -> None:
    for seed in range(30):
        window = joined(material, rng(seed), is_single=True)
        spoken_columns = np.flatnonzero(window.classes != SILENCE)
        assert len(spoken_columns) >= 9
        assert (np.diff(window.classes[spoken_columns]) >= 0).all()  # beginning, middle, end
        assert len(set(window.classes[spoken_columns])) == 3
        far = np.ones(WIDTH, bool)
        far[max(spoken_columns[0] - 6, 0) : spoken_columns[-1] + 10] = False
        level = 10 * np.log10(window.power.max(axis=1))
        assert level[far].max() < level[spoken_columns].max() - 15


@pytest.mark.parametrize(
    ("before", "word", "is_equal"),
    [
        (9, 9, True), (6, 7, True), (8, 2, True), (6, 0, True), (5, 4, True), (1, 9, True),
        (3, 4, False), (0, 1, False), (-1, 9, False), (9, OTHER_WORD, False),
    ],
)  # fmt: skip
def test_equal_sounds(before: int, word: int, is_equal: bool) -> None:
    assert windows._is_assimilated(before, word) is is_equal


def test_equal_sounds_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nines follow each other more closely than fours, which begin and end differently."""
    monkeypatch.setattr(windows, "_STYLE_ODDS", (1.0, 0.0, 0.0))
    starts: list[tuple[int, int]] = []
    add = Window.add

    def recorded(
        self: Window, position: int, power: np.ndarray, speech: tuple[int, int], word: int
    ) -> None:
        starts.append((position, speech[1] - speech[0]))
        add(self, position, power, speech, word)

    monkeypatch.setattr(Window, "add", recorded)
    gaps: dict[int, list[int]] = {4: [], 9: []}
    for digit, found in gaps.items():
        material = Material(recordings([digit]), strings(), {"speech_commands": 1.0})
        for seed in range(60):
            starts.clear()
            joined(material, rng(seed))
            found += [
                start - (before + length) for (before, length), (start, _) in pairwise(starts)
            ]
    assert min(gaps[4]) >= -5
    assert np.mean(gaps[9]) < np.mean(gaps[4]) - 1.5


def test_talk_is_other_speech_where_it_is_loud(material: Material) -> None:
    found: set[int] = set()
    for seed in range(30):
        window = talk(material, rng(seed))
        found |= set(window.classes)
        level = 10 * np.log10(window.power[:, band_of(OTHER_LABEL)])
        assert (level[window.classes == OTHER] > -10).all()
        assert (level[window.classes == SILENCE] < -40).all()
    assert found == {SILENCE, OTHER}


def test_noise_is_silence(material: Material) -> None:
    window = noise(material, rng())
    assert set(window.classes) == {SILENCE}
    assert window.power.max() == pytest.approx(1.0)


def test_spoken_strings_keep_the_times_of_their_words(material: Material) -> None:
    found: set[int] = set()
    for seed in range(20):
        window = spoken(material, rng(seed))
        for n in np.flatnonzero(window.classes != SILENCE):
            label = label_of(window.classes[n])
            assert window.power[n].argmax() == band_of(label)
            found.add(label)
    assert found == {1, 2, OTHER_LABEL}


def test_held_out_speakers_are_not_in_training_windows() -> None:
    cases: list[tuple[Split, set[str], list[int]]] = [
        ("train", {"anna", "bert"}, [0]),
        ("validation", {"carl"}, [1]),
    ]
    for split, speakers, numbers in cases:
        material = Material(recordings(), strings(), {"speech_commands": 1.0}, splits=(split,))
        assert {name for _, name in material.takes} == speakers
        assert material.string_numbers.tolist() == numbers


def test_targets_are_shares_of_a_patch() -> None:
    classes = np.array([[0, 0, 0, 1, SILENCE, SILENCE, OTHER, OTHER]])
    targets = targets_of(classes)
    assert targets.shape == (1, 2, CLASSES)
    assert targets[0, 0, [0, 1]].tolist() == [0.75, 0.25]
    assert targets[0, 1, [SILENCE, OTHER]].tolist() == [0.5, 0.5]


def test_priors_are_probabilities(material: Material) -> None:
    found = priors(material, SETTINGS, RECIPE)
    assert found.shape == (CLASSES,)
    assert found.sum() == pytest.approx(1.0, abs=1e-5)
    assert found.min() > 0.0
    assert found.argmax() in (SILENCE, OTHER)


def test_words_that_follow_each_other_share_the_gap() -> None:
    words = [(4, 0, 1600), (2, 2400, 4000), (OTHER_WORD, 8000, 9600)]
    assert word_columns(words, 160) == [(4, 0, 12), (2, 12, 25), (OTHER_WORD, 50, 60)]


def test_columns_are_saved_and_read(tmp_path: Path) -> None:
    for columns in (recordings(), strings()):
        columns.save(tmp_path / "columns.npz")
        again = type(columns).read(tmp_path / "columns.npz")
        assert isinstance(again, RecordingColumns | StringColumns)
        np.testing.assert_array_equal(again.decibels, columns.decibels)
        np.testing.assert_array_equal(again.offset, columns.offset)


def test_training_and_app_compute_the_same_windows() -> None:
    """What training is composed of, z-scored, is what `Posteriors` shows the network."""
    path = CLIPS / "7_slt_0.flac"
    samples = np.concatenate([load(path)] * 3)
    row = row_of(Recording(path, "fsdd", "fsdd/slt", 7), SETTINGS)
    assert row is not None
    columns, first, last = row
    buffer = ColumnBuffer(SETTINGS)
    buffer.feed(load(path))
    # Columns are stored in half precision: 0.03 dB at -60 dB.
    np.testing.assert_allclose(columns[: len(buffer.columns)], buffer.columns, atol=0.035)
    loud = np.flatnonzero(columns.max(axis=1) > columns.max() - 20)
    assert first - 2 <= loud[0]
    assert loud[-1] <= last + 2

    seen: list[np.ndarray] = []

    def network(window: np.ndarray) -> np.ndarray:
        seen.append(window)
        return np.zeros((SETTINGS.n_frames // PATCH, CLASSES), np.float32)

    posteriors = Posteriors(network, SETTINGS, PATCH, np.zeros(CLASSES, np.float32), -9.0)
    posteriors.feed(samples)
    whole = posteriors.columns.astype(np.float16).astype(np.float32)
    starts = range(0, len(whole) - SETTINGS.n_frames + 1, 20)
    trained = [z_score(whole[start : start + SETTINGS.n_frames], SETTINGS) for start in starts]
    assert trained
    for window in trained:
        assert min(np.abs(window - other).max() for other in seen) < 0.02


def test_augmented_windows_have_the_scale_of_the_app(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert augmenting.z_score is z_score
    monkeypatch.setattr(augmenting, "mask", lambda features, rng: features)
    power, classes = compose(material, Shares(), 16, rng())
    features, _ = augment(power, classes, material.noise, SETTINGS, RECIPE.channels, rng())
    np.testing.assert_allclose(features.mean(axis=(1, 2)), 0.0, atol=1e-3)
    np.testing.assert_allclose(features.std(axis=(1, 2)), 1.0, atol=1e-3)


def test_augmentation_moves_classes_with_their_sound(material: Material) -> None:
    quiet = PhraseRecipe().channels
    windows_ = [joined(material, rng(seed), is_single=True) for seed in range(16)]
    features, targets = augment(
        np.stack([window.power for window in windows_]),
        np.stack([window.classes for window in windows_]),
        material.noise,
        SETTINGS,
        quiet,
        rng(1),
    )
    is_word = targets[:, :, :SILENCE].sum(axis=2) > 0.99
    level = features.reshape(len(features), -1, PATCH, SETTINGS.n_mels).max(axis=(2, 3))
    assert level[is_word].mean() > level[~is_word].mean() + 1.0

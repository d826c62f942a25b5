"""The level of the background noise, and percentiles without a part of NumPy slow to import."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from core.levels import NoiseFloor, percentile


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1,), (2,), (7,), (97,), (1, 40), (15, 7), (300, 1), (300, 7)])
@pytest.mark.parametrize("percent", [0.0, 5.0, 10.0, 15.0, 25.0, 50.0, 99.0, 100.0])
def test_percentile_equals_numpys_exactly(
    kind: type[np.floating], shape: tuple[int, ...], percent: float
) -> None:
    generator = np.random.default_rng(3)
    for scale in (0.01, 1.0, 60.0):
        values = (generator.standard_normal(shape) * scale - 50.0).astype(kind)
        expected = np.percentile(values, percent, axis=0)
        np.testing.assert_array_equal(percentile(values, percent), expected, strict=True)


def test_listening_does_not_import_numpy_ma() -> None:
    """It takes 6 MB, and the first result would wait for its import."""
    program = """
import sys
import numpy as np
from core.features import utterance_features
from core.segmenter import Segmenter
from core.spectrogram import SpectrogramSettings
word = np.random.default_rng(1).standard_normal(16000).astype(np.float32)
sound = np.concatenate([word * 0.001, word * 0.3 * np.sin(np.arange(16000) / 20), word * 0.001])
Segmenter().feed(sound.astype(np.float32))
utterance_features(word, SpectrogramSettings())
sys.exit("numpy.ma" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def steady(count: int, level: float) -> np.ndarray:
    return np.full((count, 1), level, np.float32)


def test_the_noise_floor_follows_steady_noise() -> None:
    floor = NoiseFloor()
    floor.update(steady(300, -70.0))
    assert floor.level_db == pytest.approx(-70.0, abs=1.0)
    floor.update(steady(300, -45.0))
    assert floor.level_db == pytest.approx(-45.0, abs=1.0)


def test_the_noise_floor_does_not_follow_a_word() -> None:
    floor = NoiseFloor()
    floor.update(steady(200, -65.0))
    floor.update(steady(80, -15.0))
    assert floor.level_db == pytest.approx(-65.0, abs=1.0)


def test_the_noise_floor_is_a_percentile_of_the_last_frames() -> None:
    levels = np.random.default_rng(5).uniform(-70.0, -40.0, (1000, 2)).astype(np.float32)
    floors = NoiseFloor(2, percentile=25.0).update(levels)
    assert np.all(floors[:14] == NoiseFloor.QUIET_ROOM_DB)  # too few frames are known
    for frames in (15, 20, 70, 80, 310, 1000):
        expected = np.percentile(levels[max(frames - 300, 0) : frames], 25.0, axis=0)
        np.testing.assert_array_equal(floors[frames - 1], expected)


@pytest.mark.parametrize("size", [1, 2, 7, 15, 64, 301])
def test_the_noise_floor_does_not_depend_on_the_blocks(size: int) -> None:
    levels = np.random.default_rng(6).uniform(-70.0, -40.0, (700, 3)).astype(np.float32)
    floor = NoiseFloor(3)
    blocks = [floor.update(levels[begin : begin + size]) for begin in range(0, 700, size)]
    np.testing.assert_array_equal(np.concatenate(blocks), NoiseFloor(3).update(levels))

"""Percentiles without the part of NumPy that is slow to import."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from core.levels import percentile


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
from core.features import picture
from core.segmenter import Segmenter
from core.spectrogram import SpectrogramSettings
word = np.random.default_rng(1).standard_normal(16000).astype(np.float32)
sound = np.concatenate([word * 0.001, word * 0.3 * np.sin(np.arange(16000) / 20), word * 0.001])
Segmenter().feed(sound.astype(np.float32))
picture(word, SpectrogramSettings())
sys.exit("numpy.ma" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

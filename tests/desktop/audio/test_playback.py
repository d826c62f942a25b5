"""Amplification of sounds for replay."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.audio.playback import louder


@pytest.mark.parametrize("peak", [0.9, 0.1, 0.02])
def test_a_sound_is_amplified_to_the_target_peak(peak):
    sound = np.array([0.0, peak, -peak / 2], np.float32)
    assert np.abs(louder(sound)).max() == pytest.approx(0.5)


def test_the_amplification_is_limited():
    assert np.abs(louder(np.full(10, 1e-4, np.float32))).max() == pytest.approx(0.0032)
    assert not louder(np.zeros(10, np.float32)).any()

"""Gain before everything else, and sounds made loud enough to be replayed."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.audio.gain import GainSource
from desktop.audio.playback import louder
from desktop.audio.sources import FileSource
from tests.harness.program import AUDIO

CLIP = AUDIO / "7_slt_0.flac"


def heard(gain_db: float) -> np.ndarray:
    source = GainSource(FileSource(CLIP, is_paced=False), lambda: gain_db)
    source.open(lambda: False)
    blocks = []
    while (block := source.read(0.1)) is not None and not block.is_last:
        blocks.append(block.samples)
    source.close()
    return np.concatenate(blocks)


def test_the_gain_is_that_many_decibels_and_clips_as_a_converter_does():
    plain = heard(0.0)
    np.testing.assert_allclose(heard(-6.0), plain * 10 ** (-6 / 20), atol=1e-6)
    loud = heard(30.0)
    assert np.abs(loud).max() == 1.0
    small = np.abs(plain) < 0.02
    np.testing.assert_allclose(loud[small], plain[small] * 10**1.5, atol=1e-5)


def test_it_stands_for_its_source():
    source = GainSource(FileSource(CLIP), lambda: 0.0)
    assert (source.name, source.rate, source.is_live) == ("7_slt_0.flac", 16_000, False)


@pytest.mark.parametrize("peak", [0.9, 0.1, 0.02])
def test_a_replay_is_as_loud_as_can_be_heard(peak):
    sound = np.array([0.0, peak, -peak / 2], np.float32)
    assert np.abs(louder(sound)).max() == pytest.approx(0.5)


def test_a_replay_of_next_to_nothing_stays_soft():
    assert np.abs(louder(np.full(10, 1e-4, np.float32))).max() == pytest.approx(0.0032)
    assert not louder(np.zeros(10, np.float32)).any()

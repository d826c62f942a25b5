"""Synthetic speakers and their pronunciations."""

from __future__ import annotations

import numpy as np
import pytest

from models.synthesis.lexicon import ACCENTS, AMERICAN, BRITISH, OH
from models.synthesis.speakers import NATIVES, accented_speakers, natives
from tests.models.phonemes import kokoro_vocabulary

NAMES = ("af_a", "af_b", "am_a", "bf_a", "bm_a", "ef_a", "hm_a", "zf_a")
"""Voices named as in Kokoro: language, sex."""


@pytest.fixture
def styles() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=(510, 1, 256)).astype(np.float32) for name in NAMES}


def test_all_phonemes_are_in_kokoros_vocabulary() -> None:
    words = [*AMERICAN, *BRITISH, OH]
    words += [one for accent in ACCENTS for digit in accent.digits for one in digit.split("|")]
    assert set("".join(words)) <= set(kokoro_vocabulary())


def test_each_accent_has_ten_digits() -> None:
    assert {len(accent.digits) for accent in ACCENTS} == {10}


def test_there_are_as_many_women_as_men(styles: dict[str, np.ndarray]) -> None:
    speakers = [*natives(styles)[len(styles) :], *accented_speakers(styles)]
    women = sum(speaker.name.split(":")[-1][1] == "f" for speaker in speakers)
    assert abs(2 * women - len(speakers)) <= 2


def test_all_speakers_differ(styles: dict[str, np.ndarray]) -> None:
    speakers = [*natives(styles), *accented_speakers(styles)]
    assert len(speakers) == NATIVES + sum(accent.speakers for accent in ACCENTS)
    assert len({speaker.style.tobytes() for speaker in speakers}) == len(speakers)

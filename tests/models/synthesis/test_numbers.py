"""Strings for Kokoro, and the times of their words."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.decoding.viterbi import OTHER_WORD
from models.data.index import OTHER
from models.synthesis import numbers
from models.synthesis.lexicon import ACCENTS, MORE_CHINESE, OH
from models.synthesis.numbers import (
    SpokenLine,
    all_speakers,
    is_pronounceable,
    lines_of,
    read_strings,
    save_strings,
    single_words,
    word_times,
)
from models.synthesis.speakers import NATIVES, Speaker
from models.training.phrases.columns import SpokenString
from tests.models.phonemes import kokoro_vocabulary
from tests.models.synthesis.test_speakers import NAMES


@pytest.fixture
def speakers(monkeypatch: pytest.MonkeyPatch) -> list[Speaker]:
    monkeypatch.setattr(numbers, "_common", lambda: ["hˈWs", "ðə"])
    monkeypatch.setattr(numbers, "_near", lambda: ["θɹˈu", "sˈɪk"])
    monkeypatch.setattr(numbers, "_signs", lambda: ["tˈɛn", "ˈɛks"])
    rng = np.random.default_rng(0)
    return all_speakers({name: rng.normal(size=(510, 1, 256)).astype("f4") for name in NAMES})


def test_all_speakers_have_lines(speakers: list[Speaker]) -> None:
    accented = sum(accent.speakers for accent in (*ACCENTS, MORE_CHINESE))
    assert len(speakers) == NATIVES + accented
    assert speakers[-1].accent == "chinese2"
    known = kokoro_vocabulary()
    total = missing = repeated = pairs = ohs = 0
    for number, speaker in enumerate(speakers):
        lines = lines_of(speaker, number)
        assert len(lines) == 8
        for line in lines[:4]:
            words = [word for word, _ in line.words]
            assert 2 <= len(words) <= 10
            assert OTHER_WORD not in words
            repeated += sum(a == b for a, b in itertools.pairwise(words))
            pairs += len(words) - 1
            ohs += sum(phonemes.strip("ˈ") == OH.strip("ˈ") for _, phonemes in line.words)
            assert all((word == 10) == (p.strip("ˈ") == OH.strip("ˈ")) for word, p in line.words)
        for line in lines[4:6]:
            assert 5 <= len(line.words) <= 9
        digits, words = lines[6:]
        assert {word % 10 for word, _ in digits.words} == set(range(10))
        assert {word for word, _ in words.words} == {OTHER_WORD}
        # Between the words of a list there is always a pause.
        assert all(pause.strip() for line in (digits, words) for pause in line.separators)
        total += len(lines)
        missing += sum(not is_pronounceable(line, known) for line in lines)
    assert missing < 0.05 * total
    # A fifth on purpose, and a tenth of the others by chance.
    assert repeated / pairs == pytest.approx(0.27, abs=0.04)
    assert ohs > 0
    assert lines_of(speakers[3], 3) == lines_of(speakers[3], 3)


def test_the_times_of_words_are_those_of_their_phonemes() -> None:
    line = SpokenLine(((4, "fˈɔ"), (2, "tˈu")), (", ", ", "), ".", 1.0)
    assert [sign for sign, _ in line.signs()] == list("fˈɔ, tˈu.")
    durations = np.array([2, 1, 1, 3, 4, 1, 2, 1, 5, 6, 7])
    # A unit is 25 ms: 400 samples.
    assert word_times(line, durations) == ((4, 800, 2800), (2, 4800, 8000))


def test_all_words_are_cut_out() -> None:
    """The second and third word touch; the last ends 20 ms before the end."""
    words = ((4, 1600, 4800), (7, 8000, 11_200), (2, 11_200, 14_400), (OTHER_WORD, 17_600, 20_800))
    samples = 1.0 + np.arange(24_000, dtype=np.float32)
    string = SpokenString(samples, (*words, (10, 22_000, 23_700)), "made/a", "german", False)
    found = list(single_words([string, replace(string, is_held_out=True)]))
    assert [one.label for one in found] == [4, 7, 2, OTHER, 0]
    assert {one.speaker for one in found} == {"made/a"}
    alone, fluent = "made/accent", "made/fluent"
    assert [one.corpus for one in found] == [alone, fluent, fluent, alone, fluent]
    assert (found[0].samples[0], found[0].samples[-1]) == (801, 6400)  # half of the pauses
    assert (found[3].samples[0], found[3].samples[-1]) == (16_001, 21_400)
    spoken = np.flatnonzero(found[1].samples)
    assert (spoken[0], spoken[-1]) == (2400, 5599)
    assert found[1].samples[spoken].tolist() == samples[8000:11_200].tolist()
    assert len(found[1].samples) == 3200 + 2 * 2400


def test_strings_are_saved_and_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    strings = [
        SpokenString(rng.uniform(-1, 1, length).astype(np.float32), words, "made/a", "native", True)
        for length, words in ((900, ((4, 0, 400), (10, 400, 800))), (500, ((OTHER_WORD, 0, 400),)))
    ]
    save_strings(tmp_path / "0000.npz", strings)
    again = read_strings(tmp_path / "0000.npz")
    assert [one.words for one in again] == [one.words for one in strings]
    assert [one.digits for one in again] == ["40", None]
    assert all(one.is_held_out and one.speaker == "made/a" for one in again)
    for one, before in zip(again, strings, strict=True):
        np.testing.assert_allclose(one.samples, before.samples, atol=1e-4)

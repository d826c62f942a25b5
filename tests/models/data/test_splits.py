"""Splits of speakers, and the index of all speech."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.data.index import OTHER
from models.data.speech import LANGUAGES, find_sources, find_strings
from models.data.splits import TEST_SPEAKERS, split_of, split_of_word


@pytest.mark.parametrize(
    ("speaker", "split"),
    [
        ("a69b9b3e", "validation"),  # in validation_list.txt of Speech Commands
        ("bb05582b", "official"),  # in its testing_list.txt
        ("7e1054e7", "official"),
        ("c7dc7278", "official"),
        ("0a2b400e", "train"),
    ],
)
def test_splits_of_speech_commands(speaker: str, split: str) -> None:
    assert split_of("speech_commands", speaker) == split


def test_a_tenth_each_is_for_validation_and_for_test() -> None:
    count = Counter(split_of("speech_commands", f"{n:08x}") for n in range(20_000))
    assert count["validation"] == pytest.approx(2000, abs=200)
    assert count["official"] == pytest.approx(2000, abs=200)
    assert count["test"] == pytest.approx(1600, abs=160)
    assert count["train"] == pytest.approx(14_400, abs=400)


def test_a_tenth_of_the_words_each_is_for_validation_and_for_test() -> None:
    count = Counter(split_of_word(f"word {n}") for n in range(10_000))
    assert set(count) == {"train", "validation", "test"}
    assert count["validation"] == pytest.approx(1000, abs=100)
    assert count["test"] == pytest.approx(1000, abs=100)


def test_other_corpora_have_fixed_test_speakers() -> None:
    assert {split_of(*speaker) for speaker in TEST_SPEAKERS} == {"test"}
    assert split_of("fsdd", "jackson") == "train"
    assert split_of("iitg", "theo") == "train"


def test_all_speech_is_found(tmp_path: Path) -> None:
    for name in (
        "digits/fsdd/theo/3_theo_0.flac",
        "digits/heidelberg/hd00/1_hd00_4.ogg",
        "words/speech_commands/stop_0a1b_0.ogg",
        "words/picovoice/alexa_0001.flac",
        "sentences/ljspeech/one.ogg",
        "noise/esc10/dog_1-187207-A.flac",
        "noise/README.txt",
        "languages/de/heidelberg/hd00/1_hd00_4.ogg",
        "languages/de/heidelberg/hd11/2_hd11_4.ogg",
        "strings/corpus/12.ogg",
        "strings/corpus/without_text.ogg",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "strings/corpus/12.txt").write_text("1 2\n")
    found = find_sources(tmp_path)
    assert [(s.corpus, s.speaker, s.label) for s in found] == [
        ("fsdd", "theo", 3),
        ("heidelberg", "hd00", 1),
        ("words/picovoice", "alexa_0001", OTHER),
        ("words/speech_commands", "0a1b", OTHER),
        ("sentences/ljspeech", "one", OTHER),
        ("noise/esc10", "dog_1-187207-A", OTHER),
        (LANGUAGES, "1_hd00_4", OTHER),
        (LANGUAGES, "2_hd11_4", OTHER),
    ]
    # A test speaker's digits in another language are not for training either.
    assert [s.split for s in found if s.corpus == LANGUAGES] == ["train", "test"]
    assert find_strings(tmp_path) == [(tmp_path / "strings/corpus/12.ogg", "12")]


def test_a_speaker_has_one_split_in_digits_and_words(tmp_path: Path) -> None:
    for name in ("digits/speech_commands/0a1b/1_0a1b_0.ogg", "words/speech_commands/up_0a1b_0.ogg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    digit, word = find_sources(tmp_path)
    assert (digit.speaker, digit.split) == (word.speaker, word.split)

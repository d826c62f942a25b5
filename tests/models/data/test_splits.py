"""Splits of speakers, and the index of all speech."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.data.index import OTHER, Recording
from models.data.splits import (
    FOLDS,
    TEST,
    TEST_SPEAKERS,
    TRAIN,
    VALIDATION,
    assign_folds,
    is_for_training,
    judged,
    split_of,
    split_of_speaker,
    split_of_word,
)


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
    assert split_of_speaker(f"speech_commands/{speaker}") == split


def test_a_tenth_each_is_for_validation_and_for_test() -> None:
    count = Counter(split_of_speaker(f"speech_commands/{n:08x}") for n in range(20_000))
    assert count["validation"] == pytest.approx(2000, abs=200)
    assert count["official"] == pytest.approx(2000, abs=200)
    assert count["test"] == pytest.approx(1600, abs=160)
    assert count["train"] == pytest.approx(14_400, abs=400)


def test_a_tenth_of_the_words_each_is_for_validation_and_for_test() -> None:
    count = Counter(split_of_word(f"word {n}") for n in range(10_000))
    assert set(count) == {"train", "validation", "test"}
    assert count["validation"] == pytest.approx(1000, abs=100)
    assert count["test"] == pytest.approx(1000, abs=100)


def digit_of(speaker: str) -> Recording:
    corpus, name = speaker.split("/")
    return Recording(Path(f"3_{name}_0.flac"), corpus, speaker, 3)


def word_of(speaker: str, word: str) -> Recording:
    corpus, name = speaker.split("/")
    return Recording(Path(f"{word}_{name}_0.flac"), f"words/{corpus}", speaker, OTHER, word)


def test_other_corpora_have_fixed_test_speakers() -> None:
    assert {split_of(digit_of(speaker)) for speaker in TEST_SPEAKERS} == {"test"}
    assert split_of(digit_of("fsdd/jackson")) == "train"
    assert split_of(digit_of("iitg/theo")) == "train"


def test_test_words_are_not_for_training_whoever_says_them() -> None:
    for who in ("freeswitch_callie/1", "speech_commands/0a2b400e"):
        assert split_of(word_of(who, "up")) == split_of_word("up") == "test"
        assert split_of(word_of(who, "tree")) == split_of_word("tree") == "validation"
        assert split_of(word_of(who, "house")) == split_of_word("house")
    # A validation speaker's words are for validation.
    assert split_of(word_of("speech_commands/a69b9b3e", "up")) == "validation"


def test_each_speaker_is_in_one_fold() -> None:
    found = [
        *(digit_of(f"fsdd/{name}") for name in ("anna", "bert", "carl", "anna")),
        *(digit_of(f"speech_commands/{name}") for name in ("0a2b400e", "a69b9b3e", "bb05582b")),
    ]
    folds = assign_folds(found)
    # The speakers of a corpus are assigned in turn: three speakers, three folds.
    assert {folds[f"fsdd/{name}"] for name in ("anna", "bert", "carl")} == set(range(FOLDS))
    assert folds["speech_commands/0a2b400e"] == TRAIN
    assert folds["speech_commands/a69b9b3e"] == VALIDATION
    assert "speech_commands/bb05582b" not in folds  # in the official test set
    assert assign_folds([digit_of("fsdd_jason_recovered/jason")]) == {
        "fsdd_jason_recovered/jason": TRAIN
    }


def test_kinds_of_noise_have_splits() -> None:
    noises = [
        Recording(Path(f"{kind}.flac"), "noise/x", f"noise/{kind}", OTHER)
        for kind in ("coughing", "baby", "rooster", "rain")
    ]
    assert [split_of(noise) for noise in noises] == ["test", "train", "test", "train"]
    assert list(assign_folds(noises).values()) == [TEST, TRAIN, TEST, TRAIN]


def test_what_a_member_of_the_ensemble_is_trained_with() -> None:
    tested = next(
        name for n in range(100) if split_of_speaker(name := f"speech_commands/{n:08x}") == "test"
    )
    speakers = ["fsdd/anna", "fsdd/bert", "speech_commands/0a2b400e", tested]
    speakers += ["speech_commands/a69b9b3e", "speech_commands/bb05582b"]
    folds = assign_folds(map(digit_of, speakers))
    assert folds[tested] == TEST
    own = folds["fsdd/anna"]
    used = [who for who in speakers if is_for_training(digit_of(who), folds, own)]
    assert used == ["fsdd/bert", "speech_commands/0a2b400e"]
    assert not is_for_training(word_of("speech_commands/0a2b400e", "up"), folds, own)
    trained = next(word for word in ("house", "cat", "bed") if split_of_word(word) == "train")
    assert is_for_training(word_of("speech_commands/0a2b400e", trained), folds, own)


def test_each_recording_is_judged_by_a_bundle_that_has_not_heard_it() -> None:
    trained, validating = "speech_commands/0a2b400e", "speech_commands/a69b9b3e"
    recordings = [
        digit_of("fsdd/anna"),
        digit_of(trained),
        digit_of(validating),
        word_of(trained, "up"),
        word_of(trained, "house"),
        Recording(Path("a.flac"), "noise/x", "noise/coughing", OTHER),
        Recording(Path("b.flac"), "noise/x", "noise/rain", OTHER),
    ]
    folds = assign_folds(recordings)
    found = judged(recordings)
    assert [one.recording for one in found] == [recordings[0], recordings[3], recordings[5]]
    assert [one.bundle for one in found] == [folds["fsdd/anna"], TEST, TEST]
    for one in found:
        if one.bundle < FOLDS:
            assert not is_for_training(one.recording, folds, one.bundle)
        else:
            assert not any(is_for_training(one.recording, folds, n) for n in range(FOLDS))

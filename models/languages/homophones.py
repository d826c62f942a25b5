"""English words that sound like a digit of another language.

The rule: both pronunciations are written broadly, without what listeners of another language do not
hear reliably, that is stress, length, tense and lax vowels, kinds of r, and voiced or voiceless s.
Words that are the same then are homophones: "dry" and "drei", "trace" and "tres". So "six" is no
homophone of "sechs", nor "seven" of "sieben". Only the first accent of a language counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.languages.lexicon import Language

_BROAD = (
    *((sign, "") for sign in "ˈˌːʔ"),
    # Diphthongs: Kokoro's signs, and those that the lexicons spell out.
    ("I", "ai"), ("aɪ", "ai"), ("W", "au"), ("aʊ", "au"),
    ("Y", "oi"), ("ɔɪ", "oi"), ("ɔy", "oi"), ("A", "e"), ("ej", "e"), ("ei", "e"), ("O", "o"),
    *((sign, "r") for sign in "ɹɾʁɐ"),
    ("ɪ", "i"), ("ʊ", "u"), ("ɛ", "e"), ("ɔ", "o"), ("ɑ", "a"), ("ʌ", "a"),
    ("z", "s"), ("ð", "d"),
)  # fmt: skip


def broad(phonemes: str) -> str:
    """Write a pronunciation broadly.

    Parameters
    ----------
    phonemes : str
        In Kokoro's alphabet.
    """
    for sound, written in _BROAD:
        phonemes = phonemes.replace(sound, written)
    return phonemes


def find_homophones(language: Language, english: Mapping[str, Iterable[str]]) -> set[str]:
    """The English words that sound like a digit of a language.

    Parameters
    ----------
    language : Language
    english : mapping
        Words and their pronunciations, in Kokoro's alphabet.
    """
    digits = {broad(one) for said in language.accents[0].digits for one in said.split("|")}
    return {word for word, said in english.items() if digits & {broad(one) for one in said}}

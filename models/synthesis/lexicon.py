"""Pronunciations of the digits in Kokoro's phonetic alphabet, by accent.

Kokoro writes the diphthongs of "day, my, now, boy, go" as A, I, W, Y and O (British: Q). A digit
may have several pronunciations in one accent, separated by ``|``; each take draws one.
"""

from __future__ import annotations

from dataclasses import dataclass

AMERICAN = tuple("zˈɪɹO wˈʌn tˈu θɹˈi fˈɔɹ fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split())
BRITISH = tuple("zˈɪəɹQ wˈʌn tˈuː θɹˈiː fˈɔː fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split())
OH = "ˈO"
"""Zero, as in telephone numbers."""


@dataclass(frozen=True, slots=True)
class Accent:
    """Pronunciation of English digits with one accent.

    Attributes
    ----------
    name : str
    languages : str
        Kokoro's letters of the languages whose voices are mixed; "ab" is English.
    digits : tuple of str
        Pronunciations of 0-9; alternatives are separated by ``|``.
    speakers : int
        Number of synthetic speakers with this accent.
    """

    name: str
    languages: str
    digits: tuple[str, ...]
    speakers: int


ACCENTS = (
    Accent(
        "indian",
        "h",
        tuple(
            "zˈiɾO|ʤˈiɾo|zˈiɾo ʋˈʌn|wˈan|ʋˈan ʈˈu|tˈuː tʰɾˈi|θɾˈi|tɾˈi fˈoɾ|fˈɔːɾ|fˈor "
            "fˈIʋ|fˈaiv|pʰˈIʋ sˈɪks|sˈiks sˈɛʋən|sˈeʋən|sˈɛvən ˈeʈ|ˈɛːʈ|ˈAt nˈIn|nˈain".split()
        ),
        36,
    ),
    Accent(
        "french",
        "f",
        tuple(
            "zeʁˈo|zˈiʁo wˈan|wˈɔn|wˈœn tˈu sʁˈi|tʁˈi|zʁˈi fˈɔʁ fˈIv|fˈaiv sˈiks|sˈɪks "
            "sɛvˈɛn|sˈɛvən ˈɛt|ˈɛjt|ˈAt nˈIn|nˈain".split()
        ),
        16,
    ),
    Accent(
        "german",
        "ab",
        tuple(
            "zˈiʁo|ʦˈiʁo|zˈiɹO vˈan|wˈan|vˈʌn tˈu|tˈuː sʁˈi|θʁˈi|sɹˈi fˈɔə|fˈoɐ fˈIf|fˈaiv|fˈIv "
            "sˈɪks|zˈɪks sˈɛvən|zˈɛvən|sˈɛvn ˈɛːt|ˈɛɪt|ˈAt nˈIn|nˈain".split()
        ),
        16,
    ),
    Accent(
        "spanish",
        "ep",
        tuple(
            "sˈiɾo|zˈeɾo|sˈeɾo wˈan|ɡwˈan|wˈɔn tˈu tɾˈi|θɾˈi fˈoɾ|fˈɔɾ fˈIf|fˈaiβ|fˈIv sˈiks "
            "sˈeβen|sˈɛvɛn ˈeit|ˈAt|ˈei nˈain|nˈIn".split()
        ),
        14,
    ),
    Accent(
        "italian",
        "i",
        tuple(
            "ʣˈɛɾo|zˈɛɾo|zˈiɾo wˈan|wˈɔn|ˈuan tˈu tɾˈi|θɾˈi fˈɔɾ|fˈor fˈaiv|fˈIv sˈiks|sˈɪks "
            "sˈɛvɛn|sˈɛven ˈeit|ˈɛit|ˈAt nˈain|nˈIn".split()
        ),
        14,
    ),
    Accent(
        "slavic",
        "ab",
        tuple(
            "zˈiɾo|zˈɪɾo|zˈɛɾo vˈan|wˈan|ʋˈan tˈu sɾˈi|θɾˈi|tɾˈi fˈoɾ|fˈɔr fˈIf|fˈaif|fˈaiv "
            "sˈiks|sˈɪks sˈɛvɛn|sˈɛvən ˈeit|ˈɛit nˈain|nˈIn".split()
        ),
        14,
    ),
    Accent(
        "chinese",
        "z",
        tuple(
            "zˈiɹO|ʣˈilo|zˈilO wˈan|wˈʌn tˈu|tʰˈu sɹˈi|θɹˈi fˈɔ|fˈɔɹ fˈIv|fˈaiʋ|fˈaif "
            "sˈiks|sˈɪks sˈɛvən|sˈɛʋən|sˈɛfən ˈAt|ˈeit nˈIn|nˈain".split()
        ),
        12,
    ),
    Accent(
        "southern",
        "a",
        tuple(
            "zˈɪɹO|zˈiɹoʊ wˈʌn|wˈɔn tˈu|tˈɪu θɹˈi fˈɔɹ|fˈOɹ fˈav|fˈɑːv|fˈɑIv sˈɪks|sˈiəks "
            "sˈɛbm|sˈɛvᵊn|sˈɪvən ˈAt|ˈæIt nˈan|nˈɑːn".split()
        ),
        10,
    ),
    Accent(
        "scottish",
        "b",
        tuple(
            "zˈiɾo|zˈiɹo wˈʌn|wˈɪn|wˈan tˈʊ|tˈy|tˈu θɾˈi|θɹˈi fˈoɾ|fˈoɹ fˈʌIv|fˈIv sˈɪks|sˈɛks "
            "sˈɛvən|sˈɛvɪn ˈeːt|ˈet nˈʌIn|nˈIn".split()
        ),
        10,
    ),
    Accent(
        "australian",
        "b",
        tuple(
            "zˈɪəɹQ|zˈɪəɹæO wˈʌn|wˈan tˈɨu|tˈɨː|tˈuː θɹˈɪi|θɹˈiː fˈoː|fˈɔː fˈɑIv|fˈɒIv "
            "sˈɪks|sˈiks sˈɛvən|sˈevən ˈæɪt|ˈIt nˈɑIn|nˈɒIn".split()
        ),
        10,
    ),
    # Syllable-timed, as in much of South Asia: no vowel is reduced.
    Accent(
        "south-asian",
        "h",
        tuple(
            "zˈiːro|ʤˈiːro|zˈɛro ʋˈən|ʋˈaːn|wˈan ʈˈuː|tˈuː tʰɾˈiː|tɾˈiː|θɾˈi fˈoːɾ|fˈɔːr|fˈoːr "
            "fˈaːiʋ|fˈaiv|fˈaːiv sˈiks|sˈɪks sˈeʋan|sˈɛʋan|sˈeːvan|sˈɪʋan ˈeːʈ|ˈɛːʈ|ˈeːt "
            "nˈaːin|nˈain".split()
        ),
        24,
    ),
)

MORE_CHINESE = Accent(
    "chinese2",
    "z",
    tuple(
        "zˈiɹO|ʣˈilo|zˈilO|zˈiɹo|ʣˈiɹO wˈan|wˈʌn|wˈɑŋ|wˈɑn tˈu|tʰˈu sɹˈi|θɹˈi|swˈi|sɹˈi "
        "fˈɔ|fˈɔɹ|fˈO fˈIv|fˈaiʋ|fˈaif|fˈai|fˈIw sˈiks|sˈɪks|sˈiksə|sˈɪkəs "
        "sˈɛvən|sˈɛʋən|sˈɛfən|sˈɛwən|sˈɛvᵊn|sˈæʋən ˈAt|ˈeit|ˈei|ˈAtə "
        "nˈIn|nˈain|nˈaɪ|nˈaiŋ".split()
    ),
    36,
)
"""More variants of a Chinese accent, for strings only: final consonants are left out or changed."""

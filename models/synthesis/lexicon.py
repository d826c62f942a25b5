"""Words of the synthetic speakers in Kokoro's phonetic alphabet: digits and other words.

Kokoro writes the diphthongs of "day, my, now, boy, go" as A, I, W, Y and O (British: Q). A digit
may have several pronunciations in one accent, separated by ``|``; each take draws one.
"""

from __future__ import annotations

from dataclasses import dataclass

AMERICAN = tuple("zˈɪɹO wˈʌn tˈu θɹˈi fˈɔɹ fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split())
BRITISH = tuple("zˈɪəɹQ wˈʌn tˈuː θɹˈiː fˈɔː fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split())
OH = "ˈO"
"""Zero, as in telephone numbers."""

OTHER_WORDS = (
    "jˈɛs nˈO stˈɑp ɡˈO lˈɛft ɹˈIt ˈʌp dˈWn ˈɔn ˈɔf tɹˈi fɹˈi fˈIəɹ fˈIn mˈIn lˈIn nˈIt nˈIs sˈɪk "
    "sˈɪŋ hˈɛvᵊn ɪlˈɛvᵊn hˈɪɹO dˈɔɹ mˈɔɹ hˈu jˈu dˈu nˈu lˈAt wˈAt ɡˈAt ɹˈʌn ɡˈʌn fˈʌn həlˈO OkˈA "
    "plˈiz tˈɛn twˈɛlv sˈɪksti twˈɛnti θˈæŋks kəmpjˈuɾəɹ ʤˈɑɹvəs mˈɛlən sˈɛvənti θˈɜɹd fˈɪfθ "
    "sˈɛkənd hˈWs bˈɜɹd dˈɔɡ kˈæt bˈɛd hˈæpi mˌɑɹvˈɪn wˈW ʃˈilə zˈIm ˈAʧ nˈAm sˈAm fˈAs hˈI bˈI "
    "tˈOld bˈɔɹd"
).split()
"""Common voice commands, and words that rhyme with digits."""

NEAR_WORDS = (
    "bˈækwəɹd fˈɔɹwəɹd fˈɑlO lˈɜɹn vˈɪʒuəl tɹˈi ˈɔn wˈW ɡˈO nˈO lˈɛft ɹˈIt θɹˈu ʃˈu ʧˈu sˈi tˈi "
    "fɹˈi θˈɪk sˈɪŋk sˈɪt sˈɪp sˈɪksθ sˈɛvᵊnθ fˈɔɹt fˈɔɹs fˈOn fˈIt hˈIv lˈIf tˈIm nˈIf wˈʌns "
    "wˈɑnt wˈɑʧ ˈAp hˈAt sˈAf lˈAdi ˈiɡəl zˈibɹə jˈɪɹ zˈu nˈIs ˈInstIn sˈɛlf sˈɛvɹəl ɹˈɛvᵊn "
    "tˈun tˈuθ nˈun dˈɪnəɹ ʌndˈu hˈɪɹ nˈOn mˈAbi ɡɹˈAt stˈAt ˈIs ˈI nˈA ˈʌn θɹˈOn fˈIəɹflˌI "
    "əlˈɛksə plˈA pˈɔz nˈɛkst mjˈuzɪk wˈɛðəɹ stˈɔɹi ʌp dˈWn bˈɛd bˈɜɹd hˈæpi hˈWs mˈɑɹvɪn ʃˈilə "
    "stˈɑp ˈɔf"
).split()
"""Other words of Speech Commands, and words that differ from a digit in one or two sounds."""


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

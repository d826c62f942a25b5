"""What made people say, in Kokoro's phonetic alphabet: digits in many accents, and other words.

Kokoro writes the diphthongs of "day, my, now, boy, go" as A, I, W, Y and O (British: Q). A digit
may have several pronunciations in one accent, parted by ``|``; each take draws one.
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
"""Words that people say to machines, and those that rhyme with digits."""

NEAR_WORDS = (
    "bˈækwəɹd fˈɔɹwəɹd fˈɑlO lˈɜɹn vˈɪʒuəl tɹˈi ˈɔn wˈW ɡˈO nˈO lˈɛft ɹˈIt θɹˈu ʃˈu ʧˈu sˈi tˈi "
    "fɹˈi θˈɪk sˈɪŋk sˈɪt sˈɪp sˈɪksθ sˈɛvᵊnθ fˈɔɹt fˈɔɹs fˈOn fˈIt hˈIv lˈIf tˈIm nˈIf wˈʌns "
    "wˈɑnt wˈɑʧ ˈAp hˈAt sˈAf lˈAdi ˈiɡəl zˈibɹə jˈɪɹ zˈu nˈIs ˈInstIn sˈɛlf sˈɛvɹəl ɹˈɛvᵊn "
    "tˈun tˈuθ nˈun dˈɪnəɹ ʌndˈu hˈɪɹ nˈOn mˈAbi ɡɹˈAt stˈAt ˈIs ˈI nˈA ˈʌn θɹˈOn fˈIəɹflˌI "
    "əlˈɛksə plˈA pˈɔz nˈɛkst mjˈuzɪk wˈɛðəɹ stˈɔɹi ʌp dˈWn bˈɛd bˈɜɹd hˈæpi hˈWs mˈɑɹvɪn ʃˈilə "
    "stˈɑp ˈɔf"
).split()
"""Speech Commands' own other words, and words a sound or two away from a digit."""


@dataclass(frozen=True, slots=True)
class Accent:
    """How people of one mother tongue say English digits.

    Attributes
    ----------
    name : str
    languages : str
        Kokoro's letters of the voices that lend it their tone; "ab" are English.
    digits : tuple of str
        Pronunciations of 0-9, alternatives parted by ``|``.
    people : int
        How many people speak so.
    """

    name: str
    languages: str
    digits: tuple[str, ...]
    people: int


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
    # No vowel is reduced where each syllable has its time, as in much of South Asia.
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

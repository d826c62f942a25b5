"""Splits of the speakers for connected digits: training, validation and test.

The split of a speaker does not depend on which recordings exist: it is a hash of the name, as in
Speech Commands (Warden, 2018).
"""

from __future__ import annotations

import hashlib
from typing import Literal

Split = Literal["train", "validation", "official", "test"]
"""``official`` is Speech Commands' own test set, which is used for nothing here."""

TEST_SPEAKERS = frozenset({("fsdd", "theo"), ("heidelberg", "hd11"), ("dku_matty7", "matty7")})
"""Test speakers of the other corpora, as corpus and name."""

_MOST_FILES = 2**27 - 1
"""A constant of Google's rule."""


def split_of(corpus: str, speaker: str) -> Split:
    """The split of a speaker.

    Parameters
    ----------
    corpus : str
        Name of the corpus without its kind, such as ``speech_commands``.
    speaker : str
        Name of the speaker within the corpus.
    """
    if corpus != "speech_commands":
        return "test" if (corpus, speaker) in TEST_SPEAKERS else "train"
    percent = _sha1(speaker) % (_MOST_FILES + 1) * (100.0 / _MOST_FILES)
    if percent < 10.0:
        return "validation"
    if percent < 20.0:
        return "official"
    # Of the speakers that Google trains with, a fixed tenth is for testing.
    return "test" if _sha1("test" + speaker) % 10 == 0 else "train"


def split_of_word(word: str) -> Split:
    """The split of a word that is not a digit, whoever says it: a tenth is for testing.

    Parameters
    ----------
    word : str
        In lower case.
    """
    kind = _sha1("word" + word) % 10
    return "test" if kind == 0 else "validation" if kind == 1 else "train"


def _sha1(text: str) -> int:
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16)

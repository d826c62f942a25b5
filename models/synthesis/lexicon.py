"""Pronunciations of the English digits in Kokoro's phonetic alphabet, by accent.

They are in ``models/languages/en/language.toml``. Kokoro writes the diphthongs of "day, my, now,
boy, go" as A, I, W, Y and O (British: Q). A digit may have several pronunciations in one accent,
separated by ``|``; each take draws one.
"""

from __future__ import annotations

from models.languages.lexicon import Accent, read_language

_ENGLISH = {accent.name: accent for accent in read_language("en").accents}

AMERICAN = _ENGLISH.pop("american").digits
BRITISH = _ENGLISH.pop("british").digits
OH = "ˈO"
"""Zero, as in telephone numbers."""

MORE_CHINESE: Accent = _ENGLISH.pop("chinese2")
"""More variants of a Chinese accent, for strings only: final consonants are left out or changed."""

ACCENTS: tuple[Accent, ...] = tuple(_ENGLISH.values())
"""The other foreign and regional accents."""

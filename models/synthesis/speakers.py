"""Synthetic speakers: mixtures of Kokoro's voices, and how each of them pronounces the digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.languages.lexicon import Accent
from models.synthesis.lexicon import ACCENTS, AMERICAN, BRITISH

NATIVES = 160
"""Number of speakers of American and British English: the 54 voices and mixtures of them."""

NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A synthetic speaker.

    Attributes
    ----------
    name : str
    style : ndarray, shape (510, 1, 256), float32
    digits : tuple of str
        Pronunciations of 0-9; alternatives are separated by ``|``.
    accent : str
    """

    name: str
    style: np.ndarray
    digits: tuple[str, ...]
    accent: str


def read_styles(folder: Path) -> dict[str, np.ndarray]:
    """Style vectors of Kokoro's voices by name, each of shape (510, 1, 256)."""
    return {
        path.stem: np.fromfile(path, np.float32).reshape(510, 1, 256)
        for path in sorted(folder.glob("*.bin"))
    }


def natives(styles: dict[str, np.ndarray], count: int = NATIVES) -> list[Speaker]:
    """Speakers of American and British English, as many women as men."""
    speakers = {
        name: _native(name, style, british=name[0] == "b") for name, style in styles.items()
    }
    rng = np.random.default_rng(7)
    while len(speakers) < count:
        sex = "f" if (len(speakers) - len(styles)) % 2 == 0 else "m"
        same = [name for name in styles if name[1] == sex]
        one = str(rng.choice([name for name in same if name[0] in "ab"]))
        other = str(rng.choice(same if rng.random() < 0.8 else list(styles)))
        share = float(rng.uniform(-0.2, 1.2))
        style = (share * styles[one] + (1 - share) * styles[other]).astype(np.float32)
        british = one[0] == "b" and rng.random() < 0.7
        name = f"{one}+{other}@{share:.2f}"
        speakers[name] = _native(name, style, british=bool(british))
    return list(speakers.values())


def _native(name: str, style: np.ndarray, *, british: bool) -> Speaker:
    return Speaker(name, style, BRITISH if british else AMERICAN, NATIVE)


def accented_speakers(styles: dict[str, np.ndarray]) -> list[Speaker]:
    """Speakers with accents, as many women as men, mixed from voices of their native language."""
    return mixed_speakers(styles, ACCENTS, seed=8, least_share=0.2)


def mixed_speakers(
    styles: dict[str, np.ndarray], accents: Sequence[Accent], *, seed: int, least_share: float
) -> list[Speaker]:
    """Speakers with some accents, as many women as men.

    Parameters
    ----------
    styles : dict
        See `read_styles`.
    accents : sequence of Accent
    seed : int
    least_share : float
        Of the voice of the native language in the mixture.
    """
    rng = np.random.default_rng(seed)
    speakers: list[Speaker] = []
    for accent in accents:
        for turn in range(accent.speakers):
            same = [name for name in styles if name[1] == "fm"[turn % 2]]
            own = [name for name in same if name[0] in accent.languages]
            # Some languages have voices of one sex only; then any language is used.
            one = str(rng.choice(own or same))
            other = str(rng.choice(same))
            share = float(rng.uniform(least_share, 1.1))
            style = (share * styles[one] + (1 - share) * styles[other]).astype(np.float32)
            name = f"{accent.name}:{one}+{other}@{share:.2f}"
            speakers.append(Speaker(name, style, accent.digits, accent.name))
    return speakers


def draw(spoken: str, rng: np.random.Generator) -> str:
    """Draw one of the pronunciations that are separated by ``|``."""
    alternatives = spoken.split("|")
    return alternatives[0] if len(alternatives) == 1 else str(rng.choice(alternatives))

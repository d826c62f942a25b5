"""People who do not exist: mixtures of Kokoro's voices, and what each of them is to say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.data.index import OTHER
from models.synthesis.lexicon import ACCENTS, AMERICAN, BRITISH, NEAR_WORDS, OH, OTHER_WORDS

NATIVES = 160
"""The 54 voices and their mixtures, who speak American or British English."""

NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing for a made person to say.

    Attributes
    ----------
    speaker : str
    label : int
    phonemes : str
        In Kokoro's alphabet.
    speed : float
    accent : str
    """

    speaker: str
    label: int
    phonemes: str
    speed: float
    accent: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist.

    Attributes
    ----------
    name : str
    style : ndarray, shape (510, 1, 256), float32
    digits : tuple of str
        How they say 0-9; alternatives are parted by ``|``.
    accent : str
    """

    name: str
    style: np.ndarray
    digits: tuple[str, ...]
    accent: str


def read_styles(folder: Path) -> dict[str, np.ndarray]:
    """Kokoro's voices by name, each of shape (510, 1, 256)."""
    return {
        path.stem: np.fromfile(path, np.float32).reshape(510, 1, 256)
        for path in sorted(folder.glob("*.bin"))
    }


def natives(styles: dict[str, np.ndarray], count: int = NATIVES) -> list[Person]:
    """Speakers of American and British English, women as many as men."""
    people = {name: _native(name, style, british=name[0] == "b") for name, style in styles.items()}
    rng = np.random.default_rng(7)
    while len(people) < count:
        sex = "f" if (len(people) - len(styles)) % 2 == 0 else "m"
        same = [name for name in styles if name[1] == sex]
        one = str(rng.choice([name for name in same if name[0] in "ab"]))
        other = str(rng.choice(same if rng.random() < 0.8 else list(styles)))
        share = float(rng.uniform(-0.2, 1.2))
        style = (share * styles[one] + (1 - share) * styles[other]).astype(np.float32)
        british = one[0] == "b" and rng.random() < 0.7
        name = f"{one}+{other}@{share:.2f}"
        people[name] = _native(name, style, british=bool(british))
    return list(people.values())


def _native(name: str, style: np.ndarray, *, british: bool) -> Person:
    return Person(name, style, BRITISH if british else AMERICAN, NATIVE)


def learners(styles: dict[str, np.ndarray]) -> list[Person]:
    """People with accents, women as many as men, mixed from voices of their mother tongue."""
    rng = np.random.default_rng(8)
    people: list[Person] = []
    for accent in ACCENTS:
        for turn in range(accent.people):
            same = [name for name in styles if name[1] == "fm"[turn % 2]]
            own = [name for name in same if name[0] in accent.languages]
            # Some languages have voices of one sex only; then another tongue lends its tone.
            one = str(rng.choice(own or same))
            other = str(rng.choice(same))
            share = float(rng.uniform(0.2, 1.1))
            style = (share * styles[one] + (1 - share) * styles[other]).astype(np.float32)
            name = f"{accent.name}:{one}+{other}@{share:.2f}"
            people.append(Person(name, style, accent.digits, accent.name))
    return people


def script(people: list[Person]) -> list[list[Line]]:
    """What each native says: the ten digits and some other words, at any pace and tone."""
    generators = [np.random.default_rng(100), np.random.default_rng(101)]
    return [
        _script(person, OTHER_WORDS, generators[turn % 2]) for turn, person in enumerate(people)
    ]


def script_of_learners(people: list[Person]) -> list[list[Line]]:
    """What each person with an accent says; their other words are near to digits."""
    return [
        _script(person, NEAR_WORDS, np.random.default_rng([200, turn]))
        for turn, person in enumerate(people)
    ]


def _script(person: Person, words: list[str], rng: np.random.Generator) -> list[Line]:
    said = [(digit, _draw(spoken, rng)) for digit, spoken in enumerate(person.digits)]
    said += [(OTHER, words[word]) for word in rng.choice(len(words), 3, replace=False)]
    if rng.random() < 0.3:
        said.append((0, OH))
    lines: list[Line] = []
    for label, phonemes in said:
        mark = str(rng.choice([".", "", "!", "?", ","], p=[0.5, 0.15, 0.1, 0.1, 0.15]))
        speed = float(rng.uniform(0.75, 1.3))
        lines.append(Line(person.name, label, phonemes + mark, speed, person.accent))
    return lines


def _draw(spoken: str, rng: np.random.Generator) -> str:
    alternatives = spoken.split("|")
    return alternatives[0] if len(alternatives) == 1 else str(rng.choice(alternatives))

"""False digits in talk: sentences read by voices that are in no training data.

The voices are those of Flite, which is never used for training. Some sentences have words that
sound like digits ("for", "to", "one", "oh", "won", "ate"); digits heard in their place are counted
apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.events import Result
from core.recognizer import Recognizer
from models.evaluation.evaluate import cached_classifier
from models.evaluation.intervals import poisson
from models.synthesis.demo import SpokenWord, Word, record

READERS = (
    Word("", "slt"),
    Word("", "awb"),
    Word("", "rms"),
    Word("", "slt", stretch=0.85, pitch_hz=150),
    Word("", "rms", stretch=1.15, pitch_hz=140),
)
"""Voices with their tempo and pitch."""

SOUND_LIKE = {
    "oh": 0, "owe": 0, "one": 1, "won": 1, "to": 2, "too": 2, "two": 2, "for": 4, "four": 4,
    "ate": 8, "eight": 8,
}  # fmt: skip
"""Words that sound like a digit."""

SENTENCES = (
    "The bakery opens early and the bread is still warm",
    "She went to the market for a bag of apples",
    "Nobody knew why the light in the kitchen was on",
    "We waited for an hour and then went to bed",
    "Oh, that is a lovely picture of your garden",
    "A small dog was asleep under the wooden table",
    "This is the one with the broken handle",
    "They ate their soup before it got cold",
    "My brother likes to walk along the river in spring",
    "The train was late because of the heavy snow",
    "Please close the window before you leave the room",
    "It is hard to say what the weather will do",
    "Our team won the match in the last minute",
    "The letter was for my neighbour, not for me",
    "He painted the old fence in a bright colour",
    "I would like to see the menu, please",
    "One of the children had lost a shoe",
    "The teacher wrote a long word on the board",
    "Oh dear, I left my umbrella on the bus",
    "There is no milk left in the fridge",
    "The museum has a fine collection of clocks",
    "We have to be at the station before noon",
    "Her grandmother used to bake a cake on Sundays",
    "The cat jumped onto the shelf and knocked over a vase",
    "He asked for the bill and paid in cash",
    "The road to the village runs through a forest",
    "A strange noise woke everybody in the house",
    "You can leave your coat on the chair",
    "The only one who knows the answer is Maria",
    "They are building a new bridge across the bay",
    "I forgot to water the plants again",
    "The concert was much too loud for him",
    "Somebody has taken my seat by the window",
    "The farmer drove his cows home in the evening",
    "We bought a present for the birthday party",
    "It rained all day, so we played cards",
    "The doctor told her to rest for a while",
    "Her voice was clear and easy to follow",
    "The ship sailed slowly out of the harbour",
    "No one could remember the name of the song",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A digit that was recognized in a sentence.

    Attributes
    ----------
    digit : int
    sounds_like : bool
        Whether a word of the sentence sounds like it.
    sentence : str
    """

    digit: int
    sounds_like: bool
    sentence: str


def read_aloud(reader: Word) -> tuple[Float32Array, list[SpokenWord]]:
    """All sentences read by a voice, in a room; with the bounds of each."""
    script = tuple(replace(reader, text=sentence) for sentence in SENTENCES)
    pauses = np.random.default_rng(4).uniform(0.4, 1.2, len(script) + 1)
    return record(script, pauses, seed=5)


def heard_in(results: Sequence[Result], sentences: Sequence[SpokenWord]) -> list[Heard]:
    """The final digits, each with the sentence it was heard in."""
    found: list[Heard] = []
    for result in results:
        if result.type == "digit" and result.digit is not None:
            middle = (result.start + result.end) / 2
            nearest = min(sentences, key=lambda one: max(one.start - middle, middle - one.end))
            words = re.findall(r"[a-z]+", nearest.word.lower())
            sounds_like = result.digit in {SOUND_LIKE.get(word) for word in words}
            found.append(Heard(result.digit, sounds_like, nearest.word))
    return found


def count_in_talk(bundle: Path) -> dict[str, Any]:
    """Recognize the sentences of all voices like a microphone, and count the digits.

    Returns
    -------
    dict
        ``minutes``; ``false``, ``per_hour``, ``low`` and ``high`` (95 % interval) of digits that no
        word of their sentence sounds like; ``sound_alike``, the others by digit; ``heard``.
    """
    seconds = 0.0
    heard: list[Heard] = []
    for reader in READERS:
        samples, sentences = read_aloud(reader)
        recognizer = Recognizer(cached_classifier(bundle))
        events = [*recognizer.feed(samples), *recognizer.flush()]
        results = [event for event in events if isinstance(event, Result)]
        heard += heard_in(results, sentences)
        seconds += len(samples) / SAMPLE_RATE
    false = sum(not one.sounds_like for one in heard)
    low, high = poisson(false)
    alike = [one.digit for one in heard if one.sounds_like]
    return {
        "minutes": seconds / 60,
        "false": false,
        "per_hour": 3600 * false / seconds,
        "low": 3600 * low / seconds,
        "high": 3600 * high / seconds,
        "sound_alike": {str(digit): alike.count(digit) for digit in sorted(set(alike))},
        "heard": [[one.digit, one.sounds_like, one.sentence] for one in heard],
    }


def as_lines(counted: Mapping[str, Any]) -> list[str]:
    """The counts as lines of a report."""
    alike = counted["sound_alike"]
    spoken = sum(
        SOUND_LIKE.get(word) is not None
        for sentence in SENTENCES
        for word in re.findall(r"[a-z]+", sentence.lower())
    )
    per_hour = f"{counted['per_hour']:.1f} an hour, {counted['low']:.1f}-{counted['high']:.1f}"
    taken = f"{sum(alike.values())} of {len(READERS) * spoken}"
    return [
        f"Talk without digits: {counted['minutes']:.1f} minutes, {len(SENTENCES)} sentences, each",
        f"read by {len(READERS)} synthetic voices that are not used for training.",
        f"false digits: {counted['false']} ({per_hour} with 95 % probability)",
        f"words that sound like digits (for, to, one, oh, ...) taken for digits: {taken}",
    ]

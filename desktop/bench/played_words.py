"""The words that ``latency.py`` plays, and the comparison with the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from desktop.bench.clips import find_clips

PAUSE = (0.7, 1.1)
"""Seconds between two words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recording of a digit in the sound that is played; times in seconds."""

    digit: int
    begin: float
    end: float


def words_in_a_row(count: int) -> tuple[Float32Array, list[Word]]:
    """Recordings of digits with pauses between them, and their positions."""
    rng = np.random.default_rng(0)
    clips = find_clips()
    parts = [np.zeros(SAMPLE_RATE, np.float32)]
    words: list[Word] = []
    begin = SAMPLE_RATE
    for index in range(count):
        clip = clips[index % len(clips)]
        peak = float(np.abs(clip.samples).max())
        pause = round(rng.uniform(*PAUSE) * SAMPLE_RATE)
        parts.append(clip.samples * np.float32(10 ** (-12 / 20) / max(peak, 1e-3)))
        parts.append(np.zeros(pause, np.float32))
        end = begin + len(clip.samples)
        words.append(Word(clip.digit, begin / SAMPLE_RATE, end / SAMPLE_RATE))
        begin = end + pause
    return np.concatenate(parts), words


def fates(words: Sequence[Word], events: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Count what happened to each word.

    Returns
    -------
    dict
        Numbers of words that were ``right``, ``wrong``, ``refused`` (by code) and ``not_found``.
        ``beside``: other utterances, outside of all words or a second one in the same word.
    """
    finals = [event for event in events if event["type"] in ("digit", "rejected")]
    middles = np.array([(event["start"] + event["end"]) / 2 for event in finals])
    begins, ends = np.array([(word.begin, word.end) for word in words]).T
    # Stream time started some seconds before the sound: choose the offset that matches most words.
    inside = max(
        (
            (middles >= begins[:, None] + shift) & (middles < ends[:, None] + shift)
            for shift in (middles[:, None] - (begins + ends) / 2).ravel()
        ),
        key=lambda some: int(some.any(axis=1).sum()),
        default=np.zeros((len(words), 0), bool),
    )
    counts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for word, hits in zip(words, inside, strict=True):
        matches = [finals[int(index)] for index in np.flatnonzero(hits)]
        digits = [event["digit"] for event in matches if event["type"] == "digit"]
        if digits:
            counts["right" if word.digit in digits else "wrong"] += 1
        elif matches:
            refused[matches[0]["rejected"]] += 1
        else:
            counts["not_found"] += 1
    return {
        **{name: counts[name] for name in ("right", "wrong", "not_found")},
        "refused": dict(refused),
        "beside": len(finals) - int(inside.any(axis=1).sum()),
    }

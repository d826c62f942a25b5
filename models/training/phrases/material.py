"""What training windows are composed of: recordings, synthesized strings and noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from core.audio import Float32Array
from models.data.index import LANGUAGES, OTHER
from models.data.splits import Split
from models.training.phrases.columns import RecordingColumns, StringColumns
from models.training.recipe import OTHER_CORPUS

Generator = np.random.Generator

_DIGIT_COLUMNS = (12, 90)
"""Shortest and longest digit. Others are cut wrongly."""

_OTHER_COLUMNS = 8
"""Shortest other speech."""

_RECORDED = 4
"""How often a recorded string is drawn relative to a synthesized one."""

_LOUD = 6
"""The level of a word is the mean of so many of its loudest columns."""


class Material:
    """Recordings and strings of one split, with the odds of drawing them.

    Parameters
    ----------
    recordings : RecordingColumns
    strings : StringColumns
    corpora : mapping
        Corpus of digits -> how often it is drawn.
    splits : sequence of Split
        Of the recordings. Strings of held-out synthetic speakers are used for validation only.
    """

    def __init__(
        self,
        recordings: RecordingColumns,
        strings: StringColumns,
        corpora: Mapping[str, float],
        *,
        splits: Sequence[Split] = ("train",),
    ) -> None:
        self.recordings = recordings
        self.strings = strings
        self.is_used = np.isin(recordings.split, splits)
        chosen = np.flatnonzero(self.is_used)
        length = recordings.last - recordings.first
        label, corpus = recordings.label[chosen], recordings.corpus[chosen]
        shortest, longest = _DIGIT_COLUMNS
        is_usable = (length[chosen] >= shortest) & (length[chosen] <= longest)
        self.takes: dict[tuple[str, str], list[int]] = {}
        for take in chosen[(label != OTHER) & is_usable]:
            key = (str(recordings.corpus[take]), str(recordings.speaker[take]))
            self.takes.setdefault(key, []).append(int(take))
        self.speakers = list(self.takes)
        self._speaker_odds = self._odds_of_speakers(corpora)
        is_speech = (label == OTHER) & (length[chosen] >= _OTHER_COLUMNS)
        is_word = np.char.startswith(corpus, "words/") | np.char.startswith(corpus, LANGUAGES)
        self.words = chosen[is_speech & is_word]
        self._word_odds = self._odds_of_words()
        self.sentences = chosen[is_speech & np.char.startswith(corpus, "sentences/")]
        noises = chosen[np.char.startswith(corpus, "noise/")]
        self.noise = np.concatenate([self._noise(recording) for recording in noises])
        is_for_these = strings.is_held_out != ("train" in splits)
        recorded = np.flatnonzero(is_for_these & strings.is_recorded)
        more = [recorded] * (_RECORDED - 1)
        self.string_numbers = np.concatenate([np.flatnonzero(is_for_these), *more])
        self._levels: dict[int, tuple[Float32Array, float]] = {}

    def _odds_of_speakers(self, corpora: Mapping[str, float]) -> np.ndarray:
        """Cumulative; within a corpus in proportion to the square root of the takes."""
        weight = np.array([np.sqrt(len(self.takes[speaker])) for speaker in self.speakers])
        of_corpus = np.array([corpus for corpus, _ in self.speakers])
        odds = np.zeros(len(weight))
        for corpus in sorted(set(of_corpus.tolist())):
            within = weight * (of_corpus == corpus)
            odds += corpora.get(corpus, OTHER_CORPUS) * within / within.sum()
        return np.cumsum(odds / odds.sum())

    def _odds_of_words(self) -> np.ndarray:
        """Cumulative; a corpus counts as the square root of its recordings.

        The single short words of Speech Commands resemble digits most, and count twice.
        """
        of_word = self.recordings.corpus[self.words]
        odds = np.zeros(len(self.words))
        for corpus in dict.fromkeys(of_word.tolist()):
            inside = of_word == corpus
            factor = 2.0 if "speech_commands" in corpus else 1.0
            odds[inside] = factor / np.sqrt(inside.sum())
        return np.cumsum(odds / odds.sum())

    def _noise(self, recording: int) -> Float32Array:
        """Mel power of a noise recording, its mean over the columns normalized to 1."""
        power = 10.0 ** (self.recordings.of(recording) / 10.0)
        return power / (power.sum(axis=1).mean() + 1e-12)

    def draw_speaker(self, rng: Generator) -> tuple[str, str]:
        """Draw a speaker of digits, as corpus and name."""
        return self.speakers[_drawn(self._speaker_odds, rng)]

    def draw_word(self, rng: Generator) -> int:
        """Draw a recording of another word."""
        return int(self.words[_drawn(self._word_odds, rng)])

    def levels(self, recording: int) -> tuple[Float32Array, float]:
        """Noise floor of each band, shape (n_mels,), and level of the speech, in decibels."""
        known = self._levels.get(recording)
        if known is None:
            columns = self.recordings.of(recording)
            tenth = len(columns) // 10
            floor = np.partition(columns, tenth, axis=0)[tenth]
            first, last = self.recordings.first[recording], self.recordings.last[recording]
            loudness = columns.max(axis=1)
            spoken = np.sort(loudness[first:last])[-_LOUD:] if last > first else loudness.max()
            known = self._levels[recording] = (floor, float(np.mean(spoken)))
        return known


def _drawn(cumulative: np.ndarray, rng: Generator) -> int:
    return min(int(np.searchsorted(cumulative, rng.random())), len(cumulative) - 1)

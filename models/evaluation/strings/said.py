"""Strings for evaluation: recorded ones, and isolated words of held-out speakers joined in time.

The joined strings have real voices, rooms and microphones, but not the pronunciation of fluent
speech. The recorded ones do, but they are of one or two speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.events import Utterance
from core.segmenter import Segmenter
from models.data.index import OTHER, find_strings
from models.evaluation.strings.stretch import stretch
from models.training.phrases.columns import RecordingColumns, SpokenString

Generator = np.random.Generator

_LEVEL = 0.05
"""RMS of each word."""

_HUM = 1e-4
"""Standard deviation of the noise behind a joined string."""

_LONGEST_SECONDS = 16
_BEFORE, _AFTER = 640, 960
"""Sound kept before and after a word, in samples."""

_FEWEST_DIGITS = 5
"""Speakers who say fewer different digits are not used."""


@dataclass(frozen=True, slots=True)
class Said:
    """A string to recognize.

    Attributes
    ----------
    digits : str
    speaker : str
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    seconds : float
        From the first digit's start to the last one's end.
    """

    digits: str
    speaker: str
    samples: Float32Array = field(repr=False, compare=False)
    seconds: float

    @property
    def pace(self) -> float:
        """Digits per second."""
        return len(self.digits) / max(self.seconds, 1e-3)


def joined_strings(
    recordings: RecordingColumns, split: str, count: int, seed: int, *, is_fluent: bool = True
) -> list[Said]:
    """Join isolated words of speakers of a split.

    Parameters
    ----------
    recordings : RecordingColumns
        Their files are read again.
    split : {"validation", "test"}
    count, seed : int
    is_fluent : bool
        Whether the words touch or overlap; otherwise there are pauses of 0.2 to 0.5 s.
    """
    takes: dict[str, list[int]] = {}
    for take in np.flatnonzero((recordings.split == split) & (recordings.label != OTHER)):
        takes.setdefault(str(recordings.speaker[take]), []).append(int(take))
    speakers = [
        speaker
        for speaker, own in takes.items()
        if len({int(recordings.label[take]) for take in own}) >= _FEWEST_DIGITS
    ]
    rng = np.random.default_rng(seed)
    strings: list[Said] = []
    for _ in range(count):
        speaker = speakers[rng.integers(len(speakers))]
        strings.append(_joined(recordings, speaker, takes[speaker], rng, is_fluent))
    return strings


def _joined(
    recordings: RecordingColumns,
    speaker: str,
    takes: Sequence[int],
    rng: Generator,
    is_fluent: bool,
) -> Said:
    count = int(rng.integers(3, 9))
    pace = float(np.exp(rng.uniform(np.log(0.97), np.log(1.4))))
    samples = np.zeros(_LONGEST_SECONDS * SAMPLE_RATE, np.float32)
    begin = position = end = SAMPLE_RATE // 2
    digits = ""
    for _ in range(count):
        take = takes[rng.integers(len(takes))]
        word, first, last = _word(recordings, take, pace)
        start = position - first
        samples[start : start + len(word)] += word
        digits += str(recordings.label[take])
        end = position + last - first
        position = end + int(rng.integers(-640, 480) if is_fluent else rng.integers(3200, 8000))
    samples = samples[: position + SAMPLE_RATE // 2]
    samples = samples + rng.normal(0.0, _HUM, len(samples)).astype(np.float32)
    return Said(digits, speaker, samples, (end - begin) / SAMPLE_RATE)


def _word(recordings: RecordingColumns, take: int, pace: float) -> tuple[Float32Array, int, int]:
    """A faded word at a standard level, with first sample of the speech and that after the last."""
    samples = load(Path(str(recordings.path[take])))
    first, last = (160 * int(bound[take]) for bound in (recordings.first, recordings.last))
    begin, end = max(first - _BEFORE, 0), min(last + _AFTER, len(samples))
    level = float(np.sqrt(np.mean(np.square(samples[first:last])))) + 1e-6
    word = samples[begin:end] * np.float32(_LEVEL / level)
    if pace > 1.03:
        word = stretch(word, pace)
    fade = min(320, len(word) // 3)
    word[:fade] *= np.linspace(0.0, 1.0, fade, dtype=np.float32)
    word[-fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return word, int((first - begin) / pace), int((last - begin) / pace)


def recorded_strings(folder: Path) -> list[Said]:
    """The recorded numbers of a data folder; a corpus counts as one speaker."""
    strings: list[Said] = []
    for path, digits in find_strings(folder):
        samples = load(path)
        strings.append(Said(digits, path.parent.name, samples, speech_seconds(samples)))
    return strings


def synthesized_strings(strings: Iterable[SpokenString]) -> list[Said]:
    """Strings of held-out synthetic speakers, those with other words left out."""
    said: list[Said] = []
    for string in strings:
        if string.is_held_out and string.digits is not None:
            seconds = (string.words[-1][2] - string.words[0][1]) / SAMPLE_RATE
            said.append(Said(string.digits, string.speaker, string.samples, seconds))
    return said


def speech_seconds(samples: Float32Array) -> float:
    """From the start of the first utterance in a recording to the end of the last."""
    segmenter = Segmenter()
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    cuts = [cut for part in (pause, samples, pause) for cut in segmenter.feed(part)]
    cuts += segmenter.flush()
    spoken = [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]
    if not spoken:
        return len(samples) / SAMPLE_RATE
    return max(cut.end for cut in spoken) - min(cut.start for cut in spoken)

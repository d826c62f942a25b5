"""Measure numbers said in one breath: latency of digits and number, and processor time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.classifier import Classifier
from core.events import Number
from core.recognizer import Recognizer, loudest_utterance
from desktop.bench.clips import Clip
from desktop.bench.stages import BLOCK_SECONDS, Spread, spread

DIGITS = 10
"""Digits of a number."""

_PAUSE_SECONDS = 1.0
_NOISE_LEVEL = 10.0 ** (-65.0 / 20.0)
_SPEECH_LEVEL = 0.05
"""RMS of a digit."""

_FADE = 160


@dataclass(frozen=True, slots=True)
class NumberTimes:
    """Result of `time_numbers`.

    Attributes
    ----------
    spoken, found : int
        Digits in the sound, and in the numbers that were recognized.
    number : Spread
        From the end of a phrase, as the VAD detects it, to its number: all of the work on the
        block that ends the phrase.
    shown : Spread
        From the end of each digit to its first result, provisional or final: the time in the
        stream, and the work on that block. Capture and display are not included.
    cpu_percent : float
        Processor time while a number is spoken, in % of a core: of all blocks from the first
        digit to the end of the phrase.
    """

    spoken: int
    found: int
    number: Spread
    shown: Spread
    cpu_percent: float


def time_numbers(clips: Sequence[Clip], classifier: Classifier) -> NumberTimes | None:
    """Join the clips to numbers and feed them in blocks like those of a microphone.

    Returns
    -------
    NumberTimes or None
        None if the model has no network for numbers, or there are too few clips.

    Raises
    ------
    ValueError
        If no number was recognized.
    """
    count = len(clips) // DIGITS
    if classifier.phrases is None or count == 0:
        return None
    recognizer = Recognizer(classifier)
    size = round(BLOCK_SECONDS * SAMPLE_RATE)
    first_shown: dict[int, tuple[float, float]] = {}  # id -> stream time, work in ms
    number_ms: list[float] = []
    shown_ms: list[float] = []
    found = 0
    speech_seconds = speech_work = 0.0
    for sound in _numbers(clips, count):
        for begin in range(0, len(sound), size):
            block = sound[begin : begin + size]
            started, started_cpu = time.perf_counter(), time.thread_time()
            was_open = recognizer.activity.is_speech
            events = recognizer.feed(block)
            work_ms = 1e3 * (time.perf_counter() - started)
            if was_open or recognizer.activity.is_speech:
                speech_seconds += len(block) / SAMPLE_RATE
                speech_work += time.thread_time() - started_cpu
            for event in events:
                if isinstance(event, Number):
                    number_ms.append(work_ms)
                    found += sum(digit.digit is not None for digit in event.digits)
                    for digit in event.digits:
                        if digit.id in first_shown:
                            at, ms = first_shown.pop(digit.id)
                            shown_ms.append(1e3 * (at - digit.end) + ms)
                elif event.type == "withdrawn":
                    first_shown.pop(event.id, None)
                elif event.digit is not None:
                    first_shown.setdefault(event.id, (recognizer.time, work_ms))
    if not number_ms or not shown_ms:
        raise ValueError("no number was recognized in the clips")
    return NumberTimes(
        count * DIGITS,
        found,
        spread(number_ms),
        spread(shown_ms),
        100 * speech_work / speech_seconds,
    )


def _numbers(clips: Sequence[Clip], count: int) -> Iterator[Float32Array]:
    """Numbers in a little noise."""
    rng = np.random.default_rng(0)
    for number in range(count):
        sound = in_one_breath(clips[number * DIGITS : (number + 1) * DIGITS])
        yield sound + rng.normal(0.0, _NOISE_LEVEL, len(sound)).astype(np.float32)


def in_one_breath(clips: Sequence[Clip]) -> Float32Array:
    """Join the words of clips without pauses, with a second of silence before and after them."""
    pause = np.zeros(round(_PAUSE_SECONDS * SAMPLE_RATE), np.float32)
    return np.concatenate([pause, *(_word(clip.samples) for clip in clips), pause])


def _word(samples: Float32Array) -> Float32Array:
    """The word in a recording, without the silence around it."""
    utterance = loudest_utterance(samples)
    if utterance is not None:
        first, last = (round(at * SAMPLE_RATE) for at in (utterance.start, utterance.end))
        samples = samples[first:last]
    level = float(np.sqrt(np.mean(np.square(samples)))) + 1e-6
    word = samples * np.float32(_SPEECH_LEVEL / level)
    fade = min(_FADE, len(word) // 3)
    word[:fade] *= np.linspace(0.0, 1.0, fade, dtype=np.float32)
    word[-fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return word

"""Measure each stage of the pipeline on a stream of clips, as the worker runs it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr

from core.audio import SAMPLE_RATE, Float32Array, Resampler
from core.classifier import Classifier
from core.events import Result, results_of
from core.recognizer import Recognizer, recognize_recording
from desktop.bench.clips import Clip

DEVICE_RATE = 48_000
"""Sample rate of most microphones in Hz; the stream is resampled from it."""

BLOCK_SECONDS = 0.02

_GAP_SECONDS = 0.6
_NOISE_LEVEL = 10.0 ** (-65.0 / 20.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """Distribution of `n` measured times, in milliseconds."""

    n: int
    mean: float
    p50: float
    p95: float
    p99: float


def spread(milliseconds: Sequence[float]) -> Spread:
    """Compute the distribution of at least one time."""
    p50, p95, p99 = np.percentile(milliseconds, (50, 95, 99))
    mean = float(np.mean(milliseconds))
    return Spread(len(milliseconds), mean, float(p50), float(p95), float(p99))


@dataclass(frozen=True, slots=True)
class StageTimes:
    """Result of `time_stages`.

    Attributes
    ----------
    utterances : int
        Number of final utterances.
    answers : int
        Number of provisional and final results.
    stages : mapping of str to Spread
        ``resample`` and ``segment`` for each block of 20 ms; ``spectrogram``, ``mlp`` and
        ``decision`` for each result; ``answer`` is the sum of these three, from endpoint to digit.
    word_end : mapping of str to Spread
        From the end of the word to the ``provisional`` and the ``final`` result: the time in the
        stream until the endpoint, and the latency. Capture and display are not included.
    """

    utterances: int
    answers: int
    stages: dict[str, Spread]
    word_end: dict[str, Spread]


def time_stages(clips: Sequence[Clip], classifier: Classifier) -> StageTimes:
    """Feed the clips with pauses between them, in blocks like those of a microphone."""
    sound = soxr.resample(_stream(clips), SAMPLE_RATE, DEVICE_RATE)
    resampler, recognizer = Resampler(DEVICE_RATE), Recognizer(classifier)
    size = round(BLOCK_SECONDS * DEVICE_RATE)
    resample_ms: list[float] = []
    segment_ms: list[float] = []
    results: list[Result] = []
    for begin in range(0, len(sound), size):
        started = time.perf_counter()
        samples = resampler.feed(sound[begin : begin + size])
        resampled = time.perf_counter()
        new = results_of(recognizer.feed(samples))
        fed = time.perf_counter()
        resample_ms.append(1e3 * (resampled - started))
        # If there are results, the recognizer has measured the segmenter separately.
        segment_ms.append(new[0].timings.segment_ms if new else 1e3 * (fed - resampled))
        results += new
    results = [r for r in results if r.type != "withdrawn"]
    if not results:
        raise ValueError("no utterance was found in the clips")
    timings = [r.timings for r in results]
    finals = [r for r in results if r.type != "provisional"]
    provisionals = [r for r in results if r.type == "provisional"]
    return StageTimes(
        utterances=len(finals),
        answers=len(results),
        stages={
            "resample": spread(resample_ms),
            "segment": spread(segment_ms),
            "spectrogram": spread([t.spectrogram_ms for t in timings]),
            "mlp": spread([t.mlp_ms for t in timings]),
            "decision": spread([t.decision_ms for t in timings]),
            "answer": spread([t.latency_ms for t in timings]),
        },
        word_end={
            name: spread([1e3 * (r.closed_at - r.end) + r.latency_ms for r in some])
            for name, some in (("provisional", provisionals), ("final", finals))
            if some
        },
    )


@dataclass(frozen=True, slots=True)
class ClipScore:
    """Accuracy and time of a recognizer on clips of one digit each.

    Attributes
    ----------
    name : str
    clips : int
    accuracy : float
        Share of correct digits, 0-1, without rejection.
    p50_ms, p99_ms : float
        Time per clip: features, model and decision.
    """

    name: str
    clips: int
    accuracy: float
    p50_ms: float
    p99_ms: float


def score_clips(clips: Sequence[Clip], classifier: Classifier) -> ClipScore:
    """Score this program, as with ``predict --no-reject``."""
    results = [recognize_recording(clip.samples, classifier, reject=False) for clip in clips]
    pairs = zip(results, clips, strict=True)
    right = sum(result.digit == clip.digit for result, clip in pairs)
    times = spread([result.latency_ms for result in results])
    return ClipScore("spoken-digits", len(clips), right / len(clips), times.p50, times.p99)


def _stream(clips: Sequence[Clip]) -> Float32Array:
    """The clips with pauses and background noise, float32 at ``SAMPLE_RATE``."""
    noise = np.random.default_rng(0)
    parts: list[Float32Array] = []
    for clip in clips:
        parts.append(clip.samples)
        parts.append(np.zeros(round(_GAP_SECONDS * SAMPLE_RATE), np.float32))
    sound = np.concatenate(parts)
    background = noise.normal(0.0, _NOISE_LEVEL, len(sound)).astype(np.float32)
    return sound + background

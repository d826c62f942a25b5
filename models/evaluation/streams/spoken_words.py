"""Cuts words out of recordings, independently of the app's segmenter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME, frame_levels

LONGEST_OTHER = 2.5
"""Most seconds used of a recording of another word."""

_MARGIN_BEFORE, _MARGIN_AFTER = 0.06, 0.1
_FADE = round(0.02 * SAMPLE_RATE)


@dataclass(frozen=True, slots=True)
class CutWord:
    """A word cut out of its recording; `first` and `last` bound the speech within `samples`."""

    samples: Float32Array
    first: int
    last: int
    level_db: float
    snr_db: float


def speech_bounds(samples: Float32Array) -> tuple[int, int]:
    """Find the bounds of the word in a recording.

    Starting from the loudest 0.2 s, the word extends over frames within 30 dB of the peak and 6 dB
    above the noise floor, and over closures of at most 0.16 s.

    Returns
    -------
    first, last : int
        In samples.
    """
    levels = frame_levels(samples)
    power = 10.0 ** (levels / 10.0)
    span = min(20, len(power))
    begin = int(np.argmax(np.convolve(power, np.ones(span), "valid")))
    peak = float(10.0 * np.log10(np.sort(power[begin : begin + span])[-3:].mean()))
    floor = max(float(np.percentile(levels, 15)), -80.0)
    sounds = levels > max(peak - 30.0, floor + 6.0)
    first = last = begin + int(np.argmax(power[begin : begin + span]))
    for index in range(last + 1, len(levels)):
        if sounds[index]:
            last = index
        elif index - last > 16:
            break
    for index in range(first - 1, -1, -1):
        if sounds[index]:
            first = index
        elif first - index > 16:
            break
    return first * FRAME, (last + 1) * FRAME


@cache
def cut_word(path: Path, *, is_digit: bool) -> CutWord | None:
    """Cut a word out of its recording; None if it is too short."""
    samples = load(path)
    if len(samples) < SAMPLE_RATE // 10:
        return None
    levels = frame_levels(samples)
    if is_digit:
        first, last = speech_bounds(samples)
    else:
        loud = np.flatnonzero(levels > levels.max() - 30.0)
        first = int(loud[0]) * FRAME
        last = min((int(loud[-1]) + 1) * FRAME, first + round(LONGEST_OTHER * SAMPLE_RATE))
    if last - first < SAMPLE_RATE // 10:
        return None
    begin = max(0, first - round(_MARGIN_BEFORE * SAMPLE_RATE))
    end = min(len(samples), last + round(_MARGIN_AFTER * SAMPLE_RATE))
    cut = samples[begin:end].copy()
    fade = np.linspace(0.0, 1.0, _FADE, dtype=np.float32)
    cut[:_FADE] *= fade
    cut[-_FADE:] *= fade[::-1]
    inside = levels[first // FRAME : last // FRAME]
    active = active_level(samples[first:last])
    outside = np.concatenate([levels[: first // FRAME], levels[last // FRAME :]])
    floor = float(np.median(outside)) if len(outside) > 5 else float(inside.min())
    return CutWord(cut, first - begin, last - begin, active, active - floor)


def active_level(samples: Float32Array) -> float:
    """Active speech level: mean level of the frames within 20 dB of the loudest, dBFS."""
    levels = frame_levels(samples)
    power = 10.0 ** (levels[levels > levels.max() - 20.0] / 10.0)
    return float(10.0 * np.log10(power.mean()))

"""Accuracy by signal-to-noise ratio, in kinds of noise that are not in the training data.

The noise starts half a second before the recording and ends half a second after it, so that the
segmenter has to find the word in the noise. For comparison with other publications, noise that
lasts as long as the recording is measured too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME
from core.recognizer import loudest_utterance, recognize_recording, whole_recording
from models.data.index import OTHER, DataError, Recording
from models.data.peers import Rival, spelling_cnn
from models.data.splits import Judged
from models.evaluation.evaluate import (
    PIPELINE,
    Prediction,
    cached_classifier,
    cached_rows,
    digest,
    in_parallel,
    prediction_of,
)
from models.evaluation.rivals import predict_with

LEVELS_DB = (20, 10, 5, 0)
"""Signal-to-noise ratios, in addition to clean speech."""

CLIPS_PER_SPEAKER = 40
"""Most clips of a speaker at each level; they are evenly spaced, to cover all digits."""

SURROUND = SAMPLE_RATE // 2
_ACTIVE_RANGE_DB = 30.0
_LOWEST_NOISE = 1e-3
"""RMS below which a stretch of a noise recording counts as silent."""

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class _Part:
    """Work for one process."""

    recordings: list[Recording]
    noises: list[Path]
    bundle: Path
    snr_db: int
    surround: int


def subsample(recordings: Sequence[Recording]) -> list[Recording]:
    """At most `CLIPS_PER_SPEAKER` digits of each speaker, evenly spaced."""
    spoken: dict[str, list[Recording]] = {}
    for recording in recordings:
        if recording.label != OTHER:
            spoken.setdefault(recording.speaker, []).append(recording)
    chosen: list[Recording] = []
    for takes in spoken.values():
        count = min(len(takes), CLIPS_PER_SPEAKER)
        chosen += [takes[i * len(takes) // count] for i in range(count)]
    return chosen


def add_noise(
    speech: Float32Array,
    noise: Float32Array,
    snr_db: float,
    rng: Generator,
    surround: int = SURROUND,
) -> Float32Array:
    """Add noise to a recording.

    Parameters
    ----------
    speech, noise : ndarray, shape (n,), (m,), float32
        At ``SAMPLE_RATE``. The noise is repeated if it is too short.
    snr_db : float
        Mean power of the frames within 30 dB of the loudest one, relative to the mean power of the
        noise, in dB.
    rng : Generator
        Chooses the stretch of noise.
    surround : int
        Samples of noise before and after the recording.

    Returns
    -------
    ndarray, shape (n + 2 * surround,), float32
        Scaled down if it would clip.
    """
    stretch = _stretch(noise, len(speech) + 2 * surround, rng)
    power = float(np.square(stretch).mean())
    gain = np.sqrt(_speech_power(speech) / (power * 10.0 ** (snr_db / 10.0)))
    mixed = stretch * np.float32(gain)
    mixed[surround : surround + len(speech)] += speech
    return np.asarray(mixed / max(1.0, float(np.abs(mixed).max())), np.float32)


def _speech_power(speech: Float32Array) -> float:
    count = max(1, len(speech) // FRAME)
    frames = speech[: count * FRAME].reshape(count, -1)
    powers = np.square(frames).mean(axis=1)
    active = powers >= powers.max() * 10.0 ** (-_ACTIVE_RANGE_DB / 10.0)
    return float(powers[active].mean()) + 1e-12


def _stretch(noise: Float32Array, length: int, rng: Generator) -> Float32Array:
    """Random stretch of noise that is not silent; ESC-10 pads its recordings with silence."""
    if len(noise) < length:
        noise = np.tile(noise, -(-length // len(noise)))
    last = len(noise) - length
    stretches = (noise[i : i + length] for i in rng.integers(0, last + 1, 20))
    best = noise[:length]
    for stretch in stretches:
        if np.square(stretch).mean() >= _LOWEST_NOISE**2:
            return stretch.copy()
        best = max(best, stretch, key=lambda s: float(np.square(s).mean()))
    # Digital silence cannot be scaled to a level.
    hiss = rng.standard_normal(length, np.float32) * np.float32(1e-7)
    return (best + hiss).astype(np.float32)


def predict_in_noise(
    judged: Sequence[Judged], bundles: Sequence[Path], cache: Path
) -> dict[tuple[str, int], list[Prediction]]:
    """Predict a subsample of the digits at each of `LEVELS_DB`, by our models and SpellingCNN.

    Parameters
    ----------
    judged : sequence of Judged
        Digits, and noise that no bundle has heard.
    bundles : sequence of Path
    cache : Path
        File to cache the predictions in.

    Returns
    -------
    dict
        (system, SNR in dB) -> list of Prediction. Systems are "ours", "ours_over" (the noise lasts
        as long as the recording) and "spelling_cnn", which gets the utterance of our segmenter.
    """
    recordings = [one.recording for one in judged]
    bundle_of = {one.recording.path: one.bundle for one in judged}
    chosen = subsample(recordings)
    noises = [r.path for r in recordings if r.corpus.startswith("noise/")]
    parts: list[_Part] = []
    if not noises:
        raise DataError("there are no noise recordings; add some to noise/")
    for number, bundle in enumerate(bundles):
        spoken = [r for r in chosen if bundle_of[r.path] == number]
        parts += [
            _Part(spoken, noises, bundle, snr_db, surround)
            for snr_db in LEVELS_DB
            for surround in (SURROUND, 0)
        ]
    described = [bundle / "bundle.json" for bundle in bundles]
    names = [str(recording.path) for recording in chosen]
    key = digest(LEVELS_DB, CLIPS_PER_SPEAKER, names, files=[*described, *PIPELINE])
    rows = cached_rows(cache, key, lambda: in_parallel(_predict_part, parts, "in noise"))
    found: dict[tuple[str, int], list[Prediction]] = {}
    for row in rows:
        condition = (row.pop("who"), row.pop("snr_db"))
        found.setdefault(condition, []).append(Prediction(**row))
    return found


def _predict_part(part: _Part) -> list[dict[str, object]]:
    classifier, rival = cached_classifier(part.bundle), _rival()
    rows: list[dict[str, object]] = []
    for recording in part.recordings:
        # A word has the same noise at all levels.
        rng = np.random.default_rng(int(digest(recording.path.name, recording.speaker)[:12], 16))
        noise = load(part.noises[rng.integers(len(part.noises))])
        mixed = add_noise(load(recording.path), noise, part.snr_db, rng, part.surround)
        ours = prediction_of(recording, recognize_recording(mixed, classifier))
        who = "ours" if part.surround else "ours_over"
        rows.append({"who": who, "snr_db": part.snr_db, **asdict(ours)})
        if rival and part.surround:
            cut = (loudest_utterance(mixed) or whole_recording(mixed)).samples
            theirs = predict_with(rival, recording, cut)
            rows.append({"who": "spelling_cnn", "snr_db": part.snr_db, **asdict(theirs)})
    return rows


@lru_cache(maxsize=1)
def _rival() -> Rival | None:
    try:
        return spelling_cnn()
    except (DataError, ImportError):
        return None

"""Accuracy against noise: words in noise that the judging fold's model has not heard.

A fold's model is trained in the noise recordings of the other folds, so those of its own are new
to it. Each word is laid into a stretch of one of them that begins half a second before the
recording and ends half a second after it: the segmenter has to find the word in the noise, as it
would in a stream. Beside it stands noise as others add it, which lasts as long as the recording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME
from core.recognizer import loudest_utterance, recognize_recording, whole_recording
from models.data.index import OTHER, DataError, Recording
from models.data.peers import Rival, second_recognizer
from models.evaluation.evaluate import PIPELINE, Judged, digest, in_parallel, judged, kept, ready
from models.evaluation.rivals import heard_by

LEVELS_DB = (20, 10, 5, 0)
"""Signal-to-noise ratios, besides clean."""

CLIPS_EACH = 40
"""Clips of a speaker that are judged at each level: every so-manieth, so that digits stay even."""

SURROUND = SAMPLE_RATE // 2
_ACTIVE_RANGE_DB = 30.0
_LOWEST_NOISE = 1e-3
"""RMS of a stretch of noise; below it the recording only pretends to have sound there."""

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class _Part:
    """One process' share of the work."""

    recordings: list[Recording]
    noises: list[Path]
    bundle: Path
    snr_db: int
    surround: int


def sample(recordings: Sequence[Recording]) -> list[Recording]:
    """At most `CLIPS_EACH` digits of each speaker, evenly over their recordings."""
    spoken: dict[str, list[Recording]] = {}
    for recording in recordings:
        if recording.label != OTHER:
            spoken.setdefault(recording.speaker, []).append(recording)
    chosen: list[Recording] = []
    for takes in spoken.values():
        count = min(len(takes), CLIPS_EACH)
        chosen += [takes[i * len(takes) // count] for i in range(count)]
    return chosen


def in_noise(
    speech: Float32Array,
    noise: Float32Array,
    snr_db: float,
    rng: Generator,
    surround: int = SURROUND,
) -> Float32Array:
    """Lay a recording into noise.

    Parameters
    ----------
    speech, noise : ndarray, shape (n,), (m,), float32
        At ``SAMPLE_RATE``. The noise is repeated where it is too short.
    snr_db : float
        Mean power of the speech's frames within 30 dB of its loudest, over the mean power of the
        noise around and under it, in dB.
    rng : Generator
        Chooses the stretch of noise.
    surround : int
        Samples of noise before and after the recording.

    Returns
    -------
    ndarray, shape (n + 2 * surround,), float32
        Turned down where it would not fit into full scale.
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
    """Somewhere in the noise where there is any: ESC-10 fills its recordings up with silence."""
    if len(noise) < length:
        noise = np.tile(noise, -(-length // len(noise)))
    last = len(noise) - length
    stretches = (noise[i : i + length] for i in rng.integers(0, last + 1, 20))
    best = noise[:length]
    for stretch in stretches:
        if np.square(stretch).mean() >= _LOWEST_NOISE**2:
            return stretch.copy()
        best = max(best, stretch, key=lambda s: float(np.square(s).mean()))
    # Digital silence has no level to be scaled to.
    hiss = rng.standard_normal(length, np.float32) * np.float32(1e-7)
    return (best + hiss).astype(np.float32)


def judge_in_noise(
    recordings: Sequence[Recording],
    folds: Mapping[str, int],
    bundles: Sequence[Path],
    keep: Path,
) -> dict[tuple[str, int], list[Judged]]:
    """Judge a sample of the digits at each of `LEVELS_DB`, ours and the rival beside it.

    Parameters
    ----------
    recordings : sequence of Recording
        Digits and noises.
    folds : mapping
        Speaker -> fold.
    bundles : sequence of Path
        Of each fold.
    keep : Path
        File to keep the answers in.

    Returns
    -------
    dict
        (who, SNR in dB) -> list of Judged; who is "ours", "ours_over" (noise that lasts as long as
        the recording) or "spelling_cnn", which hears what our segmenter cuts out.
    """
    chosen = sample(recordings)
    noises = [r for r in recordings if r.corpus.startswith("noise/")]
    parts: list[_Part] = []
    for fold, bundle in enumerate(bundles):
        unheard = [r.path for r in noises if folds[r.speaker] == fold]
        spoken = [r for r in chosen if folds[r.speaker] == fold]
        if spoken and not unheard:
            raise DataError(f"fold {fold} has no noise of its own; add recordings to noise/")
        parts += [
            _Part(spoken, unheard, bundle, snr_db, surround)
            for snr_db in LEVELS_DB
            for surround in (SURROUND, 0)
        ]
    described = [bundle / "bundle.json" for bundle in bundles]
    names = [str(recording.path) for recording in chosen]
    key = digest(LEVELS_DB, CLIPS_EACH, names, files=[*described, *PIPELINE])
    rows = kept(keep, key, lambda: in_parallel(_judge_part, parts, "in noise"))
    found: dict[tuple[str, int], list[Judged]] = {}
    for row in rows:
        who = (row.pop("who"), row.pop("snr_db"))
        found.setdefault(who, []).append(Judged(**row))
    return found


def _judge_part(part: _Part) -> list[dict[str, object]]:
    classifier, rival = ready(part.bundle), _rival()
    rows: list[dict[str, object]] = []
    for recording in part.recordings:
        # Each word has the same noise at every level.
        rng = np.random.default_rng(int(digest(recording.path.name, recording.speaker)[:12], 16))
        noise = load(part.noises[rng.integers(len(part.noises))])
        mixed = in_noise(load(recording.path), noise, part.snr_db, rng, part.surround)
        ours = judged(recording, recognize_recording(mixed, classifier))
        who = "ours" if part.surround else "ours_over"
        rows.append({"who": who, "snr_db": part.snr_db, **asdict(ours)})
        if rival and part.surround:
            cut = (loudest_utterance(mixed) or whole_recording(mixed)).samples
            theirs = heard_by(rival, recording, cut)
            rows.append({"who": "spelling_cnn", "snr_db": part.snr_db, **asdict(theirs)})
    return rows


@lru_cache(maxsize=1)
def _rival() -> Rival | None:
    try:
        return second_recognizer()
    except (DataError, ImportError):
        return None

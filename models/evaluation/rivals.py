"""Comparison with the recognizers of ``../shared/peers``.

Each of them recognizes every digit twice: from the whole recording with its own front end, as
``../shared/peers/recognize.py`` does, and from the utterance that our segmenter finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.audio import Float32Array, load
from core.recognizer import loudest_utterance, whole_recording
from models.data.index import OTHER, Recording
from models.data.peers import Rival, peers_file, pocketsphinx, spelling_cnn
from models.evaluation.evaluate import PIPELINE, Prediction, cached_rows, digest, in_parallel

NAMES = {"spelling_cnn": "SpellingCNN", "pocketsphinx": "PocketSphinx"}


def predict_with(rival: Rival, recording: Recording, samples: Float32Array) -> Prediction:
    """A rival's prediction; rivals reject only silence."""
    digit, _ = rival(samples)
    found = -1 if digit is None else digit
    clip = (recording.path.name, recording.corpus, recording.speaker, recording.label)
    return Prediction(*clip, found, [], 1.0, "silence" if digit is None else None)


def predict_with_rivals(
    recordings: Sequence[Recording], cache: Path
) -> dict[tuple[str, str], list[Prediction]]:
    """Predict all digits with both rivals, cached until recordings or segmenter change.

    Parameters
    ----------
    recordings : sequence of Recording
    cache : Path
        File to cache the predictions in.

    Returns
    -------
    dict
        (one of `NAMES`, "own" or "cut") -> list of Prediction; empty if there are no rivals.
    """
    if not peers_file().is_file():
        return {}
    digits = [recording for recording in recordings if recording.label != OTHER]
    segmenting = [p for p in PIPELINE if p.stem in ("audio", "levels", "recognizer", "segmenter")]
    key = digest([str(r.path) for r in digits], files=[peers_file(), *segmenting])
    parts = [digits[first : first + 100] for first in range(0, len(digits), 100)]
    found: dict[tuple[str, str], list[Prediction]] = {}
    for row in cached_rows(cache, key, lambda: in_parallel(_predict_part, parts, "rivals")):
        system = (row.pop("who"), row.pop("front_end"))
        found.setdefault(system, []).append(Prediction(**row))
    return found


def _predict_part(recordings: list[Recording]) -> list[dict[str, Any]]:
    rivals = {"spelling_cnn": spelling_cnn(), "pocketsphinx": pocketsphinx()}
    rows: list[dict[str, Any]] = []
    for recording in recordings:
        samples = load(recording.path)
        cut = (loudest_utterance(samples) or whole_recording(samples)).samples
        for name, rival in rivals.items():
            for front_end, sound in (("own", samples), ("cut", cut)):
                prediction = asdict(predict_with(rival, recording, sound))
                rows.append({"who": name, "front_end": front_end, **prediction})
    return rows

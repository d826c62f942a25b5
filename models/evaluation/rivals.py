"""The rival recognizers of ``../shared/peers``: to be measured beside, and to check made voices.

Each hears every digit twice: the whole recording, from which its own front end cuts the word, as
``../shared/peers/recognize.py`` does; and what our segmenter cuts out, so that all recognizers
stand behind the same pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.audio import Float32Array, load
from core.recognizer import loudest_utterance, whole_recording
from models.data.index import OTHER, Recording
from models.data.peers import Rival, peers_file, second_recognizer, third_recognizer
from models.evaluation.evaluate import PIPELINE, Judged, digest, in_parallel, kept

NAMES = {"spelling_cnn": "SpellingCNN", "pocketsphinx": "PocketSphinx"}


def heard_by(rival: Rival, recording: Recording, samples: Float32Array) -> Judged:
    """What a rival says of a sound; it knows no refusal but silence."""
    digit, _ = rival(samples)
    said = -1 if digit is None else digit
    where = (recording.path.name, recording.corpus, recording.speaker, recording.label)
    return Judged(*where, said, [], 1.0, "silence" if digit is None else None)


def judge_rivals(
    recordings: Sequence[Recording], keep: Path
) -> dict[tuple[str, str], list[Judged]]:
    """Let both rivals hear all digits; the answers are kept until sounds or segmenter change.

    Parameters
    ----------
    recordings : sequence of Recording
    keep : Path
        File to keep the answers in.

    Returns
    -------
    dict
        (one of `NAMES`, "own" or "cut") -> list of Judged; empty where there are no rivals.
    """
    if not peers_file().is_file():
        return {}
    digits = [recording for recording in recordings if recording.label != OTHER]
    segmenting = [p for p in PIPELINE if p.stem in ("audio", "levels", "recognizer", "segmenter")]
    key = digest([str(r.path) for r in digits], files=[peers_file(), *segmenting])
    parts = [digits[first : first + 100] for first in range(0, len(digits), 100)]
    found: dict[tuple[str, str], list[Judged]] = {}
    for row in kept(keep, key, lambda: in_parallel(_judge_part, parts, "rivals")):
        who = (row.pop("who"), row.pop("front_end"))
        found.setdefault(who, []).append(Judged(**row))
    return found


def _judge_part(recordings: list[Recording]) -> list[dict[str, Any]]:
    rivals = {"spelling_cnn": second_recognizer(), "pocketsphinx": third_recognizer()}
    rows: list[dict[str, Any]] = []
    for recording in recordings:
        samples = load(recording.path)
        cut = (loudest_utterance(samples) or whole_recording(samples)).samples
        for name, rival in rivals.items():
            for front_end, sound in (("own", samples), ("cut", cut)):
                heard = asdict(heard_by(rival, recording, sound))
                rows.append({"who": name, "front_end": front_end, **heard})
    return rows

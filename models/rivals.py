"""The rival recognizers of ``../shared/peers``: to be measured beside, and to check made voices.

Each hears every digit twice: the whole recording, from which its own front end cuts the word, as
``../shared/peers/recognize.py`` does; and what our segmenter cuts out, so that all recognizers
stand behind the same pipeline.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.audio import Float32Array, load
from core.recognizer import loudest_utterance, whole_recording
from models.data import OTHER, DataError, Recording
from models.evaluate import PIPELINE, Judged, digest, in_parallel, kept

PEERS_VARIABLE = "SPOKEN_DIGITS_PEERS"
PEERS_FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "peers"

NAMES = {"spelling_cnn": "SpellingCNN", "pocketsphinx": "PocketSphinx"}

Rival = Callable[[Float32Array], tuple[int | None, float]]
"""Takes mono sound at 16 kHz; gives the digit and the seconds it took."""


def peers_module() -> Any:
    """``recognize.py`` of the peers' folder; raises `DataError` if it is not there."""
    path = peers_file()
    if not path.is_file():
        raise DataError(f"no rivals in ../shared/peers; set {PEERS_VARIABLE} to their folder")
    spec = importlib.util.spec_from_file_location("peers_recognize", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def peers_file() -> Path:
    """Where the rivals should be."""
    return Path(os.environ.get(PEERS_VARIABLE) or PEERS_FOLDER) / "recognize.py"


@lru_cache(maxsize=1)
def second_recognizer() -> Rival:
    """Who checks that a made voice said what it was to say."""
    return peers_module().SpellingCNN()


@lru_cache(maxsize=1)
def third_recognizer() -> Rival:
    """Who may speak for a made voice with an accent."""
    return peers_module().PocketSphinx()


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

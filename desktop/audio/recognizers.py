"""The recognizer's own part of starting: the model is loaded once, each source hears anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from core.bundle import load_bundle
from core.classifier import Classifier
from core.recognizer import Recognizer
from core.segmenter_settings import SENSITIVITIES, Sensitivity
from desktop.profiles import use_profile


def recognizer_maker(
    bundle: Path | None = None,
    sensitivity: Sensitivity = "normal",
    profile: str | None = None,
    tell: Callable[[str], object] = str,
) -> Callable[[], Recognizer]:
    """Give a function that makes recognizers which share one model.

    Parameters
    ----------
    bundle : Path, optional
        The folder of another model than the shipped one.
    sensitivity : {"low", "normal", "high"}
        How soon sound counts as speech.
    profile : str, optional
        Name of the person who speaks.
    tell : callable
        Takes a line for people about the profile, at the first call.

    Returns
    -------
    callable
        Loads the model at its first call, so that a window need not wait for it; raises
        `BundleError` or `ProfileError` then. Safe for use from several threads.
    """
    lock = threading.Lock()
    loaded: list[Classifier] = []

    def make() -> Recognizer:
        with lock:
            if not loaded:
                classifier = Classifier(load_bundle(bundle))
                if profile is not None and (notice := use_profile(profile, classifier)):
                    tell(notice)
                loaded.append(classifier)
        return Recognizer(loaded[0], SENSITIVITIES[sensitivity])

    return make

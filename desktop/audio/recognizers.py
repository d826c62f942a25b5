"""Create recognizers that share one model."""

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
    """Return a function that creates recognizers with a shared model.

    Parameters
    ----------
    bundle : Path, optional
        Folder of the model; by default the shipped one.
    sensitivity : {"low", "normal", "high"}
        How easily sound counts as speech.
    profile : str, optional
        Name of the speaker's profile.
    tell : callable
        Called with a line for people about the profile, when it is loaded.

    Returns
    -------
    callable
        Thread-safe. The first call loads the model and may raise `BundleError` or
        `ProfileError`.
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

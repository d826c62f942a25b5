"""Create recognizers that share one model, and keep the models of several languages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from core.bundle import load_bundle
from core.bundle_location import bundle_directory
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
                loaded.append(_load(bundle, profile, tell))
        return Recognizer(loaded[0], SENSITIVITIES[sensitivity])

    return make


def _load(bundle: Path | None, profile: str | None, tell: Callable[[str], object]) -> Classifier:
    """Load a model, and the profile for it; see `recognizer_maker`."""
    classifier = Classifier(load_bundle(bundle))
    if profile is not None and (notice := use_profile(profile, classifier)):
        tell(notice)
    return classifier


class Models:
    """The models of the languages, each loaded when it is first needed. Thread-safe.

    Parameters
    ----------
    bundle : Path, optional
        Folder of a model to use instead of those of all languages.
    kept : int
        Models kept in memory, about 8 MB each: those used last.
    profile : str, optional
        Name of the speaker's profile, for the models of its language.
    tell : callable
        Called with a line for people about the profile, when a model is loaded.
    """

    def __init__(
        self,
        bundle: Path | None = None,
        kept: int = 2,
        profile: str | None = None,
        tell: Callable[[str], object] = str,
    ) -> None:
        self._bundle = bundle
        self._kept = kept
        self._profile = profile
        self._tell = tell
        self._lock = threading.Lock()
        self._loaded: dict[Path, Classifier] = {}  # the last one used is at the end

    def get(self, language: str) -> Classifier:
        """Return the model of a language.

        Parameters
        ----------
        language : str
            Code of an installed language, such as "en".

        Raises
        ------
        BundleError
            The model cannot be used.
        ProfileError
            The profile cannot be used.
        """
        directory = self._bundle or bundle_directory(language)
        with self._lock:
            classifier = self._loaded.pop(directory, None) or _load(
                directory, self._profile, self._tell
            )
            self._loaded[directory] = classifier
            while len(self._loaded) > self._kept:
                del self._loaded[next(iter(self._loaded))]
            return classifier

"""Read and check the files of a model.

A bundle is a folder with ``bundle.json`` and the ``.tflite`` files that it names. The JSON contains
everything that must be the same in training and app: feature settings, labels, thresholds, training
data, version, and the SHA-256 of each model file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast

from core.bundle_location import BUNDLE_FILE, DEFAULT_LANGUAGE, default_bundle_directory
from core.decoding.decoder import DecoderSettings
from core.decoding.viterbi import CLASSES
from core.spectrogram import SpectrogramSettings

# hashlib loads OpenSSL, which takes 4 MB. Python's own implementation, which `random` also uses, is
# fast enough for a file of this size.
try:
    import _sha2 as _own  # pyright: ignore[reportMissingImports]
except ImportError:  # before Python 3.12
    try:
        import _sha256 as _own  # pyright: ignore[reportMissingImports]
    except ImportError:  # some builds of Python do not have it
        import hashlib as _own
_sums: Any = _own

FORMAT = 1
"""Version of the bundle's format. Other versions are refused."""


BundleProblem = Literal["unreadable", "damaged", "other_version"]
"""Why a bundle cannot be used."""


class BundleError(Exception):
    """A model bundle that cannot be used; the text is one clear line for people.

    Parameters
    ----------
    message : str
        In English.
    problem : BundleProblem
    detail : str
        More about it, for people who can repair it: a file, a value.

    Attributes
    ----------
    problem, detail
        As above, for texts in other languages.
    """

    def __init__(self, message: str, problem: BundleProblem = "damaged", detail: str = "") -> None:
        super().__init__(message)
        self.problem: BundleProblem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Thresholds of rejection, and the temperature that calibrates the confidence.

    Attributes
    ----------
    temperature : float
        Divides the logits of the digits, so that the confidence is the share of correct answers.
    min_digitness : float
        An utterance with a lower digit probability is rejected as "not a digit".
    min_confidence : float
        A digit with a lower confidence is rejected as "unsure".
    """

    temperature: float = 1.0
    min_digitness: float = 0.5
    min_confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class PhraseFiles:
    """The part of a bundle that decodes connected digits.

    Attributes
    ----------
    sha256 : str
        Of the model file, hexadecimal.
    model : bytes
        The ``.tflite`` file itself, as it was checked.
    priors : tuple of float
        Share of each class of `core.decoding.viterbi` in the training data; they sum to 1.
    settings : DecoderSettings
    """

    sha256: str
    model: bytes = field(repr=False)
    priors: tuple[float, ...] = field(repr=False)
    settings: DecoderSettings


@dataclass(frozen=True, slots=True)
class Bundle:
    """A checked model bundle.

    Attributes
    ----------
    directory : Path
    version : str
    labels : tuple of str
        What the model's outputs stand for: "0" to "9", then "other".
    spectrogram : SpectrogramSettings
    thresholds : Thresholds
    sha256 : str
        Of the model file, hexadecimal.
    model : bytes
        The ``.tflite`` file itself, as it was checked.
    training : mapping
        The training data: corpora, speakers, clips, seed.
    phrases : PhraseFiles or None
        None if the bundle recognizes only single words.
    language : str
        Code of the language in which the digits are spoken (ISO 639-1).
    """

    directory: Path
    version: str
    labels: tuple[str, ...]
    spectrogram: SpectrogramSettings
    thresholds: Thresholds
    sha256: str
    model: bytes = field(repr=False)
    training: Mapping[str, Any] = field(repr=False)
    phrases: PhraseFiles | None = None
    language: str = DEFAULT_LANGUAGE


LABELS = (*(str(digit) for digit in range(10)), "other")
"""What the outputs of every model stand for, in order."""


def load_bundle(directory: Path | str | None = None) -> Bundle:
    """Read and check a bundle.

    Parameters
    ----------
    directory : path-like, optional
        The default is the shipped bundle.

    Raises
    ------
    BundleError
        A file is missing or unreadable, the JSON is damaged or has another format, or the model is
        not the one that the JSON describes.
    """
    directory = Path(directory) if directory is not None else default_bundle_directory()
    raw = _read(directory / BUNDLE_FILE)
    try:
        described: Any = json.loads(raw)
        if not isinstance(described, dict):
            raise ValueError("it is not an object")
        return _checked(directory, cast("dict[str, Any]", described))
    except KeyError as error:
        raise _refusal(directory, f"{BUNDLE_FILE} lacks {error}") from None
    except (ValueError, TypeError) as error:
        raise _refusal(directory, f"{BUNDLE_FILE} is not valid ({error})") from None


def _checked(directory: Path, described: dict[str, Any]) -> Bundle:
    if described["format"] != FORMAT:
        why = f"its format is {described['format']}, this program's {FORMAT}"
        raise _refusal(directory, why, "other_version")
    labels = tuple(str(label) for label in described["labels"])
    if labels != LABELS:
        raise _refusal(directory, "its labels are not the ten digits and 'other'")
    model, sha256 = _model_file(directory, described["model"])
    settings = SpectrogramSettings(**_known(SpectrogramSettings, described["spectrogram"]))
    thresholds = Thresholds(**_known(Thresholds, described["thresholds"]))
    return Bundle(
        directory=directory,
        version=str(described["version"]),
        labels=labels,
        spectrogram=settings,
        thresholds=thresholds,
        sha256=sha256,
        model=model,
        training=dict(described["training"]),
        phrases=_phrases(directory, described["phrases"]) if "phrases" in described else None,
        language=_language(described.get("language", DEFAULT_LANGUAGE)),
    )


def _language(code: Any) -> str:
    if not isinstance(code, str) or not re.fullmatch("[a-z]{2,3}", code):
        raise ValueError("its language is not a code such as 'de'")
    return code


def _phrases(directory: Path, described: dict[str, Any]) -> PhraseFiles:
    model, sha256 = _model_file(directory, described)
    priors = tuple(float(prior) for prior in described["priors"])
    if len(priors) != CLASSES or not all(0.0 < prior < 1.0 for prior in priors):
        raise ValueError("the priors of its phrase model are not those of this program")
    settings = DecoderSettings(**_known(DecoderSettings, described["settings"]))
    return PhraseFiles(sha256, model, priors, settings)


def _model_file(directory: Path, described: dict[str, Any]) -> tuple[bytes, str]:
    """Read a model file and check its SHA-256."""
    name = str(described["file"])
    if Path(name).name != name:
        raise _refusal(directory, "it names a model outside its folder")
    model = _read(directory / name)
    sha256 = str(_sums.sha256(model).hexdigest())
    if sha256 != described["sha256"]:
        raise _refusal(directory, f"{name} is not the file that {BUNDLE_FILE} describes")
    return model, sha256


def _known(kind: type, values: Any) -> dict[str, Any]:
    """Return the values of a settings object, which must be exactly its fields."""
    whole = {f.name: isinstance(f.default, int) for f in fields(kind)}
    if not isinstance(values, dict) or set(cast("dict[str, Any]", values)) != set(whole):
        raise ValueError(f"its {kind.__name__} are not those of this program")
    numbers = cast("dict[str, Any]", values)
    for name, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int if whole[name] else int | float):
            raise ValueError(f"{name} is not {'an integer' if whole[name] else 'a number'}")
    return numbers


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        why = f"{path.name} cannot be read: {reason}"
        raise _refusal(path.parent, why, "unreadable", f"{path}: {reason}") from None


def _refusal(
    directory: Path, why: str, problem: BundleProblem = "damaged", detail: str = ""
) -> BundleError:
    return BundleError(
        f"model bundle {directory}: {why}; install the program again or name another --bundle",
        problem,
        f"{directory}: {detail or why}",
    )

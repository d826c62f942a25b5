"""``spoken-digits predict FILE...``: one result per file, in the given order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.audio import AudioError, load
from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.events import Result
from core.profile import ProfileError
from core.recognizer import recognize_recording
from desktop.commands.digit_words import WORDS
from desktop.commands.output import complain, note, say, say_json
from desktop.profiles import use_profile


def run(
    files: Sequence[str],
    *,
    reject: bool,
    bundle: Path | None,
    profile: str | None,
    as_json: bool,
) -> int:
    """Print the result of each file; a file that fails does not stop the others.

    Returns
    -------
    int
        0, or 1 if a file or the model cannot be used.
    """
    try:
        classifier = Classifier(load_bundle(bundle))
        if profile is not None and (notice := use_profile(profile, classifier)):
            note(notice)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1
    exit_code = 0
    for file in files:
        try:
            result = recognize_recording(load(file), classifier, reject=reject)
        except AudioError as error:
            exit_code = 1
            if as_json:
                say_json({"file": file, "error": str(error)})
            complain(str(error))
            continue
        if as_json:
            say_json(_record(file, result))
        else:
            say(f"{file}: {_text(result)}")
    return exit_code


def _record(file: str, result: Result) -> dict[str, object]:
    return {
        "file": file,
        "digit": result.digit,
        "confidence": round(result.confidence, 4),
        "probabilities": [round(p, 6) for p in result.probabilities],
        "rejected": result.rejected,
        "reason": result.reason,
        "latency_ms": round(result.latency_ms, 3),
    }


def _text(result: Result) -> str:
    if result.digit is None:
        return f"no digit ({result.reason})"
    return f"{WORDS[result.digit]}  {result.digit}  {100 * result.confidence:.0f} %"

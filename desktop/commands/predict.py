"""``spoken-digits predict FILE...``: one digit or number per file, in the given order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.audio import AudioError, load
from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.events import Number, Result
from core.profiles.profile import ProfileError
from core.recognizer import recognize_number, recognize_recording
from desktop.commands.digit_words import WORDS
from desktop.commands.output import complain, note, say, say_json
from desktop.profiles import use_profile


def run(
    files: Sequence[str],
    *,
    reject: bool,
    is_number: bool = False,
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
            samples = load(file)
            if is_number:
                record, text = _described_number(file, recognize_number(samples, classifier))
            else:
                result = recognize_recording(samples, classifier, reject=reject)
                record, text = _record(file, result), _text(result)
        except AudioError as error:
            exit_code = 1
            if as_json:
                say_json({"file": file, "error": str(error)})
            complain(str(error))
            continue
        if as_json:
            say_json(record)
        else:
            say(f"{file}: {text}")
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


def _described_number(file: str, numbers: list[Number]) -> tuple[dict[str, object], str]:
    """The JSON record of a file's number, and its line of text."""
    digits = [digit for number in numbers for digit in number.digits]
    whole = "".join(number.text for number in numbers)
    record = {
        "file": file,
        "number": whole,
        "digits": [
            {
                "digit": digit.digit,
                "confidence": round(digit.confidence, 4),
                "start": round(digit.start, 3),
                "end": round(digit.end, 3),
                "rejected": digit.rejected,
            }
            for digit in digits
        ],
    }
    if not digits:
        return record, "no number"
    percent = 100 * min(number.confidence for number in numbers)
    return record, f"{whole}  {percent:.0f} %"


def _text(result: Result) -> str:
    if result.digit is None:
        return f"no digit ({result.reason})"
    return f"{WORDS[result.digit]}  {result.digit}  {100 * result.confidence:.0f} %"

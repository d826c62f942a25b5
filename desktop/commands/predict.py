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
from desktop.records import error_record, number_record, recording_record


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
                numbers = recognize_number(samples, classifier)
                record, text = number_record(file, numbers), _number_text(numbers)
            else:
                result = recognize_recording(samples, classifier, reject=reject)
                record, text = recording_record(file, result), _text(result)
        except AudioError as error:
            exit_code = 1
            if as_json:
                say_json(error_record(file, str(error)))
            complain(str(error))
            continue
        if as_json:
            say_json(record)
        else:
            say(f"{file}: {text}")
    return exit_code


def _number_text(numbers: list[Number]) -> str:
    if not numbers:
        return "no number"
    whole = "".join(number.text for number in numbers)
    percent = 100 * min(number.confidence for number in numbers)
    return f"{whole}  {percent:.0f} %"


def _text(result: Result) -> str:
    if result.digit is None:
        return f"no digit ({result.reason})"
    return f"{WORDS[result.digit]}  {result.digit}  {100 * result.confidence:.0f} %"

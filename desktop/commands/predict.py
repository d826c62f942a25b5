"""``spoken-digits predict FILE...``: one digit or number per file, in the given order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.audio import Float32Array, load
from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.events import Number, Result
from core.profiles.profile import ProfileError
from core.recognizer import recognize_number, recognize_recording
from core.recordings.decoding import Warn
from core.recordings.refusals import printable
from desktop.audio.standard_input import STANDARD_INPUT, standard_input
from desktop.commands.digit_words import WORDS
from desktop.commands.output import complain, note, say, say_json
from desktop.commands.unforeseen import reason_of
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
    raw_rate: int | None = None,
) -> int:
    """Print the result of each file; a file that fails does not stop the others.

    "-" is standard input, which holds samples without a header if `raw_rate` (in Hz) is given.

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
        warnings: list[str] = []
        try:
            samples = _load(file, raw_rate, warnings.append)
            if is_number:
                numbers = recognize_number(samples, classifier)
                record, text = number_record(file, numbers), _number_text(numbers)
            else:
                result = recognize_recording(samples, classifier, reject=reject)
                record, text = recording_record(file, result), _text(result)
        except Exception as error:  # noqa: BLE001 - the other files must get their answers
            why = reason_of(error, file)
            exit_code = 1
            if as_json:
                say_json(error_record(file, why))
            complain(why)
            continue
        for warning in warnings:
            complain(warning)
        if as_json:
            say_json({**record, "warnings": warnings} if warnings else record)
        else:
            say(f"{printable(file)}: {text}")
    return exit_code


def _load(file: str, raw_rate: int | None, warn: Warn) -> Float32Array:
    if file == STANDARD_INPUT:
        with standard_input() as pipe:
            return load(pipe, name="standard input", raw_rate=raw_rate, warn=warn)
    return load(file, warn=warn)


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

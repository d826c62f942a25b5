"""``spoken-digits predict FILE...``: one digit or number per file, in the given order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from desktop.commands.input_errors import reason_of
from desktop.commands.output import complain, note, say, say_json
from desktop.languages import digit_words, one_at_a_time
from desktop.profiles import use_profile
from desktop.records import Record, error_record, number_record, recording_record


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
        prepare(classifier, profile, is_number=is_number)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1
    exit_code = 0
    for file in files:
        answer = answer_for(file, classifier, reject=reject, is_number=is_number, raw_rate=raw_rate)
        for line in answer.lines:
            complain(line)
        if answer.text is None:
            exit_code = 1
        if as_json:
            say_json(answer.record)
        elif answer.text is not None:
            say(f"{printable(file)}: {answer.text}")
    return exit_code


def prepare(classifier: Classifier, profile: str | None, *, is_number: bool) -> None:
    """Use a profile, if there is one, and note on stderr what people must know.

    Raises
    ------
    ProfileError
        The profile cannot be used.
    """
    if profile is not None and (notice := use_profile(profile, classifier)):
        note(notice)
    if is_number and classifier.phrases is None:
        note(one_at_a_time(classifier.bundle.language))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one file.

    Attributes
    ----------
    record : dict
        For ``--json``.
    text : str or None
        For people; None if the file cannot be used.
    lines : list of str
        What is wrong with it.
    """

    record: Record
    text: str | None
    lines: list[str]


def answer_for(
    file: str,
    classifier: Classifier,
    *,
    reject: bool,
    is_number: bool,
    raw_rate: int | None = None,
) -> Answer:
    """Recognize one file; every error becomes its answer."""
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
        return Answer(error_record(file, why), None, [why])
    return Answer({**record, "warnings": warnings} if warnings else record, text, warnings)


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
    word = digit_words(result.language)[result.digit]
    return f"{word}  {result.digit}  {100 * result.confidence:.0f} %"

"""Takes from a folder of recordings, whose names begin with the digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.audio import AudioError, Float32Array, load
from core.classifier import Classifier
from core.decoding.decoder import Decoder
from core.numbers.judgement import credible, duration
from core.profiles.profile import Profile
from core.profiles.takes import Take, fault_of, is_same_take, make_take
from core.recognizer import recognize_recording
from core.recordings.formats import is_recording_name
from desktop.commands.enroll.request import EnrolRequest, print_summary
from desktop.commands.input_errors import left_out_text, reason_of
from desktop.commands.output import PROGRAM, complain, note, say_json
from desktop.enrolment import (
    doubted_takes,
)
from desktop.profiles import file_state, with_new_adaptation, write_unchanged


def from_folder(
    request: EnrolRequest, folder: Path, profile: Profile, path: Path, classifier: Classifier
) -> int:
    """Add the recordings of a folder to a profile, learn from them, and store it.

    Returns
    -------
    int
        0, or 1 if a recording cannot be used or there is none.

    Raises
    ------
    ProfileError
        The profile cannot be stored.
    """
    known_file = file_state(path)
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        reason = error.strerror or error
        complain(f"{folder}: cannot be read ({reason}); name a folder of recordings")
        return 1
    files = [path for path in paths if is_recording_name(path.name)]
    if left_out := [path.name for path in paths if path not in files and path.is_file()]:
        note(f"{PROGRAM}: {left_out_text(left_out)}")
    exit_code = 0
    new: list[tuple[Path, Take, Float32Array]] = []
    known = [*profile.takes]
    repeated: list[str] = []
    for file in files:
        try:
            take, sound = _take_of(file, classifier)
        except Exception as error:  # noqa: BLE001 - the other recordings must be heard
            exit_code = 1
            _print_fault(request, file, reason_of(error, str(file)))
            continue
        if any(is_same_take(take, other) for other in known):
            repeated.append(file.name)
            continue
        known.append(take)
        new.append((file, take, sound))
    if repeated:
        note(f"{PROGRAM}: {_repeated_text(repeated)}")
    if not new and repeated:
        print_summary(request, profile)
        return exit_code
    if not new:
        complain(
            f"{folder}: no recordings found whose names begin with a digit, such as 7_monday.wav"
        )
        return 1
    doubted = doubted_takes([*profile.takes, *(take for _, take, _ in new)])
    for index, (file, take, sound) in enumerate(new, start=len(profile.takes)):
        if index in doubted:
            why = (
                f"left out: sounds like {doubted[index]}, unlike the other recordings of "
                f"{take.digit}; check its name"
            )
            _print_fault(request, file, f"{file}: {why}")
        else:
            profile = profile.with_take(take, sound if request.keeps_sound else None)
    profile = with_new_adaptation(profile, classifier)
    write_unchanged(profile, path, known_file)
    print_summary(request, profile)
    return exit_code


def _take_of(file: Path, classifier: Classifier) -> tuple[Take, Float32Array]:
    digit = file.name[0]
    if digit not in "0123456789":
        raise AudioError(
            f"{file}: the name does not begin with the digit; rename it, like 7_{file.name}"
        )
    result = recognize_recording(load(file, warn=complain), classifier)
    if result.rejected == "silence" or result.utterance is None:
        raise AudioError(f"{file}: no sound in it; record it again")
    fault = fault_of(result.utterance, has_room=False)
    if fault is not None:
        raise AudioError(f"{file}: {fault.reason}")
    samples = result.utterance.samples
    take = make_take(int(digit), samples, classifier.embed)
    split_seconds = 0.0
    if result.rejected == "several_digits" and classifier.phrases is not None:
        decoder = Decoder(classifier.phrases)
        decoder.feed(samples)
        split_seconds = duration(credible(decoder.words()))
    was_rejected = result.rejected is not None
    return replace(take, was_rejected=was_rejected, split_seconds=split_seconds), samples


def _repeated_text(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} was left out, since the profile has it already"
    return f"{len(names)} recordings were left out, since the profile has them already"


def _print_fault(request: EnrolRequest, file: Path, why: str) -> None:
    if request.as_json:
        say_json({"file": str(file), "error": why})
    complain(why)

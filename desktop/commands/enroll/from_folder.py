"""Takes from a folder of recordings, whose names begin with the digit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.audio import AudioError, Float32Array, load
from core.classifier import Classifier
from core.numbers.judgement import credible
from core.profiles.profile import Profile
from core.profiles.takes import Take, fault_of, is_same_take, judged_take
from core.recognizer import recognize_recording
from core.recordings.formats import is_any_recording_name
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
        0, or 1 if a recording cannot be used, was left out, or there is none.

    Raises
    ------
    ProfileError
        The profile cannot be stored.
    """
    known_file = file_state(path)
    keeps_sound = request.keeps_sound or profile.has_all_audio
    try:
        files = _recordings_in(folder)
    except OSError as error:
        reason = error.strerror or error
        complain(f"{folder}: cannot be read ({reason}); name a folder of recordings")
        return 1
    exit_code = 0
    new: list[tuple[Path, Take, Float32Array]] = []
    known = [*profile.takes]
    repeated: list[str] = []
    kept = 0  # sounds that were added to takes which the profile has already
    for file in files:
        try:
            take, sound = _take_of(file, classifier)
        except Exception as error:  # noqa: BLE001 - the other recordings must be heard
            exit_code = 1
            _print_fault(request, file, reason_of(error, str(file)))
            continue
        index = next((n for n, other in enumerate(known) if is_same_take(take, other)), None)
        if index is not None:
            repeated.append(file.name)
            if keeps_sound and index < len(profile.takes) and profile.sounds[index] is None:
                profile = profile.with_sound(index, sound)
                kept += 1
            continue
        known.append(take)
        new.append((file, take, sound))
    if repeated:
        note(f"{PROGRAM}: {_repeated_text(repeated, kept)}")
    if not new and repeated:
        if kept:
            write_unchanged(profile, path, known_file)
        print_summary(request, profile)
        return exit_code
    doubted = doubted_takes([*profile.takes, *(take for _, take, _ in new)])
    for index, (file, take, sound) in enumerate(new, start=len(profile.takes)):
        if index in doubted:
            exit_code = 1
            is_alone = sum(one.digit == take.digit for one in known) == 1
            why = _doubt_text(take.digit, doubted[index], is_alone=is_alone)
            _print_fault(request, file, f"{file}: left out: {why}")
        else:
            profile = profile.with_take(take, sound if keeps_sound else None)
    if not new or not profile.takes:  # an empty profile must not replace one with takes
        complain(f"{folder}: {_nothing_text(files)}")
        return 1
    profile = with_new_adaptation(profile, classifier)
    write_unchanged(profile, path, known_file)
    print_summary(request, profile)
    return exit_code


def _nothing_text(files: Sequence[Path]) -> str:
    if files:
        return "no usable recordings, so nothing was stored; see above"
    return "no recordings found whose names begin with a digit, such as 7_monday.wav"


def _recordings_in(folder: Path) -> list[Path]:
    """The recordings by their names, also in formats that cannot be read; raises `OSError`."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    files = [path for path in paths if is_any_recording_name(path.name)]
    if left_out := [path.name for path in paths if path not in files and path.is_file()]:
        note(f"{PROGRAM}: {left_out_text(left_out)}")
    return files


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
    take, words = judged_take(int(digit), result.utterance, classifier)
    # Other digits than that of the name may be one word with an accent.
    if take.split_seconds and {word.digit for word in credible(words or [])} == {take.digit}:
        raise AudioError(f"{file}: holds several digits; record each in a file of its own")
    return take, result.utterance.samples


def _doubt_text(digit: int, heard: int, *, is_alone: bool) -> str:
    if is_alone:
        return (
            f"sounds like {heard}, and there is no other recording of {digit} to compare; add one "
            "said in the same way, or check its name"
        )
    return f"sounds like {heard}, unlike the other recordings of {digit}; check its name"


def _repeated_text(names: Sequence[str], kept: int) -> str:
    if len(names) == 1:
        text = f"{names[0]} was left out, since the profile has it already"
    else:
        text = f"{len(names)} recordings were left out, since the profile has them already"
    return f"{text}; the audio of {kept} was added" if kept else text


def _print_fault(request: EnrolRequest, file: Path, why: str) -> None:
    if request.as_json:
        say_json({"file": str(file), "error": why})
    complain(why)

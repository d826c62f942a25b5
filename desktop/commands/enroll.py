"""``spoken-digits enroll``: learns a voice, from a microphone or from a folder of recordings."""

from __future__ import annotations

from pathlib import Path

from core.audio import AudioError, Float32Array, load
from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.profile import Profile, ProfileError, write_profile
from core.recognizer import recognize_recording
from core.takes import Take, fault_of, make_take
from desktop.audio.sources import Source
from desktop.commands.enroll_report import EnrolRequest, report
from desktop.commands.output import complain, note, say_json
from desktop.enrolment import begin_profile, doubted_takes
from desktop.profiles import profile_path, relearnt

SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")


def run(wish: EnrolRequest, source: Source | Path, bundle: Path | None) -> int:
    """Learn from a folder, or from what is said into `source`.

    Returns
    -------
    int
        0 where a voice was learnt, whether or not it helps; 1 where a recording failed or there
        was nothing to learn from.
    """
    try:
        classifier = Classifier(load_bundle(bundle))
        profile, notice = begin_profile(wish.name, classifier, anew=wish.replace)
        if notice:
            note(notice)
        if isinstance(source, Path):
            return _from_folder(wish, source, profile, classifier)
        from desktop.commands.enroll_live import enroll_live

        return enroll_live(wish, source, profile, classifier, bundle)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1


def _from_folder(wish: EnrolRequest, folder: Path, profile: Profile, classifier: Classifier) -> int:
    try:
        files = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
        )
    except OSError as error:
        complain(f"{folder}: cannot be read ({error.strerror or error}); name a folder of takes")
        return 1
    exit_code = 0
    fresh: list[tuple[Path, Take, Float32Array]] = []
    for file in files:
        try:
            take, sound = _take_of(file, classifier)
        except AudioError as error:
            exit_code = 1
            _tell(wish, file, str(error))
            continue
        fresh.append((file, take, sound))
    if not fresh:
        complain(f"{folder}: no takes in it; the names of takes begin with the digit: 7_monday.wav")
        return 1
    doubted = doubted_takes([*profile.takes, *(take for _, take, _ in fresh)])
    for place, (file, take, sound) in enumerate(fresh, start=len(profile.takes)):
        if place in doubted:
            why = f"left out: heard as {doubted[place]}, and the other takes of {take.digit} differ"
            _tell(wish, file, f"{file}: {why}; check its name")
        else:
            profile = profile.with_take(take, sound if wish.keeps_sound else None)
    profile = relearnt(profile, classifier)
    write_profile(profile, profile_path(wish.name))
    report(wish, profile)
    return exit_code


def _take_of(file: Path, classifier: Classifier) -> tuple[Take, Float32Array]:
    digit = file.name[0]
    if digit not in "0123456789":
        raise AudioError(
            f"{file}: its name does not begin with the digit; rename it, like 7_{file.name}"
        )
    heard = recognize_recording(load(file), classifier)
    if heard.rejected == "silence" or heard.utterance is None:
        raise AudioError(f"{file}: no sound in it; record it again")
    fault = fault_of(heard.utterance, has_room=False)
    if fault:
        raise AudioError(f"{file}: {fault}")
    samples = heard.utterance.samples
    return make_take(int(digit), samples, classifier.embed), samples


def _tell(wish: EnrolRequest, file: Path, why: str) -> None:
    if wish.as_json:
        say_json({"file": str(file), "error": why})
    complain(why)

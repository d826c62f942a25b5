"""``spoken-digits enroll``: create or extend a profile, from the microphone or from recordings.

With a microphone, no keyboard is needed: the digit of a doubtful take is asked for again, and two
takes in a row that are the same word are accepted. In a terminal, Enter takes the last take back.
"""

from __future__ import annotations

import queue
import shlex
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.audio import AudioError, Float32Array, load
from core.bundle import BundleError, load_bundle
from core.bundle_location import DEFAULT_LANGUAGE
from core.classifier import Classifier
from core.events import Activity, Number, Result, Utterance
from core.profiles.profile import Profile, ProfileError, write_profile
from core.profiles.takes import Take, fault_of, is_same_take, make_take
from core.recognizer import recognize_recording
from core.recordings.formats import is_recording_name
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.commands.input_errors import left_out_text, reason_of
from desktop.commands.output import PROGRAM, complain, note, say, say_json
from desktop.enrolment import (
    Answer,
    Enrolment,
    begin_profile,
    doubted_takes,
)
from desktop.languages import digit_words, english_name
from desktop.profiles import profile_path, with_new_adaptation

ENDED = ("no_portaudio", "no_device", "busy", "unsupported", "failed", "finished")


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """The options of the command.

    Attributes
    ----------
    name : str
        Of the profile.
    replace : bool
        Whether to replace the profile; otherwise takes are added.
    takes : int
        Takes of each digit in total, with a microphone.
    keeps_sound : bool
        Whether to store the audio of the takes.
    as_json : bool
    """

    name: str
    replace: bool
    takes: int
    keeps_sound: bool
    as_json: bool


def run(request: EnrolRequest, source: Source | Path, bundle: Path | None) -> int:
    """Enrol from a folder of recordings or from a microphone.

    Returns
    -------
    int
        0 if the profile was stored, whether or not it improves the accuracy; 1 if a recording
        failed or there was nothing to learn from.
    """
    try:
        classifier = Classifier(load_bundle(bundle))
        profile, notice = begin_profile(request.name, classifier, replace=request.replace)
        if notice:
            note(notice)
        if isinstance(source, Path):
            return _from_folder(request, source, profile, classifier)
        return _from_microphone(request, source, profile, classifier, bundle)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1


# -- from a folder ------------------------------------------------------------------------------


def _from_folder(
    request: EnrolRequest, folder: Path, profile: Profile, classifier: Classifier
) -> int:
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        complain(f"{folder}: cannot be read ({error.strerror or error}); name a folder of takes")
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
        _print_summary(request, profile)
        return exit_code
    if not new:
        complain(f"{folder}: no takes found; their names must begin with the digit: 7_monday.wav")
        return 1
    doubted = doubted_takes([*profile.takes, *(take for _, take, _ in new)])
    for index, (file, take, sound) in enumerate(new, start=len(profile.takes)):
        if index in doubted:
            why = (
                f"left out: sounds like {doubted[index]}, unlike the other takes of {take.digit}; "
                "check its name"
            )
            _print_fault(request, file, f"{file}: {why}")
        else:
            profile = profile.with_take(take, sound if request.keeps_sound else None)
    profile = with_new_adaptation(profile, classifier)
    write_profile(profile, profile_path(request.name))
    _print_summary(request, profile)
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
    return make_take(int(digit), samples, classifier.embed), samples


def _repeated_text(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} was left out, since the profile has this take already"
    return f"{len(names)} recordings were left out, since the profile has these takes already"


def _print_fault(request: EnrolRequest, file: Path, why: str) -> None:
    if request.as_json:
        say_json({"file": str(file), "error": why})
    complain(why)


def _print_summary(request: EnrolRequest, profile: Profile) -> None:
    if not request.as_json:
        say(f"{profile.name}: {len(profile.takes)} takes. {profile.summary}")
        say(f"To use it: spoken-digits listen --profile {shlex.quote(profile.name)}")
        return
    say_json(
        {
            "profile": profile.name,
            "language": profile.language,
            "takes": [profile.count(digit) for digit in range(10)],
            "is_used": profile.adaptation is not None,
            "verdict": profile.effect.verdict if profile.effect else None,
            "still_wrong": list(profile.effect.still_wrong) if profile.effect else [],
            "summary": profile.summary,
            "path": str(profile_path(profile.name)),
        }
    )


# -- from a microphone --------------------------------------------------------------------------


class TakeBack:
    """The user wants to say the last take again."""


class Inbox:
    """A `Listener` that queues final utterances, states and key presses for another thread."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Utterance | SourceState | TakeBack] = queue.SimpleQueue()

    def on_enter(self) -> None:
        """Queue the wish to take the last take back."""
        self._queue.put(TakeBack())

    def on_state(self, state: SourceState) -> None:
        """Queue the state."""
        self._queue.put(state)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Queue the utterance if it is final, whether or not it was rejected."""
        del stamps
        if result.type in ("digit", "rejected") and result.utterance is not None:
            self._queue.put(result.utterance)

    def on_activity(self, activity: Activity) -> None:
        """Ignore it."""

    def on_columns(self, columns: Columns) -> None:
        """Ignore them."""

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Ignore it: each of its digits has been queued."""

    def next(self) -> Utterance | SourceState | TakeBack:
        """Wait for the next one; the timeout lets Ctrl-C through on Windows."""
        while True:
            try:
                return self._queue.get(timeout=0.2)
            except queue.Empty:
                continue


def _from_microphone(
    request: EnrolRequest,
    source: Source,
    profile: Profile,
    classifier: Classifier,
    bundle: Path | None,
) -> int:
    """Ask for digits until there are enough takes of each, then learn.

    Returns
    -------
    int
        0 after learning; 1 if the microphone cannot be used.

    Raises
    ------
    KeyboardInterrupt
        The user stopped. The same command continues from there.
    """
    enrolment = Enrolment(
        profile,
        classifier,
        profile_path(request.name),
        takes=request.takes,
        keeps_sound=request.keeps_sound,
    )
    if enrolment.wanted is None:
        more = 2 * request.takes
        note(
            f"There are already {request.takes} takes of each digit. Use --takes {more} to add "
            "more, or --replace to start over."
        )
        _print_summary(request, enrolment.learn())
        return 0
    inbox = Inbox()
    if _has_keyboard():
        threading.Thread(target=_watch_enter, args=(inbox,), name="enter", daemon=True).start()
    worker = Worker(inbox, recognizer_maker(bundle), source, keep_trying=False)
    worker.start()
    try:
        exit_code = _ask(request, enrolment, inbox)
    except KeyboardInterrupt:
        note(
            f"\nStopped after {enrolment.done} of {enrolment.total} takes, which are saved. The "
            "profile is not finished. To continue, run the same command without --replace."
        )
        raise
    finally:
        worker.stop()
    if exit_code == 0:
        _print_summary(request, enrolment.learn())
    return exit_code


def _has_keyboard() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _watch_enter(inbox: Inbox) -> None:
    for _ in sys.stdin:
        inbox.on_enter()


def _ask(request: EnrolRequest, enrolment: Enrolment, inbox: Inbox) -> int:
    has_begun = False
    language = enrolment.profile.language
    words = digit_words(language)
    digits = "digit" if language == DEFAULT_LANGUAGE else f"{english_name(language)} digit"
    while enrolment.wanted is not None:
        received = inbox.next()
        if isinstance(received, Utterance | TakeBack):
            is_take = isinstance(received, Utterance)
            answer = None
            if has_begun:
                answer = enrolment.offer(received) if is_take else enrolment.take_back()
            if answer is not None:
                _print_answer(request, answer, words)
                _print_wanted(request, enrolment, words)
            continue
        if received.code in ENDED:
            complain(received.message or f"{received.source}: ended before there were enough takes")
            return 1
        if received.code == "listening" and not has_begun:
            has_begun = True
            note(f"Say each {digits} when it is shown. Ctrl-C stops; the same command continues.")
            if _has_keyboard():
                note("Press Enter to take back the last one and say it again.")
            _print_wanted(request, enrolment, words)
        elif received.message:
            note(received.message)
    return 0


def _print_wanted(request: EnrolRequest, enrolment: Enrolment, words: Sequence[str]) -> None:
    digit = enrolment.wanted
    if digit is None:
        return
    done, total = enrolment.done, enrolment.total
    if request.as_json:
        say_json({"type": "wanted", "digit": digit, "done": done, "total": total})
    else:
        say(f"{done + 1:3d} of {total}   say: {words[digit]} ({digit})")


def _print_answer(request: EnrolRequest, answer: Answer, words: Sequence[str]) -> None:
    if request.as_json:
        say_json({"type": answer.kind, "digit": answer.digit, "reason": answer.reason})
        return
    word = words[answer.digit]
    texts = {
        "taken": "recorded",
        "confirmed": "recorded: it was the same word twice",
        "again": f'{answer.reason}: say "{word}" again',
        "doubted": f'{answer.reason}, not {answer.digit}: say "{word}" again, in the same way if '
        "it was right",
        "differed": f'{answer.reason}, and not like the one before: say "{word}" again',
        "removed": f'taken back: say "{word}" again',
    }
    say(f"             {texts[answer.kind]}")

"""``spoken-digits enroll``: create or extend a profile, from the microphone or from recordings.

With a microphone, no keyboard is needed: the digit of a doubtful take is asked for again, and two
takes in a row that are the same word are accepted. In a terminal, Enter takes the last take back,
and "k" keeps one that was refused.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.audio import AudioError, Float32Array, load
from core.bundle import BundleError, load_bundle
from core.bundle_location import DEFAULT_LANGUAGE
from core.classifier import Classifier
from core.decoding.decoder import Decoder
from core.events import Activity, Number, Result, Utterance
from core.numbers.judgement import credible, duration
from core.profiles.profile import Profile, ProfileError, as_argument
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
    TAKES,
    Answer,
    Enrolment,
    begin_profile,
    doubted_takes,
    is_refusal,
    takes_to_reach,
)
from desktop.languages import digit_words, english_name
from desktop.profiles import file_state, profile_path, with_new_adaptation, write_unchanged

KEEP = ("k", "keep")

OFFER_AFTER = 2
"""After so many refusals in a row, the user is told how to keep the take anyway."""

KEYS = (
    "Press Enter alone to take back the last recording, or type k and Enter to keep one that was "
    "refused."
)

LIMIT = (
    "It applies to digits with a short pause between them. Several digits in one breath are "
    "recognized without it."
)
"""The decoder does not know the profile."""

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
    takes : int or None
        Takes of each digit in total, with a microphone; None for the default number, or as many
        more if the profile has them already.
    keeps_sound : bool
        Whether to store the audio of the takes.
    as_json : bool
    """

    name: str
    replace: bool
    takes: int | None
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
        path = profile_path(request.name)
        if isinstance(source, Path):
            if notice:
                note(notice)
            return _from_folder(request, source, profile, path, classifier)
        enrolment = Enrolment(
            profile,
            classifier,
            path,
            takes=_takes_in_total(request, profile),
            keeps_sound=request.keeps_sound,
        )
        if enrolment.wanted is None:
            return _learn_at_once(request, enrolment)
        if notice:
            note(notice)
        return _from_microphone(request, source, enrolment, bundle)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1


# -- from a folder ------------------------------------------------------------------------------


def _from_folder(
    request: EnrolRequest, folder: Path, profile: Profile, path: Path, classifier: Classifier
) -> int:
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
        _print_summary(request, profile)
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


def _print_summary(request: EnrolRequest, profile: Profile) -> None:
    if not request.as_json:
        count = len(profile.takes)
        recordings = "1 recording" if count == 1 else f"{count} recordings"
        say(f"{profile.name}: {recordings}. {profile.summary}")
        if profile.missing:
            digits = ", ".join(map(str, profile.missing))
            say(f"It is unfinished: there are no recordings of {digits}.")
            return
        language = "" if profile.language == DEFAULT_LANGUAGE else f" --language {profile.language}"
        say(f"To use it: {PROGRAM} listen --profile {as_argument(profile.name)}{language}")
        if profile.adaptation is not None:
            say(LIMIT)
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


class KeepAnyway:
    """The user wants to keep the take that was refused."""


Received = Utterance | SourceState | TakeBack | KeepAnyway


class Inbox:
    """A `Listener` that queues final utterances, states and typed lines for another thread."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Received] = queue.SimpleQueue()
        self._phrase = 0  # of the last digit

    def on_line(self, line: str) -> None:
        """Queue what a line from the keyboard means."""
        word = line.strip().casefold()
        if not word:
            self._queue.put(TakeBack())
        elif word in KEEP:
            self._queue.put(KeepAnyway())
        else:
            note(KEYS)

    def on_state(self, state: SourceState) -> None:
        """Queue the state."""
        self._queue.put(state)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Queue the utterance if it is final, whether or not it was rejected.

        Of several digits in one breath only the first counts. If they may be one word, the whole
        word counts.
        """
        del stamps
        if result.type not in ("digit", "rejected") or result.utterance is None:
            return
        if result.phrase and result.phrase == self._phrase:
            return
        if result.type == "digit" or result.as_one is not None:
            self._phrase = result.phrase
        self._queue.put(result.as_one or result.utterance)

    def on_activity(self, activity: Activity) -> None:
        """Ignore it."""

    def on_columns(self, columns: Columns) -> None:
        """Ignore them."""

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Ignore it: its first digit has been queued."""

    def next(self) -> Received:
        """Wait for the next one; the timeout lets Ctrl-C through on Windows."""
        while True:
            try:
                return self._queue.get(timeout=0.2)
            except queue.Empty:
                continue


def _takes_in_total(request: EnrolRequest, profile: Profile) -> int:
    if request.takes is not None:
        return request.takes
    counts = [profile.count(digit) for digit in range(10)]
    return takes_to_reach(counts, TAKES, is_learned=not profile.is_unfinished)


def _learn_at_once(request: EnrolRequest, enrolment: Enrolment) -> int:
    """Learn from the recordings that the profile has; no more were asked for."""
    takes = enrolment.total // 10
    note(
        f"There are already {takes} recordings of each digit. Use --takes {2 * takes} to add more, "
        "or --replace to start over."
    )
    _print_summary(request, enrolment.learn())
    return 0


def _from_microphone(
    request: EnrolRequest, source: Source, enrolment: Enrolment, bundle: Path | None
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
    inbox = Inbox()
    if _has_keyboard():
        threading.Thread(target=_read_lines, args=(inbox,), name="lines", daemon=True).start()
    worker = Worker(inbox, recognizer_maker(bundle), source, keep_trying=False)
    worker.start()
    try:
        exit_code = _ask(request, enrolment, inbox)
    except KeyboardInterrupt:
        note(f"\n{_stopped_text(enrolment)}")
        raise
    finally:
        worker.stop()
    if exit_code == 0:
        _print_summary(request, enrolment.learn())
    return exit_code


def _stopped_text(enrolment: Enrolment) -> str:
    if enrolment.done == 0:
        return "Stopped. Nothing was recorded."
    return (
        f"Stopped after {enrolment.done} of {enrolment.total} recordings, which are saved. "
        "The profile is not finished. To continue, run the same command without --replace."
    )


def _has_keyboard() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _read_lines(inbox: Inbox) -> None:
    for line in sys.stdin:
        inbox.on_line(line)


def _ask(request: EnrolRequest, enrolment: Enrolment, inbox: Inbox) -> int:
    has_begun = False
    language = enrolment.profile.language
    words = digit_words(language)
    digits = "digit" if language == DEFAULT_LANGUAGE else f"{english_name(language)} digit"
    refusals = 0  # in a row, of a take that could be kept
    can_keep = False
    while enrolment.wanted is not None:
        received = inbox.next()
        if isinstance(received, SourceState):
            if received.code in ENDED:
                ended = f"{received.source}: ended before there were enough recordings"
                complain(received.message or ended)
                return 1
            if received.code == "listening" and not has_begun:
                has_begun = True
                note(f"Say each {digits} when it is shown. To stop, press Ctrl-C.")
                if _has_keyboard():
                    note("Press Enter to take back the last one and say it again.")
                _print_wanted(request, enrolment, words)
            elif received.message:
                note(received.message)
            continue
        answer = _answer_to(received, enrolment, can_keep=can_keep) if has_begun else None
        if answer is None:
            continue
        _print_answer(request, answer, words)
        can_keep = is_refusal(answer)
        refusals = refusals + 1 if can_keep else 0
        if refusals >= OFFER_AFTER and _has_keyboard() and not request.as_json:
            say(f'             If you said "{words[answer.digit]}", type k and Enter to keep it.')
        _print_wanted(request, enrolment, words)
    return 0


def _answer_to(
    received: Utterance | TakeBack | KeepAnyway, enrolment: Enrolment, *, can_keep: bool
) -> Answer | None:
    """None if there is nothing to do."""
    if isinstance(received, Utterance):
        return enrolment.offer(received)
    if isinstance(received, TakeBack):
        return enrolment.take_back()
    answer = enrolment.keep_pending() if can_keep else None
    if answer is None:
        note("There is nothing to keep: the last sound was not refused.")
    return answer


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

"""``spoken-digits enroll`` with a microphone: digits are shown, and what is said is learnt.

It needs no keyboard: a take that is doubted is asked for again, and two that agree are believed.
"""

from __future__ import annotations

import queue
from pathlib import Path

from core.classifier import Classifier
from core.events import Activity, Result, Utterance
from core.profile import Profile
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.commands.digit_words import WORDS
from desktop.commands.enroll_report import EnrolRequest, report
from desktop.commands.output import complain, note, say, say_json
from desktop.enrolment import Answer, Enrolment
from desktop.profiles import profile_path

ENDED = ("no_portaudio", "no_device", "busy", "unsupported", "failed", "finished")


class Inbox:
    """A `Listener` that keeps final utterances and states for another thread."""

    def __init__(self) -> None:
        self.arrived: queue.SimpleQueue[Utterance | SourceState] = queue.SimpleQueue()

    def on_state(self, state: SourceState) -> None:
        """Keep it."""
        self.arrived.put(state)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Keep the sound of what has ended, whatever it was taken for."""
        del stamps
        if result.type in ("digit", "rejected") and result.utterance is not None:
            self.arrived.put(result.utterance)

    def on_activity(self, activity: Activity) -> None:
        """Nothing to keep."""

    def on_columns(self, columns: Columns) -> None:
        """Nothing to keep."""

    def next(self) -> Utterance | SourceState:
        """Wait for the next; Ctrl-C is seen at once on every platform."""
        while True:
            try:
                return self.arrived.get(timeout=0.2)
            except queue.Empty:
                continue


def enroll_live(
    wish: EnrolRequest,
    source: Source,
    profile: Profile,
    classifier: Classifier,
    bundle: Path | None,
) -> int:
    """Show digits until there are enough takes of each, then learn.

    Returns
    -------
    int
        0 when all is learnt; 1 where the microphone cannot be used. Raises ``KeyboardInterrupt``
        where the person stops: the same command goes on from there.
    """
    sitting = Enrolment(
        profile,
        classifier,
        profile_path(wish.name),
        takes=wish.takes,
        keeps_sound=wish.keeps_sound,
    )
    if sitting.wanted is None:
        note(f"There are {wish.takes} takes of each digit already; --takes asks for more.")
        report(wish, sitting.learn())
        return 0
    inbox = Inbox()
    worker = Worker(inbox, recognizer_maker(bundle), source, keep_trying=False)
    worker.start()
    try:
        exit_code = _ask(wish, sitting, inbox)
    except KeyboardInterrupt:
        note(f"\nStopped with {sitting.done} of {sitting.total}; the same command goes on later.")
        raise
    finally:
        worker.stop()
    if exit_code == 0:
        report(wish, sitting.learn())
    return exit_code


def _ask(wish: EnrolRequest, sitting: Enrolment, inbox: Inbox) -> int:
    is_shown = False
    while sitting.wanted is not None:
        arrived = inbox.next()
        if isinstance(arrived, Utterance):
            if is_shown:
                _tell(wish, sitting.offer(arrived))
                _show(wish, sitting)
            continue
        if arrived.code in ENDED:
            complain(arrived.message or f"{arrived.source}: ended before there were enough takes")
            return 1
        if arrived.code == "listening" and not is_shown:
            is_shown = True
            note("Say each digit when it is shown. Ctrl-C stops; the same command goes on later.")
            _show(wish, sitting)
        elif arrived.message:
            note(arrived.message)
    return 0


def _show(wish: EnrolRequest, sitting: Enrolment) -> None:
    digit = sitting.wanted
    if digit is None:
        return
    if wish.as_json:
        say_json({"type": "wanted", "digit": digit, "done": sitting.done, "total": sitting.total})
    else:
        say(f"{sitting.done + 1:3d} of {sitting.total}   say: {WORDS[digit]} ({digit})")


def _tell(wish: EnrolRequest, answer: Answer) -> None:
    if wish.as_json:
        say_json({"type": answer.kind, "digit": answer.digit, "reason": answer.reason})
        return
    said = WORDS[answer.digit]
    texts = {
        "taken": "taken",
        "confirmed": "taken, and the one before it",
        "again": f"once more, please: {answer.reason}",
        "doubted": f'{answer.reason}, not {answer.digit}: say "{said}" again, the same way if it '
        "was right",
    }
    say(f"             {texts[answer.kind]}")

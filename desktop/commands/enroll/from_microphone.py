"""Takes from a microphone.

No keyboard is needed: the digit of a doubtful take is asked for again, and two takes in a row that
are the same word are accepted. In a terminal, Enter takes the last take back, and "k" keeps one
that was refused.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from core.bundle_location import DEFAULT_LANGUAGE
from core.events import Activity, Number, Result, Utterance
from core.profiles.profile import Profile
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.commands.enroll.request import EnrolRequest, print_summary
from desktop.commands.output import complain, note, say, say_json
from desktop.enrolment import (
    TAKES,
    Answer,
    Enrolment,
    is_refusal,
    takes_to_reach,
)
from desktop.languages import digit_words, english_name

KEEP = ("k", "keep")

OFFER_AFTER = 2
"""After so many refusals in a row, the user is told how to keep the take anyway."""

KEYS = (
    "Press Enter alone to take back the last recording, or type k and Enter to keep one that was "
    "refused."
)

ENDED = ("no_portaudio", "no_device", "busy", "unsupported", "failed", "finished")


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


def takes_in_total(request: EnrolRequest, profile: Profile) -> int:
    """Return how many takes of each digit there are to be in the end."""
    if request.takes is not None:
        return request.takes
    counts = [profile.count(digit) for digit in range(10)]
    return takes_to_reach(counts, TAKES, is_learned=not profile.is_unfinished)


def learn_at_once(request: EnrolRequest, enrolment: Enrolment) -> int:
    """Learn from the recordings that the profile has; no more were asked for."""
    counts = [enrolment.profile.count(digit) for digit in range(10)]
    more = takes_to_reach(counts, TAKES) - min(counts)
    note(
        f"There are already {min(counts)} recordings of each digit. Leave --takes out to add "
        f"{more} more, or use --replace to start over."
    )
    print_summary(request, enrolment.learn())
    return 0


def from_microphone(
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
        print_summary(request, enrolment.learn())
    return exit_code


def _stopped_text(enrolment: Enrolment) -> str:
    if enrolment.recorded == 0:
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
    refusals = 0  # of the digit that is asked for
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
        answer = _answer_to(received, enrolment) if has_begun else None
        if answer is None:
            continue
        _print_answer(request, answer, words)
        refusals = refusals + is_refusal(answer) if enrolment.can_keep else 0
        if refusals >= OFFER_AFTER and _has_keyboard() and not request.as_json:
            say(f'             If you said "{words[answer.digit]}", type k and Enter to keep it.')
        _print_wanted(request, enrolment, words)
    return 0


def _answer_to(received: Utterance | TakeBack | KeepAnyway, enrolment: Enrolment) -> Answer | None:
    """None if there is nothing to do."""
    if isinstance(received, Utterance):
        return enrolment.offer(received)
    if isinstance(received, TakeBack):
        return enrolment.take_back()
    answer = enrolment.keep_pending()
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

"""A process that recognizes: the server sends it recordings and the blocks of live streams.

Recognition is mostly Python and small calls of numpy, which hold the global lock: threads would
share one core. A separate process also contains a decoder that crashes or does not end. Messages
come in order on stdin, and each gets one answer on stdout.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy, as in desktop/cli.py

import argparse
import logging
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np

from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.events import Activity, Number, Result
from core.numbers.joiner import NumberJoiner
from core.profiles.profile import ProfileError
from core.recognizer import Recognizer, recognize_number, recognize_recording
from core.spectrogram import Columns
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.listener import SourceState, Stamps, stage_times
from desktop.audio.ring import Block
from desktop.audio.session import Session
from desktop.log import start_logging
from desktop.profiles import use_profile
from desktop.records import (
    Record,
    number_record,
    recording_record,
    result_record,
    stream_number_record,
)
from desktop.server.workers.decoding import UnusableError, decode
from desktop.server.workers.messages import Head, packed, receive
from desktop.stderr_filter import chatter_filtered

BLOCK_SECONDS = 0.1
"""Sound of a stream that has waited is recognized in blocks: numbers end between blocks."""

log = logging.getLogger(__name__)


class EventList:
    """A `Listener` that collects the events of a stream as records."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def take(self) -> list[Record]:
        """The records since the last call."""
        records, self._records = self._records, []
        return records

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Collect a digit."""
        stages = stage_times(result, stamps, time.perf_counter())
        self._records.append(result_record(result, stamps.heard_to_known_ms, stages))

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Collect a number."""
        self._records.append(stream_number_record(number, stamps.heard_to_known_ms))

    def on_state(self, state: SourceState) -> None:
        """Nothing to collect."""

    def on_activity(self, activity: Activity) -> None:
        """Nothing to collect."""

    def on_columns(self, columns: Columns) -> None:
        """Nothing to collect."""


class Worker:
    """Answers messages, with one model for all of them."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._streams: dict[int, tuple[Session, EventList, JoinedNumbers, int]] = {}
        self._actions: dict[str, Callable[[Head, bytes], Head]] = {
            "predict": self._predict,
            "number": self._number,
            "open": self._open,
            "feed": self._feed,
            "end": self._end,
            "close": self._close,
        }

    def answer(self, head: Head, sound: bytes) -> Head:
        """The answer to one message; an error becomes an answer, too."""
        try:
            return self._actions[head["do"]](head, sound)
        except UnusableError as error:
            return {
                "code": error.code,
                "detail": str(error),
                "cause": error.cause,
                "value": error.value,
            }
        except Exception:
            log.exception("a recording could not be recognized")
            return {"code": "internal", "detail": "The server has logged the cause."}

    def _predict(self, head: Head, recording: bytes) -> Head:
        samples = decode(recording, head["file"], head["max_seconds"])
        result = recognize_recording(samples, self._classifier, reject=head["reject"])
        return {"record": recording_record(head["file"], result)}

    def _number(self, head: Head, recording: bytes) -> Head:
        samples = decode(recording, head["file"], head["max_seconds"])
        numbers = recognize_number(samples, self._classifier)
        return {"record": number_record(head["file"], numbers)}

    def _open(self, head: Head, _: bytes) -> Head:
        events = EventList()
        joined = JoinedNumbers(events, NumberJoiner())
        session = Session(Recognizer(self._classifier), joined)
        session.begin(head["rate"])
        self._streams[head["stream"]] = session, events, joined, head["rate"]
        return {}

    def _feed(self, head: Head, sound: bytes) -> Head:
        session, events, _, rate = self._streams[head["stream"]]
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32768.0
        size = round(BLOCK_SECONDS * rate)
        for begin in range(0, len(samples), size):
            block = samples[begin : begin + size]
            later = (len(samples) - begin - len(block)) / rate
            session.feed(Block(block, head["received"] - later))
        return {"events": events.take()}

    def _end(self, head: Head, _: bytes) -> Head:
        session, events, joined, _rate = self._streams.pop(head["stream"])
        session.end()
        joined.interrupt()  # digits may be missing if somebody speaks
        return {"events": events.take()}

    def _close(self, head: Head, _: bytes) -> Head:
        self._streams.pop(head["stream"], None)
        return {}


def serve(reading: BinaryIO, writing: BinaryIO, bundle: Path | None, profile: str | None) -> int:
    """Load the model, say so, and answer until the pipe is closed."""

    def send(head: Head) -> None:
        writing.write(packed(head))
        writing.flush()

    try:
        classifier = Classifier(load_bundle(bundle))
        if profile is not None and (notice := use_profile(profile, classifier)):
            log.warning(notice)
    except (BundleError, ProfileError) as error:
        send({"error": str(error)})
        return 1
    worker = Worker(classifier)
    send({"ready": True})
    while (message := receive(reading)) is not None:
        send(worker.answer(*message))
    return 0


def main() -> int:
    """Run a worker; for `desktop.server.workers.processes`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--profile")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C also reaches the server, which ends this
    start_logging()
    # Libraries that print must not disturb the messages.
    writing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with chatter_filtered():
        try:
            return serve(sys.stdin.buffer, writing, options.bundle, options.profile)
        except BrokenPipeError:  # the server has ended
            return 0


if __name__ == "__main__":
    sys.exit(main())

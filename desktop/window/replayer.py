"""Replays utterances, and keeps the microphone from taking them for new ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.audio import Float32Array
from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.talk_key import TalkKey

LEAD, TRAIL = 0.1, 0.6
"""Seconds around a replay that belong to it: loudspeakers are late, and rooms ring."""

OPENING = 6.0
"""Seconds that opening the loudspeaker may take; until then nothing is heard either."""


def _play(samples: Float32Array) -> float:
    from desktop.audio.playback import play

    return play(samples)


class Replayer(QObject):
    """Plays in a thread of its own.

    Parameters
    ----------
    play : callable
        Begins to play samples and gives their length in seconds; raises `DeviceError`.
    """

    failed = Signal(str)
    """One line for people."""

    def __init__(self, play: Callable[[Float32Array], float] = _play) -> None:
        super().__init__()
        self._play = play
        self._spans: list[tuple[float, float]] = []  # perf_counter

    def replay(self, samples: Float32Array) -> None:
        """Play a sound; returns at once."""
        now = time.perf_counter()
        self._spans = [span for span in self._spans if span[1] > now - 30.0]
        self._spans.append((now, now + OPENING))
        threading.Thread(target=self._run, args=(samples,), name="replay", daemon=True).start()

    def covers(self, begin: float, end: float) -> bool:
        """Whether sound between two moments (``time.perf_counter()``) may be a replay's."""
        return any(first - LEAD <= end and begin <= last for first, last in self._spans)

    def _run(self, samples: Float32Array) -> None:
        from desktop.audio.devices import DeviceError
        from desktop.audio.portaudio import GivenUpError

        at = len(self._spans) - 1
        begun, seconds = time.perf_counter(), 0.0
        try:
            seconds = self._play(samples)
        except DeviceError as error:
            self.failed.emit(error.message)
        except GivenUpError:
            self.failed.emit("")
        finally:
            self._spans[at] = (begun, time.perf_counter() + seconds + TRAIL)


class Admission:
    """Says which utterances count: one answer for each, from its provisional result on."""

    def __init__(self, talk: TalkKey, replayer: Replayer) -> None:
        self._talk = talk
        self._replayer = replayer
        self._answers: dict[int, bool] = {}

    def begin_stream(self) -> None:
        """Another source begins: its utterances are counted anew."""
        self._answers.clear()

    def admits(self, result: Result, stamps: Stamps, *, is_live: bool) -> bool:
        """Whether an utterance counts. In a recording all do."""
        if not is_live:
            return True
        if result.id not in self._answers:
            begun = stamps.speech_end - (result.end - result.start)
            is_replay = self._replayer.covers(begun, stamps.speech_end)
            self._answers[result.id] = not is_replay and self._talk.admits(result, stamps)
        return self._answers[result.id]

"""Which utterances count: no replays, and with push to talk only what is said while it is held."""

from __future__ import annotations

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.output.replayer import Replayer
from desktop.window.recognition.push_to_talk import PushToTalk


class Admission:
    """Says which utterances count: one answer for each, from its provisional result on."""

    def __init__(self, talk: PushToTalk, replayer: Replayer) -> None:
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

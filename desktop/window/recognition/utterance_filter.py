"""Decides which utterances count: no replays, and with push to talk only those while talking."""

from __future__ import annotations

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.output.replayer import Replayer
from desktop.window.recognition.push_to_talk import PushToTalk


class UtteranceFilter:
    """Decides once for each utterance, at its first result, whether it counts."""

    def __init__(self, push_to_talk: PushToTalk, replayer: Replayer) -> None:
        self._push_to_talk = push_to_talk
        self._replayer = replayer
        self._decisions: dict[int, bool] = {}

    def begin_stream(self) -> None:
        """Note that another stream starts, whose utterance ids start again."""
        self._decisions.clear()

    def accepts(self, result: Result, stamps: Stamps, *, is_live: bool) -> bool:
        """Return whether an utterance counts. In a recording, all do."""
        if not is_live:
            return True
        if result.id not in self._decisions:
            start = stamps.speech_end - (result.end - result.start)
            is_replay = self._replayer.covers(start, stamps.speech_end)
            is_talking = self._push_to_talk.accepts(result, stamps)
            self._decisions[result.id] = is_talking and not is_replay
        return self._decisions[result.id]

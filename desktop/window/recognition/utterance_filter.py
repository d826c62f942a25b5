"""Decides which utterances count, and with them which numbers.

Replays do not. With push to talk only those while talking do. While a dialog listens, none do.
"""

from __future__ import annotations

from dataclasses import replace

from core.events import Number, Result
from desktop.audio.listener import Stamps
from desktop.window.output.replayer import Replayer
from desktop.window.recognition.push_to_talk import PushToTalk


class UtteranceFilter:
    """Decides once for each utterance, at its first result, whether it counts.

    Attributes
    ----------
    is_suspended : bool
        Whether a dialog listens, and what is said is for it alone.
    """

    def __init__(self, push_to_talk: PushToTalk, replayer: Replayer) -> None:
        self._push_to_talk = push_to_talk
        self._replayer = replayer
        self._decisions: dict[int, bool] = {}
        self.is_suspended = False

    def begin_stream(self) -> None:
        """Note that another stream starts, whose utterance ids start again."""
        self._decisions.clear()

    def accepts(self, result: Result, stamps: Stamps, *, is_live: bool) -> bool:
        """Return whether an utterance counts. In a recording, all do if no dialog listens."""
        if result.id not in self._decisions and (self.is_suspended or not is_live):
            self._decisions[result.id] = not self.is_suspended
        if result.id not in self._decisions:
            start = stamps.speech_end - (result.end - result.start)
            is_replay = self._replayer.covers(start, stamps.speech_end)
            is_talking = self._push_to_talk.accepts(result, stamps)
            self._decisions[result.id] = is_talking and not is_replay
        return self._decisions[result.id]

    def counted(self, number: Number) -> Number | None:
        """Return a number with only those of its digits that count; None if none does."""
        digits = tuple(one for one in number.digits if self._decisions.get(one.id, False))
        if not digits:
            return None
        pairs = zip(number.text, number.digits, strict=True)
        text = "".join(character for character, one in pairs if one in digits)
        return replace(number, text=text, digits=digits)

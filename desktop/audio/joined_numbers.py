"""Joins the phrases of a number, for a `Listener` that receives whole numbers."""

from __future__ import annotations

import time
from dataclasses import replace

from core.events import Activity, Number, Result
from core.numbers.joiner import NumberJoiner
from core.spectrogram import Columns
from desktop.audio.listener import Listener, SourceState, Stamps


class JoinedNumbers:
    """Passes everything on to another `Listener`, but numbers only when they have ended.

    Parameters
    ----------
    listener : Listener
    joiner : NumberJoiner
        For this stream only.
    """

    def __init__(self, listener: Listener, joiner: NumberJoiner) -> None:
        self._listener = listener
        self._joiner = joiner
        self._stamps = Stamps(0.0, 0.0, 0.0)  # of the last result that is final
        self._is_speech = False

    def on_state(self, state: SourceState) -> None:
        """Pass on the state; any but listening ends the open number."""
        if state.code != "listening":
            # Nobody chose to stop listening, so digits may be missing, unless the sound is over.
            self._pass_on(self._joiner.flush(is_cut=state.code not in ("paused", "finished")))
        if state.code in ("opening", "failed"):
            self._joiner.clear()  # the times of the next stream start again
        self._listener.on_state(state)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Pass on the result."""
        if result.type in ("digit", "rejected"):
            self._stamps = stamps
        self._joiner.add(result)
        self._listener.on_result(result, stamps)

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Take the end of a phrase."""
        del number, stamps  # its results are known
        self._pass_on(self._joiner.end_phrase())

    def on_activity(self, activity: Activity) -> None:
        """Pass on numbers that ended in a pause, and the level."""
        self._is_speech = activity.is_speech
        self._pass_on(self._joiner.tick(activity))
        self._listener.on_activity(activity)

    def on_columns(self, columns: Columns) -> None:
        """Pass on columns of the spectrogram."""
        self._listener.on_columns(columns)

    def flush(self) -> None:
        """End the open number: the stream is over."""
        self._pass_on(self._joiner.flush())

    def interrupt(self) -> None:
        """End the open number: listening was stopped. Digits may be missing if somebody speaks."""
        self._pass_on(self._joiner.flush(is_cut=self._is_speech))

    def _pass_on(self, numbers: list[Number]) -> None:
        for number in numbers:
            self._listener.on_number(number, replace(self._stamps, known=time.perf_counter()))

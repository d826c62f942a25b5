"""Joins the phrases of a number, since people often pause in a number for longer than a hangover.

A phrase ends, and its digits are final, after the hangover. A number ends after a longer pause.
Both are measured in stream time, so that a recording gives the same numbers at any speed.
"""

from __future__ import annotations

import math
from dataclasses import replace

from core.classifier import MIN_DIGITNESS_IN_NUMBER
from core.events import Activity, Number, Result, number_of
from core.numbers.pauses import LENGTH_PAUSE, NUMBER_PAUSE

_SOUND_DB = 10.0
"""Sound this far above the noise floor may be the beginning of a word."""

_ONSET_SECONDS = 0.35
"""How long after its beginning a word is detected at the latest: "six" and "five" up to 0.32 s."""


_LONG_BLOCK = 0.2
"""In a longer block, in seconds, both a pause and the word after it may be."""


class NumberJoiner:
    """Collects the final results of a stream, and returns them as numbers.

    Call `add` for each result, `end_phrase` for each phrase that the recognizer reports as a
    `Number`, and `tick` after each block. Numbers are returned by the last two, and by `flush`.
    Blocks should have at most 0.1 s: otherwise, a pause that is hardly longer or shorter than
    `pause` may be judged differently.

    Parameters
    ----------
    pause : float
        Pause that ends a number, in seconds; with 0 each phrase is a number.
    length : int
        Number of digits that every number has; 0 if it is not known. A number then ends with its
        last digit, and waits for missing digits for at least `LENGTH_PAUSE`.

    Attributes
    ----------
    pause, length
        Can be changed at any time.
    waits : bool
        Whether a number waits for more digits. If not, it ends as soon as nobody speaks.
    """

    def __init__(self, pause: float = NUMBER_PAUSE, length: int = 0) -> None:
        self.pause = pause
        self.length = length
        self.waits = True
        self._digits: list[Result] = []
        self._last: list[Result] = []  # those of the last phrase, the end of `_digits`
        self._ended: list[Number] = []  # numbers that have ended and were not returned
        self._is_overdue = False  # the pause is over, but digits are missing
        self._is_late = False  # the last phrase came after that
        self._cut_at = -math.inf  # end of the sound before something was missed
        self._sound_since: float | None = None  # stream time, while something is heard
        self._ticked_at = 0.0  # stream time

    @property
    def is_open(self) -> bool:
        """Whether there are digits of a number that was not returned."""
        return bool(self._digits or self._ended)

    def clear(self, *, is_cut: bool = False) -> None:
        """Drop the open number, since another stream starts, whose times start again.

        Parameters
        ----------
        is_cut : bool
            Whether somebody was speaking: the first number of the stream may be the rest of one.
        """
        self._ended, self._ticked_at = [], 0.0
        self._forget()
        if is_cut:
            self._cut_at = 0.0

    def add(self, result: Result) -> None:
        """Add a result. Final digits count, and rejected ones that may be digits."""
        if result.type != "digit" and not self._may_be_digit(result):
            return
        if self._last and result.phrase != self._last[-1].phrase:
            self._last = []
        if not self._last:
            self._end_before(result)
            self._is_late, self._is_overdue = self._is_overdue, False
        self._last.append(result)
        self._digits.append(result)

    def end_phrase(self) -> list[Number]:
        """End a phrase, and return the numbers that have ended by then."""
        ended = [*self._taken(), *self._ended_before_last()]
        return [*ended, *self.flush()] if self._is_complete() else ended

    def tick(self, activity: Activity) -> list[Number]:
        """Return the numbers that a pause has ended, or a gap in the sound.

        Parameters
        ----------
        activity : Activity
            The state after the last block.
        """
        if activity.is_gap:
            ended = self.flush(is_cut=True)
            self._cut_at = activity.time  # the next number may lack its first digits
            self._sound_since = None
            return ended
        self._listen(activity)
        self._ticked_at = activity.time
        return [*self._taken(), *self._tick(activity)]

    def _tick(self, activity: Activity) -> list[Number]:
        if not self._digits:
            self._is_overdue = False
            return []
        end, longest = self._digits[-1].end, self._longest_pause()
        if activity.is_speech:
            # This speech belongs to the number, unless it began too late.
            since = end if activity.speech_since is None else activity.speech_since
            if self._sound_since is not None:
                since = max(min(since, self._sound_since), since - _ONSET_SECONDS)
            self._is_overdue = since > end + self.pause
            return self.flush(end + longest) if since > end + longest else []
        ended = self._ended_before_last()
        if self._is_complete() or not self.waits:
            return [*ended, *self.flush()]
        self._is_overdue = self._is_over(activity.time, end + self.pause)
        is_over = self._is_over(activity.time, end + longest)
        return [*ended, *(self.flush(end + longest) if is_over else [])]

    def flush(self, closed_at: float = 0.0, *, is_cut: bool = False) -> list[Number]:
        """End the open number immediately, and return it if it has an accepted digit.

        Parameters
        ----------
        closed_at : float
            Stream time of its end in seconds; at least that of its last digit.
        is_cut : bool
            Whether listening stops within the number.
        """
        ended, digits, cut_at = self._taken(), self._digits, self._cut_at
        if is_cut and not digits:
            return ended  # a microphone that is lost is reported lost again until it is back
        self._forget()
        if is_cut:
            self._cut_at = digits[-1].end
        number = number_of(digits, closed_at)
        if number is None:
            return ended
        # Stream time stands still while nothing is heard: this may be the rest of that number.
        is_rest = number.start < cut_at + max(self.pause, _ONSET_SECONDS)
        return [*ended, replace(number, is_cut=is_cut or is_rest)]

    def _forget(self) -> None:
        self._digits, self._last = [], []
        self._is_overdue = self._is_late = False
        self._cut_at = -math.inf

    def _taken(self) -> list[Number]:
        ended, self._ended = self._ended, []
        return ended

    def _longest_pause(self) -> float:
        """The longest pause that the open number may have."""
        is_short = len(self._digits) < self.length
        return max(self.pause, LENGTH_PAUSE) if is_short else self.pause

    def _end_before(self, result: Result) -> None:
        """End the open number if the pause before a result was within a block, unseen by `tick`."""
        is_seen = result.closed_at - self._ticked_at <= _LONG_BLOCK
        if not self._digits or is_seen:
            return
        end = self._digits[-1].end + self._longest_pause()
        if result.start > end:
            self._ended += self.flush(end)

    def _listen(self, activity: Activity) -> None:
        """Note since when something is heard that may be the beginning of a word."""
        if activity.is_speech:
            return
        if activity.level_db < activity.floor_db + _SOUND_DB:
            self._sound_since = None
        elif self._sound_since is None:
            self._sound_since = activity.time

    def _is_over(self, time: float, end: float) -> bool:
        """Whether a pause is over, and no word has begun in it that is not detected yet."""
        since = self._sound_since
        is_word_possible = since is not None and since < end and time < since + _ONSET_SECONDS
        return time >= end and not is_word_possible

    def _may_be_digit(self, result: Result) -> bool:
        """Whether a rejected result is a doubtful digit of the number, rather than other sound."""
        if result.type != "rejected":
            return False
        if result.rejected == "unsure":
            return True
        # Coughs and other words often follow a number. Their digit probability is lower.
        is_near = result.rejected == "not_a_digit" and result.digitness >= MIN_DIGITNESS_IN_NUMBER
        return is_near and bool(self._digits)

    def _ended_before_last(self) -> list[Number]:
        """End the number before the last phrase, if that phrase came too late to belong to it."""
        is_late, self._is_late = self._is_late, False
        if not is_late or len(self._digits) <= self.length or len(self._last) == len(self._digits):
            return []
        last, self._digits = self._last, self._digits[: -len(self._last)]
        ended = self.flush()
        self._digits, self._last = last, list(last)
        return ended

    def _is_complete(self) -> bool:
        has_length = 0 < self.length <= len(self._digits)
        return bool(self._digits) and (has_length or self.pause == 0)

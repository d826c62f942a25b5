"""Ends the numbers of the window: after a pause, or when the key of push to talk is released."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.events import Activity, Number, Result
from core.numbers.joiner import NumberJoiner
from desktop.audio.listener import Stamps
from desktop.settings import Settings
from desktop.window.recognition.push_to_talk import PushToTalk

RELEASE_MS = 500
"""How long after the release of the key a number ends: a word may start until `TRAIL` after it, is
detected up to 0.35 s after its start, and its sound arrives with a delay."""

POLL_MS = 50
"""How often to look for the end of an open number. A hidden window draws no frames."""


class WholeNumbers(QObject):
    """Joins the phrases of a number from the results that count.

    Parameters
    ----------
    push_to_talk : PushToTalk
    parent : QObject
    """

    ended = Signal(object)
    """A `Number` that is over."""

    activity_wanted = Signal()
    """A number is open: `follow` needs what has arrived since the last frame."""

    def __init__(self, push_to_talk: PushToTalk, parent: QObject) -> None:
        super().__init__(parent)
        self._push_to_talk = push_to_talk
        self._joiner = NumberJoiner()
        self._is_microphone = True
        self._activity: Activity | None = None
        self._pressed_at: float | None = None  # the key of push to talk, for the last result
        self._phrase = 0  # of the last result
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.activity_wanted)
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.setInterval(RELEASE_MS)
        self._release.timeout.connect(self._end_held)
        push_to_talk.waiting_changed.connect(self._on_waiting)

    @property
    def is_open(self) -> bool:
        """Whether a number is being said."""
        return self._joiner.is_open

    def apply(self, settings: Settings) -> None:
        """Use these settings, also for an open number."""
        self._joiner.pause = settings.number_pause
        # Without a place to type it, any number is right.
        self._joiner.length = settings.typing_length if settings.typing != "off" else 0

    def begin_stream(self, *, is_microphone: bool) -> None:
        """End the open number: another stream starts, whose ids start again."""
        is_cut = self._interrupt(is_lost=False)
        self._joiner.clear(is_cut=is_cut and is_microphone)
        self._activity = None
        self._is_microphone = is_microphone
        self._update_waits()

    def add(self, result: Result, stamps: Stamps) -> None:
        """Take a result that counts."""
        if result.type in ("digit", "rejected") and self._is_microphone:
            pressed_at = self._push_to_talk.pressed_at(result, stamps)
            # The key may be pressed again before the last word counts as over. Within a phrase
            # it is not known which sound belongs to which word.
            if pressed_at != self._pressed_at and result.phrase != self._phrase:
                self.flush()
            self._pressed_at, self._phrase = pressed_at, result.phrase
        self._joiner.add(result)
        if self._joiner.is_open and not self._timer.isActive():
            self._timer.start()

    def end_phrase(self) -> None:
        """Note the end of a phrase with a digit that counts."""
        self._emit(self._joiner.end_phrase())

    def follow(self, activity: Activity) -> None:
        """Take the state after a block."""
        self._activity = activity
        if self._joiner.is_open or activity.is_gap:
            self._emit(self._joiner.tick(activity))

    def flush(self) -> None:
        """End the open number at once."""
        self._emit(self._joiner.flush())

    def stop(self, *, is_lost: bool) -> None:
        """End the open number, since the window no longer listens.

        Parameters
        ----------
        is_lost : bool
            Whether the microphone was lost, instead of paused or changed. The number may then lack
            digits, as it may if somebody was still speaking.
        """
        self.activity_wanted.emit()
        self._interrupt(is_lost=is_lost)

    def _interrupt(self, *, is_lost: bool) -> bool:
        """End the open number, and return whether digits may be missing."""
        is_speech = self._activity is not None and self._activity.is_speech
        is_cut = self._is_microphone and (is_lost or is_speech)
        self._emit(self._joiner.flush(is_cut=is_cut))
        return is_cut

    def _on_waiting(self, is_waiting: bool) -> None:
        if is_waiting:
            self._release.start()
        else:
            self._release.stop()
            self._update_waits()

    def _end_held(self) -> None:
        """End the number that was said while the key was held, unless its last word goes on."""
        self._update_waits()
        if not self._joiner.waits:
            self.activity_wanted.emit()
            if self._activity is not None:
                self.follow(self._activity)

    def _update_waits(self) -> None:
        # Recordings are recognized without holding a key.
        self._joiner.waits = not (self._push_to_talk.is_waiting and self._is_microphone)

    def _emit(self, numbers: list[Number]) -> None:
        if not self._joiner.is_open:
            self._timer.stop()
        for number in numbers:
            self.ended.emit(number)

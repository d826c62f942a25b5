"""What to do before the first result: the text of the digit panel, and the state badge."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.languages import Spoken
from desktop.window.recognition.digit_panel import DigitPanel
from desktop.window.recognition.push_to_talk import PushToTalk
from desktop.window.widgets.state_badge import StateBadge


class Prompt(QObject):
    """Chooses the prompt by the state of source, model and push to talk."""

    def __init__(self, panel: DigitPanel, badge: StateBadge, push_to_talk: PushToTalk) -> None:
        super().__init__(panel)
        self._panel = panel
        self._badge = badge
        self._push_to_talk = push_to_talk
        self._is_microphone = True
        self._is_source_well = True
        self._has_model_failed = False
        self._is_teaching = False
        push_to_talk.waiting_changed.connect(self._update)

    def show_source(self, *, is_microphone: bool, is_well: bool) -> None:
        """Follow the state of the source."""
        self._is_microphone, self._is_source_well = is_microphone, is_well
        self._update()

    def show_model(self, *, has_failed: bool) -> None:
        """Follow the state of the model."""
        self._has_model_failed = has_failed
        self._update()

    def show_teaching(self, *, is_teaching: bool) -> None:
        """Show that what is said is for the enrolment dialog only, instead of the last result."""
        self._is_teaching = is_teaching
        self._badge.show_teaching(is_teaching)
        self._update()

    def show_spoken(self, spoken: Spoken) -> None:
        """Show what people can say."""
        self._panel.spoken = spoken
        self._update()

    def _update(self) -> None:
        # Recordings are recognized without holding a key.
        is_waiting = self._push_to_talk.is_waiting and self._is_microphone
        self._badge.show_waiting(is_waiting)
        if self._is_teaching:
            self._panel.show_teaching()
        elif not self._is_source_well:
            self._panel.show_no_sound()
        elif self._has_model_failed:
            self._panel.show_no_model()
        elif is_waiting:
            self._panel.show_hold_prompt()
        else:
            self._panel.show_prompt()

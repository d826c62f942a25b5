"""Notices that sound of the microphone was lost, since the computer was too busy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.audio.health import CaptureHealth
from desktop.audio.listener import SourceState

CHECK_MS = 1000

CALM_CHECKS = 30
"""After so many checks without a loss, it is over."""


class LossWatch(QObject):
    """Compares the counters of the capture from second to second.

    Parameters
    ----------
    read : callable
        Returns the counters.
    """

    changed = Signal(bool)
    """Whether sound is being lost."""

    def __init__(self, read: Callable[[], CaptureHealth], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._known: int | None = None
        self._calm = 0
        self._is_losing = False
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_MS)
        self._timer.timeout.connect(self.check)

    def note_state(self, state: SourceState) -> None:
        """Watch while the window listens; what is lost while a stream opens does not count."""
        self._known = None
        if state.code == "listening":
            self._timer.start()
        else:
            self._timer.stop()
            self._show(is_losing=False)

    def check(self) -> None:
        """Compare the counters with those of the last check."""
        health = self._read()
        lost = health.status_flags + health.overflows
        known, self._known = self._known, lost
        if known is not None and lost > known:
            self._calm = 0
            self._show(is_losing=True)
        elif self._is_losing:
            self._calm += 1
            if self._calm >= CALM_CHECKS:
                self._show(is_losing=False)

    def _show(self, *, is_losing: bool) -> None:
        if is_losing != self._is_losing:
            self._is_losing = is_losing
            self.changed.emit(is_losing)

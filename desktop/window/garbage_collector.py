"""Python's garbage collection in the GUI thread only.

Python collects objects in cycles of references in whichever thread allocates memory. A Qt object
must be destroyed in its own thread: if another thread collects a widget, the window may crash at
any later time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500


class GarbageCollector(QObject):
    """Collects garbage from the event loop, and no longer in other threads.

    The generations are collected as often as Python would. Create it in the GUI thread, once.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(collect_if_needed)
        self._timer.start()


def collect_if_needed() -> None:
    """Collect the oldest generation that has exceeded its threshold, and the younger ones."""
    exceeded = [
        count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)
    ]
    if any(exceeded):
        gc.collect(max(number for number, is_over in enumerate(exceeded) if is_over))

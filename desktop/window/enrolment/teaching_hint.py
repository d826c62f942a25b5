"""When to suggest that the user teaches the program their voice."""

from __future__ import annotations

from collections import deque

from core.events import Result

RECENT = 12
"""Number of results and corrections that are considered."""

ENOUGH = 4
"""So many of them that were unsure or corrected give reason to suggest it."""


class TeachingHint:
    """Counts digits that were unsure or corrected, and suggests a profile once.

    Other rejections do not count: talk and noise in the room are rejected, too.
    """

    def __init__(self) -> None:
        self._recent: deque[bool] = deque(maxlen=RECENT)
        self._is_given = False

    def hears(self, result: Result) -> bool:
        """Note a result; return whether to suggest a profile now."""
        if result.type == "digit" or (result.type == "rejected" and result.rejected == "unsure"):
            return self._note(is_mistaken=result.type == "rejected")
        return False

    def corrects(self) -> bool:
        """Note that the user corrected a digit; return whether to suggest a profile now."""
        return self._note(is_mistaken=True)

    def _note(self, *, is_mistaken: bool) -> bool:
        self._recent.append(is_mistaken)
        if self._is_given or sum(self._recent) < ENOUGH:
            return False
        self._is_given = True
        return True

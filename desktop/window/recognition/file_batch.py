"""Recordings that were dropped or opened together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class FileBatch:
    """Which recording comes next, and what was wrong with those before.

    Parameters
    ----------
    paths : sequence of Path
        In the order in which they are read.
    """

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        self.paths = tuple(paths)
        self.digit_count = 0
        self._next = 0
        self._problems: dict[int, str] = {}  # by place
        self._warnings: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def has_next(self) -> bool:
        """Whether a recording waits."""
        return self._next < len(self.paths)

    def take_next(self) -> Path:
        """Return the next recording, which is then the current one."""
        self._next += 1
        return self.paths[self._next - 1]

    def drop_rest(self) -> None:
        """Read none of those that wait."""
        self._next = len(self.paths)

    def note_end(self, problem: str = "", warning: str = "") -> None:
        """Note how the current recording ended.

        Parameters
        ----------
        problem : str
            Why it could not be read; empty if it was read.
        warning : str
            What is wrong with it though it was read; may be empty.
        """
        for texts, text in ((self._problems, problem), (self._warnings, warning)):
            texts.pop(self._next - 1, None)  # it may have been tried before
            if text:
                texts[self._next - 1] = text

    @property
    def failed(self) -> int:
        """How many could not be read."""
        return len(self._problems)

    def grouped_problems(self) -> list[tuple[str, list[str]]]:
        """Return each reason with the names of the recordings that could not be read for it."""
        return self._grouped(self._problems.items())

    def grouped_warnings(self) -> list[tuple[str, list[str]]]:
        """Return each warning with the names of its recordings."""
        return self._grouped(self._warnings.items())

    def _grouped(self, texts: Iterable[tuple[int, str]]) -> list[tuple[str, list[str]]]:
        groups: dict[str, list[str]] = {}
        for place, text in sorted(texts):
            groups.setdefault(text, []).append(self.paths[place].name)
        return list(groups.items())

"""A line of the terminal that is written again whenever it changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TextIO

from desktop.commands.output import say, write_note

_ERASE = "\r\x1b[K"
"""Go to the beginning of the line, and delete it."""

_FALLBACK_COLUMNS = 80


class LiveLine:
    """The line of the number that is being said.

    It is on stdout if that is a terminal. If only stderr is one, as with ``| tee FILE``, it can be
    there. Elsewhere it shows nothing.

    Parameters
    ----------
    may_use_stderr : bool
        Whether it may be on stderr.

    Attributes
    ----------
    is_shown : bool
        Whether there is a terminal that shows it.
    """

    def __init__(self, *, may_use_stderr: bool) -> None:
        self._is_on_stdout = _is_terminal(sys.stdout)
        self.is_shown = self._is_on_stdout or (may_use_stderr and _is_terminal(sys.stderr))
        self._text = ""

    def show(self, text: str) -> None:
        """Replace the line; an empty text deletes it. Raises as `say`."""
        if not self.is_shown or text == self._text:
            return
        self._text = text
        self._write(f"{_ERASE}{self._fitted(text)}")

    def print_above(self, text: str) -> None:
        """Print a whole line on stdout, and the live line again below it. Raises as `say`."""
        live = self._text
        self.finish(text)
        # On stderr it waits for its next change: a program such as tee must pass the line on first.
        if self._is_on_stdout:
            self.show(live)

    def finish(self, text: str) -> None:
        """Print a whole line on stdout, in place of the live line. Raises as `say`."""
        if self._is_on_stdout:
            self._text = ""
            say(f"{_ERASE}{text}")
            return
        self.show("")
        say(text)

    def interrupt(self, write: Callable[[], None]) -> None:
        """Write something else on the terminal, and the live line again below it."""
        live = self._text
        self.show("")
        write()
        self.show(live)

    def _write(self, text: str) -> None:
        if self._is_on_stdout:
            say(text, end="")
        else:
            write_note(text)

    def _fitted(self, text: str) -> str:
        """The end of a text that is too long: only the last row of the terminal can be replaced."""
        stream = sys.stdout if self._is_on_stdout else sys.stderr
        try:
            columns = os.get_terminal_size(stream.fileno()).columns or _FALLBACK_COLUMNS
        except (OSError, ValueError):
            columns = _FALLBACK_COLUMNS
        return text if len(text) < columns else f"...{text[4 - columns :]}"


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"

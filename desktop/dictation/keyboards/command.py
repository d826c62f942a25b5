"""Runs a program for each number instead of typing it: ``listen --on-number``."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import IO

from desktop.dictation.keyboards.keyboard import BACKSPACE, TypingError


def split_command(command: str) -> list[str]:
    """Split a command into program and arguments, without a shell.

    Raises
    ------
    ValueError
        The command is empty, a quotation mark is missing, or there is no such program; one line.
    """
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise ValueError(f"{command!r}: {str(error).lower()}") from None
    if not words:
        raise ValueError("the command is empty")
    if os.name == "nt":  # quotation marks stay there
        words = [word.strip('"') for word in words]
    if shutil.which(words[0]) is None:
        raise ValueError(f"there is no program {words[0]!r}")
    return words


class CommandKeyboard:
    """Runs a program for each number, one after the other, with the number on its stdin.

    Parameters
    ----------
    words : sequence of str
        Program and arguments.
    output : file, optional
        Receives what the program prints; by default stderr, so that stdout has results only.
    """

    name = "command"

    def __init__(self, words: list[str], output: IO[str] | None = None) -> None:
        self._words = words
        self._output = output

    def open(self) -> None:
        """Nothing to prepare."""

    def focus(self) -> int:
        """Return 0: the focus does not matter."""
        return 0

    def type(self, text: str, focus: int = 0) -> None:
        """Run the program and wait until it ends.

        Raises
        ------
        TypingError
            It cannot be started, or its exit code is not 0.
        """
        if BACKSPACE in text:
            raise TypingError("unsupported", "A command cannot be taken back.")
        try:
            done = subprocess.run(
                self._words,
                input=f"{text}\n",
                stdout=self._output or sys.stderr,
                text=True,
                check=False,
                start_new_session=True,  # Ctrl+C must not end it in the middle of a number
            )
        except OSError as error:
            reason = error.strerror or error
            raise TypingError("failed", f"{self._words[0]}: {reason}", self._words[0]) from error
        if done.returncode:
            raise TypingError(
                "failed",
                f"{self._words[0]}: exit code {done.returncode} for {text}",
                self._words[0],
            )

    def close(self) -> None:
        """Nothing to release."""

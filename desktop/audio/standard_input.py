"""Standard input as a recording: ``-`` instead of the name of a file."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO, cast

from core.recordings.refusals import AudioError

STANDARD_INPUT = "-"
"""The name of standard input."""


def standard_input() -> BinaryIO:
    """Open standard input, unbuffered: what comes through a pipe is passed on when it arrives.

    ``sys.stdin`` is not used: a thread that waits for it would prevent the end of the program.

    Raises
    ------
    AudioError
        It is closed or a terminal.
    """
    if sys.stdin is None or os.isatty(0):
        raise AudioError(
            "standard input: holds no recording; pipe one into the program, or name a file",
            "no_input",
        )
    return cast("BinaryIO", os.fdopen(os.dup(0), "rb", buffering=0))

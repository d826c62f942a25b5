"""Output of the commands: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

PROGRAM = "spoken-digits"


def say(text: str) -> None:
    """Print a line on stdout and flush, so that a pipe receives it immediately."""
    print(text, flush=True)


def say_json(record: Mapping[str, Any]) -> None:
    """Print a JSON object as one line on stdout."""
    say(json.dumps(record, allow_nan=False))


def note(text: str) -> None:
    """Print a message as one line on stderr."""
    print(" ".join(text.splitlines()), file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """Print an error message on stderr."""
    note(f"{PROGRAM}: {text}")


def prepare_streams() -> None:
    """Escape characters that the terminal cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

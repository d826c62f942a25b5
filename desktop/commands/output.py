"""What all commands print, and how: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

PROGRAM = "spoken-digits"


def say(text: str) -> None:
    """Print a line of results at once, so that a pipe gets it when it happens."""
    print(text, flush=True)


def say_json(record: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own, at once."""
    say(json.dumps(record, allow_nan=False))


def note(text: str) -> None:
    """Tell a person something on stderr, in one line."""
    print(" ".join(text.splitlines()), file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """As `note`, for what went wrong."""
    note(f"{PROGRAM}: {text}")


def prepare_streams() -> None:
    """Let no file name or message fail on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

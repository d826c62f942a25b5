"""Options, and checks of their values, that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from core.bundle_location import installed_languages


def add_language(parser: argparse._ActionsContainer) -> None:
    """Add ``--language``, the language in which digits are spoken."""
    parser.add_argument(
        "--language",
        metavar="CODE",
        type=installed_language,
        help=f"language in which digits are spoken: {', '.join(installed_languages())}",
    )


def installed_language(text: str) -> str:
    """Check a code that was given; raises ``ArgumentTypeError``."""
    installed = installed_languages()
    if text not in installed:
        raise argparse.ArgumentTypeError(
            f"must be the code of an installed language ({', '.join(installed)}), not {text!r}"
        )
    return text


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a check of a whole number from `lowest` to `highest`, both at least 0."""

    def checked(text: str) -> int:
        # A longer text could be a number that Python refuses to convert.
        is_number = text.isascii() and text.isdigit() and len(text) <= 9
        if not (is_number and lowest <= int(text) <= highest):
            raise argparse.ArgumentTypeError(
                f"must be a number from {lowest} to {highest}, not {text!r}"
            )
        return int(text)

    return checked

"""The option ``--language``: the language in which digits are spoken."""

from __future__ import annotations

import argparse

from core.bundle_location import installed_languages


def add(parser: argparse._ActionsContainer) -> None:
    """Add the option."""
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

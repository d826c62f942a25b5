"""Options, and checks of their values, that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.bundle_location import installed_languages
from desktop.commands.output import PROGRAM

LOWEST_RATE, HIGHEST_RATE = 2_000, 1_000_000
"""Of samples without a header, in Hz."""


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add ``--device``, ``--input`` and ``--demo``, of which one can be given."""
    source = parser.add_mutually_exclusive_group()
    add_device(source)
    source.add_argument(
        "--input",
        metavar="FILE",
        help="use a recording (WAV, FLAC, OGG, MP3, ...) instead of the microphone; '-' is "
        "standard input",
    )
    source.add_argument("--demo", action="store_true", help="use the built-in recording")


def add_rate(parser: argparse.ArgumentParser) -> None:
    """Add ``--rate``, for standard input without a header."""
    parser.add_argument(
        "--rate",
        metavar="HZ",
        type=_rate,
        help="with '-': standard input has no header; it has samples of 16 bits, little-endian, "
        "mono, at this rate",
    )


def _rate(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 8
    if not is_number or not LOWEST_RATE <= int(text) <= HIGHEST_RATE:
        raise argparse.ArgumentTypeError(
            f"must be a sample rate from {LOWEST_RATE} to {HIGHEST_RATE} Hz, not {text!r}"
        )
    return int(text)


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add ``--profile``, ``--bundle`` and ``--language``."""
    add_profile(parser)
    add_bundle(parser)


def add_profile(parser: argparse.ArgumentParser) -> None:
    """Add ``--profile``, whose voice is recognized."""
    parser.add_argument(
        "--profile", metavar="NAME", help=f"use the profile of a voice (see: {PROGRAM} enroll)"
    )


def add_device(parser: argparse._ActionsContainer) -> None:
    """Add ``--device``, the microphone."""
    parser.add_argument(
        "--device",
        metavar="D",
        help=f"microphone: its number or a part of its name (see: {PROGRAM} devices)",
    )


def add_bundle(parser: argparse.ArgumentParser) -> None:
    """Add ``--bundle`` and ``--language``, of which one can be given."""
    which = parser.add_mutually_exclusive_group()
    add_bundle_option(which)
    add_language(which)


def add_bundle_option(parser: argparse._ActionsContainer) -> None:
    """Add ``--bundle``, another model."""
    parser.add_argument(
        "--bundle",
        metavar="DIR",
        type=Path,
        help="use the model in this folder instead of a shipped one",
    )


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

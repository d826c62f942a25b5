"""The options of ``listen`` for numbers: their pause, typing, and a command to run."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from core.numbers.pauses import LENGTH_PAUSE, LONGEST_NUMBER_PAUSE, NUMBER_PAUSE
from desktop.commands.shared_options import whole_number
from desktop.dictation.keyboards.command import split_command
from desktop.number_format import (
    MAX_END,
    MAX_LENGTH,
    NumberFormat,
    is_ending,
    is_grouping,
)

if TYPE_CHECKING:
    from desktop.commands.listen.outputs import OutputRequest

OUTPUT = (
    "In a terminal, each digit is shown at once, on the line of its number; dots after the digits "
    'mean that the last ones may still change ("42 ..."), and the line ends with the number. A '
    "file or a pipe gets one line for each number, when it is over; with --number-pause 0, a digit "
    "that is said alone is a number and does not wait for others. With --json, each event is a "
    "line at once: also provisional digits."
)
"""What is printed, and when; the end of the help."""

_ENDINGS = {"nothing": "", "space": " ", "tab": "\t", "enter": "\n"}


def add(listen: argparse.ArgumentParser) -> None:
    """Add the options to the parser of ``listen``."""
    listen.add_argument(
        "--number-pause",
        metavar="SECONDS",
        type=_pause,
        default=NUMBER_PAUSE,
        help=f"pause that ends a number (default: {NUMBER_PAUSE:g}); with 0, each phrase is a "
        "number, which ends as soon as its last digit is final",
    )
    group = listen.add_argument_group("numbers in other programs")
    group.add_argument(
        "--type",
        dest="types",
        action="store_true",
        help="type each number into the focused program",
    )
    group.add_argument(
        "--on-number",
        metavar="COMMAND",
        type=_command,
        help="run a program for each number, which it gets on stdin; no shell is used",
    )
    group.add_argument(
        "--each-digit",
        action="store_true",
        help="with --type: type each digit at once, not the whole number",
    )
    group.add_argument(
        "--then",
        metavar="TEXT",
        type=_ending,
        default="",
        help="with --type: what follows a number: nothing (default), space, tab, enter, or a text",
    )
    group.add_argument(
        "--groups",
        metavar="SIZES",
        type=_groups,
        default="",
        help='groups of digits with their separators: "4 3 2" types 0171 555 01',
    )
    group.add_argument(
        "--length",
        metavar="N",
        type=whole_number(1, MAX_LENGTH),
        default=0,
        help="only numbers of N digits; a number ends when it has them, and waits up to "
        f"{LENGTH_PAUSE:g} s for missing ones",
    )
    group.add_argument(
        "--doubtful",
        choices=("wait", "drop"),
        help="numbers with a doubtful digit: wait until you press Return in this terminal, or drop "
        "them (default: wait if there is a terminal)",
    )


def misuse(options: argparse.Namespace) -> str:
    """Return what is wrong with the combination of options; empty if nothing is."""
    if not options.types:
        if options.each_digit:
            return "--each-digit needs --type"
        if options.then:
            return "--then needs --type"
    if not options.types and not options.on_number:
        for name in ("groups", "length", "doubtful"):
            if getattr(options, name):
                return f"--{name} needs --type or --on-number"
    if options.doubtful == "wait" and not _has_terminal():
        return "--doubtful wait needs a terminal, where you can press Return"
    return ""


def request(options: argparse.Namespace) -> OutputRequest:
    """Return the request."""
    from desktop.commands.listen.outputs import OutputRequest

    numbers = NumberFormat(
        unit="digit" if options.each_digit else "number",
        end=options.then,
        groups=options.groups,
        length=options.length,
        doubtful=options.doubtful or ("wait" if _has_terminal() else "drop"),
    )
    return OutputRequest(options.types, options.on_number or (), numbers, options.number_pause)


def _has_terminal() -> bool:
    """Whether Return can be pressed for this program; background jobs that read are stopped."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return False
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except OSError:  # not the terminal that controls this program, so it may be read
        return True


def _command(text: str) -> list[str]:
    try:
        return split_command(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _ending(text: str) -> str:
    ending = _ENDINGS.get(text, text)
    if not is_ending(ending):
        raise argparse.ArgumentTypeError(
            f"must have at most {MAX_END} characters and no control characters"
        )
    return ending


def _groups(text: str) -> str:
    if not is_grouping(text):
        raise argparse.ArgumentTypeError(
            f'must be sizes with separators, such as "4 3 2" or "3-3-4", not {text!r}'
        )
    return text


def _pause(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= LONGEST_NUMBER_PAUSE:
        raise argparse.ArgumentTypeError(
            f"must be a number of seconds from 0 to {LONGEST_NUMBER_PAUSE:g}, not {text!r}"
        )
    return seconds

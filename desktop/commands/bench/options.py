"""The options of ``spoken-digits bench``, and which measurement they run."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.bundle_location import DEFAULT_LANGUAGE
from desktop.commands import shared_options
from desktop.commands.parser import Command

WORDS = 60
"""Number of words, by default."""


def add(command: Command) -> argparse.ArgumentParser:
    """Add the command and its options to the program's."""
    bench = command(
        "bench", "measure the latency of each stage, and other recognizers if available", _run
    )
    what = bench.add_mutually_exclusive_group()
    what.add_argument(
        "--live", action="store_true", help="measure from word to result, with a virtual microphone"
    )
    what.add_argument(
        "--window", action="store_true", help="measure how quickly the window opens and draws"
    )
    bench.add_argument(
        "--words",
        metavar="N",
        type=shared_options.whole_number(1, 10_000),
        help=f"with --live: number of words (default: {WORDS})",
    )
    bench.add_argument("--picture", type=Path, metavar="PNG", help="with --live: save a plot")
    bench.add_argument("--busy", action="store_true", help="keep one core busy meanwhile")
    shared_options.add_language(what)
    return bench


def misuse(options: argparse.Namespace) -> str | None:
    """Why the options of a measurement do not fit together."""
    for name in () if options.live else ("words", "picture"):
        if getattr(options, name) is not None:
            return f"--{name} needs --live"
    return None


def _run(options: argparse.Namespace) -> int:
    if options.live:
        from desktop.commands.bench import live

        return live.run(
            words=options.words or WORDS,
            picture=options.picture,
            as_json=options.json,
            is_busy=options.busy,
        )
    if options.window:
        from desktop.commands.bench import window

        return window.run(as_json=options.json)
    from desktop.commands.bench import stages

    return stages.run(
        as_json=options.json, is_busy=options.busy, language=options.language or DEFAULT_LANGUAGE
    )

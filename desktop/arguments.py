"""What may stand on the command line, and what each word of it means."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop.commands import kiosk, profile_options
from desktop.commands.output import PROGRAM


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


class ShowVersion(argparse.Action):
    """``--version``; looks the versions up only when it is used, since that takes 50 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the versions of program and model, and exit."""
        from desktop.versions import both_versions

        print(f"{PROGRAM} {both_versions()}")
        parser.exit()


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments; wrong ones end the program with exit code 2 and one line."""
    parser = Parser(
        prog=PROGRAM,
        description="Hears a spoken digit and shows it at once, offline. Without a command it "
        "opens the window.",
        epilog="Exit code: 0 all well; 1 an input failed or it could not run; 2 wrong usage.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action=ShowVersion, nargs=0, help="print the versions of program and model"
    )
    _add_source(parser)
    _add_model(parser)
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")

    def command(name: str, what: str) -> Parser:
        made = commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        made.add_argument("--json", action="store_true", help="print one JSON object a line")
        return made

    listen = command("listen", "recognize without a window")
    _add_source(listen)
    listen.add_argument("--fast", action="store_true", help="read the recording as fast as it goes")
    help_text = "low: in noise and among talk; high: for soft voices and quick speakers"
    choices = ("low", "normal", "high")
    listen.add_argument("--sensitivity", choices=choices, default="normal", help=help_text)
    _add_model(listen)
    predict = command("predict", "say which digit each recording holds")
    predict.add_argument("files", nargs="+", metavar="FILE", help="WAV, FLAC, OGG or MP3")
    predict.add_argument(
        "--no-reject", action="store_true", help="name the likeliest digit, however unlikely"
    )
    _add_model(predict)
    profile_options.add_enroll(command)
    profile_options.add_profiles(command)
    _add_bundle(commands.choices["enroll"])
    command("devices", "list the microphones")
    doctor = command("doctor", "say what is wrong with this machine's audio, and how to mend it")
    _add_device(doctor)
    _add_bundle(doctor)
    bench = command("bench", "measure the latency of each stage, beside rivals where there are any")
    what = bench.add_mutually_exclusive_group()
    what.add_argument("--live", action="store_true", help="through a virtual microphone instead")
    what.add_argument("--window", action="store_true", help="measure the window instead")
    bench.add_argument("--words", type=int, default=60, help="with --live: words to play")
    bench.add_argument("--picture", type=Path, metavar="PNG", help="with --live: draw the times")
    bench.add_argument("--busy", action="store_true", help="while one process keeps a core busy")
    _add_model(kiosk.add(command))

    options = parser.parse_args(argv)
    if options.command is None:
        return options
    _refuse_misplaced(parser, argv)
    if options.command == "listen" and options.fast and not (options.input or options.demo):
        listen.error("--fast needs --input FILE or --demo")
    return options


def _add_source(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group()
    _add_device(source)
    source.add_argument(
        "--input", metavar="FILE", help="a recording that stands for the microphone"
    )
    source.add_argument("--demo", action="store_true", help="the built-in recording")


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="NAME", help="the person who speaks (see: enroll)")
    _add_bundle(parser)


def _add_device(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--device", metavar="D", help="microphone, by number or part of its name (see: devices)"
    )


def _add_bundle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bundle", metavar="DIR", type=Path, help="another model than the shipped")


def _refuse_misplaced(parser: Parser, argv: Sequence[str] | None) -> None:
    """Refuse the window's options before a command, which would silently go without effect."""
    words = list(sys.argv[1:] if argv is None else argv)
    first = words[0] if words else ""
    if first.startswith("-"):
        parser.error(f"put {first.split('=')[0]} after the command")

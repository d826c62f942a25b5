"""The options of ``spoken-digits kiosk``, and of its commands ``setup`` and ``set-pin``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.commands.parser import Command
from desktop.kiosk.setup.paths import DEFAULT_CONFIG

SETUP_OPTIONS = ("remove", "purge", "replace_display_manager")


def add(command: Command, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    """Add the command, which `run` runs, and its options to the program's."""
    parser = command("kiosk", "run a locked screen where people enter numbers by voice", run)
    parser.description = (
        "Run a locked screen where people enter numbers by voice. To make a computer with Linux a "
        "kiosk, start with: spoken-digits kiosk setup"
    )
    _add_config(parser, default=DEFAULT_CONFIG)
    parser.add_argument("--input", metavar="FILE", help="use a recording instead of the microphone")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="only check the configuration")
    what.add_argument("--status", action="store_true", help="show the status of the running kiosk")
    # For the unit, as root.
    what.add_argument("--before-start", action="store_true", help=argparse.SUPPRESS)
    # For the processes that the supervisor starts.
    what.add_argument("--process", choices=["window", "courier"], help=argparse.SUPPRESS)
    # Options of setup are known here, too, so that a message can say whose they are.
    for name in SETUP_OPTIONS:
        parser.add_argument(_option(name), action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(root=Path("/"))
    actions = parser.add_subparsers(title="commands", dest="action", metavar="COMMAND")
    _add_setup(actions)
    _add_set_pin(actions)
    return parser


def misuse(options: argparse.Namespace) -> str:
    """Return what is wrong with the combination of options; empty if nothing is."""
    if options.action == "setup":
        if options.purge and not options.remove:
            return "--purge needs --remove"
        if options.config != DEFAULT_CONFIG:
            return f"setup always uses {DEFAULT_CONFIG}, as the unit does; leave out --config"
    for name in SETUP_OPTIONS if options.action != "setup" else ():
        if getattr(options, name):
            return f"{_option(name)} is an option of setup"
    for name in ("input", "check", "status", "before_start", "process", "bundle", "profile"):
        if options.action is not None and getattr(options, name):
            return f"{_option(name)} cannot be used together with {options.action}"
    return ""


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _add_setup(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    # Without defaults: they would replace what was given before the word "setup".
    setup = actions.add_parser(
        "setup",
        help="make this computer a kiosk, or undo that (Linux, as root)",
        description="Make this computer a kiosk: user, state folder, configuration, unit and PIN. "
        "What is there already is kept, so this can be repeated. It needs Linux with systemd, and "
        "root.",
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    setup.add_argument("--json", action="store_true", help="print one JSON object per step")
    setup.add_argument(
        "--remove",
        action="store_true",
        help="undo the setup; configuration and numbers are kept",
    )
    setup.add_argument(
        "--purge", action="store_true", help="with --remove: delete configuration and numbers, too"
    )
    setup.add_argument(
        "--replace-display-manager",
        action="store_true",
        help="turn off a display manager (gdm, lightdm, sddm), which would use the same screen",
    )
    setup.add_argument("--config", type=Path, help=argparse.SUPPRESS)
    # The system to set up, for tests and for images of a system.
    setup.add_argument("--root", type=Path, help=argparse.SUPPRESS)


def _add_set_pin(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    set_pin = actions.add_parser(
        "set-pin",
        help="set the PIN for staff",
        description="Set the PIN that opens the staff page. It is asked for twice, or read as one "
        "line from a pipe.",
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    _add_config(set_pin, default=argparse.SUPPRESS)


def _add_config(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        default=default,
        help=f"the configuration, a TOML file (default: {DEFAULT_CONFIG})",
    )

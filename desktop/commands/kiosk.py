"""``spoken-digits kiosk``: runs the kiosk, and its commands for staff."""

from __future__ import annotations

import argparse
import getpass
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory
from desktop.commands.output import complain, note, say, say_json
from desktop.kiosk.setup.paths import DEFAULT_CONFIG
from desktop.languages import english_name, one_at_a_time, spoken_at, spoken_with

if TYPE_CHECKING:
    from desktop.kiosk.config import Config
    from desktop.kiosk.process.heartbeat import ProcessName


def add(
    command: Callable[
        [str, str, Callable[[argparse.Namespace], int]],
        argparse.ArgumentParser,
    ],
) -> argparse.ArgumentParser:
    """Add the command and its options to the program's."""
    parser = command("kiosk", "run a locked screen where people enter numbers by voice", run)
    parser.add_argument(
        "action",
        nargs="?",
        choices=["setup", "set-pin"],
        help="setup: make this computer a kiosk (Linux, as root); set-pin: set the PIN for staff",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        default=DEFAULT_CONFIG,
        help=f"the configuration, a TOML file (default: {DEFAULT_CONFIG})",
    )
    parser.add_argument("--input", metavar="FILE", help="use a recording instead of the microphone")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="only check the configuration")
    what.add_argument("--status", action="store_true", help="show the status of the running kiosk")
    # For the processes that the supervisor starts.
    what.add_argument("--process", choices=["window", "courier"], help=argparse.SUPPRESS)
    setup = parser.add_argument_group("options of setup")
    setup.add_argument("--remove", action="store_true", help="undo the setup")
    setup.add_argument(
        "--purge", action="store_true", help="with --remove: delete configuration and numbers, too"
    )
    setup.add_argument(
        "--replace-display-manager", action="store_true", help="turn off a display manager"
    )
    # The system to set up, for tests and for images of a system.
    setup.add_argument("--root", type=Path, default=Path("/"), help=argparse.SUPPRESS)
    return parser


def run(options: argparse.Namespace) -> int:
    """Run the kiosk or one of its commands.

    Returns
    -------
    int
        0: success; 1: the kiosk could not run or has a problem; 2: the configuration is not valid.
    """
    if options.action == "setup":
        return _set_up(options)
    for option in ("remove", "purge", "replace_display_manager"):
        if getattr(options, option):
            complain(f"--{option.replace('_', '-')} is an option of setup")
            return 2
    return _run_with_config(options)


def _run_with_config(options: argparse.Namespace) -> int:
    from desktop.kiosk.config import ConfigError, load_config

    try:
        config = load_config(options.config)
    except ConfigError as error:
        for line in error.lines:
            complain(line)
        return 2
    config = _overridden(config, options)
    if options.check:
        return _check(config, as_json=options.json)
    if options.status:
        return _status(config, as_json=options.json)
    if options.action == "set-pin":
        return _set_pin(config)
    return _start(config, options)


def _start(config: Config, options: argparse.Namespace) -> int:
    try:
        config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The log belongs in the state folder, too.
        os.environ["XDG_STATE_HOME"] = str(config.state)
        return _run_process(config, options)
    except OSError as error:
        complain(f"{config.state}: cannot be used as the state folder ({error.strerror or error})")
        return 1


def _overridden(config: Config, options: argparse.Namespace) -> Config:
    bundle = options.bundle.absolute() if options.bundle else config.bundle
    profile = getattr(options, "profile", None) or config.profile
    return replace(config, bundle=bundle, profile=profile)


def _run_process(config: Config, options: argparse.Namespace) -> int:
    from desktop.kiosk.process.single_instance import AlreadyRunningError

    try:
        if options.process == "courier":
            from desktop.kiosk.delivery.courier import run as deliver

            return deliver(config)
        if options.process == "window":
            from desktop.kiosk.ui.window_process import run as open_window

            return open_window(config, options.input)
        return _supervise(config, options)
    except AlreadyRunningError:
        complain(f"a kiosk with the state folder {config.state} is already running")
        return 1


def _supervise(config: Config, options: argparse.Namespace) -> int:
    import logging

    from desktop.kiosk.process.self_test import SelfTest
    from desktop.kiosk.process.service_manager import ServiceManager
    from desktop.kiosk.process.status import note_problem
    from desktop.kiosk.process.supervisor import Supervisor
    from desktop.screen import screen_problem

    problem = screen_problem()
    if problem is not None:
        text = f"the kiosk needs a screen: {problem.message}"
        complain(text)
        logging.getLogger(__name__).error(text)
        note_problem(config.state, text)
        return 1
    note_problem(config.state, "")
    commands: dict[ProcessName, Sequence[str]] = {
        name: [*_program(), *_arguments(config, options), "--process", name]
        for name in ("window", "courier")
    }
    # The recording has English digits, so a model of another language cannot be tested with it.
    is_tested = config.bundle and spoken_with(config.bundle).language == DEFAULT_LANGUAGE
    bundle = ["--bundle", str(config.bundle)] if is_tested else []
    test = [*_program(), "listen", "--demo", "--fast", "--json", *bundle]
    self_test = SelfTest(test, config.self_test_hours)
    supervisor = Supervisor(config.state, commands, self_test, ServiceManager())
    stops: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: stops.append(number))
    supervisor.run(lambda: bool(stops))
    return 0


def _program() -> list[str]:
    """The command that starts this program again."""
    return (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop.cli"]
    )


def _arguments(config: Config, options: argparse.Namespace) -> list[str]:
    arguments = ["kiosk", "--config", str(config.path.absolute())]
    if options.bundle:
        arguments += ["--bundle", str(config.bundle)]
    if getattr(options, "profile", None):
        arguments += ["--profile", str(config.profile)]
    if options.input:
        arguments += ["--input", str(Path(options.input).absolute())]
    return arguments


def _check(config: Config, *, as_json: bool) -> int:
    """Report that the configuration is valid. This does not use the sink."""
    from core.bundle import BundleError, load_bundle
    from desktop.kiosk.process.pin import has_pin

    spoken = {code: spoken_at(code, config.bundle) for code in config.languages}
    try:
        for language in {one.language for one in spoken.values()}:
            load_bundle(config.bundle or bundle_directory(language))
    except BundleError as error:
        complain(str(error))
        return 1
    if as_json:
        say_json(
            {
                "file": str(config.path),
                "is_valid": True,
                "has_pin": has_pin(config.state),
                "spoken": {code: one.language for code, one in spoken.items()},
            }
        )
    else:
        say(f"{config.path} is valid.")
    for code, one in spoken.items():
        if one.language != code:
            note(
                f"The screen in {english_name(code)} asks for {english_name(one.language)} digits: "
                f"no model for {english_name(code)} is in use."
            )
        if not one.has_numbers:
            note(one_at_a_time(one.language))
    if not has_pin(config.state):
        note("No PIN is set: staff cannot exit the kiosk at the screen (kiosk set-pin).")
    return 0


def _status(config: Config, *, as_json: bool) -> int:
    from desktop.kiosk.process.status import read_status

    try:
        status = read_status(config.state)
    except PermissionError:
        complain(f"{config.state}: this user may not read it; run this as root (sudo)")
        return 1
    if as_json:
        say_json(status)
    elif status["is_healthy"]:
        say(f"The kiosk works: {status['delivered']} delivered, {status['pending']} waiting.")
    else:
        for problem in status["problems"]:
            say(problem)
    return 0 if status["is_healthy"] else 1


def _set_up(options: argparse.Namespace) -> int:
    from desktop.kiosk.process.pin import PinError
    from desktop.kiosk.setup import requirements
    from desktop.kiosk.setup.commands import SetupError
    from desktop.kiosk.setup.paths import Paths
    from desktop.kiosk.setup.steps import Done, remove, set_up

    if options.purge and not options.remove:
        complain("--purge needs --remove")
        return 2
    paths = Paths(options.root.absolute())

    def tell(done: Done) -> None:
        if options.json:
            say_json({"step": done.step, "changed": done.changed, "text": done.text})
        else:
            say(done.text)

    try:
        if options.remove:
            remove(paths, tell, purge=options.purge)
            return 0
        replace_manager = options.replace_display_manager
        set_up(paths, tell, _new_pin, replace_display_manager=replace_manager)
    except PinError as error:
        complain(f"{error}; the rest is set up, set the PIN with: spoken-digits kiosk set-pin")
        return 1
    except SetupError as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{error.filename or 'setup'}: {error.strerror or error}")
        return 1
    if package := requirements.missing_sound(paths):
        note(f"For short tones, install {package}.")
    note(
        f"Next: change {paths.config} as you need, check it with 'spoken-digits kiosk --check', "
        "and restart the computer or run 'systemctl start spoken-digits-kiosk'."
    )
    return 0


def _new_pin() -> str:
    """A PIN from the keyboard, typed twice, or a line from a pipe; empty if there is none.

    Raises `PinError` if the two are different.
    """
    from desktop.kiosk.process.pin import PinError

    if not sys.stdin or not sys.stdin.isatty():
        return sys.stdin.readline().strip() if sys.stdin else ""
    pin = getpass.getpass("New PIN for staff: ")
    if getpass.getpass("Again: ") != pin:
        raise PinError("the two PINs are different")
    return pin


def _set_pin(config: Config) -> int:
    from desktop.kiosk.process.pin import PinError, set_pin

    try:
        pin = _new_pin()
        config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        set_pin(config.state, pin)
    except PinError as error:
        complain(f"{error}; the PIN was not changed")
        return 1
    except OSError as error:
        complain(f"{config.state}: cannot be written ({error.strerror or error})")
        return 1
    note(f"The PIN is set ({time.strftime('%Y-%m-%d %H:%M')}).")
    return 0

"""``spoken-digits kiosk``: runs the kiosk, and its commands for staff."""

from __future__ import annotations

import argparse
import getpass
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.bundle_location import DEFAULT_LANGUAGE
from desktop.commands.kiosk_options import misuse
from desktop.commands.output import complain, note, say, say_json
from desktop.kiosk.setup.paths import DEFAULT_CONFIG, UNIT
from desktop.languages import spoken_with

if TYPE_CHECKING:
    from desktop.kiosk.config import Config
    from desktop.kiosk.process.heartbeat import ProcessName

PIN_TRIES = 3


def run(options: argparse.Namespace) -> int:
    """Run the kiosk or one of its commands.

    Returns
    -------
    int
        0: success; 1: the kiosk could not run or has a problem; 2: the configuration is not valid,
        or the command cannot be used in this way. `--status` returns 0 or 1.
    """
    if problem := misuse(options):
        complain(problem)
        return 2
    return _set_up(options) if options.action == "setup" else _run_with_config(options)


def _run_with_config(options: argparse.Namespace) -> int:
    from desktop.kiosk.config import ConfigError, load_config

    try:
        config = load_config(options.config)
    except ConfigError as error:
        return _run_with_errors(options, error.lines)
    config = _overridden(config, options)
    if options.before_start:
        return 0
    if options.check:
        from desktop.commands.kiosk_check import check

        return check(config, as_json=options.json)
    if options.status:
        sink_file = config.sink.path if config.sink.kind == "file" else None
        return _status(config.state, config.device, sink_file, as_json=options.json)
    if options.action == "set-pin":
        return _set_pin(config)
    return _start(config, options)


def _run_with_errors(options: argparse.Namespace, lines: Sequence[str]) -> int:
    """Tell the errors of the configuration where somebody looks for them."""
    if options.config == DEFAULT_CONFIG and not DEFAULT_CONFIG.exists():
        lines = [
            f"{DEFAULT_CONFIG}: does not exist; create it with: sudo spoken-digits kiosk setup"
        ]
    if options.status:
        return _status_with_errors(options.config, lines, as_json=options.json)
    for line in lines:
        complain(line)
    if options.before_start:
        _show_errors(options.config, lines)
    if options.action is None and not options.check:
        _log_errors(options.config, lines)
    return 2


def _start(config: Config, options: argparse.Namespace) -> int:
    from desktop.kiosk.process.event_log import log_failed_start

    try:
        if _belongs_to_another(config.state):
            complain(
                f"{config.state} belongs to the kiosk's own user, who could not use what root "
                f"writes there. Start the kiosk with: systemctl start {UNIT}"
            )
            return 1
        os.umask(0o077)  # only the kiosk's user can read what it writes
        config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The log belongs in the state folder, too.
        os.environ["XDG_STATE_HOME"] = str(config.state)
        return _run_process(config, options)
    except OSError as error:
        text = f"{config.state}: cannot be used as the state folder ({error.strerror or error})"
        complain(text)
        log_failed_start(config.state, [text])
        return 1


def _belongs_to_another(state: Path) -> bool:
    """Whether this is root and the folder is of another user."""
    return os.name != "nt" and os.geteuid() == 0 and state.exists() and state.stat().st_uid != 0


def _show_errors(config: Path, lines: Sequence[str]) -> None:
    """Show at the kiosk's console and in its status why it does not start."""
    from desktop.kiosk.process.console import show_on_console
    from desktop.kiosk.process.status import note_problem

    show_on_console(
        [
            "The kiosk cannot start: there is an error in its configuration.",
            "",
            *lines,
            "",
            f"After a correction of {config}, it starts by itself.",
        ]
    )
    if folder := os.environ.get("STATE_DIRECTORY"):  # from systemd
        note_problem(Path(folder), f"the configuration is not valid: {lines[0]}")


def _log_errors(config: Path, lines: Sequence[str]) -> None:
    """Log why the kiosk does not start; this process must end after that."""
    from desktop.kiosk.process.event_log import log_failed_start

    folder = os.environ.get("STATE_DIRECTORY")  # from systemd
    state = Path(folder) if folder else _state_of(config)
    if state is not None:
        log_failed_start(state, [f"the configuration is not valid: {line}" for line in lines])


def _overridden(config: Config, options: argparse.Namespace) -> Config:
    bundle = options.bundle.absolute() if options.bundle else config.bundle
    profile = getattr(options, "profile", None) or config.profile
    return replace(config, bundle=bundle, profile=profile)


def _run_process(config: Config, options: argparse.Namespace) -> int:
    from desktop.kiosk.process.event_log import log_failed_start
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
        text = f"a kiosk with the state folder {config.state} is already running"
        complain(text)
        log_failed_start(config.state, [text])
        return 1


def _supervise(config: Config, options: argparse.Namespace) -> int:
    import logging

    from desktop.commands.kiosk_check import outdated_lines
    from desktop.kiosk.process.event_log import log_failed_start
    from desktop.kiosk.process.self_test import SelfTest
    from desktop.kiosk.process.service_manager import ServiceManager
    from desktop.kiosk.process.status import note_problem
    from desktop.kiosk.process.supervisor import Supervisor
    from desktop.screen import screen_problem

    problem = screen_problem()
    if problem is not None:
        text = f"the kiosk needs a screen: {problem.message}"
        complain(text)
        note_problem(config.state, text)
        log_failed_start(config.state, [text])
        return 1
    note_problem(config.state, "")
    for line in outdated_lines(config):
        logging.getLogger(__name__).warning(line)
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


def _status_with_errors(path: Path, errors: Sequence[str], *, as_json: bool) -> int:
    """The status of a kiosk whose configuration has errors: it may still run with the earlier one.

    The errors are a problem, since the kiosk cannot start again with them.
    """
    problems = [f"configuration: {error}" for error in errors]
    state = _state_of(path)
    if state is not None:
        return _status(state, None, None, as_json=as_json, more_problems=problems)
    if as_json:
        say_json({"is_running": None, "is_healthy": False, "problems": problems})
    for problem in () if as_json else problems:
        say(problem)
    return 1


def _state_of(config: Path) -> Path | None:
    """The state folder of a configuration that has errors; None if it is unknown."""
    from desktop.kiosk.config import find_state
    from desktop.kiosk.setup.paths import Paths

    return find_state(config) or (Paths().state if config == DEFAULT_CONFIG else None)


def _status(
    state: Path,
    device: str | None,
    sink_file: Path | None,
    *,
    as_json: bool,
    more_problems: Sequence[str] = (),
) -> int:
    from desktop.kiosk.process.status import read_status

    try:
        status = read_status(state, device, sink_file=sink_file)
    except PermissionError:
        complain(f"{state}: this user may not read it; run this as root (sudo)")
        return 1
    if more_problems:
        noted = "the configuration is not valid: "  # the same, from the last start
        others = [one for one in status["problems"] if not one.startswith(noted)]
        status |= {"is_healthy": False, "problems": [*others, *more_problems]}
    if as_json:
        say_json(status)
    elif status["is_healthy"]:
        delivered = f"{status['delivered']} delivered since its start"
        say(f"The kiosk works: {delivered}, {status['pending']} waiting.")
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
        f"Next: change {paths.config} as you need, check it with 'spoken-digits kiosk --check' and "
        "the microphone with 'spoken-digits doctor', and restart the computer or run 'systemctl "
        "start spoken-digits-kiosk'."
    )
    return 0


def _new_pin() -> str:
    """A PIN from the keyboard, typed twice, or a line from a pipe; empty if there is none.

    Raises `PinError` after `PIN_TRIES` PINs that are not allowed or differ from the repetition.
    """
    from desktop.kiosk.process.pin import RULES, PinError

    if not sys.stdin or not sys.stdin.isatty():
        return sys.stdin.readline().strip() if sys.stdin else ""
    prompt = f"New PIN for staff ({RULES}): "
    try:
        for _ in range(PIN_TRIES - 1):
            try:
                return _typed_twice(prompt)
            except PinError as error:
                complain(f"{error}; try again")
        return _typed_twice(prompt)
    except EOFError:  # Ctrl+D
        note("")
        raise PinError("no PIN was entered") from None


def _typed_twice(prompt: str) -> str:
    from desktop.kiosk.process.pin import PinError, check_rules

    pin = getpass.getpass(prompt)
    if pin:
        check_rules(pin)
        if getpass.getpass("Again: ") != pin:
            raise PinError("the two PINs are different")
    return pin


def _set_pin(config: Config) -> int:
    from desktop.kiosk.process.pin import PinError, set_pin

    try:
        if config.state.exists() and not os.access(config.state, os.W_OK | os.X_OK):
            complain(f"{config.state}: this user may not write to it; run this as root (sudo)")
            return 1
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

"""The steps of `kiosk setup` and of `kiosk setup --remove`.

Each step can be repeated. Nothing that was there before is replaced, and what the setup has changed
is recorded, so that removal restores it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.atomic_write import write_atomically
from desktop.kiosk.delivery.journal import Journal, journal_path
from desktop.kiosk.process.pin import has_pin, set_pin
from desktop.kiosk.setup import account, requirements
from desktop.kiosk.setup.commands import SetupError, systemctl
from desktop.kiosk.setup.paths import EXAMPLE, PROGRAM, SHIPPED_UNIT, UNIT, USER, Paths

MASKED = ("getty@tty1.service", "ctrl-alt-del.target")
"""The text login on the kiosk's console, and the restart by Ctrl+Alt+Del."""

LOGIND = """\
# Written by `spoken-digits kiosk setup`: no text logins on other consoles, and the power and sleep
# keys do nothing.
[Login]
NAutoVTs=0
ReserveVT=0
HandlePowerKey=ignore
HandleRebootKey=ignore
HandleSuspendKey=ignore
HandleHibernateKey=ignore
HandleLidSwitch=ignore
IdleAction=ignore
"""


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a step.

    Attributes
    ----------
    step : str
        A stable code.
    changed : bool
    text : str
        A line for people.
    """

    step: str
    changed: bool
    text: str


Tell = Callable[[Done], None]
AskPin = Callable[[], str]
"""Returns a PIN; empty: none is to be set now."""


def set_up(paths: Paths, tell: Tell, ask_pin: AskPin, *, replace_display_manager: bool) -> None:
    """Make this computer a kiosk.

    Parameters
    ----------
    paths : Paths
    tell : callable
        Gets the result of each step.
    ask_pin : callable
        Is called if no PIN has been set.
    replace_display_manager : bool
        Turn off a display manager; without this it is an error.

    Raises
    ------
    SetupError
        Something is missing or failed.
    PinError
    OSError
    """
    requirements.check_system()
    requirements.check_packages(paths)
    manager = requirements.display_manager(paths)
    if manager and not replace_display_manager:
        raise SetupError(
            f"{manager} uses the screen: add --replace-display-manager to turn it off "
            "(setup --remove turns it on again)"
        )
    # Checked before anything changes.
    program = None if paths.packaged_unit.exists() else requirements.program_for_unit()
    record = _read_record(paths)
    # Its presence tells the package's removal that there is something to undo.
    _write_record(paths, record)
    changes = account.create(paths)
    tell(Done("user", bool(changes), f"User {USER}: {changes or 'exists'}."))
    tell(_make_state(paths))
    tell(_write_config(paths))
    tell(_write_unit(paths, program))
    tell(_free_console(paths, record))
    if manager:
        systemctl(paths, "set-default", "multi-user.target")
        record["default_target"] = "graphical.target"
        _write_record(paths, record)
        tell(Done("display_manager", True, f"{manager}: does not start at boot any more."))
    tell(_enable(paths))
    tell(_set_pin(paths, ask_pin))


def remove(paths: Paths, tell: Tell, *, purge: bool) -> None:
    """Undo `set_up`; with `purge`, also delete configuration, state and changes of the unit.

    Raises
    ------
    SetupError
        With `purge`, if numbers have not been delivered; nothing is changed.
    """
    requirements.check_system()
    if purge and (left := _undelivered(paths)):
        raise SetupError(
            f"{paths.state}: {left} not been delivered yet; wait, or leave --purge out to keep them"
        )
    record = _read_record(paths)
    if paths.is_running:
        with suppress(SetupError):  # it is not installed
            systemctl(paths, "stop", UNIT)
        with suppress(SetupError):  # it has not failed
            systemctl(paths, "reset-failed", UNIT)
    was_enabled = _is_enabled(paths)
    if was_enabled:
        systemctl(paths, "disable", UNIT)
    tell(Done("unit", was_enabled, f"{UNIT}: {'disabled' if was_enabled else 'was not enabled'}."))
    if paths.own_unit.exists() and not paths.own_unit.is_symlink():
        paths.own_unit.unlink()
        tell(Done("unit_file", True, f"{paths.own_unit}: deleted."))
    if masked := record.get("masked"):
        systemctl(paths, "unmask", *masked)
        tell(Done("console", True, f"{', '.join(masked)}: work again."))
    if paths.logind.exists():
        paths.logind.unlink()
        tell(Done("logind", True, f"{paths.logind}: deleted."))
    if target := record.get("default_target"):
        systemctl(paths, "set-default", target)
        tell(Done("display_manager", True, "The display manager starts at boot again."))
    _keep_or_delete(paths, tell, purge=purge)
    is_deleted = account.delete(paths)
    what = "deleted" if is_deleted else "did not exist"
    tell(Done("user", is_deleted, f"User {USER}: {what}."))
    _reload(paths)
    if "getty@tty1.service" in record.get("masked", ()):
        _start_text_login(paths, tell)
    # Last: as long as it is there, the package's removal undoes the setup.
    paths.record.unlink(missing_ok=True)
    with suppress(OSError):  # it holds other files, or does not exist
        paths.config.parent.rmdir()


def _keep_or_delete(paths: Paths, tell: Tell, *, purge: bool) -> None:
    kept = (
        ("config", paths.config),
        ("state", paths.state),
        ("unit_changes", paths.changes_of_unit),
    )
    for step, path in kept:
        if not path.exists():
            continue
        if purge:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            tell(Done(step, True, f"{path}: deleted."))
            continue
        if path == paths.state:
            account.give_to_root(path)
        left = _undelivered(paths) if path == paths.state else ""
        what = f"kept; {left} not been delivered yet" if left else "kept"
        tell(Done(step, False, f"{path}: {what}. To delete it: rm -r {path}"))


def _undelivered(paths: Paths) -> str:
    """The beginning of a sentence about numbers that wait for delivery; empty if none does."""
    path = journal_path(paths.state)
    if not path.exists():
        return ""
    journal = Journal(path)
    count = len(journal.pending()) + journal.count_foreign() + len(journal.damaged())
    journal.close()
    if not count:
        return ""
    return "1 number has" if count == 1 else f"{count} numbers have"


def _start_text_login(paths: Paths, tell: Tell) -> None:
    """Start the login on the kiosk's console, which systemd itself starts only at boot."""
    if paths.is_running:
        with suppress(SetupError):  # it is not installed
            systemctl(paths, "start", "getty@tty1.service")
            tell(Done("login", True, "The text login on the first console is back."))


def _make_state(paths: Paths) -> Done:
    is_new = not paths.state.exists()
    paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    account.own(paths, paths.state)
    return Done(
        "state", is_new, f"State folder {paths.state}: {'created' if is_new else 'exists'}."
    )


def _write_config(paths: Paths) -> Done:
    is_new = not paths.config.exists()
    if is_new:
        _write(paths.config, EXAMPLE.read_text(encoding="utf-8"))
    what = "created, with comments" if is_new else "exists; it was not changed"
    return Done("config", is_new, f"Configuration {paths.config}: {what}.")


def _write_unit(paths: Paths, program: Path | None) -> Done:
    if program is None:
        if _is_early(paths.own_unit):
            # systemd would use it instead of the package's.
            kept = paths.own_unit.with_name(f"{UNIT}.old")
            paths.own_unit.replace(kept)
            text = f"Unit {paths.own_unit} is of an earlier version and does not work: now {kept}."
            return Done("unit_file", True, text)
        return Done("unit_file", False, f"Unit {paths.packaged_unit}: from the package.")
    unit = SHIPPED_UNIT.read_text(encoding="utf-8").replace(PROGRAM, str(program))
    is_new = not paths.own_unit.exists() or paths.own_unit.read_text(encoding="utf-8") != unit
    if is_new:
        _write(paths.own_unit, unit)
    return Done("unit_file", is_new, f"Unit {paths.own_unit}: {'written' if is_new else 'exists'}.")


def _is_early(unit: Path) -> bool:
    """Whether this is a unit that the guide of version 0.1.0 told to copy there."""
    if not unit.is_file() or unit.is_symlink():
        return False
    text = unit.read_text(encoding="utf-8", errors="replace")
    return "spoken-digits kiosk" in text and "Type=notify" not in text


def _free_console(paths: Paths, record: dict[str, Any]) -> Done:
    """Keep everything else away from the kiosk's console."""
    masked = [name for name in MASKED if _state_of(paths, name) != "masked"]
    if masked:
        systemctl(paths, "mask", *masked)
        record["masked"] = sorted({*record.get("masked", []), *masked})
        _write_record(paths, record)
    is_new = not paths.logind.exists()
    if is_new:
        _write(paths.logind, LOGIND)
    text = (
        f"No text login, Ctrl+Alt+Del or power key at the kiosk: {', '.join(MASKED)} are masked, "
        f"and {paths.logind} {'is written' if is_new else 'exists'}."
    )
    return Done("console", bool(masked) or is_new, text)


def _enable(paths: Paths) -> Done:
    _reload(paths)
    if _is_enabled(paths):
        return Done("unit", False, f"{UNIT}: is enabled and starts at boot.")
    systemctl(paths, "enable", UNIT)
    return Done("unit", True, f"{UNIT}: enabled; it starts at boot.")


def _set_pin(paths: Paths, ask_pin: AskPin) -> Done:
    if has_pin(paths.state):
        return Done(
            "pin",
            False,
            "PIN for staff: was set before and is kept; to change it: spoken-digits kiosk set-pin",
        )
    pin = ask_pin()
    if pin:
        set_pin(paths.state, pin)
        return Done("pin", True, "PIN for staff: set.")
    return Done("pin", False, "PIN for staff: not set; set it with: spoken-digits kiosk set-pin")


def _reload(paths: Paths) -> None:
    """Let systemd and logind read their changed files."""
    if paths.is_running:
        systemctl(paths, "daemon-reload")
        with suppress(SetupError):  # logind is not installed or not running
            systemctl(paths, "kill", "--signal=HUP", "systemd-logind.service")


def _is_enabled(paths: Paths) -> bool:
    return _state_of(paths, UNIT) == "enabled"


def _state_of(paths: Paths, unit: str) -> str:
    """What ``systemctl is-enabled`` says, which is no error even if the exit code is not 0."""
    link = paths.root / "etc/systemd/system" / unit
    if link.is_symlink() and str(link.readlink()) == "/dev/null":
        return "masked"
    wants = paths.root / "etc/systemd/system/multi-user.target.wants" / unit
    return "enabled" if wants.is_symlink() else "disabled"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode("utf-8"))
    path.chmod(0o644)  # the kiosk's user reads it


def _read_record(paths: Paths) -> dict[str, Any]:
    try:
        values = json.loads(paths.record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _write_record(paths: Paths, record: dict[str, Any]) -> None:
    _write(paths.record, json.dumps(record, indent=2) + "\n")

"""``spoken-digits kiosk --check``: what is wrong with a configuration, before it is used."""

from __future__ import annotations

import re

from core.bundle import BundleError, load_bundle
from core.bundle_location import bundle_directory
from desktop.audio.devices import find_device
from desktop.audio.errors import DeviceError
from desktop.commands.output import complain, note, say, say_json
from desktop.kiosk.config import Config
from desktop.kiosk.entry.texts import LANGUAGES
from desktop.kiosk.process.heartbeat import lock_path
from desktop.kiosk.process.pin import has_pin
from desktop.kiosk.process.single_instance import is_locked
from desktop.kiosk.setup.limits import find_limits, find_limits_of_unit
from desktop.kiosk.setup.paths import Paths
from desktop.languages import english_name, one_at_a_time, spoken_at


def check(config: Config, *, as_json: bool) -> int:
    """Report whether a configuration without errors can work. This does not use the sink.

    Returns
    -------
    int
        0, also if there is only advice; 1: a setting cannot work.
    """
    spoken = {code: spoken_at(code, config.bundle) for code in config.languages}
    try:
        for language in {one.language for one in spoken.values()}:
            load_bundle(config.bundle or bundle_directory(language))
    except BundleError as error:
        complain(f"{config.path}: kiosk.bundle: {error}" if config.bundle else str(error))
        return 1
    problems = find_limits(config, Paths())
    is_pin_set = _is_pin_set(config)
    if as_json:
        say_json(
            {
                "file": str(config.path),
                "is_valid": not problems,
                "problems": problems,
                "has_pin": is_pin_set,
                "spoken": {code: one.language for code, one in spoken.items()},
                "outdated": list(config.outdated),
            }
        )
    elif not problems:
        say(f"{config.path} is valid.")
    for problem in problems:
        complain(problem)
    for line in find_limits_of_unit(config, Paths()):
        note(f"This copy would not work as {Paths().config}: {line}")
    for line in outdated_lines(config):
        note(line)
    for line in _unknown_fields(config):
        note(line)
    for code, one in spoken.items():
        if one.language != code:
            note(
                f"The screen in {english_name(code)} asks for {english_name(one.language)} digits: "
                f"no model for {english_name(code)} is in use."
            )
        if not one.has_numbers:
            note(one_at_a_time(one.language))
    _note_pin(config, is_pin_set)
    _note_device(config)
    return 1 if problems else 0


def outdated_lines(config: Config) -> list[str]:
    """A line for each key of an earlier version, which has no effect."""
    return [
        f"{config.path}: {key}: has no effect in this version; remove it" for key in config.outdated
    ]


def _unknown_fields(config: Config) -> list[str]:
    """A line for each field of the configuration's own texts that is not filled in."""
    lines: list[str] = []
    for code, own in config.texts.items():
        for key, text in own.items():
            known = _FIELD.findall(LANGUAGES[code][key])
            lines += [
                f"{config.path}: texts.{code}.{key}: {field} is shown as it is; "
                f"known: {', '.join(known) or 'none'}"
                for field in _FIELD.findall(text)
                if field not in known
            ]
    return lines


_FIELD = re.compile(r"\{\w*\}")


def _is_pin_set(config: Config) -> bool | None:
    """None if this user may not read the state folder."""
    try:
        return has_pin(config.state)
    except PermissionError:
        return None


def _note_pin(config: Config, is_pin_set: bool | None) -> None:
    if is_pin_set is None:
        note(
            f"{config.state}: this user may not read it; to check the PIN and the files, too, "
            "run this as root (sudo)."
        )
    elif not is_pin_set:
        note("No PIN is set: staff cannot exit the kiosk at the screen (kiosk set-pin).")


def _is_running(config: Config) -> bool:
    try:
        return is_locked(lock_path(config.state, "supervisor"))
    except PermissionError:
        return True  # it may be


def _note_device(config: Config) -> None:
    """Say if the microphone is not there; it may be plugged in later, so this is no problem.

    While the kiosk runs, only `--status` knows: ALSA hides a microphone that is in use.
    """
    is_running = _is_running(config)
    try:
        find_device(config.device)
    except DeviceError as error:
        if config.device is None:
            if not is_running:
                note(error.message)
        elif is_running:
            note(
                f"kiosk.device: {error.message} The kiosk is running, and a microphone that it "
                "uses may not be listed. After the restart, see: spoken-digits kiosk --status"
            )
        else:
            note(f"kiosk.device: {error.message}")

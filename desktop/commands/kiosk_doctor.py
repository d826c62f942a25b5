"""What ``spoken-digits doctor`` checks for a kiosk, besides its microphone and its models."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.bundle_location import bundle_directory
from desktop.audio.muted import blocked_microphone
from desktop.diagnosis.finding import Finding
from desktop.diagnosis.storage_check import check_folder
from desktop.kiosk.config import Config, ConfigError, load_config
from desktop.kiosk.process.heartbeat import lock_path
from desktop.kiosk.process.single_instance import is_locked
from desktop.kiosk.setup.limits import find_limits
from desktop.kiosk.setup.paths import DEFAULT_CONFIG, UNIT, Paths
from desktop.languages import spoken_at

_CHECK = "To see all errors, run: spoken-digits kiosk --check --config {path}"


@dataclass(frozen=True, slots=True)
class KioskCheck:
    """The result.

    Attributes
    ----------
    findings : list of Finding
    device : str or None
        The microphone of the configuration; None for the system's default.
    bundles : list of Path
        The models that the kiosk uses; empty if the configuration cannot be used.
    """

    findings: list[Finding]
    device: str | None = None
    bundles: list[Path] | None = None


def kiosk_config(given: Path | None, paths: Paths | None = None) -> Path | None:
    """The configuration of the kiosk that is to be checked; None if this is no kiosk.

    Parameters
    ----------
    given : Path or None
        What the user has named. Otherwise the kiosk of this computer is checked, if it has been set
        up as one.
    paths : Paths, optional
        Of the system, for tests.
    """
    if given is not None:
        return given
    return DEFAULT_CONFIG if (paths or Paths()).record.exists() else None


def check_kiosk(path: Path) -> KioskCheck:
    """Check the configuration of a kiosk, its user and its state folder."""
    try:
        config = load_config(path)
    except ConfigError as error:
        if not path.exists():
            text = f"{path}: there is no such configuration"
            return KioskCheck([Finding("kiosk", "problem", text, "Check the name of the file.")])
        more = "" if len(error.lines) == 1 else f" (and {len(error.lines) - 1} more)"
        remedy = _CHECK.format(path=path)
        return KioskCheck([Finding("kiosk", "problem", f"{error.lines[0]}{more}", remedy)])
    findings = [
        Finding("kiosk", "problem", problem, _CHECK.format(path=path))
        for problem in find_limits(config, Paths())
    ]
    if not findings:
        wanted = f"kiosk.device is {config.device!r}" if config.device else _NO_DEVICE
        findings.append(Finding("kiosk", "well", f"{path} is valid; {wanted}"))
    findings += [*_about_user(config), *_about_disk(config), *_about_running(config)]
    spoken = {spoken_at(code, config.bundle).language for code in config.languages}
    bundles = [config.bundle] if config.bundle else list(map(bundle_directory, sorted(spoken)))
    return KioskCheck(findings, config.device, bundles)


def for_kiosk(finding: Finding) -> Finding:
    """Replace advice that needs a desktop."""
    is_muted = finding.check == "sound" and finding.text == blocked_microphone().problem
    return replace(finding, remedy=_UNMUTE) if is_muted and sys.platform == "linux" else finding


_UNMUTE = (
    "Unmute it in alsamixer (F6: card, F4: recording, M: mute), raise its gain there, keep that "
    "with 'alsactl store', and check for a mute key."
)

_NO_DEVICE = "kiosk.device is not set, so the default microphone is used"


def _about_user(config: Config) -> list[Finding]:
    """Whether this user is the kiosk's."""
    owner = _owner(config)
    if owner is None:
        return []
    name = _user_name(owner)
    command = ["spoken-digits", "doctor"]
    if config.path != DEFAULT_CONFIG:
        command += ["--config", str(config.path.absolute())]
    as_root = "" if os.geteuid() == 0 else ", which needs root (sudo)"
    return [
        Finding(
            "user",
            "warning",
            f"the kiosk runs as the user {name}, who may not have the same microphones as you",
            f'Run this as that user{as_root}: su -s /bin/sh {name} -c "{shlex.join(command)}"',
        )
    ]


def _about_disk(config: Config) -> list[Finding]:
    """Whether numbers can be stored. Root can tell of a full disk, but not of permissions."""
    is_kiosks_user = _owner(config) is None
    if not is_kiosks_user and os.geteuid() != 0:
        return []
    finding = check_folder("numbers", config.state)
    if finding is not None:
        return [replace(finding, verdict="problem")]
    if not is_kiosks_user:
        return []
    return [Finding("state", "well", f"numbers can be stored in {config.state}")]


def _owner(config: Config) -> int | None:
    """Number of the kiosk's user, if it is another user; None if the kiosk runs as this one."""
    if os.name == "nt":
        return None
    try:
        owner = config.state.stat().st_uid
    except OSError:
        return None  # the kiosk creates the folder
    return None if owner == os.geteuid() else owner


def _user_name(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _about_running(config: Config) -> list[Finding]:
    """A microphone of ALSA that is in use cannot be opened, and may not even be listed."""
    with suppress(OSError):  # this user may not know
        if is_locked(lock_path(config.state, "supervisor")):
            return [
                Finding(
                    "running",
                    "warning",
                    "the kiosk is running: its microphone may be in use, or missing here",
                    f"See what it says itself: spoken-digits kiosk --status. Or stop it for this "
                    f"check: systemctl stop {UNIT}",
                )
            ]
    return []

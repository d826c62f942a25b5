"""A private D-Bus session bus, and portals on it that are played by python-dbusmock."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness.text_fields import SYSTEM_PYTHON, wait_until

_TEMPLATE = Path(__file__).with_name("portal_mock.py")
_PORTAL = "org.freedesktop.portal.Desktop"


def _has_dbusmock() -> bool:
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(
        [SYSTEM_PYTHON, "-c", "import dbusmock"], capture_output=True, check=False
    ).returncode == 0  # fmt: skip


needs_dbusmock = pytest.mark.skipif(
    not _has_dbusmock() or shutil.which("dbus-daemon") is None,
    reason="python3-dbusmock is not installed; packaging/setup/system_libraries.sh test",
)


@contextlib.contextmanager
def private_bus() -> Iterator[str]:
    """A session bus; yields its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
    finally:
        daemon.kill()
        daemon.wait()
        if daemon.stdout is not None:
            daemon.stdout.close()


@dataclass(frozen=True, slots=True)
class Portals:
    """Running portals.

    Attributes
    ----------
    address : str
        Of the bus.
    log : Path
    """

    address: str
    log: Path

    @property
    def lines(self) -> list[str]:
        """What was called so far."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    @property
    def typed(self) -> str:
        """The keys that were pressed and released, as characters."""
        keys = [tuple(map(int, line.split()[1:])) for line in self.lines if line.startswith("key")]
        assert [state for _, state in keys] == [1, 0] * (len(keys) // 2)
        return "".join(chr(keysym & 0xFFFFFF) for keysym, state in keys if state)

    def call(self, method: str, *arguments: str) -> None:
        """Call a method of the mock itself."""
        subprocess.run(
            ["gdbus", "call", "--address", self.address, "--dest", _PORTAL,
             "--object-path", "/org/freedesktop/portal/desktop",
             "--method", f"org.freedesktop.portal.RemoteDesktop.{method}", *arguments],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip


@contextlib.contextmanager
def portals(folder: Path, **parameters: int) -> Iterator[Portals]:
    """Portals on a private bus."""
    log = folder / "portal.log"
    with private_bus() as address:
        words = json.dumps({"log": str(log), **parameters})
        mock = subprocess.Popen(
            [SYSTEM_PYTHON, "-m", "dbusmock", "--template", str(_TEMPLATE), "-p", words],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: _is_owned(address), lambda: f"the mock has ended: {mock.poll()}")
            yield Portals(address, log)
        finally:
            mock.kill()
            mock.wait()


def _is_owned(address: str) -> bool:
    done = subprocess.run(
        ["gdbus", "call", "--address", address, "--dest", "org.freedesktop.DBus",
         "--object-path", "/org/freedesktop/DBus",
         "--method", "org.freedesktop.DBus.NameHasOwner", _PORTAL],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return "true" in done.stdout

"""What a screen reader gets over AT-SPI: the names of the controls, and each digit announced."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from tests.harness.program import AUDIO, NO_DEVICES
from tests.harness.running_window import PATIENCE, RunningWindow
from tests.harness.virtual_screen import display

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PROGRAMS = ("dbus-daemon", "dbus-monitor", "gdbus", "Xvfb")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
if not LAUNCHER.exists():
    MISSING.append("at-spi2-core")

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI exists only on Linux"),
    pytest.mark.skipif(
        bool(MISSING),
        reason=f"not installed: {', '.join(MISSING)}; packaging/setup/system_libraries.sh test",
    ),
]
CLIP = AUDIO / "7_slt_0.flac"


class Bus:
    """A D-Bus bus, called with gdbus."""

    def __init__(self, address: str) -> None:
        self.address = address

    def call(self, name: str, path: str, method: str, *arguments: str) -> str:
        command = [
            "gdbus", "call", "--address", self.address, "--dest", name, "--object-path", path,
            "--method", method, *arguments,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
        return done.stdout

    def children(self, name: str, path: str) -> list[tuple[str, str]]:
        answer = self.call(name, path, "org.a11y.atspi.Accessible.GetChildren")
        return re.findall(r"\('([^']+)', (?:objectpath )?'([^']+)'\)", answer)

    def name_of(self, name: str, path: str) -> str:
        get = "org.freedesktop.DBus.Properties.Get"
        answer = self.call(name, path, get, "org.a11y.atspi.Accessible", "Name")
        found = re.search(r"<'(.*)'>", answer)
        return found[1] if found else ""

    def names(self, name: str, path: str, depth: int = 6) -> Iterator[str]:
        yield self.name_of(name, path)
        if depth:
            for child, place in self.children(name, path):
                yield from self.names(child, place, depth - 1)


@pytest.fixture
def accessible_session(tmp_path: Path) -> Iterator[tuple[dict[str, str], Bus]]:
    """A display, and a session bus with accessibility switched on."""
    with contextlib.ExitStack() as stack:
        screen = stack.enter_context(display())
        session = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert session.stdout is not None
        stack.callback(session.stdout.close)
        stack.callback(session.wait)
        stack.callback(session.terminate)
        address = session.stdout.readline().strip()
        environment = {**screen, "DBUS_SESSION_BUS_ADDRESS": address}
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        launcher = subprocess.Popen(
            [str(LAUNCHER), "--launch-immediately"],
            env={**os.environ, **environment},
            stderr=subprocess.DEVNULL,
        )
        stack.callback(launcher.wait)
        stack.callback(launcher.terminate)
        yield environment, _accessibility_bus(address)


def _accessibility_bus(session: str) -> Bus:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.CalledProcessError):
            answer = Bus(session).call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
            found = re.search(r"'([^']+)'", answer)
            if found:
                return Bus(found[1])
        time.sleep(0.1)
    raise AssertionError("the accessibility bus did not start")


def _listen_for_announcements(bus: Bus) -> str:
    """Register as a screen reader does, until the connection of the returned name is closed."""
    name = "screen reader"
    connection = QDBusConnection.connectToBus(bus.address, name)
    assert connection.isConnected()
    registry = "org.a11y.atspi.Registry"
    call = QDBusMessage.createMethodCall(
        registry, "/org/a11y/atspi/registry", registry, "RegisterEvent"
    )
    call.setArguments(["object:announcement"])
    answer = connection.call(call)
    assert answer.type() == QDBusMessage.MessageType.ReplyMessage, answer.errorMessage()
    return name


def test_a_screen_reader_finds_the_controls_and_hears_each_digit(
    accessible_session: tuple[dict[str, str], Bus], tmp_path: Path
) -> None:
    environment, bus = accessible_session
    connection = _listen_for_announcements(bus)
    heard: list[str] = []
    monitor = subprocess.Popen(
        ["dbus-monitor", "--address", bus.address, "type='signal',member='Announcement'"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert monitor.stdout is not None
    pipe = monitor.stdout
    reader = threading.Thread(target=lambda: heard.extend(pipe), daemon=True)
    reader.start()
    sound = {"ALSA_CONFIG_PATH": str(NO_DEVICES)}
    try:
        with RunningWindow(
            "--input", str(CLIP), home=tmp_path, environment={**environment, **sound}
        ) as window:
            window.wait_for(lambda shown: shown["digits"] == "7")
            root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
            (application,) = bus.children(*root)
            names = set(bus.names(*application))
            wanted = {
                "Default microphone", "Open…", "Demo", "History", "Settings…", "Menu",
                "Live spectrogram", "Last digit", "Probabilities of the digits", "Level",
                "Digits so far", "Copy", "Undo", "Clear",
            }  # fmt: skip
            assert wanted <= names, wanted - names
            # When the recording is over, the button offers to listen again.
            assert {"Pause", "Listen"} & names
            assert any(name.startswith("seven, ") for name in names)
            assert any(name.startswith("State: ") for name in names)
            deadline = time.monotonic() + PATIENCE
            while not any('"seven"' in line for line in heard):
                assert time.monotonic() < deadline, heard
                time.sleep(0.1)
    finally:
        QDBusConnection.disconnectFromBus(connection)
        monitor.terminate()
        monitor.wait()
        reader.join(5)
        pipe.close()

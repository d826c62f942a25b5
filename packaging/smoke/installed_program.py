"""The packaged program in a bare system, with a screen and a virtual microphone."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from bare_system import USER, BareSystem, BareSystemError
from components import REPOSITORY
from x_screen import Screen

from desktop.bench.virtual_microphone import VirtualMicrophone

WORK = REPOSITORY / "build" / "smoke"
DIST = REPOSITORY / "dist"
DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
HOME = f"/home/{USER}"
ROOM_DBFS = -62.0

FATAL = re.compile(
    r"Traceback|Fatal|Segmentation|core dumped|Failed to execute|cannot open shared object"
    r"|No module named|ImportError|qt\.qpa|could not (?:load|connect)|QObject::|libGL error"
    r"|symbol lookup error|something went wrong",
    re.IGNORECASE,
)
"""Output that indicates an error."""

PROGRAM = TypeVar("PROGRAM", bound="InstalledProgram")


class Failed(AssertionError):  # noqa: N818 - a result, not an error of this test
    """A step failed; the text says why."""


def check(holds: object, problem: str) -> None:
    """Fail the step unless a condition holds."""
    if not holds:
        raise Failed(problem)


def newest(folder: Path, pattern: str) -> Path:
    """The newest file in a folder."""
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    if not found:
        raise BareSystemError(f"no {pattern} in {folder}; run make package first")
    return found[-1]


class InstalledProgram:
    """The program in a bare system, with screen and microphone.

    Parameters
    ----------
    system : BareSystem
    screen : Screen
    microphone : VirtualMicrophone
    sockets : Path
        Folder of the microphone's socket, mounted in the system as /run/microphone.
    dist : Path
        Folder of the packages.
    """

    def __init__(
        self,
        system: BareSystem,
        screen: Screen,
        microphone: VirtualMicrophone,
        sockets: Path,
        dist: Path = DIST,
    ) -> None:
        self.system, self.screen, self.microphone = system, screen, microphone
        self.deb = newest(dist, "*.deb")
        self.tar = newest(dist, "*.tar.gz")
        system.bind(Path("/tmp/.X11-unix"), "/tmp/.X11-unix")  # noqa: S108
        system.bind(sockets, "/run/microphone")
        self.sound = {"PULSE_SERVER": "unix:/run/microphone/native"}
        self.window = {**self.sound, "DISPLAY": screen.display}
        truth = json.loads(DEMO.with_suffix(".json").read_text(encoding="utf-8"))
        self.truth = "".join(str(word["digit"]) for word in truth if word["digit"] is not None)
        self.program = ["spoken-digits"]
        self.version = ""

    def run(
        self, *arguments: str, code: int = 0, environment: dict[str, str] | None = None
    ) -> tuple[str, str]:
        """Run the program and return its stdout and stderr."""
        done = self.system.as_user(*self.program, *arguments, environment=environment)
        output = done.stdout + done.stderr
        what = " ".join(arguments)
        check(done.returncode == code, f"{what}: exit code {done.returncode}: {output[-500:]}")
        check(not FATAL.search(output), f"{what}: {output[-500:]}")
        return done.stdout, done.stderr

    def install(self) -> None:
        """Install the .deb with only its dependencies, then ALSA's plugin for the sound server."""
        shutil.copyfile(self.deb, self.system.path("/root/spoken-digits.deb"))
        install = ["apt-get", "-q", "-y", "install", "--no-install-recommends"]
        self.system.as_root("apt-get", "-q", "update")
        self.system.as_root(*install, "/root/spoken-digits.deb")
        packages = self.system.as_root("dpkg-query", "-W", "-f", "${Package}\n").split()
        foreign = [p for p in packages if p.startswith(("python3", "libportaudio", "libpython"))]
        check(not foreign, f"the system must not have {foreign}")
        # Only recommended by the package, since hardware devices work without it.
        self.system.as_root(*install, "libasound2-plugins")

    @contextlib.contextmanager
    def open_window(
        self, *arguments: str, environment: dict[str, str] | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start the window and wait until it is visible and, with a microphone, listening."""
        log = WORK / "window.log"
        variables = environment or self.window
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.system.user_command([*self.program, *arguments], variables, HOME),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            if "DISPLAY" in variables:
                self.screen.wait_for_paint(60.0)
                if not arguments:
                    self.wait_until_listening()
            yield process
        finally:
            process.kill()
            process.wait()
        output = log.read_text(errors="replace")
        check(not FATAL.search(output), f"the window: {output[-500:]}")

    def wait_until_listening(self, seconds: float = 30.0) -> None:
        """Wait until the program has opened the microphone, and two seconds more."""
        command = ["pactl", "list", "short", "source-outputs"]
        environment = {**os.environ, **self.microphone.environment, "LC_ALL": "C"}
        deadline = time.monotonic() + seconds
        while not subprocess.check_output(command, env=environment):
            check(time.monotonic() < deadline, f"not listening after {seconds:g} s")
            time.sleep(0.1)
        time.sleep(2.0)

    @staticmethod
    def end(process: subprocess.Popen[bytes]) -> None:
        """Close the window with SIGTERM, as at logout; it must exit with code 0."""
        check(process.poll() is None, f"the program has exited ({process.returncode})")
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)
        check(code == 0, f"the window closed with exit code {code}")

    def user_files(self) -> dict[str, bytes]:
        """Contents of all files in the user's home."""
        home = self.system.path(HOME)
        return {str(p): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


@contextlib.contextmanager
def reachable_microphone() -> Iterator[tuple[VirtualMicrophone, Path]]:
    """A virtual microphone that other users may use, and its socket's folder."""
    with VirtualMicrophone() as microphone:
        # PulseAudio's socket is accessible to all; only its folder is not.
        socket = Path(microphone.environment["PULSE_SERVER"].removeprefix("unix:"))
        socket.parent.chmod(0o755)
        microphone.background_noise(ROOM_DBFS)
        yield microphone, socket.parent


@contextlib.contextmanager
def prepared(kind: type[PROGRAM], dist: Path = DIST) -> Iterator[PROGRAM]:
    """A new bare system with screen and microphone."""
    (WORK / "screenshots").mkdir(parents=True, exist_ok=True)
    system = BareSystem(WORK)
    system.make()
    with Screen() as screen, reachable_microphone() as (microphone, sockets):
        yield kind(system, screen, microphone, sockets, dist)

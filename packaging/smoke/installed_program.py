"""A trial of the packages: a bare system with the program, a screen and a microphone beside it."""

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

from bare_system import PERSON, BareSystem, SystemTroubleError
from components import REPOSITORY
from x_screen import Screen

from desktop.bench.virtual_microphone import VirtualMicrophone

WORK = REPOSITORY / "build" / "smoke"
DIST = REPOSITORY / "dist"
DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
HOME = f"/home/{PERSON}"
ROOM_DBFS = -62.0

FATAL = re.compile(
    r"Traceback|Fatal|Segmentation|core dumped|Failed to execute|cannot open shared object"
    r"|No module named|ImportError|qt\.qpa|could not (?:load|connect)|QObject::|libGL error"
    r"|symbol lookup error|something went wrong",
    re.IGNORECASE,
)
"""What no output of a sound program has in it."""

TRIAL = TypeVar("TRIAL", bound="Trial")


class Failed(AssertionError):  # noqa: N818 - it is no error of ours
    """A step did not go as it must; the text says how."""


def check(holds: object, problem: str) -> None:
    """Fail the step unless something holds."""
    if not holds:
        raise Failed(problem)


def _newest(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    if not found:
        raise SystemTroubleError(f"there is no {pattern} in {folder}: run make package first")
    return found[-1]


class Trial:
    """The program in a bare system, with all that is needed to use it.

    Parameters
    ----------
    system : BareSystem
    screen : Screen
    microphone : VirtualMicrophone
    sockets : Path
        Folder of the microphone's socket, seen in the system as /run/microphone.
    dist : Path
        Where the packages lie.
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
        self.deb = _newest(dist, "*.deb")
        self.tar = _newest(dist, "*.tar.gz")
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
        """Run the program to its end, and give what it said on stdout and stderr."""
        done = self.system.as_person(*self.program, *arguments, environment=environment)
        said = done.stdout + done.stderr
        what = " ".join(arguments)
        check(done.returncode == code, f"{what}: exit code {done.returncode}: {said[-500:]}")
        check(not FATAL.search(said), f"{what} says: {said[-500:]}")
        return done.stdout, done.stderr

    def install(self) -> None:
        """Install the .deb with what it declares and no more, and what ALSA needs to be heard."""
        shutil.copyfile(self.deb, self.system.path("/root/spoken-digits.deb"))
        install = ["apt-get", "-q", "-y", "install", "--no-install-recommends"]
        self.system.as_root("apt-get", "-q", "update")
        self.system.as_root(*install, "/root/spoken-digits.deb")
        packages = self.system.as_root("dpkg-query", "-W", "-f", "${Package}\n").split()
        foreign = [p for p in packages if p.startswith(("python3", "libportaudio", "libpython"))]
        check(not foreign, f"the system was to have none of {foreign}")
        # What ALSA needs to reach a sound server: recommended, since the hardware works without.
        self.system.as_root(*install, "libasound2-plugins")

    @contextlib.contextmanager
    def open_window(
        self, *arguments: str, environment: dict[str, str] | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start the window, and wait until it is drawn and, if it can, listens."""
        log = WORK / "window.log"
        variables = environment or self.window
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.system.person_command([*self.program, *arguments], variables, HOME),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            if "DISPLAY" in variables:
                self.screen.wait_for_paint(60.0)
                if not arguments:
                    self.wait_until_it_listens()
            yield process
        finally:
            process.kill()
            process.wait()
        said = log.read_text(errors="replace")
        check(not FATAL.search(said), f"the window says: {said[-500:]}")

    def wait_until_it_listens(self, seconds: float = 30.0) -> None:
        """Wait until the program has opened the microphone; then a second, as a person would."""
        command = ["pactl", "list", "short", "source-outputs"]
        environment = {**os.environ, **self.microphone.environment, "LC_ALL": "C"}
        deadline = time.monotonic() + seconds
        while not subprocess.check_output(command, env=environment):
            check(time.monotonic() < deadline, f"it did not listen within {seconds:g} s")
            time.sleep(0.1)
        time.sleep(2.0)

    @staticmethod
    def end(process: subprocess.Popen[bytes]) -> None:
        """Let the window close, as at the end of a session; it must do so at once, and well."""
        check(process.poll() is None, f"the program has ended by itself ({process.returncode})")
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)
        check(code == 0, f"the window closed with exit code {code}")

    def persons_files(self) -> dict[str, bytes]:
        """All that is in the person's home."""
        home = self.system.path(HOME)
        return {str(p): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


@contextlib.contextmanager
def reachable_microphone() -> Iterator[tuple[VirtualMicrophone, Path]]:
    """A microphone whose socket other people may use too; and the socket's folder."""
    with VirtualMicrophone() as microphone:
        # PulseAudio leaves its socket open to all, and trusts the folder to be closed.
        socket = Path(microphone.environment["PULSE_SERVER"].removeprefix("unix:"))
        socket.parent.chmod(0o755)
        microphone.bed(ROOM_DBFS)
        yield microphone, socket.parent


@contextlib.contextmanager
def ready_to_try(kind: type[TRIAL], dist: Path = DIST) -> Iterator[TRIAL]:
    """A fresh bare system with screen and microphone."""
    (WORK / "pictures").mkdir(parents=True, exist_ok=True)
    system = BareSystem(WORK)
    system.make()
    with Screen() as screen, reachable_microphone() as (microphone, sockets):
        yield kind(system, screen, microphone, sockets, dist)

"""``make kiosk-boot``: the kiosk from power-on, in a Debian that boots with real systemd.

The .deb is installed in a bare Debian, `spoken-digits kiosk setup` makes it a kiosk, and it boots.
A number is entered by voice. Another one waits for its delivery when all processes are killed, like
by a power cut; after the next boot nothing is missing. Then the kiosk survives that parts of it are
killed or hang, and the setup is removed.

A container has no screen and no microphone. The compositor draws into memory (the headless backend
of wlroots), and for a screenshot into a window of a virtual screen; the virtual microphone runs on
the host. All else is as on a real computer. The screenshot is written to ``build/kiosk-boot``.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Other modules are in packaging/ itself.
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from bare_system import BareSystem, BareSystemError, enter_namespace
from components import REPOSITORY
from installed_program import DIST, Failed, check, newest, reachable_microphone
from machine import Machine
from x_screen import Screen

from desktop.bench.virtual_microphone import VirtualMicrophone, VirtualMicrophoneError

WORK = REPOSITORY / "build" / "kiosk-boot"
CLIPS = REPOSITORY / "tests" / "audio"
UNIT = "spoken-digits-kiosk.service"
CONFIG = "/etc/spoken-digits/kiosk.toml"
STATE = "/var/lib/spoken-digits"
NUMBERS = f"{STATE}/numbers.jsonl"
SOCKETS = "/mnt/microphone"
INSTALL = ("apt-get", "-q", "-y", "install", "--no-install-recommends")

BASE_PACKAGES = ("systemd", "systemd-sysv", "libpam-systemd", "dbus", "udev", "kbd", "procps")
"""What a minimal installation of Debian has, and debootstrap's smallest variant has not."""

TEST_PACKAGES = ("libasound2-plugins",)
"""The way to the virtual microphone."""

MICROPHONE = f"""\
pcm.!default {{ type pulse server "unix:{SOCKETS}/native" }}
ctl.!default {{ type pulse server "unix:{SOCKETS}/native" }}
"""

HEADLESS = """\
[Service]
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
# A container has no consoles.
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
StandardInput=null
UtmpIdentifier=
"""

ON_SCREEN = """\
[Service]
Environment=WLR_BACKENDS=x11 DISPLAY={display}
# The socket of the screen is in /tmp.
PrivateTmp=no
ReadWritePaths=/tmp
"""

PATIENCE = 120.0
"""Seconds; far above what is needed, since the computer may be busy."""

TRIES = 3
"""On a busy computer, the sound server drops and repeats audio."""

SECONDS_PER_TRY = 30.0
"""More than a number that nobody goes on with is kept (``idle_timeout``)."""


class KioskBoot:
    """The steps in order; each depends on those before it.

    Parameters
    ----------
    system : BareSystem
    microphone : VirtualMicrophone
    sockets : Path
        Folder of the microphone's socket.
    screen : Screen
    deb : Path
    unit : Path or None
        Another unit in place of the package's.
    """

    def __init__(
        self,
        system: BareSystem,
        microphone: VirtualMicrophone,
        sockets: Path,
        screen: Screen,
        deb: Path,
        unit: Path | None,
    ) -> None:
        self._system, self._microphone, self._screen = system, microphone, screen
        self._deb, self._unit = deb, unit
        x_socket = f"/tmp/.X11-unix/X{screen.display.removeprefix(':')}"  # noqa: S108
        binds = {str(sockets): SOCKETS, x_socket: x_socket}
        self.machine = Machine(system, WORK / "console.log", binds)

    # -- steps -----------------------------------------------------------------------------------

    def step_install(self) -> None:
        """Install the .deb with only its dependencies."""
        shutil.copyfile(self._deb, self._system.path("/root/spoken-digits.deb"))
        self._system.as_root("apt-get", "-q", "update")
        self._system.as_root(*INSTALL, *BASE_PACKAGES, *TEST_PACKAGES, "/root/spoken-digits.deb")
        for name in ("kiosk.md", "examples/kiosk.toml"):
            check(self._system.path(f"/usr/share/doc/spoken-digits/{name}").exists(), name)

    def step_setup_names_what_is_missing(self) -> None:
        """The setup prints the command that installs what it needs; it is run as printed."""
        code, _, message = self._inside("spoken-digits", "kiosk", "setup")
        found = re.search(
            r"not installed: cage, Xwayland, seatd; run: (apt-get install .+)", message
        )
        check(code == 1 and found, message)
        assert found is not None
        self._system.as_root(*INSTALL, *found[1].split()[2:])

    def step_setup(self) -> None:
        """The setup creates everything; another one changes nothing."""
        setup = ("spoken-digits", "kiosk", "setup", "--json")
        code, output, message = self._inside(*setup, input_="48210\n")
        check(code == 0, message)
        steps = [json.loads(line) for line in output.splitlines()]
        changed = [step["step"] for step in steps if step["changed"]]
        check(changed == ["user", "state", "config", "console", "unit", "pin"], output)
        code, output, message = self._inside(*setup)
        check(code == 0 and '"changed": true' not in output, output + message)
        code, output, message = self._inside("spoken-digits", "kiosk", "--check")
        check(code == 0 and "is valid" in output, output + message)

    def step_boot(self) -> None:
        """The machine boots, and the kiosk works."""
        if self._unit is not None:
            shutil.copyfile(self._unit, self._system.path(f"/etc/systemd/system/{UNIT}"))
        self._write(f"/etc/systemd/system/{UNIT}.d/headless.conf", HEADLESS)
        self._write("/etc/asound.conf", MICROPHONE)
        self._system.release()
        self.machine.boot()
        self._wait_until_healthy()
        check(self._property("ActiveState") == "active", "the unit is not active")

    def step_the_users_microphone(self) -> None:
        """The kiosk's user finds the microphone."""
        words = ("su", "-s", "/bin/sh", "spoken-digits", "-c")
        done = self.machine.run(*words, "spoken-digits devices")
        check(done.returncode == 0 and "default" in done.stdout, done.stdout + done.stderr)
        done = self.machine.run(*words, "spoken-digits doctor")
        check(done.returncode == 0, done.stdout + done.stderr)

    def step_number_by_voice(self) -> None:
        """A number that is said is delivered."""
        self._say_until_delivered("1370")

    def step_power_cut(self) -> None:
        """A number that waits for its delivery survives a power cut, and so do the others."""
        before = self._numbers()
        self.machine.run("mv", NUMBERS, f"{NUMBERS}.aside")
        self.machine.run("mkdir", NUMBERS)  # nothing can be delivered
        self._say_until("2468", lambda: (self._status().get("pending") or 0) > 0)
        self.machine.kill()
        self.machine.boot()
        self._wait_until_healthy(but="delivery")
        self.machine.run("rmdir", NUMBERS)  # the number gets a new file
        self._wait(lambda: self._status().get("pending") == 0, "the number is not delivered")
        aside = f"{NUMBERS}.aside"
        joined = f"cat {NUMBERS} >>{aside} && cat {aside} >{NUMBERS} && rm {aside}"
        self.machine.run("sh", "-c", joined)
        after = self._numbers()
        check([r["id"] for r in after][: len(before)] == [r["id"] for r in before], "lost a number")
        check(len({r["id"] for r in after}) > len(before), f"the number is lost: {after}")
        self._wait_until_healthy()

    def step_number_after_the_power_cut(self) -> None:
        """The next number is delivered, too."""
        self._say_until_delivered("5937")

    def step_killed_supervisor(self) -> None:
        """The kiosk is started again; until then, the status says that it is not running."""
        pid = self._supervisor()
        # cage is stopped meanwhile: otherwise systemd may be faster than the question.
        done = self.machine.run(
            "sh", "-c", f"kill -STOP $(pgrep -x cage); kill -KILL {pid}; sleep 0.8;"
            "spoken-digits kiosk --status; kill -CONT $(pgrep -x cage)"
        )  # fmt: skip
        check("the kiosk is not running" in done.stdout, done.stdout + done.stderr)
        self._wait(lambda: self._supervisor() not in (0, pid), "it is not started again")
        self._wait_until_healthy()

    def step_hanging_supervisor(self) -> None:
        """The watchdog starts a kiosk again whose supervisor hangs."""
        pid = self._supervisor()
        self.machine.run("kill", "-STOP", str(pid))
        self._wait(lambda: self._supervisor() not in (0, pid), "it is not started again")
        self._wait_until_healthy()
        log = self.machine.output("journalctl", "--boot", "--no-pager", f"--unit={UNIT}")
        check("Watchdog timeout" in log, log[-2000:])

    def step_exit_by_staff(self) -> None:
        """The kiosk is not started again after staff have ended it, until somebody starts it."""
        # What the supervisor does when somebody presses the button, which a container cannot.
        self.machine.run("touch", "/run/spoken-digits-kiosk/exited-by-staff")
        self.machine.run("kill", "-TERM", str(self._supervisor()))
        self._wait(lambda: self._property("ActiveState") == "inactive", "the unit is active")
        time.sleep(3.0)
        check(self._property("ActiveState") == "inactive", "it was started again")
        self.machine.run("systemctl", "start", UNIT)
        self._wait_until_healthy()

    def step_update(self) -> None:
        """Installing the package again starts the running kiosk again."""
        pid = self._supervisor()
        done = self.machine.run("dpkg", "--install", "/root/spoken-digits.deb")
        check(done.returncode == 0, done.stdout + done.stderr)
        self._wait(lambda: self._supervisor() not in (0, pid), "it is not started again")
        self._wait_until_healthy()

    def step_error_in_the_configuration(self) -> None:
        """The running kiosk still has a status; after a restart, only a correction is needed."""
        self.machine.run("sed", "--in-place", "s/^digits = 4/digits = 99/", CONFIG)
        status = self._status()
        problems = " ".join(status.get("problems", []))
        check(status.get("is_running") and "number.digits" in problems, str(status))
        self.machine.run("systemctl", "restart", "--no-block", UNIT)
        self._wait(lambda: not self._supervisor(), "the kiosk has not stopped")
        self._wait(
            lambda: "number.digits" in self.machine.output("journalctl", "-b", "-u", UNIT),
            "the journal does not say why",
        )
        self.machine.run("sed", "--in-place", "s/^digits = 99/digits = 4/", CONFIG)
        self._wait_until_healthy()

    def step_stop(self) -> None:
        """A kiosk that is stopped is not a failure."""
        self.machine.run("systemctl", "stop", UNIT)
        state = self._property("ActiveState")
        check(state == "inactive", f"the unit is {state}")
        self.machine.run("systemctl", "start", UNIT)
        self._wait_until_healthy()

    def step_screenshot(self) -> None:
        """The kiosk is what a person sees on a screen."""
        self._write(
            f"/etc/systemd/system/{UNIT}.d/screen.conf",
            ON_SCREEN.format(display=self._screen.display),
        )
        self.machine.run("systemctl", "daemon-reload")
        self.machine.run("systemctl", "restart", UNIT)
        self._wait_until_healthy()
        time.sleep(2.0)
        picture = self._screen.capture()
        picture.save(WORK / "screen.png")
        white = picture.convert("L").histogram()[255] / (picture.width * picture.height)
        check(white > 0.2, f"the screen is dark: {white:.0%} is white")

    def step_remove(self) -> None:
        """The removal stops the kiosk and keeps the numbers."""
        before = self.machine.output("cat", NUMBERS)
        done = self.machine.run("spoken-digits", "kiosk", "setup", "--remove")
        check(done.returncode == 0, done.stdout + done.stderr)
        state = self._property("ActiveState")
        check(state == "inactive", f"the unit is {state}")
        check(self.machine.run("id", "spoken-digits").returncode != 0, "the user is still there")
        check(self.machine.output("cat", NUMBERS) == before, "the numbers have changed")
        done = self.machine.run("spoken-digits", "kiosk", "--status")
        check("not running" in done.stdout, done.stdout)
        owners = self.machine.output("find", STATE, "!", "-user", "root")
        check(not owners, f"files of the deleted user: {owners}")

    def step_remove_package(self) -> None:
        """The removal of the package undoes another setup, so that the console is usable."""
        self._inside_running("spoken-digits", "kiosk", "setup")
        self._inside_running("dpkg", "--remove", "spoken-digits")
        check(self.machine.run("id", "spoken-digits").returncode != 0, "the user is still there")
        links = self.machine.output("find", "/etc/systemd/system", "-lname", "/dev/null")
        check("getty@tty1" not in links and "ctrl-alt-del" not in links, links)
        check(self.machine.run("test", "-e", NUMBERS).returncode == 0, "the numbers are lost")

    # -- what the steps use ----------------------------------------------------------------------

    def _inside(self, *command: str, input_: str = "") -> tuple[int, str, str]:
        """Run a command in the system before it boots: exit code, stdout and stderr."""
        done = subprocess.run(
            ["chroot", str(self._system.root), "env", "-i", "PATH=/usr/bin:/bin", *command],
            input=input_,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def _inside_running(self, *command: str) -> None:
        """Run a command in the machine; it must succeed."""
        done = self.machine.run(*command)
        check(done.returncode == 0, done.stdout + done.stderr)

    def _write(self, inside: str, text: str) -> None:
        path = self._system.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _property(self, name: str) -> str:
        return self.machine.output("systemctl", "show", "--value", f"--property={name}", UNIT)

    def _status(self) -> dict[str, Any]:
        output = self.machine.output("spoken-digits", "kiosk", "--status", "--json")
        return json.loads(output) if output else {}

    def _supervisor(self) -> int:
        """Its process ID; 0 if it does not run."""
        command = "^/usr/(bin|lib/spoken-digits)/spoken-digits kiosk --config [^ ]*$"
        found = self.machine.output("pgrep", "-f", command).split()
        return int(found[0]) if found else 0

    def _numbers(self) -> list[dict[str, Any]]:
        lines = self.machine.output("cat", NUMBERS).splitlines()
        return [json.loads(line) for line in lines]

    def _wait(self, condition: Callable[[], object], problem: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise Failed(f"{problem} after {PATIENCE:.0f} s\n{self._explain()}")
            time.sleep(0.5)

    def _wait_until_healthy(self, but: str = "") -> None:
        """Wait until the status shows no problem, except one that begins with `but`."""

        def is_healthy() -> bool:
            status = self._status()
            problems = [p for p in status.get("problems", ["?"]) if not (but and p.startswith(but))]
            return not problems and status.get("microphone") == "listening"

        self._wait(is_healthy, "the kiosk does not work")

    def _explain(self) -> str:
        """What is known of a kiosk that does not work."""
        status = self.machine.output("spoken-digits", "kiosk", "--status")
        journal = self.machine.output("journalctl", "--boot", "--no-pager", "--lines=400")
        words = re.compile(r"cage|kiosk|seatd|spoken-digits|wlr", re.IGNORECASE)
        lines = [line for line in journal.splitlines() if words.search(line)]
        return "\n".join([f"   status: {status}", *(f"   {line}" for line in lines[-12:])])

    def _say(self, number: str) -> None:
        for digit in number:
            self._microphone.play(CLIPS / f"{digit}_slt_0.flac")
            time.sleep(0.6)

    def _say_until_delivered(self, number: str) -> None:
        self._say_until(number, lambda: any(r["number"] == number for r in self._numbers()))

    def _say_until(self, number: str, is_entered: Callable[[], bool]) -> None:
        """Say a number until it is entered: again if it was not understood or was cancelled."""
        for _ in range(TRIES):
            self._wait(lambda: self._status().get("screen") == "attract", "it takes no number")
            self._say(number)
            deadline = time.monotonic() + SECONDS_PER_TRY
            while time.monotonic() < deadline:
                if is_entered():
                    return
                time.sleep(0.5)
        raise Failed(f"said {number}, got {[r['number'] for r in self._numbers()]}")


def main() -> int:
    """Run all steps up to the first that fails; 1 if one has failed."""
    parser = argparse.ArgumentParser(prog="make kiosk-boot", description="boot the kiosk")
    parser.add_argument("--dist", type=Path, default=DIST, help="folder of the package")
    parser.add_argument("--unit", type=Path, help="another unit in place of the package's")
    options = parser.parse_args()
    tempfile.tempdir = "/tmp"  # noqa: S108 - paths of sockets must be short
    try:
        enter_namespace()
        WORK.mkdir(parents=True, exist_ok=True)
        (WORK / "console.log").unlink(missing_ok=True)
        system = BareSystem(WORK)
        system.make()
        with Screen() as screen, reachable_microphone() as (microphone, sockets):
            deb = newest(options.dist, "*.deb")
            boot = KioskBoot(system, microphone, sockets, screen, deb, options.unit)
            try:
                return _run_steps(boot)
            finally:
                boot.machine.kill()
    except (BareSystemError, VirtualMicrophoneError) as problem:
        print(f"make kiosk-boot: {problem}", file=sys.stderr)
        return 1


def _run_steps(boot: KioskBoot) -> int:
    for name in [name for name in vars(KioskBoot) if name.startswith("step_")]:
        started = time.monotonic()
        label = name.removeprefix("step_").replace("_", " ")
        try:
            getattr(boot, name)()
        except (Failed, subprocess.SubprocessError) as problem:
            print(f"{label}: FAILED: {problem} ({time.monotonic() - started:.1f} s)", flush=True)
            return 1
        print(f"{label}: ok ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"screenshot: {(WORK / 'screen.png').relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

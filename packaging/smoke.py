"""``make smoke``: installs the package into a bare system, cuts the network, and uses it there.

What is tried is what people get: the .deb with the packages it declares and no others, run by a
person without rights; then the archive, from a folder with blanks and umlauts. The microphone is
PulseAudio's, the screen Xvfb's; both are outside and reached through their sockets. Pictures of the
window are left in ``build/smoke/pictures`` to be looked at.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bare_system import PERSON, BareSystem, SystemTroubleError, enter_namespace
from components import REPOSITORY
from screen import Screen

from tests.live.virtual_microphone import VirtualMicrophone, VirtualMicrophoneError

WORK = REPOSITORY / "build" / "smoke"
DIST = REPOSITORY / "dist"
DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
CLIPS = REPOSITORY / "tests" / "audio"
HOME = f"/home/{PERSON}"
INSTALLED = "/usr/lib/spoken-digits"
ROOM_DBFS = -62.0

FATAL = re.compile(
    r"Traceback|Fatal|Segmentation|core dumped|Failed to execute|cannot open shared object"
    r"|No module named|ImportError|qt\.qpa|could not (?:load|connect)|QObject::|libGL error"
    r"|symbol lookup error|something went wrong",
    re.IGNORECASE,
)
"""What no output of a sound program has in it."""

UNKNOWN_SETTING = "kept_by_a_later_version"


class Failed(AssertionError):  # noqa: N818 - it is no error of ours
    """A step did not go as it must; the text says how."""


def check(holds: object, problem: str) -> None:
    """Fail the step unless something holds."""
    if not holds:
        raise Failed(problem)


class Smoke:
    """The steps, in their order; each builds on those before it.

    Parameters
    ----------
    system : BareSystem
    screen : Screen
    microphone : VirtualMicrophone
    sockets : Path
        Folder of the microphone's socket, seen in the system as /run/microphone.
    """

    def __init__(
        self, system: BareSystem, screen: Screen, microphone: VirtualMicrophone, sockets: Path
    ) -> None:
        self.system, self.screen, self.microphone = system, screen, microphone
        system.bind(Path("/tmp/.X11-unix"), "/tmp/.X11-unix")  # noqa: S108
        system.bind(sockets, "/run/microphone")
        self.sound = {"PULSE_SERVER": "unix:/run/microphone/native"}
        self.window = {**self.sound, "DISPLAY": screen.display}
        truth = json.loads(DEMO.with_suffix(".json").read_text(encoding="utf-8"))
        self.truth = "".join(str(word["digit"]) for word in truth if word["digit"] is not None)
        self.program = ["spoken-digits"]
        self.version = ""
        self.deb = next(DIST.glob("*.deb"))
        self.tar = next(DIST.glob("*.tar.gz"))

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

    # -- steps ------------------------------------------------------------------------------------

    def step_installs_with_what_it_declares(self) -> None:
        """The .deb and its dependencies, from an empty system."""
        shutil.copyfile(self.deb, self.system.path("/root/spoken-digits.deb"))
        install = ["apt-get", "-q", "-y", "install", "--no-install-recommends"]
        self.system.as_root("apt-get", "-q", "update")
        self.system.as_root(*install, "/root/spoken-digits.deb")
        packages = self.system.as_root("dpkg-query", "-W", "-f", "${Package}\n").split()
        foreign = [p for p in packages if p.startswith(("python3", "libportaudio", "libpython"))]
        check(not foreign, f"the system was to have none of {foreign}")
        # What ALSA needs to reach a sound server: recommended, since the hardware works without.
        self.system.as_root(*install, "libasound2-plugins")

    def step_every_library_is_found(self) -> None:
        """The loader finds what each file of the package asks for."""
        script = f"find {INSTALLED} -type f \\( -name '*.so*' -o -name spoken-digits \\) | xargs ldd"
        said = self.system.as_person("sh", "-c", script).stdout
        lines = {line.strip() for line in said.splitlines() if "not found" in line}
        check("libc.so.6" in said, "ldd says nothing")
        check(not lines, f"not declared: {sorted(lines)}")

    def step_version(self) -> None:
        """It says its version, and that of the package."""
        said, _ = self.run("--version")
        self.version = self.system.as_root("dpkg-query", "-W", "-f", "${Version}", "spoken-digits")
        check(said == f"spoken-digits {self.version}\n", said)

    def step_predict(self) -> None:
        """All the tests' clips, from a folder with blanks and umlauts, each read right."""
        folder = f"{HOME}/Aufnahmen für Ännchen"
        inside = self.system.path(folder)
        inside.mkdir(exist_ok=True)
        clips = sorted(CLIPS.glob("[0-9]_*.flac"))
        for clip in clips:
            shutil.copyfile(clip, inside / clip.name)
        said, _ = self.run("predict", "--json", *(f"{folder}/{clip.name}" for clip in clips))
        answers = [json.loads(line) for line in said.splitlines()]
        wrong = [a for a in answers if str(a["digit"]) != Path(a["file"]).name[0]]
        check(len(answers) == len(clips) and not wrong, f"wrong: {wrong}")

    def step_devices(self) -> None:
        """With a microphone it is listed; without one the line says what to do."""
        said, _ = self.run("devices", environment=self.sound)
        check("pulse" in said or "default" in said, said)
        _, complaint = self.run("devices", code=1)
        check(len(complaint.splitlines()) == 1 and "microphone" in complaint, complaint)

    def step_listen_to_the_demo(self) -> None:
        """The built-in recording, through the whole pipeline."""
        said, _ = self.run("listen", "--demo", "--fast", "--json")
        heard = [json.loads(line) for line in said.splitlines()]
        digits = "".join(str(e["digit"]) for e in heard if e["type"] == "digit")
        check(digits == self.truth, f"heard {digits}, said was {self.truth}")

    def step_window_hears_the_microphone(self) -> None:
        """The window on a screen, the demo played into the microphone, the digits copied out."""
        with self.open_window() as process:
            self.microphone.play(DEMO)
            time.sleep(1.5)
            self.screen.look().save(WORK / "pictures" / "window.png")
            self.screen.press("ctrl+shift+c")
            time.sleep(0.5)
            copied = self.screen.clipboard()
            check(copied == self.truth, f"heard {copied!r}, said was {self.truth!r}")
            self.end(process)

    def step_window_off_screen(self) -> None:
        """Qt's platform without a screen, playing the demo."""
        with self.open_window("--demo", environment={"QT_QPA_PLATFORM": "offscreen"}) as process:
            time.sleep(6.0)
            self.end(process)

    def step_kiosk(self) -> None:
        """The locked screen's command, where this version has one."""
        usage, _ = self.run("--help")
        if not re.search(r"^\s+kiosk\b", usage, re.MULTILINE):
            print("   (this version has no kiosk)")
            return
        self.run("kiosk", "--help")
        for example in sorted((REPOSITORY / "packaging").glob("kiosk*.toml")):
            shutil.copyfile(example, self.system.path(f"{HOME}/{example.name}"))
            self.run("kiosk", "--config", f"{HOME}/{example.name}", "--check")

    def step_damaged_model_is_refused(self) -> None:
        """One byte of the model is changed: one line says so, and the window does too."""
        model = self.system.path(f"{INSTALLED}/_internal/models/digits/digits.tflite")
        whole = model.read_bytes()
        changed = bytearray(whole)
        changed[len(changed) // 2] ^= 1
        model.write_bytes(changed)
        try:
            for arguments in (["predict", f"{HOME}/x.flac"], ["listen", "--demo", "--fast"]):
                _, complaint = self.run(*arguments, code=1)
                check(len(complaint.splitlines()) == 1, complaint)
                check("not the file that bundle.json describes" in complaint, complaint)
                check("install the program again" in complaint, complaint)
            with self.open_window("--demo") as process:
                time.sleep(3.0)
                self.screen.look().save(WORK / "pictures" / "damaged-model.png")
                self.end(process)
        finally:
            model.write_bytes(whole)

    def step_upgrade_leaves_the_persons_data(self) -> None:
        """A later version takes over what the person has; what it does not know, it keeps."""
        settings = self.system.path(f"{HOME}/.config/spoken-digits/settings.json")
        profile = self.system.path(f"{HOME}/.local/share/spoken-digits/profiles/anna.json")
        profile.parent.mkdir(parents=True, exist_ok=True)
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"version": 1, "theme": "dark", UNKNOWN_SETTING: 5}))
        profile.write_text("{}")
        self.system.as_root("chown", "-R", f"{PERSON}:", f"{HOME}/.config", f"{HOME}/.local")
        later = WORK / "later"
        shutil.rmtree(later, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-R", str(self.deb), str(later)], check=True)
        control = later / "DEBIAN" / "control"
        text = control.read_text(encoding="utf-8")
        control.write_text(text.replace(f"Version: {self.version}", f"Version: {self.version}+1"))
        built = self.system.path("/root/later.deb")
        pack = ["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(later), str(built)]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(later)
        self.system.as_root("dpkg", "-i", "/root/later.deb")
        with self.open_window("--demo") as process:
            self.end(process)
        kept = json.loads(settings.read_text())
        check(kept["theme"] == "dark" and kept[UNKNOWN_SETTING] == 5, f"settings: {kept}")
        check(profile.read_text() == "{}", "the profile has changed")

    def step_removal_leaves_the_persons_data(self) -> None:
        """The program goes, whole; what the person has stays."""
        before = self.persons_files()
        self.system.as_root("apt-get", "-q", "-y", "purge", "spoken-digits")
        check(not self.system.path(INSTALLED).exists(), f"{INSTALLED} is still there")
        check(not self.system.path("/usr/bin/spoken-digits").is_symlink(), "the command is there")
        check(self.persons_files() == before, "the person's files have changed")

    def step_archive_from_an_odd_folder(self) -> None:
        """The .tar.gz, unpacked by a person without rights where no program ever was."""
        folder = f"{HOME}/Meine Programme/Zähler (größer)"
        self.system.path(folder).mkdir(parents=True)
        self.system.as_root("chown", "-R", f"{PERSON}:", f"{HOME}/Meine Programme")
        archive = self.system.path(f"{HOME}/archive.tar.gz")
        shutil.copyfile(self.tar, archive)
        archive.chmod(0o644)
        unpacked = self.system.as_person("tar", "-xzf", f"{HOME}/archive.tar.gz", folder=folder)
        check(unpacked.returncode == 0, unpacked.stderr)
        inner = self.tar.name.removesuffix(".tar.gz")
        self.program = [f"{folder}/{inner}/spoken-digits"]
        self.run("--version")
        self.step_predict()
        self.step_listen_to_the_demo()
        self.step_window_hears_the_microphone()

    # -- what steps need --------------------------------------------------------------------------

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
    before = os.umask(0)
    try:
        with VirtualMicrophone() as microphone:
            socket = Path(microphone.environment["PULSE_SERVER"].removeprefix("unix:"))
            socket.parent.chmod(0o755)
            microphone.bed(ROOM_DBFS)
            yield microphone, socket.parent
    finally:
        os.umask(before)


@contextlib.contextmanager
def ready_to_try() -> Iterator[Smoke]:
    """A fresh bare system with screen and microphone."""
    (WORK / "pictures").mkdir(parents=True, exist_ok=True)
    system = BareSystem(WORK)
    system.make()
    with Screen() as screen, reachable_microphone() as (microphone, sockets):
        yield Smoke(system, screen, microphone, sockets)


def main() -> int:
    """Take all steps; 1 where one of them failed."""
    parser = argparse.ArgumentParser(prog="make smoke", description="try the packages out")
    parser.parse_args()
    tempfile.tempdir = "/tmp"  # noqa: S108 - sockets have short names
    try:
        if not any(DIST.glob("*.deb")):
            raise SystemTroubleError("there is no package in dist/: run make package first")
        enter_namespace()
        failed = 0
        with ready_to_try() as smoke:
            steps = [name for name in vars(Smoke) if name.startswith("step_")]
            for name in steps:
                started = time.monotonic()
                try:
                    getattr(smoke, name)()
                    result = "ok"
                except (Failed, TimeoutError, subprocess.SubprocessError) as problem:
                    failed += 1
                    result = f"FAILED: {problem}"
                label = name.removeprefix("step_").replace("_", " ")
                print(f"{label}: {result} ({time.monotonic() - started:.1f} s)", flush=True)
    except (SystemTroubleError, VirtualMicrophoneError) as problem:
        print(f"make smoke: {problem}", file=sys.stderr)
        return 1
    print(f"pictures to look at: {(WORK / 'pictures').relative_to(REPOSITORY)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

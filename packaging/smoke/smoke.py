"""``make smoke``: installs the package in a bare system and uses it there, without network.

It tests the .deb with only its declared dependencies, run by an unprivileged user, and the archive,
unpacked in a folder with spaces and umlauts. The microphone (PulseAudio) and the screen (Xvfb) run
on the host and are reached through their sockets. Screenshots of the window are written to
``build/smoke/screenshots``.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Other modules are in packaging/ itself.
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from bare_system import USER, BareSystemError, enter_namespace
from components import REPOSITORY
from deb import debian_version
from installed_program import DEMO, DIST, HOME, WORK, Failed, InstalledProgram, check, prepared
from package import version

from desktop.bench.virtual_microphone import VirtualMicrophoneError

CLIPS = REPOSITORY / "tests" / "audio"
INSTALLED = "/usr/lib/spoken-digits"

TRIES = 3

UNKNOWN_SETTING = "kept_by_a_later_version"


class Smoke(InstalledProgram):
    """The steps in order; each depends on those before it."""

    def step_install(self) -> None:
        """Install the .deb and its dependencies."""
        self.install()

    def step_libraries_are_found(self) -> None:
        """The loader finds all libraries that the files of the package need."""
        script = (
            f"find {INSTALLED} -type f \\( -name '*.so*' -o -name spoken-digits \\) | xargs ldd"
        )
        # PyInstaller's bootloader sets this path.
        folder = {"LD_LIBRARY_PATH": f"{INSTALLED}/_internal"}
        output = self.system.as_user("sh", "-c", script, environment=folder, seconds=300.0).stdout
        lines = {line.strip() for line in output.splitlines() if "not found" in line}
        check("libc.so.6" in output, "ldd printed nothing")
        check(not lines, f"missing libraries: {sorted(lines)}")

    def step_version(self) -> None:
        """It prints its own version and the model's; the package has Debian's form of it."""
        output, _ = self.run("--version")
        model = json.loads((REPOSITORY / "models/digits/bundle.json").read_text("utf-8"))
        check(output == f"spoken-digits {version()}, model {model['version']}\n", output)
        self.version = self.system.as_root("dpkg-query", "-W", "-f", "${Version}", "spoken-digits")
        check(self.version == debian_version(version()), self.version)

    def step_predict(self) -> None:
        """All clips of the tests are recognized, from a folder with spaces and umlauts."""
        folder = f"{HOME}/Aufnahmen für Ännchen"
        inside = self.system.path(folder)
        inside.mkdir(exist_ok=True)
        clips = sorted(CLIPS.glob("[0-9]_*.flac"))
        for clip in clips:
            shutil.copyfile(clip, inside / clip.name)
        output, _ = self.run("predict", "--json", *(f"{folder}/{clip.name}" for clip in clips))
        answers = [json.loads(line) for line in output.splitlines()]
        wrong = [a for a in answers if str(a["digit"]) != Path(a["file"]).name[0]]
        check(len(answers) == len(clips) and not wrong, f"wrong: {wrong}")

    def step_devices(self) -> None:
        """List the microphone; without one, print what to do."""
        output, _ = self.run("devices", environment=self.sound)
        check("pulse" in output or "default" in output, output)
        _, message = self.run("devices", code=1)
        check(len(message.splitlines()) == 1 and "microphone" in message, message)

    def step_listen_to_the_demo(self) -> None:
        """The built-in recording runs through the pipeline."""
        output, _ = self.run("listen", "--demo", "--fast", "--json")
        events = [json.loads(line) for line in output.splitlines()]
        digits = "".join(str(e["digit"]) for e in events if e["type"] == "digit")
        check(digits == self.truth, f"recognized {digits}, expected {self.truth}")

    def step_typing_on_wayland(self) -> None:
        """Typing loads its D-Bus library. Without a desktop, each number is an error."""
        words = ("listen", "--demo", "--fast", "--type", "--json")
        output, _ = self.run(*words, code=1, environment={"WAYLAND_DISPLAY": "wayland-9"})
        events = [json.loads(line) for line in output.splitlines()]
        outcomes = {(e["outcome"], e["code"]) for e in events if e["type"] == "output"}
        expected = {("not_typed", "missing_library"), ("not_typed", "unsupported")}
        check(bool(outcomes) and outcomes <= expected, f"typing: {outcomes}")

    def step_window_with_microphone(self) -> None:
        """Play the demo into the microphone and copy the digits from the window.

        On a busy machine, the sound server drops and repeats audio, so there are three attempts.
        """
        copied: list[str] = []
        while self.truth not in copied and len(copied) < TRIES:
            with self.open_window() as process:
                self.microphone.play(DEMO)
                time.sleep(1.5)
                self.screen.capture().save(WORK / "screenshots" / "window.png")
                self.screen.press("ctrl+shift+c")
                time.sleep(0.5)
                copied.append("".join(self.screen.clipboard().split()))  # a number a line
                self.end(process)
        check(self.truth in copied, f"recognized {copied}, expected {self.truth}")

    def step_window_off_screen(self) -> None:
        """Play the demo on Qt's offscreen platform."""
        with self.open_window("--demo", environment={"QT_QPA_PLATFORM": "offscreen"}) as process:
            time.sleep(6.0)
            self.end(process)

    def step_kiosk(self) -> None:
        """Enter a number in the kiosk, if this version has one."""
        usage, _ = self.run("--help")
        if not re.search(r"^\s+kiosk\b", usage, re.MULTILINE):
            print("   (this version has no kiosk)")
            return
        state = f"{HOME}/kiosk"
        example = (REPOSITORY / "desktop/kiosk/setup/kiosk.toml").read_text(encoding="utf-8")
        config = f"{HOME}/kiosk.toml"
        self.system.path(config).write_text(example.replace("/var/lib/spoken-digits", state))
        output, _ = self.run("kiosk", "--config", config, "--check")
        check("is valid" in output, output)
        pin = f"echo 48210 | {shlex.join(self.program)} kiosk set-pin --config {config}"
        done = self.system.as_user("sh", "-c", pin)
        check(done.returncode == 0 and "PIN is set" in done.stderr, done.stderr)
        numbers = self.system.path(f"{state}/numbers.jsonl")
        with self.open_window("kiosk", "--config", config) as process:
            self.wait_until_listening()
            for _ in range(TRIES):
                for digit in "1237":
                    self.microphone.play(CLIPS / f"{digit}_slt_0.flac")
                    time.sleep(0.6)
                self.screen.capture().save(WORK / "screenshots" / "kiosk.png")
                time.sleep(8.0)  # silence confirms the number
                if numbers.exists() and "1237" in numbers.read_text():
                    break
            check(numbers.exists() and "1237" in numbers.read_text(), "no number was entered")
            self.end(process)

    def step_damaged_model_is_reported(self) -> None:
        """After a change of one byte of the model, commands and the window report it."""
        model = self.system.path(f"{INSTALLED}/_internal/models/digits/digits.tflite")
        whole = model.read_bytes()
        changed = bytearray(whole)
        changed[len(changed) // 2] ^= 1
        model.write_bytes(changed)
        try:
            for arguments in (["predict", f"{HOME}/x.flac"], ["listen", "--demo", "--fast"]):
                _, message = self.run(*arguments, code=1)
                check(len(message.splitlines()) == 1, message)
                check("not the file that bundle.json describes" in message, message)
                check("install the program again" in message, message)
            with self.open_window("--demo") as process:
                before = self.screen.capture().tobytes()
                deadline = time.monotonic() + 30.0
                while self.screen.capture().tobytes() == before:
                    check(
                        time.monotonic() < deadline, "the window does not report the damaged model"
                    )
                    time.sleep(0.2)
                time.sleep(3.0)
                self.screen.capture().save(WORK / "screenshots" / "damaged-model.png")
                self.end(process)
        finally:
            model.write_bytes(whole)

    def step_upgrade_keeps_user_data(self) -> None:
        """An upgrade keeps settings and profiles, including unknown settings."""
        settings = self.system.path(f"{HOME}/.config/spoken-digits/settings.json")
        profile = self.system.path(f"{HOME}/.local/share/spoken-digits/profiles/anna.json")
        profile.parent.mkdir(parents=True, exist_ok=True)
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"version": 1, "theme": "dark", UNKNOWN_SETTING: 5}))
        profile.write_text("{}")
        self.system.as_root("chown", "-R", f"{USER}:", f"{HOME}/.config", f"{HOME}/.local")
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

    def step_removal_keeps_user_data(self) -> None:
        """Removing the package removes the program and keeps the user's files."""
        before = self.user_files()
        self.system.as_root("apt-get", "-q", "-y", "purge", "spoken-digits")
        check(not self.system.path(INSTALLED).exists(), f"{INSTALLED} is still there")
        check(
            not self.system.path("/usr/bin/spoken-digits").is_symlink(),
            "the command is still there",
        )
        check(self.user_files() == before, "the user's files have changed")

    def step_archive(self) -> None:
        """The .tar.gz, unpacked by the user in a folder with spaces and umlauts."""
        folder = f"{HOME}/Meine Programme/Zähler (größer)"
        self.system.path(folder).mkdir(parents=True)
        self.system.as_root("chown", "-R", f"{USER}:", f"{HOME}/Meine Programme")
        archive = self.system.path(f"{HOME}/archive.tar.gz")
        shutil.copyfile(self.tar, archive)
        archive.chmod(0o644)
        unpacked = self.system.as_user("tar", "-xzf", f"{HOME}/archive.tar.gz", folder=folder)
        check(unpacked.returncode == 0, unpacked.stderr)
        inner = self.tar.name.removesuffix(".tar.gz")
        self.program = [f"{folder}/{inner}/spoken-digits"]
        self.run("--version")
        self.step_predict()
        self.step_listen_to_the_demo()
        self.step_window_with_microphone()


def main() -> int:
    """Run all steps; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="make smoke", description="test the packages")
    parser.add_argument("--dist", type=Path, default=DIST, help="folder of the packages")
    options = parser.parse_args()
    tempfile.tempdir = "/tmp"  # noqa: S108 - paths of sockets must be short
    try:
        enter_namespace()
        failed = 0
        with prepared(Smoke, options.dist) as smoke:
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
    except (BareSystemError, VirtualMicrophoneError) as problem:
        print(f"make smoke: {problem}", file=sys.stderr)
        return 1
    print(f"screenshots: {(WORK / 'screenshots').relative_to(REPOSITORY)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

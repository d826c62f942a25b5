"""``make smoke``: installs the package into a bare system, cuts the network, and uses it there.

What is tried is what people get: the .deb with the packages it declares and no others, run by a
person without rights; then the archive, from a folder with blanks and umlauts. The microphone is
PulseAudio's, the screen Xvfb's; both are outside and reached through their sockets. Pictures of the
window are left in ``build/smoke/pictures`` to be looked at.
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

# The other programs of packaging/ are one folder up.
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from bare_system import PERSON, SystemTroubleError, enter_namespace
from components import REPOSITORY
from deb import debian_version
from installed_program import DEMO, DIST, HOME, WORK, Failed, Trial, check, ready_to_try
from package import version

from desktop.bench.virtual_microphone import VirtualMicrophoneError

CLIPS = REPOSITORY / "tests" / "audio"
INSTALLED = "/usr/lib/spoken-digits"

TRIES = 3

UNKNOWN_SETTING = "kept_by_a_later_version"


class Smoke(Trial):
    """The steps, in their order; each builds on those before it."""

    def step_installs_with_what_it_declares(self) -> None:
        """The .deb and its dependencies, from an empty system."""
        self.install()

    def step_every_library_is_found(self) -> None:
        """The loader finds what each file of the package asks for."""
        script = (
            f"find {INSTALLED} -type f \\( -name '*.so*' -o -name spoken-digits \\) | xargs ldd"
        )
        # Where PyInstaller's starter lets the loader look.
        folder = {"LD_LIBRARY_PATH": f"{INSTALLED}/_internal"}
        said = self.system.as_person("sh", "-c", script, environment=folder, seconds=300.0).stdout
        lines = {line.strip() for line in said.splitlines() if "not found" in line}
        check("libc.so.6" in said, "ldd says nothing")
        check(not lines, f"not declared: {sorted(lines)}")

    def step_version(self) -> None:
        """It prints its own version and the model's; the package has Debian's form of it."""
        said, _ = self.run("--version")
        model = json.loads((REPOSITORY / "models/digits/bundle.json").read_text("utf-8"))
        check(said == f"spoken-digits {version()}, model {model['version']}\n", said)
        self.version = self.system.as_root("dpkg-query", "-W", "-f", "${Version}", "spoken-digits")
        check(self.version == debian_version(version()), self.version)

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
        """The window on a screen, the demo played into the microphone, the digits copied out.

        On a starved machine the sound server itself drops and doubles sound: three times may be
        tried, and once all must be right.
        """
        copied: list[str] = []
        while self.truth not in copied and len(copied) < TRIES:
            with self.open_window() as process:
                self.microphone.play(DEMO)
                time.sleep(1.5)
                self.screen.look().save(WORK / "pictures" / "window.png")
                self.screen.press("ctrl+shift+c")
                time.sleep(0.5)
                copied.append(self.screen.clipboard())
                self.end(process)
        check(self.truth in copied, f"heard {copied}, said was {self.truth}")

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
        state = f"{HOME}/kiosk"
        example = (REPOSITORY / "packaging" / "kiosk.toml").read_text(encoding="utf-8")
        config = f"{HOME}/kiosk.toml"
        self.system.path(config).write_text(example.replace("/var/lib/spoken-digits", state))
        said, _ = self.run("kiosk", "--config", config, "--check")
        check("is valid" in said, said)
        pin = f"echo 48210 | {shlex.join(self.program)} kiosk set-pin --config {config}"
        done = self.system.as_person("sh", "-c", pin)
        check(done.returncode == 0 and "PIN is set" in done.stderr, done.stderr)
        numbers = self.system.path(f"{state}/numbers.jsonl")
        with self.open_window("kiosk", "--config", config) as process:
            self.wait_until_it_listens()
            for _ in range(TRIES):
                for digit in "1237":
                    self.microphone.play(CLIPS / f"{digit}_slt_0.flac")
                    time.sleep(0.6)
                self.screen.look().save(WORK / "pictures" / "kiosk.png")
                time.sleep(8.0)  # the read-back is confirmed by silence
                if numbers.exists() and "1237" in numbers.read_text():
                    break
            check(numbers.exists() and "1237" in numbers.read_text(), "no number was entered")
            self.end(process)

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
                before = self.screen.look().tobytes()
                deadline = time.monotonic() + 30.0
                while self.screen.look().tobytes() == before:
                    check(time.monotonic() < deadline, "the window does not say what is wrong")
                    time.sleep(0.2)
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


def main() -> int:
    """Take all steps; 1 where one of them failed."""
    parser = argparse.ArgumentParser(prog="make smoke", description="try the packages out")
    parser.add_argument("--dist", type=Path, default=DIST, help="where the packages lie")
    options = parser.parse_args()
    tempfile.tempdir = "/tmp"  # noqa: S108 - sockets have short names
    try:
        enter_namespace()
        failed = 0
        with ready_to_try(Smoke, options.dist) as smoke:
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

"""Writes the files of an earlier version with that version's own program; see samples/README.md.

``python -m tests.desktop.upgrades.write_samples TREE FOLDER``, where TREE is a checkout of the
version (``git worktree add TREE COMMIT``) and FOLDER is new. It needs Xvfb and xdotool for the
kiosk.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.harness.program import AUDIO, environment
from tests.harness.running_kiosk import RunningKiosk
from tests.harness.virtual_screen import display

CHANGED = {
    "device_name": "USB Mikrofon ü",
    "colour_map": "viridis",
    "frequency_scale": "linear",
    "floor_db": -70.0,
    "ceiling_db": -10.0,
    "theme": "dark",
    "language": "de",
    "frame_rate": 20,
    "gain_db": 6.0,
    "listening": "push_to_talk",
    "sensitivity": "low",
    "min_confidence": 0.75,
    "typing": "keys",
    "typing_end": "\n",
    "typing_unit": "digit",
    "typing_groups": "4 3 2",
    "audio_folder": "/home/ada/utterances",
    "spoken_language": "en",
    "is_on_top": True,
    "is_welcomed": True,
    "profile": "with audio",
    "number_pause": 1.2,
}
"""Settings that are not the defaults; each version stores those that it has."""

STORE_SETTINGS = """
import json, sys
from dataclasses import fields
from desktop.settings import Settings, save_settings
known = {field.name for field in fields(Settings)}
changed = {name: value for name, value in json.loads(sys.argv[1]).items() if name in known}
sys.exit(str(save_settings(Settings(**changed))))
"""

PIN = "48210"
NUMBERS = ("4271", "0042", "9385")
"""Entered at the kiosk; its sink fails, so they wait in the journal."""

KIOSK_SINK = 'kind = "command"\ncommand = ["/bin/false"]\n[texts.en]\n{texts}'
OWN_TEXTS = 'title = "Please say your ticket number"\npause = "Please pause after each digit"'


def write_samples(tree: Path, folder: Path, *, is_full: bool) -> None:
    """Write profiles, settings and the state of a kiosk.

    Parameters
    ----------
    tree : Path
        A checkout of the version.
    folder : Path
        For the files; it must not exist.
    is_full : bool
        Whether the profile with audio has all ten digits, which makes it large.
    """
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        variables = environment(home, PYTHONPATH=str(tree))
        _enrol(home, tree, variables, "with audio", range(10) if is_full else (2, 7))
        _enrol(home, tree, variables, "without audio", (7,))
        settings = [sys.executable, "-c", STORE_SETTINGS, json.dumps(CHANGED)]
        subprocess.run(settings, cwd=tree, env=variables, check=False)
        for path in sorted(home.rglob("*.voice")) + sorted(home.rglob("settings.json")):
            shutil.copyfile(path, folder / path.name)
    if (tree / "desktop" / "kiosk").exists():
        with tempfile.TemporaryDirectory() as name:
            _enter_numbers(tree, Path(name), folder)


def _enrol(
    home: Path, tree: Path, variables: dict[str, str], profile: str, digits: Iterable[int]
) -> None:
    recordings = home / "recordings"
    shutil.rmtree(recordings, ignore_errors=True)
    recordings.mkdir()
    for digit in digits:
        shutil.copyfile(AUDIO / f"{digit}_awb_0.flac", recordings / f"{digit}_awb_0.flac")
    command = [sys.executable, "-m", "desktop.cli", "enroll", "--profile", profile]
    command += ["--from", str(recordings)]
    if profile == "with audio":
        command.append("--keep-audio")
    # The exit code is 1 where digits are missing.
    subprocess.run(command, cwd=tree, env=variables, check=False)


def _enter_numbers(tree: Path, home: Path, folder: Path) -> None:
    sink = KIOSK_SINK.format(texts=OWN_TEXTS)
    quiet = ("--input", str(AUDIO / "word_stop_slt.flac"))
    with display() as screen:
        kiosk = RunningKiosk(home, screen, *quiet, cwd=tree, sink=sink)
        _check(kiosk, tree)
        subprocess.run(
            [sys.executable, "-m", "desktop.cli", "kiosk", "set-pin", "--config", kiosk.config],
            cwd=tree,
            env=kiosk.environment,
            input=PIN,
            text=True,
            check=True,
        )
        with kiosk:
            for count, number in enumerate(NUMBERS, 1):
                kiosk.wait_for_screen("attract")
                kiosk.key(*number)
                kiosk.wait_for_screen("readback")
                kiosk.key("Return")
                wait_until_stored(kiosk, count)
    shutil.copyfile(kiosk.config, folder / "kiosk.toml")
    shutil.copyfile(kiosk.state / "pin.json", folder / "pin.json")
    journal = (kiosk.state / "journal").read_bytes()
    (folder / "journal.gz").write_bytes(gzip.compress(journal, 9, mtime=0))


def wait_until_stored(kiosk: RunningKiosk, count: int) -> None:
    """Wait until so many numbers wait for delivery."""
    kiosk.wait_for(lambda: kiosk.heartbeat("courier").get("pending") == count)


def _check(kiosk: RunningKiosk, tree: Path) -> None:
    """Leave out the text that this version does not have."""
    command = [sys.executable, "-m", "desktop.cli", "kiosk", "--config", kiosk.config, "--check"]
    done = subprocess.run(
        command, cwd=tree, env=kiosk.environment, capture_output=True, text=True, check=False
    )
    if "pause" in done.stderr:
        kiosk.config.write_text(kiosk.config.read_text().replace(OWN_TEXTS.splitlines()[1], ""))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="write the files of an earlier version")
    parser.add_argument("tree", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="a profile of all ten digits")
    options = parser.parse_args()
    write_samples(options.tree.resolve(), options.folder, is_full=options.full)


if __name__ == "__main__":
    main()

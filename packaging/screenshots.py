"""Photographs the real window at work, for the documentation: ``make screenshots``.

The built-in demo is played into a virtual microphone (PulseAudio), the window hears it through
PortAudio and is photographed on a screen of its own (Xvfb, or Qt's "offscreen").
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.live.running_window import REPOSITORY, RunningWindow, Shown, display
from tests.live.virtual_microphone import VirtualMicrophone, missing_programs

DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
ROOM_DBFS = -62.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to be taken.

    Attributes
    ----------
    name : str
        Of the file, without suffix.
    is_ready : callable
        Given what the window shows: whether this is the moment.
    size : (int, int)
    theme : {"light", "dark"}
    has_microphone : bool
    scale : {"mel", "linear"}
    pause : float
        Seconds between that moment and the picture.
    """

    name: str
    is_ready: Callable[[Shown], object]
    size: tuple[int, int] = (1280, 800)
    theme: str = "light"
    has_microphone: bool = True
    scale: str = "mel"
    pause: float = 0.2


def _digit(after: int) -> Callable[[Shown], bool]:
    return lambda shown: shown["look"] == "final" and len(shown["digits"]) >= after


SHOTS = (
    Shot("main-light", _digit(8)),
    Shot("main-dark", _digit(7), theme="dark"),
    Shot(
        "provisional",
        lambda shown: shown["look"] == "provisional" and len(shown["digits"]) >= 6,
        pause=0.0,
    ),
    Shot("rejected", lambda shown: shown["look"] == "rejected", theme="dark"),
    Shot("no-microphone", lambda shown: "source" in shown["banner"], has_microphone=False),
    Shot("small-640x480", _digit(6), size=(640, 480)),
    Shot(
        "small-no-microphone",
        lambda shown: "source" in shown["banner"],
        size=(640, 480),
        theme="dark",
        has_microphone=False,
    ),
    Shot("large-1920x1080", _digit(8), size=(1920, 1080), theme="dark", scale="linear"),
)


def take(shot: Shot, folder: Path, screen: dict[str, str]) -> Path:
    """Start the program, let it hear the demo, and photograph it at the right moment."""
    path = folder / f"{shot.name}.png"
    with tempfile.TemporaryDirectory() as name, VirtualMicrophone() as microphone:
        home = Path(name)
        settings = home / "config" / "spoken-digits" / "settings.json"
        settings.parent.mkdir(parents=True)
        chosen = {"version": 1, "theme": shot.theme, "frequency_scale": shot.scale}
        settings.write_text(json.dumps(chosen))
        hidden = {"ALSA_CONFIG_PATH": str(REPOSITORY / "tests/desktop/shim/no_devices.conf")}
        sound = microphone.environment if shot.has_microphone else hidden
        microphone.bed(ROOM_DBFS)
        with RunningWindow(home=home, environment={**screen, **sound}) as window:
            window.ask("resize", *shot.size)
            window.wait_for(lambda shown: shown["size"] == list(shot.size))
            if shot.has_microphone:
                window.wait_for(lambda shown: shown["heard_seconds"] >= 2)
                microphone.play(DEMO, wait=False)
            window.wait_for(shot.is_ready, 30.0)
            time.sleep(shot.pause)
            window.photograph(path)
            window.close()
    return path


def main() -> int:
    """Take the pictures that are named, or all."""
    parser = argparse.ArgumentParser(description="photograph the window at work")
    parser.add_argument("docs", type=Path, help="folder whose screenshots/ gets the pictures")
    parser.add_argument("names", nargs="*", help=", ".join(shot.name for shot in SHOTS))
    options = parser.parse_args()
    if missing := missing_programs():
        parser.exit(1, f"screenshots: {missing}\n")
    folder: Path = options.docs / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with display() as screen:
        for shot in SHOTS:
            if not options.names or shot.name in options.names:
                print(take(shot, folder, screen), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

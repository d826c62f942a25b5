"""Photographs the real window at work, for the documentation: ``make screenshots``.

The built-in demo is played into a virtual microphone (PulseAudio), the window hears it through
PortAudio and is photographed on a screen of its own (Xvfb, or Qt's "offscreen"). Other looks hear
the demo as a recording. Pictures are stored with few colours, to keep the repository small: every
other one of the spectrogram's, and what the rest needs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from PIL import Image

from core.audio import SAMPLE_RATE, load
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from desktop.window.spectrogram.colour_maps import colour_table
from tests.harness.running_window import REPOSITORY, RunningWindow, Shown
from tests.harness.virtual_screen import display

DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
HIDDEN = {"ALSA_CONFIG_PATH": str(REPOSITORY / "tests/harness/shim/no_devices.conf")}
ROOM_DBFS = -62.0
FOUR = 4
"""The digit whose utterance is shown in detail."""

EXACT_COLOURS, EDGE_COLOURS = 24, 103
PATIENCE = 600.0
"""Seconds that a busy machine may take for anything."""

NORMAL = (1280, 800)


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is started for a set of pictures.

    Attributes
    ----------
    size : (int, int)
        Of the main window, logical pixels.
    settings : dict
        In place of the defaults.
    environment : dict
        Variables of the program.
    """

    size: tuple[int, int] = NORMAL
    settings: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


SCREEN_4K = Path(__file__).with_name("screen_4k.json")
"""Qt's "offscreen" takes a size only from a file; its own 800 x 800 would squeeze the dialogs."""

LOOKS = {
    "dark": Look(settings={"theme": "dark"}),
    "contrast": Look(settings={"theme": "contrast"}),
    "640x480": Look(size=(640, 480)),
    "4k-200": Look(
        size=(1920, 1080),
        environment={
            "QT_SCALE_FACTOR": "2",
            "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN_4K}",
        },
    ),
    "de": Look(settings={"language": "de"}),
    "es": Look(settings={"language": "es"}),
    "fr": Look(settings={"language": "fr"}),
}


class Photographer:
    """Takes pictures of one running window into a folder."""

    def __init__(self, window: RunningWindow, folder: Path) -> None:
        self.window = window
        self._folder = folder

    def take(self, name: str, what: str = "main", pause: float = 0.3) -> None:
        """Photograph the main window or one of its dialogs, and make the file small."""
        time.sleep(pause)
        path = self._folder / f"{name}.png"
        self.window.save_screenshot(path, what)
        # Without dithering: text and lines stay clean, and runs of one colour small.
        few_colours(Image.open(path).convert("RGB")).save(path, optimize=True)
        print(f"{path} {path.stat().st_size // 1000} kB", flush=True)

    def wait(self, is_so: Callable[[Shown], object], seconds: float = PATIENCE) -> None:
        """Wait for what the window shows."""
        self.window.wait_for(is_so, seconds)

    def settings(self, name: str, size: tuple[int, int] | None = None) -> None:
        """Photograph the settings: the microphone's page, and the recognition's."""
        self.window.ask("trigger", "settings")
        time.sleep(0.5)
        if size:
            self.window.ask("resize_dialog", "settings", *size)
        self.take(name, "settings", pause=0.8)
        if name == "settings":
            for row, page in enumerate(("recognition", "spectrogram", "output", "window"), 1):
                self.window.ask("page", row)
                self.take(f"settings-{page}", "settings")

    def history(self, name: str, size: tuple[int, int] | None = None) -> None:
        """Photograph the history with an utterance chosen."""
        self.window.ask("trigger", "history")
        time.sleep(0.3)
        if size:
            self.window.ask("resize_dialog", "history", *size)
        self.window.ask("choose", self.window.shown["rows"].index(FOUR))
        if size is None:  # there is room for the detail
            self.wait(lambda shown: "history" in shown["plots"])
        self.take(name, "history", pause=1.5)


def few_colours(picture: Image.Image) -> Image.Image:
    """The picture with 255 colours: those of the spectrogram keep their steps, and so its bar."""
    table = colour_table("magma") & np.uint32(0xFFFFFF)
    pixels = np.asarray(picture).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    by_count = found[np.argsort(-counts, kind="stable")]
    rest = by_count[~np.isin(by_count, table)]
    # Grounds and text stay what they are; what smooths their edges shares what is left.
    exact, edges = rest[:EXACT_COLOURS], rest[EXACT_COLOURS:]
    chosen = [_triples(table[::2]), _triples(exact)]
    if len(edges):
        few = Image.fromarray(_triples(edges)[None]).quantize(EDGE_COLOURS, kmeans=1)
        chosen.append(np.array(few.getpalette() or [], np.uint8).reshape(-1, 3))
    palette = np.concatenate(chosen)
    # Pillow's own search for the nearest looks at six bits of each channel: white turns grey.
    nearest = [
        np.square(palette.astype(int) - colour.astype(int)).sum(axis=1).argmin()
        for colour in _triples(found)
    ]
    indices = np.array(nearest, np.uint8)[places].reshape(pixels.shape)
    result = Image.fromarray(indices, "P")
    result.putpalette(palette.flatten().tolist())
    return result


def _triples(packed: np.ndarray) -> np.ndarray:
    """Colours 0xRRGGBB as rows of three bytes."""
    return np.stack([packed >> shift & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.uint8)


@contextmanager
def running(look: Look, environment: dict[str, str], *arguments: str) -> Iterator[RunningWindow]:
    """Start the program with a home of its own and wait until it has its size."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        settings = home / "config" / "spoken-digits" / "settings.json"
        settings.parent.mkdir(parents=True)
        chosen = {"version": 1, "theme": "light", "language": "en", "is_welcomed": True}
        settings.write_text(json.dumps({**chosen, **look.settings}))
        everything = {**environment, **look.environment}
        with RunningWindow(*arguments, home=home, environment=everything) as window:
            window.ask("resize", *look.size)
            window.wait_for(lambda shown: shown["size"] == list(look.size), PATIENCE)
            yield window
            window.close()


def states(folder: Path, screen: dict[str, str]) -> None:
    """What happens at a microphone, in one run: from listening to a lost device."""
    with VirtualMicrophone() as microphone:
        microphone.bed(ROOM_DBFS)
        with running(Look(), {**screen, **microphone.environment}) as window:
            by = Photographer(window, folder)
            by.wait(lambda shown: shown["heard_seconds"] >= 3)
            by.take("listening")
            microphone.play(DEMO, wait=False)
            by.wait(lambda shown: shown["look"] == "provisional" and len(shown["digits"]) >= 5)
            by.take("provisional", pause=0.0)
            by.wait(lambda shown: shown["look"] == "final" and len(shown["digits"]) >= 8)
            by.take("main", pause=0.0)
            window.ask("trigger", "mini")
            by.wait(lambda shown: shown["look"] == "final" and len(shown["digits"]) >= 11)
            by.take("mini", pause=0.0)
            window.ask("trigger", "mini")
            by.wait(lambda shown: shown["look"] == "rejected")
            by.take("rejected", pause=0.0)
            by.wait(lambda shown: shown["heard_seconds"] >= 27)
            window.ask("detail", window.shown["rows"].index(FOUR))
            by.wait(lambda shown: "utterance" in shown["plots"])
            by.take("utterance", "utterance", pause=1.0)
            by.settings("settings")
            by.history("history")
            microphone.bed(None)
            by.wait(lambda shown: "source" in shown["notifications"])
            by.take("blocked", pause=0.8)


def recovering(folder: Path, screen: dict[str, str]) -> None:
    """A microphone that is pulled out while somebody speaks."""
    with VirtualMicrophone() as microphone:
        microphone.bed(ROOM_DBFS)
        with running(Look(), {**screen, **microphone.environment}) as window:
            by = Photographer(window, folder)
            by.wait(lambda shown: shown["heard_seconds"] >= 2)
            microphone.play(DEMO, wait=False)
            by.wait(lambda shown: shown["look"] == "final" and len(shown["digits"]) >= 4)
            microphone.unplug()
            by.wait(lambda shown: "gone" in shown["notifications"].get("source", [""])[0])
            by.take("recovering")


def no_device(folder: Path, screen: dict[str, str]) -> None:
    """A machine without a microphone."""
    with running(Look(), {**screen, **HIDDEN}) as window:
        by = Photographer(window, folder)
        by.wait(lambda shown: "source" in shown["notifications"])
        by.take("no-device")


def first_start(folder: Path, screen: dict[str, str]) -> None:
    """What somebody sees who starts it for the first time."""
    with VirtualMicrophone() as microphone:
        microphone.bed(ROOM_DBFS)
        look = Look(settings={"is_welcomed": False})
        with running(look, {**screen, **microphone.environment}) as window:
            by = Photographer(window, folder)
            by.wait(lambda shown: shown["heard_seconds"] >= 2)
            by.take("first-start")


def file_open(folder: Path, screen: dict[str, str]) -> None:
    """A long recording on its way through."""
    with tempfile.TemporaryDirectory() as name, running(Look(), {**screen, **HIDDEN}) as window:
        path = Path(name) / "a long recording.wav"
        soundfile.write(path, np.tile(load(DEMO), 60), SAMPLE_RATE)
        by = Photographer(window, folder)
        by.wait(lambda shown: "source" in shown["notifications"])
        window.ask("open", str(path))
        by.wait(lambda shown: (shown["progress"] or 0) >= 60)
        by.take("file-open", pause=0.0)


def looks(folder: Path, screen: dict[str, str], name: str) -> None:
    """The main view, the settings and the history in another look."""
    look = LOOKS[name]
    size = (640, 480) if look.size == (640, 480) else None
    with running(look, {**screen, **HIDDEN}, "--demo") as window:
        by = Photographer(window, folder)
        by.wait(lambda shown: shown["look"] == "final" and len(shown["digits"]) >= 8)
        by.take(f"main-{name}", pause=0.1)
        by.settings(f"settings-{name}", size)
        by.history(f"history-{name}", size)


def main() -> int:
    """Take the pictures of the sets that are named, or all."""
    sets: dict[str, Callable[[Path, dict[str, str]], None]] = {
        "states": states,
        "recovering": recovering,
        "no-device": no_device,
        "first-start": first_start,
        "file-open": file_open,
    }
    parser = argparse.ArgumentParser(description="photograph the window at work")
    parser.add_argument("docs", type=Path, help="folder whose screenshots/ gets the pictures")
    parser.add_argument("names", nargs="*", help=", ".join([*sets, *LOOKS]))
    options = parser.parse_args()
    if missing := missing_programs():
        parser.exit(1, f"screenshots: {missing}\n")
    folder: Path = options.docs / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = options.names or [*sets, *LOOKS]
    with display() as screen:
        for name in wanted:
            if name in sets:
                sets[name](folder, screen)
            else:
                looks(folder, screen, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes the screenshots of the window for the documentation: ``make screenshots``.

The program runs on a virtual screen (Xvfb, or Qt's "offscreen"). The demo is played into a virtual
microphone (PulseAudio) that the program records through PortAudio. The variants, such as other
themes and languages, read the demo as a file. The files use few colours to keep the repository
small: every other colour of the spectrogram, and what the rest needs.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from PIL import Image

from core.audio import SAMPLE_RATE, load
from desktop.bench.clips import Clip
from desktop.bench.numbers import in_one_breath
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from desktop.window.spectrogram.colour_maps import colour_table
from tests.harness.running_window import REPOSITORY, RunningWindow, Shown
from tests.harness.virtual_screen import display

DEMO = REPOSITORY / "desktop" / "demo" / "demo.flac"
AUDIO = REPOSITORY / "tests" / "audio"
NO_MICROPHONE = {"ALSA_CONFIG_PATH": str(REPOSITORY / "tests/harness/shim/no_devices.conf")}
ROOM_DBFS = -62.0
FOUR = 4
"""The digit whose details are shown."""

NUMBER = (6, 8, 0, 8)
"""The number in one breath."""

EXACT_COLOURS, EDGE_COLOURS = 24, 103
TIMEOUT = 150.0
"""Seconds to wait for each step, since the machine may be busy."""

ATTEMPTS, NUMBER_SECONDS = 4, 30.0
"""How often the number is said, and seconds to wait for it."""

RESIZE_SECONDS = 5.0
"""How long a window may take to get its size, before it is asked again."""

LIMIT, EXIT_LIMIT = 600, 60
"""Seconds for one set of screenshots, and after that to end its programs."""

NORMAL = (1280, 800)

PAGES = ("recognition", "voice", "spectrogram", "typing", "output", "window")
"""Pages of the settings after the first, in their order."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Settings and size of the window for a set of screenshots.

    Attributes
    ----------
    size : (int, int)
        Size of the main window in logical pixels.
    settings : dict
        Settings that differ from the defaults.
    environment : dict
        Environment variables of the program.
    """

    size: tuple[int, int] = NORMAL
    settings: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


SCREEN_4K = Path(__file__).with_name("screen_4k.json")
"""Screen size for Qt's "offscreen" platform, whose default of 800 x 800 is too small.

It is larger than the window, whose frame must fit, too.
"""

VARIANTS = {
    "dark": Variant(settings={"theme": "dark"}),
    "contrast": Variant(settings={"theme": "contrast"}),
    "640x480": Variant(size=(640, 480)),
    "4k-200": Variant(
        size=(1920, 1080),
        environment={
            "QT_SCALE_FACTOR": "2",
            "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN_4K}",
        },
    ),
    "de": Variant(settings={"language": "de"}),
    "es": Variant(settings={"language": "es"}),
    "fr": Variant(settings={"language": "fr"}),
}


class Screenshots:
    """Takes screenshots of a running window and saves them in a folder."""

    def __init__(self, window: RunningWindow, folder: Path) -> None:
        self.window = window
        self._folder = folder

    def take(self, name: str, what: str = "main", pause: float = 0.3) -> None:
        """Take a screenshot of the main window or a dialog, and reduce its file size."""
        time.sleep(pause)
        path = self._folder / f"{name}.png"
        self.window.save_screenshot(path, what)
        # No dithering: text and lines stay sharp, and areas of one colour compress well.
        few_colours(Image.open(path).convert("RGB")).save(path, optimize=True)
        print(f"{path} {path.stat().st_size // 1000} kB", flush=True)

    def wait(self, is_so: Callable[[Shown], object], seconds: float = TIMEOUT) -> None:
        """Wait until the window shows something."""
        self.window.wait_for(is_so, seconds)

    def wait_for_digits(self, state: str, count: int) -> None:
        """Wait for a digit in this state, and for at least `count` digits."""
        self.wait(lambda shown: shown["digit_state"] == state and len(shown["digits"]) >= count)

    def settings(self, name: str, size: tuple[int, int] | None = None) -> None:
        """Take screenshots of the settings pages; in variants, of the first page."""
        self.window.ask("trigger", "settings")
        time.sleep(0.5)
        if size:
            self.window.ask("resize_dialog", "settings", *size)
        self.take(name, "settings", pause=0.8)
        if name == "settings":
            for row, page in enumerate(PAGES, 1):
                self.window.ask("page", row)
                self.take(f"settings-{page}", "settings")

    def history(self, name: str, size: tuple[int, int] | None = None) -> None:
        """Take a screenshot of the history with a selected utterance."""
        self.window.ask("trigger", "history")
        time.sleep(0.3)
        if size:
            self.window.ask("resize_dialog", "history", *size)
        self.window.ask("choose", self.window.shown["rows"].index(FOUR))
        if size is None:  # wide enough for the details
            self.wait(lambda shown: "history" in shown["plots"])
        self.take(name, "history", pause=1.5)


def few_colours(picture: Image.Image) -> Image.Image:
    """Reduce an image to 255 colours; every other colour of the spectrogram is kept exactly."""
    table = colour_table("magma") & np.uint32(0xFFFFFF)
    pixels = np.asarray(picture).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    by_count = found[np.argsort(-counts, kind="stable")]
    rest = by_count[~np.isin(by_count, table)]
    # Backgrounds and text keep their colours. Smoothed edges share the remaining ones.
    exact, edges = rest[:EXACT_COLOURS], rest[EXACT_COLOURS:]
    chosen = [_triples(table[::2]), _triples(exact)]
    if len(edges):
        few = Image.fromarray(_triples(edges)[None]).quantize(EDGE_COLOURS, kmeans=1)
        chosen.append(np.array(few.getpalette() or [], np.uint8).reshape(-1, 3))
    palette = np.concatenate(chosen)
    # Pillow's own search compares six bits per channel, so that white would become grey.
    nearest = [
        np.square(palette.astype(int) - colour.astype(int)).sum(axis=1).argmin()
        for colour in _triples(found)
    ]
    indices = np.array(nearest, np.uint8)[places].reshape(pixels.shape)
    result = Image.fromarray(indices, "P")
    result.putpalette(palette.flatten().tolist())
    return result


def _triples(packed: np.ndarray) -> np.ndarray:
    """Convert colours 0xRRGGBB to rows of three bytes."""
    return np.stack([packed >> shift & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.uint8)


def resize(window: RunningWindow, size: tuple[int, int]) -> None:
    """Give the window a size; ask again, since after its first paint it fits itself to the screen.

    Raises
    ------
    AssertionError
        The screen is too small for it and its frame.
    """
    for _ in range(round(TIMEOUT / RESIZE_SECONDS)):
        window.ask("resize", *size)
        with suppress(AssertionError):
            window.wait_for(lambda shown: shown["size"] == list(size), RESIZE_SECONDS)
            time.sleep(0.5)
            if window.shown["size"] == list(size):
                return
    raise AssertionError(f"the window is {window.shown['size']}, not {list(size)}")


def close(window: RunningWindow) -> None:
    """Close the window; if the program does not end, say what it was doing.

    Raises
    ------
    TimeoutError
    """
    try:
        window.close()
    except subprocess.TimeoutExpired:
        window.process.send_signal(signal.SIGABRT)  # writes the stack of each thread
        window.process.wait()
        raise TimeoutError(f"the window did not close:\n{window.stderr}") from None


@contextmanager
def limited(name: str, seconds: int = LIMIT) -> Iterator[None]:
    """Interrupt the block after some seconds, and show what all threads do.

    If its programs do not end after that either, this process ends.

    Raises
    ------
    TimeoutError
        It took too long.
    """

    def stop(*_: object) -> None:
        faulthandler.dump_traceback(all_threads=True)
        raise TimeoutError(f"{name}: not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    faulthandler.dump_traceback_later(seconds + EXIT_LIMIT, exit=True)
    try:
        yield
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


@contextmanager
def running(
    variant: Variant, environment: dict[str, str], *arguments: str
) -> Iterator[RunningWindow]:
    """Start the program with a temporary home folder and wait until it has its size."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        settings = home / "config" / "spoken-digits" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings_used = {"version": 1, "theme": "light", "language": "en", "is_welcomed": True}
        settings.write_text(json.dumps({**settings_used, **variant.settings}))
        variables = {**environment, **variant.environment}
        with RunningWindow(*arguments, home=home, environment=variables) as window:
            resize(window, variant.size)
            yield window
            close(window)


def states(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshots with a microphone, in one run."""
    with VirtualMicrophone() as microphone:
        microphone.background_noise(ROOM_DBFS)
        with running(Variant(), {**screen, **microphone.environment}) as window:
            screenshots = Screenshots(window, folder)
            screenshots.wait(lambda shown: shown["heard_seconds"] >= 3)
            screenshots.take("listening")
            microphone.play(DEMO, wait=False)
            screenshots.wait_for_digits("provisional", 5)
            screenshots.take("provisional", pause=0.0)
            screenshots.wait_for_digits("final", 8)
            screenshots.take("main", pause=0.0)
            window.ask("trigger", "mini")
            screenshots.wait_for_digits("final", 11)
            screenshots.take("mini", pause=0.0)
            window.ask("trigger", "mini")
            screenshots.wait(lambda shown: shown["digit_state"] == "rejected")
            screenshots.take("rejected", pause=0.0)
            screenshots.wait(lambda shown: shown["heard_seconds"] >= 27)
            window.ask("detail", window.shown["rows"].index(FOUR))
            screenshots.wait(lambda shown: "utterance" in shown["plots"])
            screenshots.take("utterance", "utterance", pause=1.0)
            screenshots.settings("settings")
            screenshots.history("history")
            microphone.background_noise(None)
            screenshots.wait(lambda shown: "source" in shown["notifications"])
            screenshots.take("blocked", pause=0.8)


def numbers(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshots of a number in one breath; again if a busy machine has cut it in two."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            one_number(folder, screen)
        except AssertionError as error:
            if attempt == ATTEMPTS:
                raise
            print(f"the number was not heard as a whole, once more: {error}", flush=True)
        else:
            return


def one_number(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshots of a number in one breath: while it is spoken, and in the history."""
    sound = in_one_breath([Clip(n, load(AUDIO / f"{n}_slt_0.flac")) for n in NUMBER])
    with VirtualMicrophone() as microphone:
        microphone.background_noise(ROOM_DBFS)
        with running(Variant(), {**screen, **microphone.environment}) as window:
            screenshots = Screenshots(window, folder)
            screenshots.wait(lambda shown: shown["heard_seconds"] >= 2)
            microphone.play(sound, SAMPLE_RATE, wait=False)
            screenshots.wait(
                lambda shown: shown["digit_state"] == "provisional" and len(shown["number"]) >= 2,
                NUMBER_SECONDS,
            )
            screenshots.take("number", pause=0.0)
            # The digits are put below their number when it is over.
            screenshots.wait(
                lambda shown: shown["heard"] == len(NUMBER) and shown["rows_shown"] == 1,
                NUMBER_SECONDS,
            )
            window.ask("trigger", "history")
            time.sleep(1.0)
            window.ask("choose", 1)
            screenshots.wait(lambda shown: "history" in shown["plots"])
            screenshots.take("history-number", "history", pause=1.5)


def recovering(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshot of a microphone that is disconnected during speech."""
    with VirtualMicrophone() as microphone:
        microphone.background_noise(ROOM_DBFS)
        with running(Variant(), {**screen, **microphone.environment}) as window:
            screenshots = Screenshots(window, folder)
            screenshots.wait(lambda shown: shown["heard_seconds"] >= 2)
            microphone.play(DEMO, wait=False)
            screenshots.wait_for_digits("final", 4)
            microphone.unplug()
            screenshots.wait(lambda shown: "source" in shown["notifications"])
            screenshots.take("recovering")


def no_device(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshot without a microphone."""
    with running(Variant(), {**screen, **NO_MICROPHONE}) as window:
        screenshots = Screenshots(window, folder)
        screenshots.wait(lambda shown: "source" in shown["notifications"])
        screenshots.take("no-device")


def first_start(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshot of the first start."""
    with VirtualMicrophone() as microphone:
        microphone.background_noise(ROOM_DBFS)
        variant = Variant(settings={"is_welcomed": False})
        with running(variant, {**screen, **microphone.environment}) as window:
            screenshots = Screenshots(window, folder)
            screenshots.wait(lambda shown: shown["heard_seconds"] >= 2)
            screenshots.take("first-start")


def file_open(folder: Path, screen: dict[str, str]) -> None:
    """Take the screenshot of a long recording in progress."""
    environment = {**screen, **NO_MICROPHONE}
    with tempfile.TemporaryDirectory() as name, running(Variant(), environment) as window:
        path = Path(name) / "a long recording.wav"
        soundfile.write(path, np.tile(load(DEMO), 60), SAMPLE_RATE)
        screenshots = Screenshots(window, folder)
        screenshots.wait(lambda shown: "source" in shown["notifications"])
        window.ask("open", str(path))
        screenshots.wait(lambda shown: (shown["progress"] or 0) >= 60)
        screenshots.take("file-open", pause=0.0)


def variant_screenshots(folder: Path, screen: dict[str, str], name: str) -> None:
    """Take the screenshots of a variant: main window, settings and history."""
    variant = VARIANTS[name]
    size = (640, 480) if variant.size == (640, 480) else None
    with running(variant, {**screen, **NO_MICROPHONE}, "--demo") as window:
        screenshots = Screenshots(window, folder)
        screenshots.wait_for_digits("final", 8)
        screenshots.take(f"main-{name}", pause=0.1)
        screenshots.settings(f"settings-{name}", size)
        screenshots.history(f"history-{name}", size)


def main() -> int:
    """Take the screenshots of the named sets, or all."""
    sets: dict[str, Callable[[Path, dict[str, str]], None]] = {
        "states": states,
        "numbers": numbers,
        "recovering": recovering,
        "no-device": no_device,
        "first-start": first_start,
        "file-open": file_open,
    }
    parser = argparse.ArgumentParser(description="take the screenshots of the window")
    parser.add_argument("docs", type=Path, help="folder with the subfolder screenshots/")
    parser.add_argument("names", nargs="*", help=", ".join([*sets, *VARIANTS]))
    options = parser.parse_args()
    if missing := missing_programs():
        parser.exit(1, f"screenshots: {missing}\n")
    folder: Path = options.docs / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = options.names or [*sets, *VARIANTS]
    for name in wanted:
        try:
            with limited(name), display() as screen:
                if name in sets:
                    sets[name](folder, screen)
                else:
                    variant_screenshots(folder, screen, name)
        except TimeoutError as error:
            parser.exit(1, f"screenshots: {error}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

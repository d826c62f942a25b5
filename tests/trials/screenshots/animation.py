"""Makes the README's animation, of a number that is said in one breath: ``make animation``.

The program runs on a virtual screen (Xvfb), and a virtual microphone plays the number to it. The
frames are pictures of that screen, with the times at which they were taken.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageGrab

from core.audio import SAMPLE_RATE, load
from desktop.bench.clips import Clip
from desktop.bench.numbers import in_one_breath
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.virtual_screen import display
from tests.trials.screenshots.window import (
    AUDIO,
    NUMBER,
    ROOM_DBFS,
    TIMEOUT,
    Variant,
    running,
)

SIZE = (880, 560)
"""Of the window in pixels: about the width of a README, so that its text is not scaled down."""

NAME = "number.webp"
LARGEST = 600_000
"""Bytes of the file."""

INTERVAL = 0.1
"""Seconds between two frames."""

BEFORE, AFTER, LAST = 0.6, 1.0, 1.8
"""Seconds before the number and after it, and how long the last frame is shown."""

LONGEST = 15.0
"""Seconds from the start of the sound until the number is shown, on a busy machine."""

QUALITY = 72


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the window, and when it was taken, in seconds."""

    taken: float
    picture: Image.Image


class Camera:
    """Takes frames of a display in its own thread, until it is stopped."""

    def __init__(self, screen: str) -> None:
        self.frames: list[Frame] = []
        self._screen = screen
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera")
        self._thread.start()

    def stop(self) -> list[Frame]:
        """Stop, and return the frames."""
        self._is_over.set()
        self._thread.join()
        return self.frames

    def _run(self) -> None:
        while not self._is_over.is_set():
            taken = time.perf_counter()
            picture = ImageGrab.grab((0, 0, *SIZE), xdisplay=self._screen)
            self.frames.append(Frame(taken, picture.convert("RGB")))
            self._is_over.wait(max(taken + INTERVAL - time.perf_counter(), 0.0))


def film() -> list[Frame]:
    """Say the number to the real window, and return frames of it."""
    sound = in_one_breath([Clip(n, load(AUDIO / f"{n}_slt_0.flac")) for n in NUMBER])
    with display("x".join(map(str, SIZE))) as screen, VirtualMicrophone() as microphone:
        if "DISPLAY" not in screen:
            raise OSError("Xvfb is not installed: apt-get install -y --no-install-recommends xvfb")
        microphone.background_noise(ROOM_DBFS)
        with running(Variant(size=SIZE), {**screen, **microphone.environment}) as window:
            # The whole width of the spectrogram is in use.
            window.wait_for(lambda shown: shown["heard_seconds"] >= 9, TIMEOUT)
            camera = Camera(screen["DISPLAY"])
            try:
                time.sleep(BEFORE)
                microphone.play(sound, SAMPLE_RATE, wait=False)
                # The digits are put below their number when it is over.
                window.wait_for(lambda shown: shown["heard"] > shown["rows_shown"] > 0, LONGEST)
                numbers = window.shown["numbers"]
                time.sleep(AFTER)
            finally:
                frames = camera.stop()
    said = "".join(map(str, NUMBER))
    if numbers != [said]:
        raise OSError(f"the window shows {' '.join(numbers)} instead of {said}; try again")
    return frames


def durations(frames: Sequence[Frame]) -> list[int]:
    """How long each frame is shown, in milliseconds: until the next one was taken."""
    times = [frame.taken for frame in frames]
    shown = [1000.0 * (after - before) for before, after in pairwise(times)]
    return [round(one) for one in (*shown, 1000.0 * LAST)]


def save(frames: Sequence[Frame], path: Path) -> None:
    """Store the frames as an animated WebP that repeats for ever."""
    first, *rest = (frame.picture for frame in frames)
    first.save(
        path,
        save_all=True,
        append_images=rest,
        duration=durations(frames),
        loop=0,
        quality=QUALITY,
        method=6,
        minimize_size=True,
    )


def main() -> int:
    """Make the animation."""
    parser = argparse.ArgumentParser(description="make the animation of a number being said")
    parser.add_argument("docs", type=Path, help="folder with the subfolder screenshots/")
    options = parser.parse_args()
    if missing := missing_programs():
        parser.exit(1, f"animation: {missing}\n")
    path: Path = options.docs / "screenshots" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        frames = film()
    except (AssertionError, OSError) as error:
        parser.exit(1, f"animation: {error}\n")
    save(frames, path)
    size = path.stat().st_size
    print(f"{path} {size // 1000} kB, {len(frames)} frames")
    if size > LARGEST:
        parser.exit(1, f"animation: the file has more than {LARGEST // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

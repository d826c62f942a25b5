"""The file of the animation: frames are shown as long as they were on the screen."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageSequence

from tests.trials.screenshots.animation import LAST, Frame, durations, save

TIMES = (3.0, 3.1, 3.35, 3.45)


def frames() -> list[Frame]:
    return [
        Frame(taken, Image.new("RGB", (64, 40), (60 * n, 0, 0))) for n, taken in enumerate(TIMES)
    ]


def loaded(frame: Image.Image) -> Image.Image:
    """A frame of a file, whose duration is known only then."""
    frame.load()
    return frame


def test_a_frame_is_shown_until_the_next_one_was_taken() -> None:
    assert durations(frames()) == [100, 250, 100, round(1000 * LAST)]


def test_the_file_has_all_frames_with_their_times_and_repeats(tmp_path: Path) -> None:
    path = tmp_path / "number.webp"
    save(frames(), path)
    with Image.open(path) as animation:
        assert animation.info["loop"] == 0
        found = [frame.info["duration"] for frame in map(loaded, ImageSequence.Iterator(animation))]
    assert found == durations(frames())

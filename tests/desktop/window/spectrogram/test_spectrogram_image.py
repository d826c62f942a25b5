from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core.spectrogram import Columns, ColumnStream, SpectrogramSettings
from desktop.window.spectrogram.spectrogram_image import (
    Scale,
    SpectrogramImage,
    frequency_of,
    position_of,
)

GREY = (np.arange(256, dtype=np.uint32) * 0x010101) | np.uint32(0xFF000000)

SCALES: tuple[Scale, ...] = ("mel", "linear")


def brightness(image: SpectrogramImage) -> np.ndarray:
    """Return the image as grey levels, shape (height, width)."""
    ring = image.pixels
    return (ring.window(ring.end - image.width, image.width) & 0xFF).astype(int)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("width", [90, 450, 900, 1731])
def test_a_tone_is_drawn_at_its_time(
    tone: Callable[..., Columns], width: int, scale: Scale
) -> None:
    image = SpectrogramImage(GREY, seconds=9.0)
    image.set_scale(scale)
    image.resize(width, 200)
    for start in np.arange(0, 30, 0.5):
        image.feed(tone(start, 0.5, at=27.34))
        image.draw()
    loud = np.flatnonzero(brightness(image).max(axis=0) > 200)
    first = image.pixels.end - width
    times = (first + loud) * 9.0 / width
    pixel = 9.0 / width
    assert len(loud) >= 1
    assert times.min() >= 27.34 - pixel - 0.01
    assert times.max() <= 27.34 + pixel + 0.01


def test_a_tone_is_drawn_at_its_frequency_and_at_its_level():
    settings = SpectrogramSettings()
    time = np.arange(16_000) / 16_000
    columns = ColumnStream().feed((0.1 * np.sin(2 * np.pi * 2000 * time)).astype(np.float32))
    for scale in SCALES:
        image = SpectrogramImage(GREY, seconds=1.0, levels=(-100.0, 0.0))
        image.set_scale(scale)
        image.resize(100, 400)
        image.feed(columns)
        image.draw()
        middle = brightness(image)[:, 50]
        height = 1 - (middle.argmax() + 0.5) / 400
        assert frequency_of(np.array(height), scale, settings) == pytest.approx(2000, rel=0.03)
        shown_db = middle.max() / 255 * 100 - 100
        # A tenth of full scale is -20 dBFS. A mel band is the mean of several bins and lower.
        assert shown_db == pytest.approx(-20, abs=1.5 if scale == "linear" else 7)


@pytest.mark.parametrize("scale", SCALES)
def test_positions_and_frequencies_are_inverse(scale: Scale) -> None:
    settings = SpectrogramSettings()
    heights = np.linspace(0, 1, 11)
    there = frequency_of(heights, scale, settings)
    np.testing.assert_allclose(position_of(there, scale, settings), heights, atol=1e-9)
    assert np.all(np.diff(there) > 0)


def test_a_short_click_is_always_visible(tone: Callable[..., Columns]) -> None:
    for at in np.arange(1.0, 1.2, 0.01):
        image = SpectrogramImage(GREY, seconds=9.0)
        image.resize(90, 50)  # ten columns per pixel
        image.feed(tone(0.0, 2.0, at=at))
        image.draw()
        assert brightness(image).max() == 255


def test_another_size_or_scale_redraws_the_same_columns(tone: Callable[..., Columns]) -> None:
    image = SpectrogramImage(GREY, seconds=9.0)
    image.resize(900, 100)
    image.feed(tone(0.0, 9.0, at=4.0))
    image.draw()
    before = brightness(image)
    image.resize(450, 100)
    small = brightness(image)
    assert small.shape == (100, 450)
    assert np.flatnonzero(small.max(axis=0) > 200).mean() == pytest.approx(200, abs=2)
    image.resize(900, 100)
    np.testing.assert_array_equal(brightness(image), before)
    image.set_scale("linear")
    linear = brightness(image)
    assert not np.array_equal(linear, before)
    assert np.flatnonzero(linear.max(axis=0) > 200).mean() == pytest.approx(400, abs=2)


def test_another_stream_starts_with_an_empty_image(tone: Callable[..., Columns]) -> None:
    image = SpectrogramImage(GREY, seconds=9.0)
    image.resize(90, 20)
    image.feed(tone(0.0, 9.0, at=4.0))
    image.draw()
    assert brightness(image).max() == 255
    image.feed(tone(0.016, 0.5))
    image.draw()
    assert image.end_time == pytest.approx(0.52)
    assert brightness(image).max() == 0


def test_columns_drawn_late_equal_columns_drawn_immediately(
    tone: Callable[..., Columns],
) -> None:
    immediate, late = (SpectrogramImage(GREY, seconds=2.0) for _ in range(2))
    for image in (immediate, late):
        image.resize(333, 64)
    for start in np.arange(0, 6, 0.02):
        immediate.feed(tone(start, 0.02, at=5.1))
        late.feed(tone(start, 0.02, at=5.1))
        immediate.draw()
    late.draw()
    np.testing.assert_array_equal(brightness(late), brightness(immediate))


def test_pixels_are_drawn_for_two_frames_at_once(
    tone: Callable[..., Columns], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = SpectrogramImage(GREY, seconds=9.0)
    image.resize(900, 20)
    draws = 0
    draw = image.draw

    def count() -> None:
        nonlocal draws
        draws += 1
        draw()

    monkeypatch.setattr(image, "draw", count)
    blocks = 0
    for frame in range(300):
        now = frame / 30
        while 0.02 * (blocks + 1) <= now:
            image.feed(tone(0.02 * blocks, 0.02))
            blocks += 1
        shown = max(now - 0.06, 0.0)
        image.draw_until(shown)
        assert image.pixels.end >= image.pixel_of(shown)
    assert draws < 180
    image.feed(tone(0.02 * blocks, 0.5))  # a recording that is read fast does not wait
    image.draw_until(0.0)
    assert image.pixels.end == image.pixel_of(image.end_time)

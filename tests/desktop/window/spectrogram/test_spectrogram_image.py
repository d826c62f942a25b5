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


def brightness(picture: SpectrogramImage) -> np.ndarray:
    """All that is drawn, as grey levels, shape (height, width)."""
    ring = picture.pixels
    return (ring.window(ring.end - picture.width, picture.width) & 0xFF).astype(int)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("width", [90, 450, 900, 1731])
def test_a_sound_is_drawn_at_its_time(
    tone: Callable[..., Columns], width: int, scale: Scale
) -> None:
    picture = SpectrogramImage(GREY, seconds=9.0)
    picture.set_scale(scale)
    picture.resize(width, 200)
    for start in np.arange(0, 30, 0.5):
        picture.feed(tone(start, 0.5, at=27.34))
        picture.draw()
    loud = np.flatnonzero(brightness(picture).max(axis=0) > 200)
    first = picture.pixels.end - width
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
        picture = SpectrogramImage(GREY, seconds=1.0, levels=(-100.0, 0.0))
        picture.set_scale(scale)
        picture.resize(100, 400)
        picture.feed(columns)
        picture.draw()
        middle = brightness(picture)[:, 50]
        height = 1 - (middle.argmax() + 0.5) / 400
        assert frequency_of(np.array(height), scale, settings) == pytest.approx(2000, rel=0.03)
        shown_db = middle.max() / 255 * 100 - 100
        # A tenth of full scale is -20 dBFS; a mel band is the mean of some bins, hence lower.
        assert shown_db == pytest.approx(-20, abs=1.5 if scale == "linear" else 7)


@pytest.mark.parametrize("scale", SCALES)
def test_positions_and_frequencies_are_inverse(scale: Scale) -> None:
    settings = SpectrogramSettings()
    heights = np.linspace(0, 1, 11)
    there = frequency_of(heights, scale, settings)
    np.testing.assert_allclose(position_of(there, scale, settings), heights, atol=1e-9)
    assert np.all(np.diff(there) > 0)


def test_a_short_click_is_never_lost_between_two_pixels(tone: Callable[..., Columns]) -> None:
    for at in np.arange(1.0, 1.2, 0.01):
        picture = SpectrogramImage(GREY, seconds=9.0)
        picture.resize(90, 50)  # ten columns a pixel
        picture.feed(tone(0.0, 2.0, at=at))
        picture.draw()
        assert brightness(picture).max() == 255


def test_another_size_or_scale_draws_the_same_sound_anew(tone: Callable[..., Columns]) -> None:
    picture = SpectrogramImage(GREY, seconds=9.0)
    picture.resize(900, 100)
    picture.feed(tone(0.0, 9.0, at=4.0))
    picture.draw()
    before = brightness(picture)
    picture.resize(450, 100)
    small = brightness(picture)
    assert small.shape == (100, 450)
    assert np.flatnonzero(small.max(axis=0) > 200).mean() == pytest.approx(200, abs=2)
    picture.resize(900, 100)
    np.testing.assert_array_equal(brightness(picture), before)
    picture.set_scale("linear")
    linear = brightness(picture)
    assert not np.array_equal(linear, before)
    assert np.flatnonzero(linear.max(axis=0) > 200).mean() == pytest.approx(400, abs=2)


def test_another_stream_starts_with_an_empty_picture(tone: Callable[..., Columns]) -> None:
    picture = SpectrogramImage(GREY, seconds=9.0)
    picture.resize(90, 20)
    picture.feed(tone(0.0, 9.0, at=4.0))
    picture.draw()
    assert brightness(picture).max() == 255
    picture.feed(tone(0.016, 0.5))
    picture.draw()
    assert picture.end_time == pytest.approx(0.52)
    assert brightness(picture).max() == 0


def test_columns_drawn_late_are_the_same_as_columns_drawn_at_once(
    tone: Callable[..., Columns],
) -> None:
    at_once, late = (SpectrogramImage(GREY, seconds=2.0) for _ in range(2))
    for picture in (at_once, late):
        picture.resize(333, 64)
    for start in np.arange(0, 6, 0.02):
        at_once.feed(tone(start, 0.02, at=5.1))
        late.feed(tone(start, 0.02, at=5.1))
        at_once.draw()
    late.draw()
    np.testing.assert_array_equal(brightness(late), brightness(at_once))

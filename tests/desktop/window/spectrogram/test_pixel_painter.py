from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core.spectrogram import Columns
from desktop.window.spectrogram.colour_maps import colour_table
from desktop.window.spectrogram.pixel_painter import PixelPainter
from desktop.window.spectrogram.spectrogram_image import SpectrogramImage


@pytest.fixture
def painter(tone: Callable[..., Columns]) -> PixelPainter:
    image = SpectrogramImage(colour_table("grey"), seconds=9.0)
    image.resize(900, 50)
    for start in np.arange(0, 20, 0.5):
        image.feed(tone(start, 0.5))
        image.draw()
    return PixelPainter(image)


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(1.0, [None, 3, 1, 0, 4]), (2.0, [None, 1, 1, 0, 2]), (1.25, [None, None, None, 0, None])],
)
def test_it_scrolls_by_whole_logical_pixels_or_repaints(
    painter: PixelPainter, ratio: float, expected: list[int | None]
) -> None:
    steps = [painter.move_to(time, ratio) for time in (19.705, 19.735, 19.745, 19.745, 19.785)]
    assert steps == expected


def test_a_jump_or_a_step_back_is_repainted(painter: PixelPainter) -> None:
    painter.move_to(19.905, 1.0)
    assert painter.move_to(19.805, 1.0) is None
    assert painter.move_to(19.815, 1.0) == 1
    painter.reset()
    assert painter.move_to(19.825, 1.0) is None


def test_it_stays_within_the_pixels_that_exist(painter: PixelPainter) -> None:
    painter.move_to(100.0, 1.0)
    assert painter.now == pytest.approx(20.0, abs=0.02)
    painter.move_to(0.0, 1.0)
    assert painter.now == pytest.approx(19.6, abs=0.03)

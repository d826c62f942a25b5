"""Size and place of the window; with a window manager in ``tests/live``."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.window.placement import first_size, fitted, keep_on_screen

SCREEN = QRect(0, 30, 1280, 770)
"""Below a panel of 30 pixels."""


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ((1024, 768), (1008, 720)),
        ((1280, 800), (1264, 752)),
        ((1366, 768), (1280, 720)),
        ((1920, 1080), (1280, 800)),
    ],
)
def test_the_first_size_leaves_room_for_the_frame(
    screen: tuple[int, int], size: tuple[int, int]
) -> None:
    assert first_size(QSize(*screen)) == QSize(*size)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (QRect(100, 100, 600, 400), QRect(100, 100, 600, 400)),
        (QRect(0, 0, 1284, 830), QRect(0, 30, 1280, 770)),
        (QRect(900, 600, 600, 400), QRect(680, 400, 600, 400)),
        (QRect(-50, -50, 600, 400), QRect(0, 30, 600, 400)),
    ],
)
def test_a_frame_is_moved_and_shrunk_into_the_screen(frame: QRect, expected: QRect) -> None:
    assert fitted(frame, SCREEN) == expected


def test_a_window_outside_the_screen_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    area = window.screen().availableGeometry()
    window.resize(area.width() + 200, 300)
    window.move(area.right() - 50, area.bottom() - 50)
    window.show()
    keep_on_screen(window)
    assert area.contains(window.frameGeometry())
    window.showMaximized()
    before = window.geometry()
    keep_on_screen(window)
    assert window.geometry() == before

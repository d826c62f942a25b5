"""Dialogs have room for what they show, also on the smallest screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.events import Result, number_of
from desktop.audio.listener import Stamps
from desktop.window.about import AboutDialog
from desktop.window.main_window import MainWindow

SHOWN_AFTER = 4
"""The least important column of the history."""


def test_no_line_of_the_about_dialog_is_cut(window: MainWindow, qtbot: QtBot) -> None:
    dialog = AboutDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(dialog.width(), 200)  # as on a small screen, before it is shown again
    dialog.hide()
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(
        lambda: all(
            label.height() >= label.heightForWidth(label.width())
            for label in dialog.findChildren(QLabel)
            if label.isVisible() and label.wordWrap()
        )
    )
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.fontMetrics().height()


def test_a_column_makes_room_for_the_longer_times_of_a_numbers_digits(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    digits = [
        result("digit", n, id=n, start=n + 10.0, end=n + 10.4, closed_at=n + 10.5)
        for n in range(1, 6)
    ]
    for digit in digits:
        window.show_result(digit, stamps())
    number = number_of(digits)
    assert number is not None
    window.history.group(number)
    window.commands.history.trigger()
    shown = window.dialogs.history
    assert shown is not None
    shown.resize(1000, 420)  # without the details
    tree, header, first = shown.tree, shown.tree.header(), window.history.index(0, 0)

    def needed() -> int:
        qtbot.wait(50)
        hints = (max(tree.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in range(6))
        return sum(hints)

    tree.collapse(first)
    closed = needed()
    tree.expand(first)
    opened = needed()
    assert opened > closed
    tree.collapse(first)
    shown.resize(shown.width() + (closed + opened) // 2 - tree.viewport().width(), 420)
    qtbot.wait(50)
    assert not tree.isColumnHidden(SHOWN_AFTER)
    shown.select(window.history[2])  # opens its number
    qtbot.wait(50)
    assert tree.isColumnHidden(SHOWN_AFTER)
    assert tree.horizontalScrollBar().maximum() == 0
    # Where all columns just fit, there is no scroll bar either.
    shown.resize(shown.width() + opened + 2 - tree.viewport().width(), 420)
    qtbot.wait(50)
    assert not tree.isColumnHidden(SHOWN_AFTER)
    assert tree.horizontalScrollBar().maximum() == 0

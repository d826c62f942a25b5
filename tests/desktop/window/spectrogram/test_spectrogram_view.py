from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.events import Result
from core.spectrogram import Columns
from desktop.window.spectrogram.colour_maps import NAMES
from desktop.window.spectrogram.spectrogram_view import SpectrogramView
from desktop.window.spectrogram.utterance_marks import Mark


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SpectrogramView]:
    frame = QWidget()
    qtbot.addWidget(frame)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    shown = SpectrogramView()
    layout.addWidget(shown)
    frame.resize(900, 500)
    with qtbot.waitExposed(frame):
        frame.show()
    yield shown
    frame.close()


class PaintCounter(QObject):
    """Counts the paint events of a widget and keeps the region of the last one."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.paints = 0
        self.painted = QRect()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.paints += 1
            self.painted = event.rect()
        return False


def feed(view: SpectrogramView, *blocks: Columns) -> None:
    """Show blocks as if each arrived when it was spoken, and scroll to the newest."""
    now = time.perf_counter()
    for block in blocks:
        view.show_columns(block, now + view.image.end_time)
    view.tick(now + 3600.0)


def screen(view: SpectrogramView) -> np.ndarray:
    """Return the displayed brightness of the view, shape (height, width)."""
    image = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.bytesPerLine())[:, : image.width()].astype(int)


@pytest.mark.parametrize("end", [7.0, 12.0, 43.0])
def test_the_image_shows_a_column_at_its_time(
    view: SpectrogramView, tone: Callable[..., Columns], end: float
) -> None:
    spoken = end - 3.21
    feed(view, *(tone(start, 0.5, at=spoken) for start in np.arange(0, end, 0.5)))
    rect = view.image_rect().toRect()
    inside = screen(view)[rect.top() : rect.bottom(), rect.left() : rect.right()]
    bright = np.flatnonzero(inside.max(axis=0) > 150)
    assert 1 <= len(bright) <= 3
    assert view.time_at(rect.left() + bright.mean() + 0.5) == pytest.approx(spoken, abs=0.025)
    loud_rows = np.flatnonzero(inside[:, bright[0]] > 150)
    assert 0 < loud_rows.min() < loud_rows.max() < rect.height() - 1  # bins 60-70 only


def test_nothing_is_repainted_without_new_columns(
    view: SpectrogramView, tone: Callable[..., Columns], qtbot: QtBot
) -> None:
    feed(view, tone(0.0, 2.0))
    qtbot.wait(50)
    counter = PaintCounter(view)
    for _ in range(5):
        view.tick(time.perf_counter() + 3600.0)
        qtbot.wait(5)
    assert counter.paints == 0
    # A movement repaints the image but not the axes.
    feed(view, tone(2.0, 1.0))
    qtbot.waitUntil(lambda: counter.paints > 0)
    assert counter.painted.width() < view.width() - 60


def on_screen(view: SpectrogramView) -> QImage:
    """Return the part of the screen with the view, without another paint event."""
    window = view.window()
    shot = window.screen().grabWindow(window.winId(), 0, 0, window.width(), window.height())
    return shot.toImage().copy(QRect(view.mapTo(window, QPoint()), view.size()))


def test_scrolling_gives_the_same_image_as_repainting(
    view: SpectrogramView,
    tone: Callable[..., Columns],
    result: Callable[..., Result],
    qtbot: QtBot,
) -> None:
    """A frame scrolls the visible content and paints a strip, without artefacts."""
    now, frame = time.perf_counter(), 0
    for number in range(12):
        start = 0.9 * number
        view.show_columns(tone(start, 0.9, at=start + 0.31), now + start + 0.9)
        if number % 2:
            view.show_result(result("digit", number % 10, id=number, start=start, end=start + 0.27))
        elif number:
            view.show_result(result("rejected", None, id=number, start=start, end=start + 0.4))
        if number == 8:
            view.show_result(result("withdrawn", None, id=7, probabilities=()))
        while frame / 30 < start + 0.9:
            frame += 1
            view.tick(now + frame / 30)
            QApplication.processEvents()
        qtbot.waitUntil(lambda: on_screen(view) == view.grab().toImage().convertToFormat(
            on_screen(view).format()))  # fmt: skip


def test_a_result_repaints_its_own_mark_only(
    view: SpectrogramView,
    tone: Callable[..., Columns],
    result: Callable[..., Result],
    qtbot: QtBot,
) -> None:
    feed(view, tone(0.0, 9.0))
    qtbot.wait(50)
    counter = PaintCounter(view)
    changes = (
        lambda: view.show_result(result("provisional", 7, start=3.0, end=3.5)),
        lambda: view.show_result(result("digit", 7, start=3.0, end=3.6)),
        lambda: view.correct(1, 9),
        lambda: view.select(1),
    )
    for number, change in enumerate(changes, 1):
        change()
        qtbot.waitUntil(lambda number=number: counter.paints >= number)
        span = view.time_at(counter.painted.left()), view.time_at(counter.painted.right())
        assert span[0] <= 3.0
        assert span[1] >= 3.5
        assert counter.painted.width() < 0.3 * view.image_rect().width()


@pytest.mark.parametrize("kind", ["digit", "rejected", "provisional"])
@pytest.mark.parametrize("ratio", [1.0, 2.0, 1.25])
def test_a_mark_without_its_middle_looks_like_the_whole(
    result: Callable[..., Result], qapp: QApplication, kind: str, ratio: float
) -> None:
    font, margin, box = qapp.font(), 40, QRectF(60, 10, 50, 500)

    def picture(draw: Callable[[QPainter], object]) -> QImage:
        image = QImage(round(170 * ratio), round(520 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.black)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        return image

    mark = Mark(result(kind, 8))
    whole = picture(lambda painter: mark._paint(painter, box, font, is_selected=False))
    shown = picture(lambda painter: mark.paint(painter, box, font, margin, is_selected=False))
    difference = pixels(whole).astype(int) - pixels(shown)
    assert np.abs(difference).max() <= (3 if ratio.is_integer() else 255)
    assert (np.abs(difference) > 3).mean() < 0.02
    # Nine marks over the full height would need three megabytes.
    is_short = kind != "provisional" and ratio.is_integer()
    assert (mark._pixmap.height() < 100 * ratio) == is_short


def pixels(image: QImage) -> np.ndarray:
    """Return the brightness of an image, shape (height, width)."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    memory = np.frombuffer(grey.constBits(), np.uint8)
    return memory.reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()].copy()


def test_marks_stay_at_their_time_when_a_recording_is_read_fast(
    view: SpectrogramView, tone: Callable[..., Columns]
) -> None:
    """The scroll clock follows slowly, and a recording at full speed is ahead of it."""
    now = time.perf_counter()
    for frame in range(30):  # one second of audio per frame of 33 ms
        for start in np.arange(frame, frame + 1, 0.25):
            view.show_columns(tone(float(start), 0.25, at=28.0), now + 0.033 * frame)
        view.tick(now + 0.033 * frame)
    rect = view.image_rect().toRect()
    inside = screen(view)[rect.top() : rect.bottom(), rect.left() : rect.right()]
    bright = np.flatnonzero(inside.max(axis=0) > 150)
    assert view.time_at(rect.left() + bright.mean() + 0.5) == pytest.approx(28.0, abs=0.03)


def test_another_frequency_scale_moves_the_tone_and_the_labels(
    view: SpectrogramView, tone: Callable[..., Columns]
) -> None:
    feed(view, tone(0.0, 9.0, at=5.0))
    rect = view.image_rect().toRect()

    def loud_row() -> float:
        inside = screen(view)[rect.top() : rect.bottom(), rect.left() : rect.right()]
        return np.flatnonzero(inside.max(axis=1) > 150).mean() / rect.height()

    labels = []
    for scale in ("mel", "linear"):
        view.set_frequency_scale(scale)
        assert view.frequency_scale == scale
        # Bins 60-70 of 256 are 2 kHz: a quarter of the linear scale, half of the mel scale.
        assert loud_row() == pytest.approx(0.45 if scale == "mel" else 0.75, abs=0.03)
        labels.append([tick.text for tick in view._axes.frequencies])
    assert labels[0] != labels[1]


def test_the_mark_is_at_the_time_of_its_utterance(
    view: SpectrogramView, tone: Callable[..., Columns], result: Callable[..., Result]
) -> None:
    feed(view, *(tone(start, 0.5) for start in np.arange(0, 6, 0.5)))
    dark = screen(view)
    view.show_result(result("digit", 7, id=4, start=3.0, end=3.5))
    rect = view.image_rect().toRect()
    changed = np.flatnonzero((screen(view) != dark)[rect.top() + 60 : rect.bottom()].any(axis=0))
    assert view.time_at(changed.min()) == pytest.approx(3.0, abs=0.03)
    assert view.time_at(changed.max()) == pytest.approx(3.5, abs=0.03)
    assert view.marks[4].text == "7"
    # It scrolls with its utterance.
    feed(view, tone(6.0, 1.0))
    moved = np.flatnonzero((screen(view) != dark)[rect.top() + 60 : rect.bottom()].any(axis=0))
    assert view.time_at(moved.min()) == pytest.approx(3.0, abs=0.03)
    assert moved.min() < changed.min() - 50


def test_marks_follow_results_and_are_removed_when_withdrawn(
    view: SpectrogramView, tone: Callable[..., Columns], result: Callable[..., Result]
) -> None:
    feed(view, tone(0.0, 4.0))
    empty = screen(view)
    view.show_result(result("provisional", 7, id=1))
    assert view.marks[1].text == "7?"
    dashed = screen(view)
    view.show_result(result("digit", 7, id=1))
    assert view.marks[1].text == "7"
    assert view.marks[1].tip == "seven, 91 %"
    assert not np.array_equal(screen(view), dashed)
    view.show_result(result("withdrawn", None, id=1, probabilities=()))
    assert 1 not in view.marks
    np.testing.assert_array_equal(screen(view), empty)
    view.show_result(result("rejected", None, id=2, rejected="too_quiet"))
    assert view.marks[2].text == "×"
    assert view.marks[2].tip == "Too quiet: move closer, or raise the gain"
    view.show_result(result("provisional", None, id=3, rejected="unsure"))
    assert view.marks[3].text == "?"


def test_a_label_wider_than_its_utterance_is_not_cut_off(
    view: SpectrogramView,
    tone: Callable[..., Columns],
    result: Callable[..., Result],
    qtbot: QtBot,
) -> None:
    view.window().resize(420, 300)
    qtbot.wait(20)
    feed(view, tone(0.0, 6.0))
    dark = screen(view)
    view.show_result(result("digit", 2, start=3.0, end=3.1))
    changed = np.flatnonzero((screen(view) != dark).any(axis=0))
    middle = (changed.min() + changed.max()) / 2
    assert view.time_at(middle) == pytest.approx(3.05, abs=0.05)
    top = view.image_rect().toRect().top() + 6
    corner = screen(view)[top : top + 2, changed.min() : changed.min() + 2]
    assert corner.max() < 200  # its corners are rounded, not cut off


def test_a_tool_tip_shows_the_reason_of_a_rejection(
    view: SpectrogramView,
    tone: Callable[..., Columns],
    result: Callable[..., Result],
    qtbot: QtBot,
) -> None:
    feed(view, tone(0.0, 5.0))
    view.show_result(result("rejected", None, id=2, rejected="too_short"))
    centre = view.box_of(1.0, 1.4).center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, centre, view.mapToGlobal(centre))
    QApplication.sendEvent(view, event)
    qtbot.waitUntil(lambda: QToolTip.text() == "Too short: say the whole word")
    QToolTip.hideText()


def test_a_click_or_the_enter_key_opens_an_utterance(
    view: SpectrogramView,
    tone: Callable[..., Columns],
    result: Callable[..., Result],
    qtbot: QtBot,
) -> None:
    feed(view, tone(0.0, 6.0))
    view.show_result(result("digit", 7, id=3, start=1.0, end=1.4))
    view.show_result(result("digit", 2, id=4, start=3.0, end=3.4))
    view.show_result(result("provisional", 5, id=5, start=5.0, end=5.3))
    left = Qt.MouseButton.LeftButton
    for start, end, expected in ((1.0, 1.4, 3), (3.0, 3.4, 4)):
        with qtbot.waitSignal(view.utterance_activated) as activated:
            qtbot.mouseClick(view, left, pos=view.box_of(start, end).center().toPoint())
        assert activated.args == [expected]
    with qtbot.assertNotEmitted(view.utterance_activated):
        qtbot.mouseClick(view, left, pos=view.box_of(2.0, 2.4).center().toPoint())
        qtbot.mouseClick(view, left, pos=view.box_of(5.0, 5.3).center().toPoint())
    view.select(None)
    for key, expected in ((Qt.Key.Key_Left, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_Right, 4)):
        qtbot.keyClick(view, key)
        assert view.marks.selected == expected
    with qtbot.waitSignal(view.utterance_activated) as activated:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert activated.args == [4]


def test_colours_and_levels_can_be_changed_while_it_runs(
    view: SpectrogramView, tone: Callable[..., Columns]
) -> None:
    feed(view, tone(0.0, 9.0, at=5.0))
    before = screen(view)
    view.set_colours("grey", (-60.0, -20.0))
    assert [tick.text for tick in view._axes.decibels] == ["−60", "−50", "−40", "−30", "−20 dB"]
    assert not np.array_equal(screen(view), before)
    assert screen(view).max() > 240  # the tone is still visible


def test_marks_that_have_scrolled_away_are_removed(
    view: SpectrogramView, tone: Callable[..., Columns], result: Callable[..., Result]
) -> None:
    for number in range(40):
        feed(view, tone(number, 1.0))
        view.show_result(result("digit", 3, id=number, start=number + 0.2, end=number + 0.6))
    assert len(view.marks) <= 11
    assert 39 in view.marks


def test_another_stream_removes_the_marks(
    view: SpectrogramView, tone: Callable[..., Columns], result: Callable[..., Result]
) -> None:
    feed(view, tone(0.0, 5.0))
    view.show_result(result("digit", 3, id=1))
    feed(view, tone(0.0, 0.5))
    assert len(view.marks) == 0


def test_resizing_keeps_the_tone_at_its_time(
    view: SpectrogramView, tone: Callable[..., Columns], qtbot: QtBot
) -> None:
    feed(view, tone(0.0, 8.0, at=5.0))
    view.window().resize(520, 300)
    qtbot.wait(20)
    view.tick(time.perf_counter() + 3600.0)
    rect = view.image_rect().toRect()
    inside = screen(view)[rect.top() : rect.bottom(), rect.left() : rect.right()]
    bright = np.flatnonzero(inside.max(axis=0) > 150)
    assert view.time_at(rect.left() + bright.mean() + 0.5) == pytest.approx(5.0, abs=0.04)


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_map_runs_from_dark_to_light(qtbot: QtBot, name: str) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    view = SpectrogramView(colour_map=name, parent=frame)
    table = view.image._colours
    colours = np.stack([table >> shift & 0xFF for shift in (16, 8, 0)], axis=1)
    luminance = colours @ np.array([0.30, 0.59, 0.11])
    assert len(table) == 256
    assert np.all(np.diff(luminance) > -1.0)
    assert luminance[-1] - luminance[0] > 120


def test_the_labels_of_a_number_do_not_cover_each_other(
    view: SpectrogramView, result: Callable[..., Result]
) -> None:
    font = view.marks.font
    width = QFontMetricsF(font).horizontalAdvance("8?") * 1.25
    boxes = [QRectF(100 + number * (width + 1), 0, width, 300) for number in range(3)]
    for kind in ("provisional", "digit"):
        labels = [Mark(result(kind, 8)).label_rect(box, font) for box in boxes]
        for label, following in pairwise(labels):
            assert label.right() <= following.left()
    alone = Mark(result("digit", 8)).label_rect(QRectF(100, 0, 200, 300), font)
    assert alone.width() < 60

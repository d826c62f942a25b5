from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.recognition.digit_panel import DigitPanel


@pytest.fixture
def panel(qtbot: QtBot) -> DigitPanel:
    shown = DigitPanel()
    qtbot.addWidget(shown)
    shown.resize(320, 640)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_it_invites_at_first(panel: DigitPanel) -> None:
    assert panel.word.text() == "Say a digit"
    assert panel.face.look == "empty"
    assert panel.bars.top is None


def test_a_digit_is_shown_with_its_word_and_how_sure(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 7), stamps())
    assert (panel.face.look, panel.face.digit) == ("final", 7)
    assert panel.word.text() == "seven"
    assert panel.detail.text() == "91 % sure"
    assert panel.bars.top == 7
    assert "7: 91 %" in panel.bars.accessibleDescription()
    assert panel.face.accessibleName() == "seven, 91 % sure"


def test_provisional_looks_otherwise_and_is_confirmed(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    heard = stamps()
    panel.show_result(result("provisional", 7), heard)
    assert (panel.face.look, panel.word.text()) == ("provisional", "seven?")
    qtbot.waitUntil(lambda: panel.heard_to_shown_ms is not None)
    first = panel.heard_to_shown_ms
    provisional_face = panel.face.grab().toImage()
    panel.show_result(result("digit", 7), heard)
    qtbot.waitUntil(lambda: "confirmed after" in panel.timing.text())
    assert panel.face.grab().toImage() != provisional_face
    assert panel.heard_to_shown_ms == first
    assert f"shown after {round(first or 0)} ms" in panel.timing.text()


def test_the_time_is_taken_when_the_digit_is_painted(
    panel: DigitPanel, result: Callable[..., Result], qtbot: QtBot
) -> None:
    ended = time.perf_counter() - 0.150
    panel.show_result(result("digit", 3), Stamps(ended, ended, speech_end=ended))
    assert panel.heard_to_shown_ms is None
    qtbot.waitUntil(lambda: panel.heard_to_shown_ms is not None)
    assert 150 <= (panel.heard_to_shown_ms or 0) <= (time.perf_counter() - ended) * 1e3
    assert "network 0.2" in panel.timing.toolTip()


def test_withdrawn_takes_the_digit_back(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("provisional", 7, id=5), stamps())
    panel.show_result(result("withdrawn", None, id=5, probabilities=()), stamps())
    assert panel.face.digit is None
    assert panel.word.text() == "Still listening…"


def test_withdrawn_of_another_utterance_changes_nothing(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 7, id=5), stamps())
    panel.show_result(result("withdrawn", None, id=6, probabilities=()), stamps())
    assert panel.face.digit == 7


@pytest.mark.parametrize(
    ("code", "reason", "title", "detail"),
    [
        ("not_a_digit", "not a digit", "Not a digit", "it sounds like another word"),
        ("unsure", "unsure: 9 or 5", "Not sure", "9 or 5?"),
        ("too_quiet", "too quiet: come nearer", "Too quiet", "come nearer, or raise the gain"),
        ("too_short", "too short for a word", "Too short", "say the whole word"),
    ],
)
def test_a_rejection_says_why_without_a_digit(
    panel: DigitPanel,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    code: str,
    reason: str,
    title: str,
    detail: str,
) -> None:
    panel.show_result(result("rejected", None, rejected=code, reason=reason), stamps())
    assert (panel.face.look, panel.face.digit) == ("rejected", None)
    assert (panel.word.text(), panel.detail.text()) == (title, detail)


def test_a_provisional_rejection_waits_for_the_final_word(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 2, id=1), stamps())
    panel.show_result(result("provisional", None, id=2, rejected="unsure"), stamps())
    assert panel.face.digit == 2


def test_a_screen_reader_hears_each_final_answer_once(
    panel: DigitPanel,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    panel.show_result(result("provisional", 4), stamps())
    panel.show_result(result("digit", 4), stamps())
    panel.show_result(result("rejected", None, id=2, rejected="unsure", reason="unsure"), stamps())
    assert said == ["four", "Not sure"]


def test_the_likeliest_bar_is_the_tallest_and_in_another_colour(
    panel: DigitPanel,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    colour_at: Callable[[QWidget, float, float], QColor],
) -> None:
    probabilities = tuple(0.7 if d == 6 else 0.3 if d == 2 else 0.0 for d in range(10))
    panel.show_result(result("digit", 6, probabilities=probabilities), stamps())
    bars = panel.bars
    pitch, line = bars.width() / 10, bars.fontMetrics().height()
    bottom, top = bars.height() - 1.3 * line, 1.2 * line

    def colour(digit: int, share: float) -> QColor:
        return colour_at(bars, (digit + 0.5) * pitch, bottom - share * (bottom - top))

    empty = colour(0, 0.5)
    assert colour(6, 0.6) == bars.palette().highlight().color()
    assert colour(2, 0.2) not in (empty, colour(6, 0.6))
    assert colour(2, 0.5) == empty
    assert colour(6, 0.85) == empty


def test_nothing_moves_when_a_digit_is_confirmed(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    panel.resize(170, 340)  # as in a window of 640 x 480
    places = set()
    for kind in ("provisional", "digit"):
        panel.show_result(result(kind, 7), stamps())
        qtbot.waitUntil(lambda: "shown" in panel.timing.text())
        qtbot.wait(20)
        places.add((panel.face.geometry().getRect(), panel.bars.geometry().getRect()))
    assert len(places) == 1

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


def test_it_prompts_before_the_first_result(panel: DigitPanel) -> None:
    assert panel.title.text() == "Say a digit"
    assert panel.large_digit.state == "empty"
    assert panel.bars.top is None


def test_a_digit_is_shown_with_its_word_and_confidence(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 7), stamps())
    assert (panel.large_digit.state, panel.large_digit.digit) == ("final", 7)
    assert panel.title.text() == "seven"
    assert panel.detail.text() == "91 % confidence"
    assert panel.bars.top == 7
    assert "7: 91 %" in panel.bars.accessibleDescription()
    assert panel.large_digit.accessibleName() == "seven, 91 % confidence"


def test_for_a_number_the_confidence_is_said_to_be_of_its_last_digit(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 4, id=2, phrase=3), stamps())
    panel.show_result(result("digit", 9, id=3, phrase=3, start=2.0, end=2.3), stamps())
    assert panel.large_digit.number == "49"
    assert panel.detail.text() == "last digit, 91 % confidence"


def test_a_doubtful_digit_leaves_a_question_mark_in_the_number(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 4, id=2, phrase=3), stamps())
    doubtful = result("rejected", None, rejected="unsure", id=3, phrase=3, start=2.0, end=2.3)
    panel.show_result(doubtful, stamps())
    panel.show_result(result("digit", 7, id=4, phrase=3, start=3.0, end=3.3), stamps())
    assert panel.large_digit.number == "4?7"
    panel.show_result(result("withdrawn", None, id=4, phrase=3, start=3.0, end=3.3), stamps())
    assert panel.large_digit.number == "4?"


def test_a_provisional_digit_looks_different_and_is_confirmed(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    heard = stamps()
    panel.show_result(result("provisional", 7), heard)
    assert (panel.large_digit.state, panel.title.text()) == ("provisional", "seven?")
    qtbot.waitUntil(lambda: panel.heard_to_shown_ms is not None)
    first = panel.heard_to_shown_ms
    provisional_image = panel.large_digit.grab().toImage()
    panel.show_result(result("digit", 7), heard)
    qtbot.waitUntil(lambda: "confirmed after" in panel.timing.text())
    assert panel.large_digit.grab().toImage() != provisional_image
    assert panel.heard_to_shown_ms == first
    assert f"shown after {round(first or 0)} ms" in panel.timing.text()


def test_latency_is_measured_when_the_digit_is_painted(
    panel: DigitPanel, result: Callable[..., Result], qtbot: QtBot
) -> None:
    ended = time.perf_counter() - 0.150
    panel.show_result(result("digit", 3), Stamps(ended, ended, speech_end=ended))
    assert panel.heard_to_shown_ms is None
    qtbot.waitUntil(lambda: panel.heard_to_shown_ms is not None)
    assert 150 <= (panel.heard_to_shown_ms or 0) <= (time.perf_counter() - ended) * 1e3
    assert "network 0.2" in panel.timing.toolTip()


def test_each_digit_of_a_number_has_the_time_at_which_it_was_first_shown(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    times: dict[int, float] = {}
    panel.shown.connect(times.__setitem__)
    for number, digit in enumerate((4, 2)):
        fields = {"id": number, "start": float(number), "phrase": 3}
        panel.show_result(result("provisional", digit, **fields), stamps())
        qtbot.waitUntil(lambda digit=digit: digit in {d for d, _ in panel._first_shown.values()})
    first = {number: ms for number, (_, ms) in panel._first_shown.items()}
    assert times == {}
    late = stamps()
    for number, digit in enumerate((4, 7, 1)):  # the second digit has changed
        fields = {"id": number, "start": float(number), "phrase": 3}
        panel.show_result(result("digit", digit, **fields), late)
    qtbot.waitUntil(lambda: 2 in times)
    assert times[0] == first[0]
    assert 1 not in times  # it was never painted


def test_a_withdrawn_result_removes_the_digit(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("provisional", 7, id=5), stamps())
    panel.show_result(result("withdrawn", None, id=5, probabilities=()), stamps())
    assert panel.large_digit.digit is None
    assert panel.title.text() == "Still listening…"


def test_the_withdrawal_of_another_utterance_changes_nothing(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 7, id=5), stamps())
    panel.show_result(result("withdrawn", None, id=6, probabilities=()), stamps())
    assert panel.large_digit.digit == 7


@pytest.mark.parametrize(
    ("code", "title", "detail"),
    [
        ("not_a_digit", "Not a digit", "sounds like another word"),
        ("unsure", "Not sure", "9 or 5?"),
        ("too_quiet", "Too quiet", "move closer, or raise the gain"),
        ("too_short", "Too short", "say the whole word"),
    ],
)
def test_a_rejection_shows_the_reason_and_no_digit(
    panel: DigitPanel,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    code: str,
    title: str,
    detail: str,
) -> None:
    probabilities = tuple({9: 0.5, 5: 0.4}.get(digit, 0.0125) for digit in range(10))
    rejected = result("rejected", None, rejected=code, probabilities=probabilities)
    panel.show_result(rejected, stamps())
    assert (panel.large_digit.state, panel.large_digit.digit) == ("rejected", None)
    assert (panel.title.text(), panel.detail.text()) == (title, detail)


def test_a_provisional_rejection_is_not_shown(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel.show_result(result("digit", 2, id=1), stamps())
    panel.show_result(result("provisional", None, id=2, rejected="unsure"), stamps())
    assert panel.large_digit.digit == 2


def test_a_screen_reader_announces_each_final_result_once(
    panel: DigitPanel,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    announced: list[str] = []

    def record(event: QAccessibleAnnouncementEvent) -> None:
        announced.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", record)
    panel.show_result(result("provisional", 4), stamps())
    panel.show_result(result("digit", 4), stamps())
    panel.show_result(result("rejected", None, id=2, rejected="unsure", reason="unsure"), stamps())
    assert announced == ["four", "Not sure"]


def test_the_most_likely_bar_is_the_highest_and_has_another_colour(
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

    def colour(digit: int, fraction: float) -> QColor:
        return colour_at(bars, (digit + 0.5) * pitch, bottom - fraction * (bottom - top))

    empty = colour(0, 0.5)
    assert colour(6, 0.6) == bars.palette().highlight().color()
    assert colour(2, 0.2) not in (empty, colour(6, 0.6))
    assert colour(2, 0.5) == empty
    assert colour(6, 0.85) == empty


def test_nothing_moves_when_a_digit_is_confirmed(
    panel: DigitPanel, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    panel.resize(170, 340)  # as in a window of 640 x 480
    geometries = set()
    for kind in ("provisional", "digit"):
        panel.show_result(result(kind, 7), stamps())
        qtbot.waitUntil(lambda: "shown" in panel.timing.text())
        qtbot.wait(20)
        geometries.add((panel.large_digit.geometry().getRect(), panel.bars.geometry().getRect()))
    assert len(geometries) == 1

"""Which results and numbers count."""

from __future__ import annotations

from collections.abc import Callable

from core.events import Number, Result
from desktop.audio.listener import Stamps
from desktop.window.main_window import MainWindow

Make = Callable[..., Result]


def test_a_number_that_a_dialog_hears_is_not_a_number_of_the_window(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps]
) -> None:
    digits = [result("digit", 1, id=1), result("digit", 2, id=2)]
    window.suspend(True)
    for digit in digits:
        window.show_result(digit, stamps())
    number = Number(1, "12", tuple(digits), 2.0)
    assert window.parts.utterance_filter.counted(number) is None
    window.end_phrase(number)
    window.parts.numbers.flush()
    assert len(window.history) == 0


def test_of_a_number_only_the_digits_count_that_were_accepted(
    window: MainWindow, result: Make, stamps: Callable[[], Stamps]
) -> None:
    before = result("digit", 1, id=1)
    doubtful = result("rejected", None, id=2, rejected="unsure")
    after = result("digit", 3, id=3)
    window.suspend(True)
    window.show_result(before, stamps())
    window.suspend(False)
    for one in (doubtful, after):
        window.show_result(one, stamps())
    counted = window.parts.utterance_filter.counted(Number(1, "1?3", (before, doubtful, after), 2))
    assert counted == Number(1, "?3", (doubtful, after), 2)

"""The level meter and the state badge."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.events import Activity
from desktop.window.widgets.level_meter import LevelMeter
from desktop.window.widgets.state_badge import StateBadge


def activity(time: float, level: float, peak: float = -30.0, **fields: bool) -> Activity:
    known = {"is_speech": False, "is_clipped": False}
    return Activity(time, level, peak, -60.0, **{**known, **fields})


@pytest.fixture
def meter(qtbot: QtBot) -> LevelMeter:
    shown = LevelMeter()
    qtbot.addWidget(shown)
    shown.resize(800, shown.sizeHint().height())
    shown.show()
    return shown


def test_the_bar_shows_the_level(meter: LevelMeter) -> None:
    full = meter.palette().highlight().color()

    def end_of_bar() -> int:
        image, y = meter.grab().toImage(), round(meter._bar.center().y())
        return sum(image.pixelColor(x, y) == full for x in range(image.width()))

    lengths = []
    for number, level in enumerate((-72.0, -54.0, -36.0, -18.0)):
        meter.show_activity(activity(0.02 * number, level, peak=-5.0))
        meter.tick()
        lengths.append(end_of_bar())
    width = meter._bar.width()
    assert lengths == pytest.approx([0, width / 4, width / 2, width * 3 / 4], abs=4)


def test_peaks_are_held_for_a_second_and_then_decay(meter: LevelMeter) -> None:
    meter.show_activity(activity(1.0, -20, peak=-6.0))
    meter.show_activity(activity(1.9, -40, peak=-30.0))
    assert meter.peak_db == -6.0
    meter.show_activity(activity(2.1, -40, peak=-30.0))
    decayed = meter.peak_db
    assert -30.0 < decayed < -6.0
    meter.show_activity(activity(4.0, -40, peak=-30.0))
    assert meter.peak_db == -30.0


def test_clipping_is_shown_for_three_seconds(meter: LevelMeter) -> None:
    quiet = meter.grab().toImage()
    meter.show_activity(activity(1.0, -3, peak=0.0, is_clipped=True))
    assert meter.is_clipped
    meter.tick()
    clipped = meter.grab().toImage()
    box = meter._clip.toRect()
    assert clipped.copy(box) != quiet.copy(box)
    meter.show_activity(activity(3.9, -30))
    assert meter.is_clipped
    meter.show_activity(activity(4.1, -30))
    assert not meter.is_clipped
    meter.tick()
    assert meter.grab().toImage().copy(box) == quiet.copy(box)


def test_another_stream_resets_clipping(meter: LevelMeter) -> None:
    meter.show_activity(activity(100.0, -3, is_clipped=True))
    meter.show_activity(activity(0.02, -30))
    assert not meter.is_clipped


def test_it_is_repainted_only_for_visible_changes(
    meter: LevelMeter, monkeypatch: pytest.MonkeyPatch
) -> None:
    meter.show_activity(activity(1.0, -33.0))
    meter.tick()
    updates: list[tuple] = []
    monkeypatch.setattr(meter, "update", lambda *where: updates.append(where))
    meter.show_activity(activity(1.02, -33.001))
    meter.tick()
    assert updates == []
    meter.show_activity(activity(1.04, -25.0))
    meter.tick()
    assert len(updates) == 1


def test_clear_resets_all_values(meter: LevelMeter) -> None:
    meter.show_activity(activity(1.0, -10.0, is_clipped=True))
    meter.clear()
    assert (meter.level_db, meter.peak_db, meter.floor_db) == (-72.0, -72.0, -72.0)
    assert not meter.is_clipped


def test_the_badge_shows_states_by_text_and_by_symbol(qtbot: QtBot) -> None:
    badge = StateBadge()
    qtbot.addWidget(badge)
    badge.show()
    seen = {}
    for code in ("opening", "listening", "paused", "no_device"):
        badge.show_state(code)
        seen[badge.text] = (
            badge.grab().toImage().convertToFormat(badge.grab().toImage().Format.Format_Grayscale8)
        )
        assert badge.accessibleName() == f"State: {badge.text}"
    badge.show_state("listening")
    badge.show_speech(is_speech=True)
    seen[badge.text] = badge.grab().toImage()
    assert list(seen) == ["Opening…", "Listening", "Paused", "Not listening", "Hearing speech"]
    symbol_rect = (
        badge.grab().toImage().rect().adjusted(0, 0, -badge.width() + 2 * badge.height() // 2, 0)
    )
    symbols = [image.copy(symbol_rect) for image in seen.values()]
    assert symbols[1] != symbols[2] != symbols[3]
    assert symbols[4] != symbols[1]


def test_speech_is_shown_only_while_listening(qtbot: QtBot) -> None:
    badge = StateBadge()
    qtbot.addWidget(badge)
    badge.show_state("listening")
    badge.show_speech(is_speech=True)
    badge.show_state("paused")
    assert badge.text == "Paused"
    badge.show_speech(is_speech=True)
    assert badge.text == "Paused"
    badge.show_state("listening")
    assert badge.text == "Listening"

"""The setting for the pause that ends a number."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.window.settings.pages import NUMBER_PAUSES, RecognitionPage


def test_the_default_is_shown_and_another_pause_can_be_chosen(qtbot: QtBot) -> None:
    page = RecognitionPage(Settings())
    qtbot.addWidget(page)
    assert page.number_pause.currentText() == "0.8 s"
    changes: dict[str, object] = {}
    page.changed.connect(changes.update)
    page.number_pause.activated.emit(0)
    assert changes == {"number_pause": 0.8}
    page.number_pause.setCurrentIndex(0)
    page.number_pause.activated.emit(0)
    assert changes == {"number_pause": 0.0}


@pytest.mark.parametrize("pause", [0.0, 0.55, 5.0, *NUMBER_PAUSES])
def test_a_stored_pause_is_shown(qtbot: QtBot, pause: float) -> None:
    page = RecognitionPage(Settings(number_pause=pause))
    qtbot.addWidget(page)
    assert page.number_pause.currentData() == pause

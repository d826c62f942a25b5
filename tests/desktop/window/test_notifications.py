from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import SourceState, Stamps, StateCode
from desktop.window.main_window import MainWindow

NO_DEVICE = SourceState(
    "no_device", "microphone", "No microphone found. Plug one in.", advice="Plug one in."
)
LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


def press(window: MainWindow, text: str) -> None:
    """Press the banner's button that says `text`."""
    notification = window.notification_bar.shown["source"]
    (button,) = [button for button in notification.buttons if button.text() == text]
    button.click()


@pytest.mark.parametrize(
    ("code", "title", "severity"),
    [
        ("no_device", "No microphone found", "warning"),
        ("no_portaudio", "The sound library is missing", "warning"),
        ("busy", "The microphone is in use", "warning"),
        ("unsupported", "The microphone cannot be used", "warning"),
        ("blocked", "The microphone is silent", "warning"),
        ("recovering", "The microphone is gone", "warning"),
        ("failed", "The sound stopped", "error"),
    ],
)
def test_what_is_not_well_gets_a_banner_until_it_is_well_again(
    window: MainWindow, code: StateCode, title: str, severity: str
) -> None:
    window.show_state(SourceState(code, "microphone", "what to do about it"))
    notification = window.notification_bar.shown["source"]
    assert window.notification_bar.isVisible()
    assert (notification.title.text(), notification.severity) == (title, severity)
    assert notification.message.text() == "what to do about it"
    assert [button.text() for button in notification.buttons] == ["Play the demo", "Try again"]
    assert title in notification.accessibleName()
    window.show_state(LISTENING)
    assert window.notification_bar.shown == {}
    assert not window.notification_bar.isVisible()


def test_it_invites_only_while_it_listens(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel = window.digit_panel
    assert panel.word.text() == "Say a digit"
    window.show_state(NO_DEVICE)
    assert panel.word.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert panel.word.text() == "Say a digit"
    window.show_result(result("digit", 7), stamps())
    window.show_state(NO_DEVICE)
    assert panel.word.text() == "seven"


def test_nothing_is_said_twice(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    assert window.notification_bar.shown["source"].message.text() == "Plug one in."


def test_the_banner_s_buttons_ask_for_what_they_say(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(NO_DEVICE)
    with qtbot.waitSignal(window.retry_wanted):
        press(window, "Try again")
    with qtbot.waitSignal(window.demo_wanted):
        press(window, "Play the demo")
    window.show_state(SourceState("finished", "demo.flac"))
    assert window.notification_bar.shown["source"].title.text() == "The demo has ended."
    assert window.windowTitle() == "demo.flac – Spoken Digits"
    with qtbot.waitSignal(window.retry_wanted):
        press(window, "Play again")
    with qtbot.waitSignal(window.microphone_wanted) as asked:
        press(window, "Use the microphone")
    assert asked.args == [None]
    assert window.kind == "microphone"


def test_notices_of_several_topics_stand_together_and_can_be_closed(window: MainWindow) -> None:
    window.show_trouble("settings", "Settings were reset", "set aside as settings.json.broken")
    window.notifications.show_model_failure("model bundle x: damaged")
    window.show_state(NO_DEVICE)
    assert list(window.notification_bar.shown) == ["settings", "model", "source"]
    assert window.digit_panel.word.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert window.digit_panel.word.text() == "Only listening"
    window.show_state(NO_DEVICE)
    window.notification_bar.shown["settings"].close_button.click()
    assert list(window.notification_bar.shown) == ["model", "source"]
    window.show_model()
    assert list(window.notification_bar.shown) == ["source"]
    window.show_state(LISTENING)
    assert window.digit_panel.word.text() == "Say a digit"


def test_a_screen_reader_is_told_of_a_new_notice(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[QAccessible.Event, str]] = []

    def hear(event: QAccessibleEvent) -> None:
        notification = event.object()
        assert isinstance(notification, QWidget)
        told.append((event.type(), notification.accessibleName()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    window.show_state(NO_DEVICE)
    window.show_state(NO_DEVICE)
    assert told == [(QAccessible.Event.Alert, "No microphone found. Plug one in.")]


def test_the_same_state_again_leaves_the_banner_as_it_is(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    notification = window.notification_bar.shown["source"]
    window.show_state(NO_DEVICE)
    assert window.notification_bar.shown["source"] is notification

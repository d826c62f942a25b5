from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import SourceState, Stamps, StateCode
from desktop.settings import SettingsProblem, SettingsProblemCode
from desktop.window.main_window import MainWindow

NO_DEVICE = SourceState(
    "no_device", "microphone", "No microphone found. Plug one in.", reason="no_microphone"
)
ADVICE = "Connect one and select it, or check the system's sound settings."
LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


def press(window: MainWindow, text: str) -> None:
    """Click the button with this text in the notification about the source."""
    notification = window.notification_bar.shown["source"]
    (button,) = [button for button in notification.buttons if button.text() == text]
    button.click()


@pytest.mark.parametrize(
    ("code", "title", "severity"),
    [
        ("no_device", "No microphone found", "warning"),
        ("no_portaudio", "The audio library is missing", "warning"),
        ("busy", "The microphone is in use", "warning"),
        ("unsupported", "The microphone cannot be used", "warning"),
        ("blocked", "The microphone is silent", "warning"),
        ("recovering", "The microphone was disconnected", "warning"),
        ("failed", "Audio input has stopped", "error"),
    ],
)
def test_a_problem_with_the_source_is_shown_until_it_is_solved(
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


def test_the_prompt_follows_the_state_of_the_source(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    panel = window.digit_panel
    assert panel.title.text() == "Say a digit"
    window.show_state(NO_DEVICE)
    assert panel.title.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert panel.title.text() == "Say a digit"
    window.show_result(result("digit", 7), stamps())
    window.show_state(NO_DEVICE)
    assert panel.title.text() == "seven"


def test_the_message_does_not_repeat_the_title(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    assert window.notification_bar.shown["source"].message.text() == ADVICE


def test_in_a_small_window_no_notification_is_squeezed(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.notification_bar
    bar.show_notification("welcome", "information", "Welcome", "Words that need a line. " * 12)
    bar.show_notification("saving", "error", "Audio cannot be saved", "The disk is full. " * 6)
    window.show_state(NO_DEVICE)
    assert all(one.isVisible() for one in bar.shown.values())
    window.resize(640, 480)
    qtbot.waitUntil(lambda: not bar.shown["welcome"].isVisible())
    assert bar.shown["source"].isVisible()  # the newest problem
    qtbot.wait(50)
    for one in bar.shown.values():
        if one.isVisible():
            assert one.height() >= one.height_for(one.width())
    bar.clear("source")
    bar.clear("saving")
    assert bar.shown["welcome"].isVisible()


def test_in_a_small_window_a_long_message_is_scrolled_to_its_end(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(640, 480)
    text = "The recorder has written a header that does not fit. " * 24 + "Convert it."
    window.notification_bar.show_notification("source", "error", "It cannot be read", text)
    shown = window.notification_bar.shown["source"]
    bar = shown.message_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert shown.height() <= 0.36 * window.height()
    assert shown.message.height() >= shown.message.heightForWidth(shown.message.width())
    bar.setValue(bar.maximum())
    assert shown.message.visibleRegion().boundingRect().bottom() == shown.message.height() - 1
    window.resize(1280, 800)  # there is room for all of it
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_a_message_that_fits_has_no_scroll_bar(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1900, 1000)
    window.notifications.show_welcome()
    window.show_state(SourceState("blocked", "microphone", "", reason="blocked"))
    qtbot.wait(100)
    for one in window.notification_bar.shown.values():
        assert one.message.height() < 2 * one.message.fontMetrics().height()  # one line
        assert not one.message_area.verticalScrollBar().isVisible()


def test_the_buttons_emit_their_requests(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(NO_DEVICE)
    with qtbot.waitSignal(window.retry_requested):
        press(window, "Try again")
    with qtbot.waitSignal(window.demo_requested):
        press(window, "Play the demo")
    window.show_state(SourceState("finished", "demo.flac"))
    assert window.notification_bar.shown["source"].title.text() == "The demo has ended."
    assert window.windowTitle() == "demo.flac — Spoken Digits"
    with qtbot.waitSignal(window.retry_requested):
        press(window, "Play again")
    with qtbot.waitSignal(window.microphone_requested) as requested:
        press(window, "Use the microphone")
    assert requested.args == [None]
    assert window.kind == "microphone"


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("invalid", "Some settings were reset"),
        ("renamed", "The settings were reset"),
        ("damaged", "The settings were reset"),
        ("unreadable", "The settings cannot be read"),
        ("no_home", "The settings cannot be read"),
    ],
)
def test_a_problem_with_the_settings_names_what_happened(
    window: MainWindow, code: SettingsProblemCode, title: str
) -> None:
    problem = SettingsProblem("in English", code, "settings.json", "theme")
    window.notifications.show_settings_problem(problem)
    assert window.notification_bar.shown["settings"].title.text() == title


def test_notifications_on_several_topics_are_shown_together(window: MainWindow) -> None:
    window.notifications.show_settings_problem("renamed to settings.json.broken")
    window.show_model_error("model bundle x: damaged")
    window.show_state(NO_DEVICE)
    assert list(window.notification_bar.shown) == ["settings", "model", "source"]
    assert window.digit_panel.title.text() == "Waiting for sound"
    window.show_state(LISTENING)
    assert window.digit_panel.title.text() == "No recognition"
    window.show_state(NO_DEVICE)
    window.notification_bar.shown["settings"].close_button.click()
    assert list(window.notification_bar.shown) == ["model", "source"]
    window.show_model()
    assert list(window.notification_bar.shown) == ["source"]
    window.show_state(LISTENING)
    assert window.digit_panel.title.text() == "Say a digit"


def test_a_screen_reader_announces_a_new_notification(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[tuple[QAccessible.Event, str]] = []

    def record(event: QAccessibleEvent) -> None:
        notification = event.object()
        assert isinstance(notification, QWidget)
        announced.append((event.type(), notification.accessibleName()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", record)
    window.show_state(NO_DEVICE)
    window.show_state(NO_DEVICE)
    assert announced == [(QAccessible.Event.Alert, f"No microphone found. {ADVICE}")]


def test_the_same_state_again_keeps_the_notification(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    notification = window.notification_bar.shown["source"]
    window.show_state(NO_DEVICE)
    assert window.notification_bar.shown["source"] is notification

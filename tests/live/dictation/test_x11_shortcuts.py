"""Global shortcuts on X11, with another program in the foreground."""

from __future__ import annotations

import os

import pytest
from pytestqt.qtbot import QtBot

from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.x11 import X11Keyboard
from desktop.window.background.shortcuts import Shortcut
from desktop.window.background.x11_shortcuts import X11Shortcuts
from tests.harness.requirements import needs_xdotool
from tests.harness.text_fields import TextField, needs_gtk, xdotool

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytestmark = [pytest.mark.live, needs_xdotool, needs_gtk]


def test_shortcuts_report_press_and_release_and_leave_the_focus(
    screen: dict[str, str], field: TextField, qtbot: QtBot
) -> None:
    shortcuts = X11Shortcuts()
    names: list[str] = []
    shortcuts.pressed.connect(lambda name: names.append(f"+{name}"))
    shortcuts.released.connect(lambda name: names.append(f"-{name}"))
    shortcuts.use([Shortcut("talk", "Ctrl+Alt+Space", ""), Shortcut("mute", "F9", "")])
    for key in ("Control_L", "Alt_L", "space"):
        xdotool(screen, "keydown", key)
    qtbot.waitUntil(lambda: names == ["+talk"])
    keyboard = X11Keyboard()
    keyboard.type("42")  # also while the shortcut is held
    field.wait_for("42")
    for key in ("space", "Alt_L", "Control_L"):
        xdotool(screen, "keyup", key)
    qtbot.waitUntil(lambda: names == ["+talk", "-talk"])
    xdotool(screen, "key", "Caps_Lock")
    xdotool(screen, "key", "F9")
    qtbot.waitUntil(lambda: names == ["+talk", "-talk", "+mute", "-mute"])
    xdotool(screen, "key", "Caps_Lock")
    assert xdotool(screen, "getwindowfocus") == str(field.window)
    shortcuts.use([])
    xdotool(screen, "key", "F9")
    keyboard.type("7")
    field.wait_for("427")
    qtbot.wait(100)
    assert len(names) == 4
    keyboard.close()
    shortcuts.close()


def test_a_shortcut_can_type_as_soon_as_it_is_pressed(
    screen: dict[str, str], field: TextField, qtbot: QtBot
) -> None:
    shortcuts, keyboard = X11Shortcuts(), X11Keyboard()
    errors: list[str] = []

    def press(name: str) -> None:
        try:
            keyboard.type("8")
        except TypingError as error:
            errors.append(error.code)

    shortcuts.pressed.connect(press)
    shortcuts.use([Shortcut("undo", "F9", "")])
    try:
        with qtbot.waitSignal(shortcuts.pressed):
            xdotool(screen, "keydown", "F9")
        xdotool(screen, "keyup", "F9")
        assert errors == []
        field.wait_for("8")
    finally:  # Xlib ends the process if the server ends first
        keyboard.close()
        shortcuts.close()


def test_a_key_that_is_no_shortcut_any_more_is_free_at_once(
    screen: dict[str, str], field: TextField, qtbot: QtBot
) -> None:
    shortcuts = X11Shortcuts()
    try:
        shortcuts.use([Shortcut("confirm", "Tab", "")])
        shortcuts.use([])
        xdotool(screen, "key", "Tab")  # without the event loop, which may also send the requests
        field.wait_for("\t")
    finally:
        shortcuts.close()


def test_a_shortcut_that_another_program_has_is_told(screen: dict[str, str], qtbot: QtBot) -> None:
    first, second = X11Shortcuts(), X11Shortcuts()
    first.use([Shortcut("mute", "F9", "")])
    with qtbot.waitSignal(second.failed) as failed:
        second.use([Shortcut("mute", "F9", "")])
    assert failed.args == ["F9 is used by another program. Choose other keys."]
    first.close()
    second.close()

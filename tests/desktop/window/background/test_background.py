"""Tray, overlay, hiding, second start, and shortcuts, without another program."""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.audio.listener import SourceState
from desktop.dictation.outcome import Outcome
from desktop.window.background import presence as presence_module
from desktop.window.background.first_instance import FirstInstance
from desktop.window.background.mac_shortcuts import MacShortcuts
from desktop.window.background.mac_shortcuts import parse as parse_mac
from desktop.window.background.overlay import Overlay
from desktop.window.background.portal_shortcuts import trigger
from desktop.window.background.presence import Presence
from desktop.window.background.shortcuts import Shortcut, Shortcuts
from desktop.window.background.tray_icon import TrayIcon, tray_pixmap, tray_state
from desktop.window.background.windows_shortcuts import WindowsShortcuts
from desktop.window.background.windows_shortcuts import parse as parse_windows
from desktop.window.background.x11_shortcuts import parse as parse_x11
from desktop.window.main_window import MainWindow
from desktop.window.output.digit_output import DigitOutput


class FakeShortcuts(Shortcuts):
    """Remembers what is used."""

    made: list[FakeShortcuts] = []  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.used: dict[str, str] = {}
        self.made.append(self)

    def use(self, shortcuts: list[Shortcut]) -> None:
        self.used = {one.name: one.keys for one in shortcuts}


@pytest.fixture
def presence(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    FakeShortcuts.made = []
    monkeypatch.setattr(presence_module, "choose_shortcuts", lambda: FakeShortcuts)
    monkeypatch.setattr(presence_module, "can_take_return", lambda: True)
    before = QApplication.quitOnLastWindowClosed()
    instance = FirstInstance(tmp_path / "window.sock")
    assert instance.claim()
    made = Presence(window, instance)
    yield made
    window.closed.disconnect(QApplication.quit)
    made.close()
    QApplication.setQuitOnLastWindowClosed(before)


def test_the_icon_shows_the_state(presence: Presence, window: MainWindow, qtbot: QtBot) -> None:
    for code, state in (("listening", "listening"), ("paused", "paused"), ("blocked", "problem")):
        window.bridge.state.emit(SourceState(code, "USB Headset"))  # pyright: ignore[reportArgumentType]
        qtbot.waitUntil(lambda state=state: presence.tray.state == state)
        assert "USB Headset" in presence.tray.icon.toolTip()
    assert tray_state("recovering") == "problem"


def test_the_icons_differ_and_have_a_transparent_corner() -> None:
    pictures = [tray_pixmap(state, 24).toImage() for state in ("listening", "paused", "problem")]
    assert all(one != other for one, other in itertools.combinations(pictures, 2))
    assert all(one.pixelColor(0, 0).alpha() == 0 for one in pictures)
    assert all(one.pixelColor(12, 2).alpha() == 255 for one in pictures)


def test_the_menu(presence: Presence, window: MainWindow) -> None:
    texts = [action.text() for action in presence.tray.menu.actions() if action.text()]
    assert texts == [
        "Open the window", "Pause", "Type into the focused program", "Take back the last number",
        "Settings…", "Quit",
    ]  # fmt: skip
    presence.apply(window.settings)
    assert not presence.tray.undo.isEnabled()


def test_closing_hides_and_quitting_closes(
    presence: Presence, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrayIcon, "is_available", staticmethod(lambda: True))
    window.change_settings({"closes_to_tray": True})
    window.close()
    assert not window.isVisible()
    presence.tray.open_window.trigger()
    assert window.isVisible()
    window.closed.disconnect(QApplication.quit)
    with qtbot.waitSignal(window.closed):
        window.commands.quit.trigger()
    window.closed.connect(QApplication.quit)


def test_without_a_tray_closing_closes(
    presence: Presence, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrayIcon, "is_available", staticmethod(lambda: False))
    window.change_settings({"closes_to_tray": True})
    window.closed.disconnect(QApplication.quit)
    with qtbot.waitSignal(window.closed):
        window.close()
    window.closed.connect(QApplication.quit)


def test_a_second_start_raises_the_window(
    presence: Presence, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.hide()
    assert not FirstInstance(tmp_path / "window.sock", patience=0.1).claim()
    qtbot.waitUntil(window.isVisible)


_CLAIM = """
import sys
from pathlib import Path
from desktop.window.background.first_instance import FirstInstance
print(FirstInstance(Path(sys.argv[1])).claim(), flush=True)
sys.stdin.read()
"""


def _claim_elsewhere(path: Path) -> subprocess.Popen[str]:
    """A process that claims to be the first instance, prints whether it is, and waits."""
    command = [sys.executable, "-c", _CLAIM, str(path)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)


def test_a_socket_that_was_left_behind_is_taken_over(tmp_path: Path) -> None:
    with _claim_elsewhere(tmp_path / "window.sock") as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "True\n"
        killed.kill()
    assert (tmp_path / "window.sock").exists()
    second = FirstInstance(tmp_path / "window.sock")
    assert second.claim()
    second.release()
    assert not (tmp_path / "window.sock").exists()


def test_of_many_that_start_at_once_one_is_the_first(tmp_path: Path) -> None:
    with ExitStack() as stack:
        started = [_claim_elsewhere(tmp_path / "window.sock") for _ in range(4)]
        for one in started:
            stack.enter_context(one)
            stack.callback(one.kill)
        answers: list[str] = []
        for one in started:  # the first one does not answer until it shows its window
            assert one.stdout is not None
            answers.append(one.stdout.readline())
    assert sorted(answers) == ["False\n"] * 3 + ["True\n"]


def test_a_first_instance_that_answers_fast_is_not_joined_by_a_second(
    tmp_path: Path, qtbot: QtBot
) -> None:
    first = FirstInstance(tmp_path / "window.sock")
    assert first.claim()
    original = socket.socket.connect

    def connect(asking: socket.socket, address: str) -> None:
        original(asking, address)
        QApplication.processEvents()  # the first one answers and closes the connection

    with pytest.MonkeyPatch.context() as patch, qtbot.waitSignal(first.raise_requested):
        patch.setattr(socket.socket, "connect", connect)
        assert not FirstInstance(tmp_path / "window.sock").claim()
    first.release()


def test_while_the_first_instance_quits_a_second_start_waits_and_opens_the_window(
    tmp_path: Path,
) -> None:
    quitting = FirstInstance(tmp_path / "window.sock")
    assert quitting.claim()
    with _claim_elsewhere(tmp_path / "window.sock") as second:
        time.sleep(1.0)  # it asks meanwhile, if the machine is fast enough
        quitting.release()
        assert second.stdout is not None
        assert second.stdout.readline() == "True\n"
        second.kill()


def test_where_no_socket_can_be_made_the_program_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert FirstInstance(tmp_path / "file" / "window.sock").claim()


def test_shortcuts(presence: Presence, window: MainWindow, qtbot: QtBot) -> None:
    window.change_settings(
        {"listening": "push_to_talk", "talk_shortcut": "Ctrl+Alt+Space", "mute_shortcut": "F9"}
    )
    shortcuts = FakeShortcuts.made[0]
    assert shortcuts.used == {"talk": "Ctrl+Alt+Space", "mute": "F9", "undo": ""}
    shortcuts.pressed.emit("talk")
    assert window.parts.push_to_talk.is_held
    shortcuts.released.emit("talk")
    assert not window.parts.push_to_talk.is_held
    with qtbot.waitSignal(window.pause_requested):
        shortcuts.pressed.emit("mute")
    shortcuts.failed.emit("F9 is used by another program.")
    assert "F9" in window.notification_bar.shown["shortcuts"].message.text()


@pytest.fixture
def overlay(presence: Presence, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    return presence.overlay


QUESTION = Outcome("waiting", "19", "doubtful", "", "1?")


@pytest.mark.parametrize("answer", ["typed", "dismissed"])
def test_return_is_taken_only_while_a_number_waits(
    overlay: Overlay, window: MainWindow, answer: Literal["typed", "dismissed"]
) -> None:
    confirming = FakeShortcuts.made[1]
    output = window.parts.digit_output
    output.outcome.emit(QUESTION)
    assert confirming.used == {"confirm": "Return"}
    output.outcome.emit(Outcome(answer, "19"))
    assert confirming.used == {}


def test_return_is_given_up_before_a_number_is_typed(
    overlay: Overlay, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own Return would go to this program."""
    confirming, output = FakeShortcuts.made[1], window.parts.digit_output
    output.outcome.emit(QUESTION)
    monkeypatch.setattr(DigitOutput, "is_typing", True)
    output.typing_begins.emit()
    assert confirming.used == {}
    qtbot.wait(100)
    assert confirming.used == {}
    monkeypatch.setattr(DigitOutput, "is_typing", False)  # and it still waits
    qtbot.waitUntil(lambda: confirming.used == {"confirm": "Return"})


def test_return_is_taken_only_while_the_overlay_asks(
    overlay: Overlay, window: MainWindow, qtbot: QtBot
) -> None:
    confirming, output = FakeShortcuts.made[1], window.parts.digit_output
    window.change_settings({"shows_overlay": False})
    output.outcome.emit(QUESTION)  # the window asks, but other windows may cover it
    qtbot.wait(200)
    assert confirming.used == {}
    window.change_settings({"shows_overlay": True})
    output.outcome.emit(QUESTION)
    qtbot.waitUntil(lambda: confirming.used == {"confirm": "Return"})
    overlay.hide()
    qtbot.waitUntil(lambda: confirming.used == {})


def test_the_overlay_shows_a_number_and_goes(overlay: Overlay, window: MainWindow) -> None:
    window.parts.digit_output.outcome.emit(Outcome("typed", "0171"))
    assert overlay.isVisible()
    assert overlay.number.text() == "0171"
    assert overlay._timer.isActive()
    overlay._timer.timeout.emit()
    assert not overlay.isVisible()


def test_the_overlay_shows_the_number_as_it_was_typed(overlay: Overlay, window: MainWindow) -> None:
    window.change_settings({"typing_groups": "3 4"})
    window.parts.digit_output.outcome.emit(Outcome("typed", "2106295"))
    assert overlay.number.text() == "210 6295"


@pytest.mark.parametrize("can_undo", [True, False])
def test_the_overlay_offers_undo_only_where_it_works(
    overlay: Overlay, window: MainWindow, can_undo: bool
) -> None:
    window.parts.digit_output.outcome.emit(Outcome("typed", "0171", can_undo=can_undo))
    assert overlay.undo_button.isVisible() == can_undo


@pytest.mark.parametrize(
    "code", ["length", "doubtful", "incomplete", "cannot_undo", "keyboard_in_use"]
)
def test_no_text_of_the_overlay_is_cut(overlay: Overlay, window: MainWindow, code: str) -> None:
    window.parts.digit_output.outcome.emit(Outcome("not_typed", "8225", code))  # type: ignore[arg-type]
    text = overlay.text
    needed = text.fontMetrics().boundingRect(
        0, 0, text.width(), 10_000, Qt.TextFlag.TextWordWrap, text.text()
    )
    assert needed.height() <= text.height()
    assert needed.width() <= text.width()
    assert overlay.rect().contains(text.geometry())
    assert not overlay.number.geometry().intersects(text.geometry())


def test_the_overlay_takes_no_focus(overlay: Overlay) -> None:
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert overlay.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert overlay.focusPolicy() == Qt.FocusPolicy.NoFocus
    for button in (overlay.type_button, overlay.drop_button, overlay.undo_button):
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_number_that_waits_stays_with_two_buttons(overlay: Overlay, window: MainWindow) -> None:
    window.parts.digit_output.outcome.emit(Outcome("waiting", "19", "doubtful", "", "1?"))
    assert overlay.number.text() == "1<u>9</u>"
    assert overlay.type_button.isVisible()
    assert overlay.drop_button.isVisible()
    assert not overlay._timer.isActive()


def test_the_question_comes_back_after_another_message(
    overlay: Overlay, window: MainWindow
) -> None:
    output = window.parts.digit_output
    output.outcome.emit(QUESTION)
    output.outcome.emit(Outcome("not_typed", "5555", "keyboard_in_use"))
    assert overlay.number.text() == "5555"
    assert not overlay.is_asking
    overlay._timer.timeout.emit()
    assert overlay.number.text() == "1<u>9</u>"
    assert overlay.is_asking
    output.outcome.emit(Outcome("dismissed", "19"))
    overlay._timer.timeout.emit()
    assert not overlay.isVisible()


def test_a_number_that_could_not_be_typed_can_be_confirmed_again(
    overlay: Overlay, window: MainWindow
) -> None:
    window.parts.digit_output.outcome.emit(QUESTION)
    failed = Outcome("not_typed", "19", "held_modifier", still_waits=True)
    window.parts.digit_output.outcome.emit(failed)
    assert "Release Shift" in overlay.text.text()
    assert overlay.is_asking
    assert not overlay._timer.isActive()


def test_the_overlay_says_whether_it_listens_while_talk_is_held(
    presence: Presence, overlay: Overlay, window: MainWindow, qtbot: QtBot
) -> None:
    shortcuts = FakeShortcuts.made[0]
    window.bridge.state.emit(SourceState("listening", "USB Headset"))
    qtbot.waitUntil(lambda: presence.tray.state == "listening")
    shortcuts.pressed.emit("talk")
    assert overlay.isVisible()
    assert overlay.text.text() == "Listening"
    assert not overlay.number.isVisible()
    window.bridge.state.emit(SourceState("recovering", "USB Headset"))
    qtbot.waitUntil(lambda: overlay.text.text() == "Reconnecting…")
    shortcuts.released.emit("talk")
    assert not overlay.isVisible()


def test_the_overlay_says_that_the_shortcut_has_paused_listening(
    presence: Presence, overlay: Overlay, window: MainWindow, qtbot: QtBot
) -> None:
    window.bridge.state.emit(SourceState("listening", "USB Headset"))
    qtbot.waitUntil(lambda: presence.tray.state == "listening")
    assert not overlay.isVisible()  # not without the shortcut
    FakeShortcuts.made[0].pressed.emit("mute")
    window.bridge.state.emit(SourceState("paused", "USB Headset"))
    qtbot.waitUntil(lambda: overlay.text.text() == "Paused")
    assert overlay.isVisible()
    assert overlay._timer.isActive()
    FakeShortcuts.made[0].pressed.emit("mute")
    window.bridge.state.emit(SourceState("opening", "USB Headset"))
    window.bridge.state.emit(SourceState("listening", "USB Headset"))
    qtbot.waitUntil(lambda: overlay.text.text() == "Listening")


def test_a_number_that_waits_stays_while_talk_is_held(overlay: Overlay, window: MainWindow) -> None:
    shortcuts = FakeShortcuts.made[0]
    window.parts.digit_output.outcome.emit(Outcome("waiting", "19", "doubtful", "", "1?"))
    shortcuts.pressed.emit("talk")
    shortcuts.released.emit("talk")
    assert overlay.isVisible()
    assert overlay.type_button.isVisible()


def test_what_was_typed_stays_when_talk_is_released(overlay: Overlay, window: MainWindow) -> None:
    shortcuts = FakeShortcuts.made[0]
    shortcuts.pressed.emit("talk")
    window.parts.digit_output.outcome.emit(Outcome("typed", "0171"))
    shortcuts.released.emit("talk")
    assert overlay.isVisible()
    assert overlay.number.text() == "0171"


def test_the_overlay_can_be_turned_off(overlay: Overlay, window: MainWindow) -> None:
    window.change_settings({"shows_overlay": False})
    window.parts.digit_output.outcome.emit(Outcome("typed", "0171"))
    assert not overlay.isVisible()
    FakeShortcuts.made[0].pressed.emit("talk")
    assert not overlay.isVisible()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("Ctrl+Alt+Space", (0x0C, "space")),
        ("Meta+T", (0x40, "t")),
        ("F9", (0, "F9")),
        ("Ctrl++", (0x04, "plus")),
        ("Ctrl+Shift+,", (0x05, "comma")),
    ],
)
def test_keys_for_x11(keys: str, expected: tuple[int, str]) -> None:
    assert parse_x11(keys) == expected


def test_keys_for_the_portal_windows_and_macos() -> None:
    assert trigger("Ctrl+Alt+Space") == "CTRL+ALT+space"
    assert trigger("Meta+T") == "LOGO+t"
    assert parse_windows("Ctrl+Alt+Space") == (3, 0x20)
    assert parse_windows("F9") == (0, 0x78)
    assert parse_windows("Ctrl+T") == (2, ord("T"))
    assert parse_mac("Ctrl+Alt+T") == (0x0900, 17)
    assert parse_mac("Ctrl+Print") == (0x0100, None)


class FakeUser32:
    """Hot keys of Windows."""

    def __init__(self) -> None:
        self.registered: dict[int, tuple[int, int]] = {}
        self.is_down = True

    def RegisterHotKey(self, window: Any, number: int, modifiers: int, key: int) -> int:  # noqa: N802
        if key == 0x78:
            return 0  # another program has F9
        self.registered[number] = (modifiers, key)
        return 1

    def UnregisterHotKey(self, window: Any, number: int) -> None:  # noqa: N802
        del self.registered[number]

    def GetAsyncKeyState(self, key: int) -> int:  # noqa: N802
        return -0x8000 if self.is_down else 0


def test_windows_hot_keys(qtbot: QtBot) -> None:
    library = FakeUser32()
    shortcuts = WindowsShortcuts(library)
    with qtbot.waitSignal(shortcuts.failed):
        shortcuts.use([Shortcut("talk", "Ctrl+Space", ""), Shortcut("mute", "F9", "")])
    assert library.registered == {1: (0x4002, 0x20)}
    with qtbot.waitSignal(shortcuts.pressed):
        shortcuts.on_hotkey(1)
    with qtbot.waitSignal(shortcuts.released):
        library.is_down = False
    shortcuts.close()
    assert library.registered == {}


def test_mac_hot_keys() -> None:
    class Carbon:
        def __init__(self) -> None:
            self.registered: list[tuple[int, int]] = []

        def GetApplicationEventTarget(self) -> int:  # noqa: N802
            return 1

        def RegisterEventHotKey(self, key: int, modifiers: int, *_: Any) -> int:  # noqa: N802
            self.registered.append((key, modifiers))
            return 0

        def UnregisterEventHotKey(self, _: Any) -> None:  # noqa: N802
            self.registered.pop()

    carbon = Carbon()
    shortcuts = MacShortcuts(carbon)
    shortcuts.use([Shortcut("talk", "Ctrl+Space", ""), Shortcut("mute", "", "")])
    assert carbon.registered == [(49, 0x0100)]
    shortcuts.close()
    assert carbon.registered == []

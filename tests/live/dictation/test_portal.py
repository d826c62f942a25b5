"""Typing and shortcuts by the portals, which python-dbusmock plays on a private bus."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dictation.keyboards.choice import choose_keyboard
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.portal import PortalKeyboard
from desktop.window.background.portal_shortcuts import PortalShortcuts
from desktop.window.background.shortcuts import Shortcut
from tests.harness.private_bus import Portals, needs_dbusmock, portals, private_bus
from tests.harness.text_fields import wait_until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytestmark = [pytest.mark.live, needs_dbusmock]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portals]:
    with portals(tmp_path) as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        yield running


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[PortalKeyboard]:
    keyboard = PortalKeyboard(tmp_path / "state" / "token.json")
    yield keyboard
    keyboard.close()


def test_a_number_is_typed_after_one_consent(portal: Portals, keyboard: PortalKeyboard) -> None:
    assert PortalKeyboard.is_available()
    keyboard.type("0171 555\n")
    keyboard.type("\b2")
    wait_until(lambda: len(portal.typed) == 11, lambda: portal.typed)
    assert portal.typed == "0171 555\uff0d\uff082"
    assert portal.lines.count("start") == 1
    assert portal.lines[0] == "select 1 -"


def test_the_token_of_the_consent_is_kept(
    portal: Portals, keyboard: PortalKeyboard, tmp_path: Path
) -> None:
    keyboard.open()
    stored = tmp_path / "state" / "token.json"
    assert json.loads(stored.read_text()) == {"restore_token": "token-1"}
    assert stored.stat().st_mode & 0o777 == 0o600
    keyboard.close()
    keyboard.open()
    assert [line for line in portal.lines if line.startswith("select")][1] == "select 1 token-1"


def test_a_refusal_is_remembered_until_typing_is_turned_on_again(
    tmp_path: Path, keyboard: PortalKeyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with portals(tmp_path, answer=1) as portal:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", portal.address)
        for _ in range(3):
            with pytest.raises(TypingError) as caught:
                keyboard.type("12")
            assert caught.value.code == "refused"
        assert portal.lines.count("start") == 1
        keyboard.close()
        with pytest.raises(TypingError):
            keyboard.open()
        assert portal.lines.count("start") == 2
        assert portal.typed == ""
        assert not (tmp_path / "state" / "token.json").exists()


def test_an_agreement_without_the_keyboard_is_a_refusal(
    tmp_path: Path, keyboard: PortalKeyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with portals(tmp_path, devices=2) as portal:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", portal.address)
        with pytest.raises(TypingError) as caught:
            keyboard.type("12")
        assert caught.value.code == "refused"
        assert portal.typed == ""


@pytest.mark.parametrize("is_told", ["true", "false"])
def test_a_permission_that_is_taken_away_is_told(
    portal: Portals, keyboard: PortalKeyboard, is_told: str, tmp_path: Path
) -> None:
    keyboard.type("12")
    wait_until(lambda: portal.typed == "12")
    portal.call("Revoke", is_told)
    with pytest.raises(TypingError) as caught:
        keyboard.type("34")
    assert caught.value.code == ("revoked" if is_told == "true" else "failed")
    assert portal.typed == "12"
    if is_told == "true":
        assert not (tmp_path / "state" / "token.json").exists()
        with pytest.raises(TypingError):
            keyboard.type("56")  # nobody is asked for each number
        assert portal.lines.count("start") == 1
    keyboard.close()
    keyboard.type("78")
    wait_until(lambda: portal.typed == "1278")


def test_a_desktop_without_the_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus() as address:
        monkeypatch.setenv("PATH", str(tmp_path))  # no ydotool
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert not PortalKeyboard.is_available()
        with pytest.raises(TypingError, match="Install ydotool") as caught:
            choose_keyboard("linux", {"WAYLAND_DISPLAY": "wayland-0"}).open()
        assert caught.value.code == "unsupported"


def test_without_a_session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert not PortalKeyboard.is_available()
    with pytest.raises(TypingError) as caught:
        PortalKeyboard(tmp_path / "token.json").open()
    assert caught.value.code == "unsupported"


def test_wayland_uses_the_portal_where_there_is_one(portal: Portals) -> None:
    keyboard = choose_keyboard("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})
    keyboard.open()
    assert keyboard.name == "RemoteDesktop portal"
    keyboard.close()


def test_global_shortcuts(portal: Portals, qtbot: QtBot) -> None:
    shortcuts = PortalShortcuts()
    shortcuts.use([Shortcut("talk", "Ctrl+Alt+Space", "Hold to talk"), Shortcut("mute", "", "")])
    qtbot.waitUntil(lambda: "bind talk CTRL+ALT+space" in portal.lines, timeout=30_000)
    qtbot.wait(200)
    with qtbot.waitSignal(shortcuts.pressed, timeout=30_000) as pressed:
        portal.call("Press", "Activated", "talk")
    assert pressed.args == ["talk"]
    with qtbot.waitSignal(shortcuts.released, timeout=30_000):
        portal.call("Press", "Deactivated", "talk")
    shortcuts.close()


def test_refused_and_missing_shortcuts_are_told(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortcuts = PortalShortcuts()
    with portals(tmp_path, answer=1) as portal:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", portal.address)
        with qtbot.waitSignal(shortcuts.failed, timeout=30_000) as refused:
            shortcuts.use([Shortcut("talk", "F9", "Hold to talk")])
        assert refused.args is not None
        assert "not to allow" in refused.args[0]
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with qtbot.waitSignal(shortcuts.failed, timeout=30_000) as missing:
            shortcuts.use([Shortcut("talk", "F9", "Hold to talk")])
        assert missing.args is not None
        assert "no global shortcuts" in missing.args[0]
    shortcuts.close()

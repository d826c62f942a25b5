"""The boundary of the keyboards for Windows, macOS and uinput: what they would send."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.dictation.keyboards import programs
from desktop.dictation.keyboards.choice import FirstThatOpens, choose_keyboard
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.macos import MacKeyboard
from desktop.dictation.keyboards.programs import UinputKeyboard
from desktop.dictation.keyboards.windows import (
    EXTENDED,
    KEY_UP,
    UNICODE,
    KeyInput,
    WindowsKeyboard,
    packed,
)
from tests.desktop.dictation.conftest import FakeKeyboard

SHIFT, RIGHT_CONTROL = 0xA0, 0xA3


class FakeUser32:
    """Windows, as far as it is used."""

    def __init__(self) -> None:
        self.sent: list[KeyInput] = []
        self.calls = 0
        self.held: set[int] = set()
        self.window = 7
        self.accepted = 1000

    def send(self, inputs: Sequence[KeyInput]) -> int:
        self.calls += 1
        self.sent += inputs
        return min(len(inputs), self.accepted)

    def is_down(self, virtual_key: int) -> bool:
        return virtual_key in self.held

    def foreground_window(self) -> int:
        return self.window


def test_windows_gets_unicode_characters_in_one_call() -> None:
    user32 = FakeUser32()
    WindowsKeyboard(user32).type("5\n\t\b🙂")
    up = UNICODE | KEY_UP
    assert user32.calls == 1
    assert user32.sent == [
        KeyInput(0, 0x35, UNICODE), KeyInput(0, 0x35, up),
        KeyInput(0x0D, 0, 0), KeyInput(0x0D, 0, KEY_UP),
        KeyInput(0x09, 0, 0), KeyInput(0x09, 0, KEY_UP),
        KeyInput(0x08, 0, 0), KeyInput(0x08, 0, KEY_UP),
        KeyInput(0, 0xD83D, UNICODE), KeyInput(0, 0xDE42, UNICODE),
        KeyInput(0, 0xD83D, up), KeyInput(0, 0xDE42, up),
    ]  # fmt: skip


def test_windows_releases_held_modifiers_and_presses_them_again() -> None:
    user32 = FakeUser32()
    user32.held = {SHIFT, RIGHT_CONTROL}
    WindowsKeyboard(user32).type("1")
    assert user32.sent[:2] == [
        KeyInput(SHIFT, 0, KEY_UP),
        KeyInput(RIGHT_CONTROL, 0, KEY_UP | EXTENDED),
    ]
    assert user32.sent[-2:] == [KeyInput(SHIFT, 0, 0), KeyInput(RIGHT_CONTROL, 0, EXTENDED)]


def test_windows_tells_what_it_refuses() -> None:
    user32 = FakeUser32()
    keyboard = WindowsKeyboard(user32)
    user32.accepted = 0
    with pytest.raises(TypingError) as refused:
        keyboard.type("1")
    assert refused.value.code == "no_permission"
    with pytest.raises(TypingError) as elsewhere:
        keyboard.type("1", focus=3)
    assert elsewhere.value.code == "focus_gone"
    user32.window = 0
    with pytest.raises(TypingError) as nowhere:
        keyboard.type("1")
    assert nowhere.value.code == "no_focus"
    assert user32.calls == 1


def test_windows_inputs_have_the_size_of_winuser_h() -> None:
    array = packed([KeyInput(0, 0x35, UNICODE), KeyInput(0x0D, 0, KEY_UP)])
    if sys.maxsize > 2**32 and sys.platform == "win32":
        assert ctypes.sizeof(array) == 2 * 40
    assert (array[0].type, array[0].u.ki.wScan, array[0].u.ki.dwFlags) == (1, 0x35, UNICODE)
    assert (array[1].u.ki.wVk, array[1].u.ki.dwFlags) == (0x0D, KEY_UP)


class FakeQuartz:
    """macOS, as far as it is used."""

    def __init__(self, is_allowed: bool = True) -> None:
        self.is_allowed = is_allowed
        self.posted: list[tuple[int, str, bool]] = []

    def is_trusted(self) -> bool:
        return self.is_allowed

    def post_key(self, keycode: int, text: str, *, is_down: bool) -> None:
        self.posted.append((keycode, text, is_down))


def test_macos_posts_characters_and_keys() -> None:
    quartz = FakeQuartz()
    MacKeyboard(quartz).type("5\n\b")
    assert quartz.posted == [
        (0, "5", True), (0, "5", False),
        (36, "", True), (36, "", False),
        (51, "", True), (51, "", False),
    ]  # fmt: skip


def test_macos_explains_the_permission() -> None:
    quartz = FakeQuartz(is_allowed=False)
    with pytest.raises(TypingError, match="Accessibility") as caught:
        MacKeyboard(quartz).type("5")
    assert caught.value.code == "no_permission"
    assert quartz.posted == []


@pytest.fixture
def uinput(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UinputKeyboard:
    """A uinput device that may be used, and a ydotool that writes what it types into a file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "ydotool"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/typed\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(
        programs.shutil, "which", lambda name: str(folder / name) if name == "ydotool" else None
    )
    (tmp_path / "uinput").touch()
    return UinputKeyboard({"XKB_DEFAULT_LAYOUT": "de"}, tmp_path / "none", tmp_path / "uinput")


def test_ydotool_types_digits(uinput: UinputKeyboard, tmp_path: Path) -> None:
    uinput.type("12 34\n")
    assert (tmp_path / "typed").read_text() == "12 34\n"
    assert (tmp_path / "arguments").read_text() == "type --file -\n"


@pytest.mark.parametrize("text", ["1;", "1\b", "1ä"])
def test_ydotool_refuses_what_may_be_elsewhere_in_the_layout(
    uinput: UinputKeyboard, tmp_path: Path, text: str
) -> None:
    with pytest.raises(TypingError) as caught:
        uinput.type(text)
    assert caught.value.code == "no_key"
    assert not (tmp_path / "typed").exists()


@pytest.mark.parametrize(
    ("layout", "variant"), [("fr", ""), ("de,us", ""), ("us", "strange"), ("", "")]
)
def test_ydotool_refuses_layouts_with_which_it_may_type_wrong_digits(
    uinput: UinputKeyboard, tmp_path: Path, layout: str, variant: str
) -> None:
    file = tmp_path / "keyboard"
    file.write_text(f'XKBLAYOUT="{layout}"\nXKBVARIANT="{variant}"\n')
    keyboard = UinputKeyboard({}, file, tmp_path / "uinput")
    with pytest.raises(TypingError, match="wrong digits"):
        keyboard.open()


def test_ydotool_explains_the_permission(uinput: UinputKeyboard, tmp_path: Path) -> None:
    keyboard = UinputKeyboard({"XKB_DEFAULT_LAYOUT": "de"}, tmp_path / "none", tmp_path / "gone")
    if any(path.exists() for path in keyboard._sockets()):
        pytest.skip("ydotoold runs here")
    with pytest.raises(TypingError, match="ydotoold") as caught:
        keyboard.open()
    assert caught.value.code == "no_permission"


def test_the_choice_for_each_system() -> None:
    assert choose_keyboard("win32", {}).name == "SendInput"
    assert choose_keyboard("darwin", {}).name == "Quartz events"
    assert choose_keyboard("linux", {"DISPLAY": ":0"}).name == "X11"
    wayland = choose_keyboard("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert isinstance(wayland, FirstThatOpens)
    with pytest.raises(TypingError, match="no screen"):
        choose_keyboard("linux", {}).open()


def test_the_first_keyboard_that_opens_is_used() -> None:
    broken, good = FakeKeyboard("broken"), FakeKeyboard("good")
    broken.problem = TypingError("unsupported", "no protocol")
    keyboard = FirstThatOpens([lambda: None, lambda: broken, lambda: good])
    keyboard.type("12")
    assert keyboard.name == "good"
    assert good.texts[1] == "12"


def test_a_refusal_is_not_circumvented() -> None:
    refused, other = FakeKeyboard("refused"), FakeKeyboard("other")
    refused.problem = TypingError("refused", "no")
    keyboard = FirstThatOpens([lambda: refused, lambda: other])
    for _ in range(2):
        with pytest.raises(TypingError, match="no"):
            keyboard.type("12")
    assert other.calls == []

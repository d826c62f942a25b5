"""Real programs on a private X server receive exactly what is typed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from ctypes import byref
from pathlib import Path

import pytest

from desktop.dictation.keyboards import x11
from desktop.dictation.keyboards import x11_library as xlib
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.x11 import X11Keyboard
from tests.harness.requirements import needs_xdotool
from tests.harness.text_fields import (
    TextField,
    chromium_field,
    focus,
    gtk_field,
    needs_chromium,
    needs_gtk,
    needs_xterm,
    wait_until,
    xdotool,
    xterm_field,
)

pytestmark = [
    pytest.mark.live,
    needs_xdotool,
    needs_gtk,
    needs_xterm,
    pytest.mark.skipif(not x11.is_available(), reason="libXtst is not installed"),
]

LAYOUTS = ["us", "fr", "de", "fr(bepo)", "us(dvorak)", "cz", "ir", "in", "lt", "ara(digits)", "np"]
"""The last one has no ASCII digits at all."""

SHIFT, CAPS_LOCK, CONTROL = 0x01, 0x02, 0x04


@pytest.fixture
def keyboard(screen: dict[str, str]) -> Iterator[X11Keyboard]:
    keyboard = X11Keyboard()
    yield keyboard
    keyboard.close()


def test_a_number_that_no_window_would_get_is_refused(
    screen: dict[str, str], keyboard: X11Keyboard
) -> None:
    assert keyboard.focus() == 0
    with pytest.raises(TypingError, match="No window has the focus"):
        keyboard.type("42")


@pytest.fixture(params=["gtk", "xterm"])
def field(
    request: pytest.FixtureRequest, screen: dict[str, str], tmp_path: Path
) -> Iterator[TextField]:
    make = gtk_field if request.param == "gtk" else xterm_field
    with make(screen, tmp_path / "field.txt") as running:
        focus(screen, running)
        yield running


def test_python_never_waits_for_a_grabbed_server(
    field: TextField, keyboard: X11Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread may hold the GIL and wait for the server, too: neither would go on."""
    no_replies = {
        "XSetInputFocus", "XkbLatchModifiers", "XkbLockModifiers", "XkbLockGroup",
        "XChangeKeyboardMapping",
    }  # fmt: skip
    called: list[str] = []
    call = keyboard._call

    def record(name: str, *arguments: object, **options: bool) -> object:
        called.append(name)
        return call(name, *arguments, **options)

    monkeypatch.setattr(keyboard, "_call", record)
    keyboard.type("0171 Ω")
    begin, end = called.index("XGrabServer"), called.index("XUngrabServer")
    assert begin < end
    assert set(called[begin + 1 : end]) <= no_replies
    field.wait_for("0171 Ω")


def test_a_long_text_is_typed_whole(field: TextField, keyboard: X11Keyboard) -> None:
    text = "0123456789 " * 40
    keyboard.type(text)
    field.wait_for(text)


def set_layout(layout: str) -> None:
    """Choose a layout, such as "fr(bepo)" or "ara,us"."""
    name, _, variant = layout.partition("(")
    more = ["-variant", variant.rstrip(")")] if variant else []
    subprocess.run(["setxkbmap", name, *more], check=True, timeout=30)


class Observer:
    """Another client of the X server."""

    def __init__(self) -> None:
        self.display = xlib.open_display()

    @property
    def state(self) -> xlib.XkbState:
        found = xlib.XkbState()
        xlib.x11().XkbGetState(self.display, xlib.CORE_KEYBOARD, byref(found))
        return found

    def lock_group(self, group: int) -> None:
        xlib.x11().XkbLockGroup(self.display, xlib.CORE_KEYBOARD, group)
        xlib.x11().XSync(self.display, 0)

    def lock_modifiers(self, modifiers: int) -> None:
        xlib.x11().XkbLockModifiers(self.display, xlib.CORE_KEYBOARD, 0xFF, modifiers)
        xlib.x11().XSync(self.display, 0)

    def grab_keyboard(self) -> None:
        root = xlib.x11().XDefaultRootWindow(self.display)
        assert xlib.x11().XGrabKeyboard(self.display, root, 0, 1, 1, 0) == 0

    def ungrab_keyboard(self) -> None:
        xlib.x11().XUngrabKeyboard(self.display, 0)
        xlib.x11().XSync(self.display, 0)


@pytest.fixture
def observer(screen: dict[str, str]) -> Observer:
    return Observer()


def test_each_layout_gives_the_digits_that_were_recognized(
    keyboard: X11Keyboard, field: TextField
) -> None:
    expected = ""
    for layout in LAYOUTS:
        set_layout(layout)
        keyboard.type("0123456789 77\t")
        expected += "0123456789 77\t"
        field.wait_for(expected)


@needs_chromium
def test_a_page_in_a_browser_receives_the_digits_of_each_layout(
    keyboard: X11Keyboard, screen: dict[str, str], tmp_path: Path
) -> None:
    with chromium_field(screen, tmp_path / "field.txt") as field:
        focus(screen, field)
        expected = ""
        for layout in LAYOUTS:
            set_layout(layout)
            keyboard.type("0123456789 77\t\n")
            expected += "0123456789 77\t\n"
            field.wait_for(expected)
        keyboard.type("\b\b7")
        field.wait_for(expected[:-2] + "7")


@pytest.mark.parametrize("group", [0, 1])
def test_the_active_one_of_two_groups_counts(
    keyboard: X11Keyboard, field: TextField, observer: Observer, group: int
) -> None:
    expected = ""
    for layouts in ("us,fr", "fr,us", "ara,us", "np,de", "us,np"):
        set_layout(layouts)
        observer.lock_group(group)
        keyboard.type("0123456789")
        expected += "0123456789"
        field.wait_for(expected)
        assert observer.state.group == group


@pytest.mark.parametrize("layout", ["us", "fr", "lt", "np"])
def test_held_modifiers_are_released_and_pressed_again(
    keyboard: X11Keyboard,
    field: TextField,
    screen: dict[str, str],
    observer: Observer,
    layout: str,
) -> None:
    set_layout(layout)
    expected = ""
    for keys in (["Shift_L"], ["Control_L"], ["Shift_R", "Control_R"], ["Alt_L"]):
        for key in keys:
            xdotool(screen, "keydown", key)
        before = observer.state.base_mods
        assert before
        keyboard.type("0192837465 5")
        expected += "0192837465 5"
        field.wait_for(expected)
        assert observer.state.base_mods == before
        for key in keys:
            xdotool(screen, "keyup", key)
        assert observer.state.base_mods == 0


def test_keys_that_are_held_down_are_typed(
    keyboard: X11Keyboard, field: TextField, screen: dict[str, str]
) -> None:
    """The server ignores the press of a key that is down, such as the Return that confirms."""
    for key in ("Tab", "4", "Shift_L"):
        xdotool(screen, "keydown", key)
    field.wait_for("\t4")
    keyboard.type("42\t")
    for key in ("Shift_L", "4", "Tab"):
        xdotool(screen, "keyup", key)
    keyboard.type("5")
    field.wait_for("\t442\t5")


def test_caps_lock_stays_as_it_is(
    keyboard: X11Keyboard, field: TextField, observer: Observer
) -> None:
    expected = ""
    for layout in ("us", "fr", "de", "cz", "us(dvorak)", "np"):
        set_layout(layout)
        observer.lock_modifiers(CAPS_LOCK)
        keyboard.type("0123456789")
        keyboard.type(" 5 kg, Kg")
        expected += "0123456789 5 kg, Kg"
        field.wait_for(expected)
        assert observer.state.locked_mods == CAPS_LOCK


def test_latched_and_locked_modifiers_of_sticky_keys_do_not_count(
    keyboard: X11Keyboard, field: TextField, observer: Observer
) -> None:
    observer.lock_modifiers(SHIFT | CONTROL)
    keyboard.type("135")
    field.wait_for("135")
    assert observer.state.locked_mods == SHIFT | CONTROL


def test_any_text_can_follow_a_number(keyboard: X11Keyboard, field: TextField) -> None:
    set_layout("np")
    keyboard.type("12 °C – ½ Ω 五 🙂; x")
    field.wait_for("12 °C – ½ Ω 五 🙂; x")


def test_keycodes_are_given_back(keyboard: X11Keyboard, field: TextField) -> None:
    set_layout("np")
    keyboard.open()
    before = keyboard._read_keyboard().mapping[0]
    keyboard.type("0123456789")
    assert keyboard._read_keyboard().mapping[0] != before
    keyboard.close()
    keyboard.open()
    assert sorted(filter(None, keyboard._read_keyboard().mapping[0])) == sorted(
        filter(None, before)
    )


def test_what_has_no_key_is_not_typed_at_all(keyboard: X11Keyboard, field: TextField) -> None:
    many = "".join(chr(0x4E00 + n) for n in range(260))
    with pytest.raises(TypingError, match="has no key for") as caught:
        keyboard.type("12" + many)
    assert caught.value.code == "no_key"
    keyboard.type("3")
    field.wait_for("3")


def test_backspace_takes_back(
    keyboard: X11Keyboard, screen: dict[str, str], tmp_path: Path
) -> None:
    with gtk_field(screen, tmp_path / "field.txt") as field:
        focus(screen, field)
        keyboard.type("12345")
        keyboard.type("\b\b9")
        field.wait_for("1239")


def test_a_number_goes_where_the_focus_was(
    keyboard: X11Keyboard, screen: dict[str, str], tmp_path: Path
) -> None:
    with (
        gtk_field(screen, tmp_path / "first.txt", "first field") as first,
        xterm_field(screen, tmp_path / "second.txt", "second field") as second,
    ):
        focus(screen, first)
        target = keyboard.focus()
        assert target == first.window
        focus(screen, second)
        keyboard.type("1234", target)
        keyboard.type("5")
        first.wait_for("1234")
        second.wait_for("5")
        assert keyboard.focus() == second.window
        focus(screen, first)
        keyboard.type("67", second.window)
        second.wait_for("567")
        assert first.text == "1234"


def test_a_window_that_is_closed_gets_nothing(
    keyboard: X11Keyboard, screen: dict[str, str], tmp_path: Path
) -> None:
    with xterm_field(screen, tmp_path / "other.txt", "other field") as other:
        with gtk_field(screen, tmp_path / "field.txt") as field:
            focus(screen, field)
            target = keyboard.focus()
        focus(screen, other)
        with pytest.raises(TypingError) as caught:
            keyboard.type("12", target)
        assert caught.value.code == "focus_gone"
        keyboard.type("3")
        other.wait_for("3")


def test_nothing_is_typed_while_a_screen_lock_holds_the_keyboard(
    keyboard: X11Keyboard, field: TextField, observer: Observer
) -> None:
    observer.grab_keyboard()
    with pytest.raises(TypingError) as caught:
        keyboard.type("12")
    assert caught.value.code == "keyboard_in_use"
    observer.ungrab_keyboard()
    keyboard.type("3")
    field.wait_for("3")


def test_nothing_is_typed_into_the_terminal_of_the_program_itself(
    screen: dict[str, str], field: TextField
) -> None:
    keyboard = X11Keyboard(own_window=field.window)
    with pytest.raises(TypingError) as caught:
        keyboard.type("12")
    assert caught.value.code == "own_window"
    keyboard.close()


def test_without_a_focused_window_nothing_is_typed(
    keyboard: X11Keyboard, screen: dict[str, str], observer: Observer
) -> None:
    xlib.x11().XSetInputFocus(observer.display, 0, 0, 0)
    xlib.x11().XSync(observer.display, 0)
    with pytest.raises(TypingError) as caught:
        keyboard.type("12")
    assert caught.value.code == "no_focus"


def test_a_display_that_is_gone_is_an_error_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(TypingError, match=":987") as caught:
        X11Keyboard().open()
    assert caught.value.code == "no_display"


def test_gtk_sees_no_modifier_of_the_person(
    keyboard: X11Keyboard, screen: dict[str, str], tmp_path: Path
) -> None:
    with gtk_field(screen, tmp_path / "field.txt") as field:
        focus(screen, field)
        xdotool(screen, "keydown", "Control_L")
        keyboard.type("1")
        xdotool(screen, "keyup", "Control_L")
        field.wait_for("1")
        wait_until(lambda: ord("1") in dict(field.key_states))
        assert dict(field.key_states)[ord("1")] & (SHIFT | CONTROL) == 0

"""Types into the focused window of an X server, by the XTEST extension.

A text is typed as a unit. All its requests are sent at once, so that it is never cut off if this
process ends; they set the focus, and grab the X server, so that no other program can move it
meanwhile. Python never waits for the server while it is grabbed: another thread may hold the GIL in
a call of Qt that waits for the server, and then neither would go on.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import byref, c_char, c_int, c_uint, c_ulong
from dataclasses import dataclass
from typing import Any

from desktop.dictation.keyboards import x11_library as xlib
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.x11_keymap import LOCK, Keymap, Layout, Plan, State, key_events

_NUM_LOCK = 0xFF7F
_ALL_MODIFIERS = 0xFF
_CLIENT_MAP = 7  # XkbAllClientInfoMask
_ALL_COMPONENTS = 0x7F
_POINTER_ROOT = 1

_MAX_AT_ONCE = 80
"""Characters whose requests fit into Xlib's buffer of 16 KB. It is not sent before it is full."""


def is_available() -> bool:
    """Return whether libX11 and libXtst can be loaded."""
    return xlib.x11() is not None and xlib.xtst() is not None


@dataclass(slots=True)
class _Keyboard:
    """The layout as it was read last, and what it was read from."""

    mapping: tuple[list[int], dict[int, list[int]]]
    translation: _Translation
    layout: Layout
    modifier_keys: dict[int, list[int]]
    num_lock: int  # its modifier bit


class X11Keyboard:
    """Types by its own connection to the X server.

    Parameters
    ----------
    own_window : int
        A window into which nothing is typed, such as that of the terminal; 0 for none.
    """

    name = "X11"

    def __init__(self, own_window: int = 0) -> None:
        self._own_window = own_window
        self._display: Any = None
        self._keyboard: _Keyboard | None = None
        self._hidden_window = 0
        self._spare: dict[int, int] = {}  # keycodes that were given a keysym, and which one

    def open(self) -> None:
        """Connect to the X server."""
        if self._display is not None:
            return
        if not is_available():
            raise TypingError(
                "missing_library", "Install libX11 and libXtst to type into other programs.",
                "libXtst",
            )  # fmt: skip
        display = xlib.open_display()
        if display is None:
            name = os.environ.get("DISPLAY", "")
            raise TypingError("no_display", f"The X display {name!r} does not respond.", name)
        self._display = display
        if not xlib.query(xlib.xtst().XTestQueryExtension, display, 4) or not xlib.query(
            xlib.x11().XkbQueryExtension, display, 5
        ):
            self.close()
            raise TypingError("unsupported", "The X server has no XTEST or XKEYBOARD extension.")
        root = self._call("XDefaultRootWindow")
        self._hidden_window = self._call("XCreateSimpleWindow", root, 0, 0, 1, 1, 0, 0, 0)
        self._read_keyboard()

    def close(self) -> None:
        """Close the connection, and free the keycodes that were given a keysym."""
        if self._display is None:
            return
        for keycode, keysym in self._spare.items():
            width = c_int()
            listed = self._call("XGetKeyboardMapping", keycode, 1, byref(width))
            if width.value and listed[0] == keysym:  # no other layout was chosen meanwhile
                self._set_keysym(keycode, 0)
            self._call_free(listed)
        xlib.errors.take(self._display)
        if self._keyboard is not None:
            self._keyboard.translation.free()
        display, self._display, self._keyboard = self._display, None, None
        self._spare.clear()
        xlib.errors.forget(display)
        xlib.x11().XCloseDisplay(display)

    def focus(self) -> int:
        """Return the window that has the focus; 0 if none has."""
        self.open()
        (now, _), root = self._input_focus(), self._call("XDefaultRootWindow")
        if now in (_POINTER_ROOT, root) and not self._window_below_pointer(root):
            return 0
        return now

    def _input_focus(self) -> tuple[int, int]:
        """Return the window that has the focus, and where the focus goes when it is closed."""
        window, revert = c_ulong(), c_int()
        self._call("XGetInputFocus", byref(window), byref(revert))
        return window.value, revert.value

    def _window_below_pointer(self, root: int) -> int:
        """The window that gets the keys while the screen itself has the focus; 0 for none."""
        at, window, number, mask = c_ulong(), c_ulong(), c_int(), c_uint()
        numbers = [byref(number)] * 4  # positions
        self._call("XQueryPointer", root, byref(at), byref(window), *numbers, byref(mask))
        return window.value

    def type(self, text: str, focus: int = 0) -> None:
        """Type a text into the window that has the focus, or into the window `focus`."""
        self.open()
        for begin in range(0, len(text), _MAX_AT_ONCE):
            self._type(text[begin : begin + _MAX_AT_ONCE], focus)

    # -- typing ---------------------------------------------------------------------------------

    def _type(self, text: str, focus: int) -> None:
        """Type what fits into Xlib's buffer. Nothing is sent before all checks have passed."""
        now, revert = self._input_focus()
        target = focus or self.focus()
        if target == 0:
            raise TypingError("no_focus", "No window has the focus.")
        if target != now and not self._is_viewable(target):
            raise TypingError("focus_gone", "The window that had the focus is closed or hidden.")
        if self._own_window and self._top(target) == self._top(self._own_window):
            raise TypingError("own_window", "This window itself has the focus.")
        if self._is_keyboard_grabbed():
            raise TypingError(
                "keyboard_in_use", "Another program holds the keyboard: a menu or a screen lock."
            )
        keyboard = self._read_keyboard()
        state = self._state()
        kept = state.locked_mods & (LOCK | keyboard.num_lock)
        plan = keyboard.layout.plan(text, State(state.locked_group, kept))
        pressed = self._pressed_keys()
        held = _held_modifiers(state, keyboard, pressed)
        in_the_way = pressed.intersection(stroke.keycode for stroke in plan.strokes)
        # From here on only requests without a reply: they are sent together by the XSync at the
        # end, or not at all.
        self._call("XGrabServer")
        try:
            self._call("XSetInputFocus", target, revert, 0)
            self._send(plan, state, held, sorted(in_the_way.difference(held)))
            if target != now:
                self._call("XSetInputFocus", now, revert, 0)
        finally:
            self._call("XUngrabServer")
        if code := xlib.errors.take(self._display):
            raise TypingError("failed", f"The X server refused key presses (error {code}).")

    def _send(
        self, plan: Plan, state: xlib.XkbState, held: list[int], in_the_way: list[int]
    ) -> None:
        core = xlib.CORE_KEYBOARD
        for keycode, keysym in plan.spare.items():
            self._set_keysym(keycode, keysym)
            self._spare[keycode] = keysym
        # The server ignores presses of a key that is down, such as the Return that confirms. It is
        # not pressed again: that would type it.
        for keycode in (*held, *in_the_way):
            self._press(keycode, is_down=False)
        if state.latched_mods:
            self._call("XkbLatchModifiers", core, state.latched_mods, 0)
        if plan.locked != state.locked_mods:
            self._call("XkbLockModifiers", core, _ALL_MODIFIERS, plan.locked)
        if plan.group != state.locked_group:
            self._call("XkbLockGroup", core, plan.group)
        for keycode, is_down in key_events(plan.strokes):
            self._press(keycode, is_down=is_down)
        if plan.group != state.locked_group:
            self._call("XkbLockGroup", core, state.locked_group)
        if plan.locked != state.locked_mods:
            self._call("XkbLockModifiers", core, _ALL_MODIFIERS, state.locked_mods)
        for keycode in held:
            self._press(keycode, is_down=True)
        if state.latched_mods:
            self._call("XkbLatchModifiers", core, state.latched_mods, state.latched_mods)

    def _pressed_keys(self) -> set[int]:
        """Return the keycodes of the keys that are down."""
        down = (c_char * 32)()
        self._call("XQueryKeymap", down)
        return {code for code in range(256) if down.raw[code // 8] >> code % 8 & 1}

    def _press(self, keycode: int, *, is_down: bool) -> None:
        xlib.xtst().XTestFakeKeyEvent(self._display, keycode, int(is_down), 0)

    def _set_keysym(self, keycode: int, keysym: int) -> None:
        both_levels = (c_ulong * 2)(keysym, keysym)
        self._call("XChangeKeyboardMapping", keycode, 2, both_levels, 1)

    # -- the keyboard ---------------------------------------------------------------------------

    def _state(self) -> xlib.XkbState:
        state = xlib.XkbState()
        self._call("XkbGetState", xlib.CORE_KEYBOARD, byref(state))
        return state

    def _read_keyboard(self) -> _Keyboard:
        """Read the layout, if it is not the one that was read last."""
        first, last, width = c_int(), c_int(), c_int()
        self._call("XDisplayKeycodes", byref(first), byref(last))
        keycodes = range(first.value, last.value + 1)
        listed = self._call("XGetKeyboardMapping", first.value, len(keycodes), byref(width))
        keysyms = listed[: len(keycodes) * width.value]
        self._call_free(listed)
        modifier_keys = self._modifier_keys()
        mapping = (keysyms, modifier_keys)
        if self._keyboard is not None:
            if self._keyboard.mapping == mapping:
                return self._keyboard
            self._keyboard.translation.free()
        rows = [keysyms[n * width.value : (n + 1) * width.value] for n in range(len(keycodes))]
        unused = [code for code, row in zip(keycodes, rows, strict=True) if not any(row)]
        num_lock_keys = {c for c, row in zip(keycodes, rows, strict=True) if _NUM_LOCK in row}
        num_lock = sum(bit for bit, codes in modifier_keys.items() if num_lock_keys & {*codes})
        translation = _Translation(self._display)
        layout = Layout(Keymap(keycodes, translation, modifier_keys, unused))
        self._keyboard = _Keyboard(mapping, translation, layout, modifier_keys, num_lock)
        return self._keyboard

    def _modifier_keys(self) -> dict[int, list[int]]:
        listed = self._call("XGetModifierMapping")
        count = listed.contents.max_keypermod
        codes = listed.contents.modifiermap[: 8 * count]
        self._call("XFreeModifiermap", listed, is_on_display=False)
        rows = (codes[n * count : (n + 1) * count] for n in range(8))
        return {1 << n: [code for code in row if code] for n, row in enumerate(rows)}

    def _is_keyboard_grabbed(self) -> bool:
        """Return whether another client has an active grab.

        The server checks this before it notices that the window is not visible. So the grab never
        succeeds, and the focused program does not notice it.
        """
        result = self._call("XGrabKeyboard", self._hidden_window, 0, 1, 1, 0)
        return result == xlib.ALREADY_GRABBED

    # -- windows --------------------------------------------------------------------------------

    def _is_viewable(self, window: int) -> bool:
        if window == _POINTER_ROOT:
            return True
        attributes = xlib.WindowAttributes()
        is_known = self._call("XGetWindowAttributes", window, byref(attributes))
        xlib.errors.take(self._display)
        return bool(is_known) and attributes.map_state == xlib.IS_VIEWABLE

    def _top(self, window: int) -> int:
        """Return the ancestor of a window that is a child of the root window."""
        while window > _POINTER_ROOT:
            root, parent, count = c_ulong(), c_ulong(), c_uint()
            children = ctypes.POINTER(c_ulong)()
            is_known = self._call(
                "XQueryTree", window, byref(root), byref(parent), byref(children), byref(count)
            )
            if not is_known or parent.value in (0, root.value):
                break
            if children:
                self._call_free(children)
            window = parent.value
        xlib.errors.take(self._display)
        return window

    # -- calls ----------------------------------------------------------------------------------

    def _call(self, name: str, *arguments: Any, is_on_display: bool = True) -> Any:
        first = (self._display,) if is_on_display else ()
        return getattr(xlib.x11(), name)(*first, *arguments)

    def _call_free(self, pointer: Any) -> None:
        xlib.x11().XFree(ctypes.cast(pointer, ctypes.c_void_p))


def _held_modifiers(state: xlib.XkbState, keyboard: _Keyboard, pressed: set[int]) -> list[int]:
    """Return the modifier keys that are held down, and have to be let go."""
    bits = state.base_mods & ~LOCK
    held: dict[int, None] = {}
    for bit, keycodes in keyboard.modifier_keys.items():
        found = pressed.intersection(keycodes)
        if bits & bit and not found:
            raise TypingError("held_modifier", "Release Shift, Ctrl and Alt, and try again.")
        if bits & bit:
            held |= dict.fromkeys(sorted(found))
    return list(held)


class _Translation:
    """A snapshot of the server's keymap that translates keycodes to keysyms."""

    def __init__(self, display: Any) -> None:
        self._keymap = ctypes.c_void_p(
            xlib.x11().XkbGetMap(display, _CLIENT_MAP, xlib.CORE_KEYBOARD)
        )
        if not self._keymap:
            raise TypingError("failed", "The X server does not tell its keyboard layout.")

        self._rest, self._keysym = c_uint(), c_ulong()

    def __call__(self, keycode: int, modifiers: int, group: int) -> int:
        """Return the keysym of a key; 0 if it has none."""
        xlib.x11().XkbTranslateKeyCode(
            self._keymap,
            keycode,
            modifiers | group << 13,
            byref(self._rest),
            byref(self._keysym),
        )
        return self._keysym.value

    def free(self) -> None:
        """Free the snapshot."""
        xlib.x11().XkbFreeKeyboard(self._keymap, _ALL_COMPONENTS, 1)

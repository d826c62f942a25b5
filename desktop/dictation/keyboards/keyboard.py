"""What all keyboards have in common."""

from __future__ import annotations

from typing import Literal, Protocol

KeyboardCode = Literal[
    "unsupported", "missing_library", "no_display", "no_key", "held_modifier", "keyboard_in_use",
    "focus_gone", "no_focus", "refused", "revoked", "no_permission", "own_window",
    "focus_needed", "failed", "late", "locked",
]  # fmt: skip


class TypingError(Exception):
    """Key presses cannot be sent. Nothing, or nothing more, was typed.

    Attributes
    ----------
    code : str
        A stable code, see `KeyboardCode`.
    message : str
        The problem and what to do about it, on one line.
    detail : str
        The character, program or path that the problem is about; may be empty.
    """

    def __init__(self, code: KeyboardCode, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code: KeyboardCode = code
        self.message = message
        self.detail = detail


class Keyboard(Protocol):
    r"""Sends key presses. All methods are called in one thread.

    Texts may contain the control characters in `KEYS`: ``\n`` is the Return key, ``\t`` Tab,
    ``\b`` Backspace.
    """

    @property
    def name(self) -> str:
        """Name of the way that is used, such as "X11"."""
        ...

    def open(self) -> None:
        """Prepare to type. May wait until the user has agreed.

        Raises
        ------
        TypingError
        """

    def focus(self) -> int:
        """Identify what has the focus; 0 if that cannot be found out."""
        ...

    def type(self, text: str, focus: int = 0) -> None:
        """Type a text, all of it or nothing.

        Parameters
        ----------
        text : str
        focus : int
            What `focus` returned earlier: the text goes there. 0 for the focus at this moment.

        Raises
        ------
        TypingError
        """

    def close(self) -> None:
        """Release what `open` has opened."""


RETURN, TAB, BACKSPACE = "\n", "\t", "\b"

KEYSYMS = {RETURN: 0xFF0D, TAB: 0xFF09, BACKSPACE: 0xFF08}
"""Keysyms of the keys that are not characters (X11/keysymdef.h)."""


def keysym(character: str) -> int:
    """Return the keysym of a character or of one of the three control characters.

    Latin-1 characters are their own keysyms, and all others have 0x1000000 added (appendix A of
    the X protocol).
    """
    if character in KEYSYMS:
        return KEYSYMS[character]
    code = ord(character)
    return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else 0x1000000 | code


def no_key(character: str) -> TypingError:
    """The error for a character that the keyboard layout does not have."""
    return TypingError("no_key", f"The keyboard layout has no key for {character!r}.", character)

"""Types by another program, ``dotool`` or ``ydotool``, on any Wayland desktop.

Both use the kernel's uinput. So they press keys of a layout that they have to know, and the user
needs access to ``/dev/uinput``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.dictation.keyboards.keyboard import BACKSPACE, TypingError, no_key

_SECONDS = 5.0

PLAIN_DIGITS = frozenset(
    "us gb de at ch es it pt br se no dk fi nl pl ru ua bg gr tr hu ro hr si rs ee is ie il jp kr "
    "latam ca za au nz".split()
)
"""Layouts with the digits in the top row, without Shift."""

_SAFE_VARIANTS = frozenset(("", "nodeadkeys", "intl", "altgr-intl", "dvorak", "colemak", "winkeys"))
_TYPED_BY_UINPUT = frozenset("0123456789 \n\t")


def _run(command: Sequence[str], text: str) -> None:
    """Run a program with a text on stdin, so that the text is in no list of processes.

    Raises
    ------
    TypingError
    """
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
            start_new_session=True,  # Ctrl+C in the terminal must not cut a number off
        )
    except FileNotFoundError:
        raise TypingError(
            "missing_library", f"{command[0]} is not installed.", command[0]
        ) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TypingError("failed", f"{command[0]} has failed: {error}", command[0]) from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit code {done.returncode}"
        raise TypingError("failed", f"{command[0]}: {reason}", command[0])


class UinputKeyboard:
    """Types by ``dotool`` or ``ydotool``, with layouts that have the digits in the top row.

    Parameters
    ----------
    environment : mapping
    keyboard_file : Path
        Names the layout on Debian.
    device : Path
    """

    name = "uinput"

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        keyboard_file: Path = Path("/etc/default/keyboard"),
        device: Path = Path("/dev/uinput"),
    ) -> None:
        self._environment = environment
        self._keyboard_file = keyboard_file
        self._device = device

    @staticmethod
    def program() -> str:
        """The installed program, or an empty text."""
        return next((name for name in ("dotool", "ydotool") if shutil.which(name)), "")

    def open(self) -> None:
        """Check program, access and layout."""
        if not self.program():
            raise TypingError(
                "missing_library", "Neither dotool nor ydotool is installed.", "ydotool"
            )
        has_daemon = any(path.exists() for path in self._sockets())
        if not has_daemon and not os.access(self._device, os.W_OK):
            raise TypingError(
                "no_permission",
                f"{self.program()} may not use {self._device}. Start ydotoold as a service, or add "
                f"yourself to the group that may write to {self._device}.",
                str(self._device),
            )
        layout, variant = self._layout()
        if layout not in PLAIN_DIGITS or variant not in _SAFE_VARIANTS:
            name = layout or "unknown"
            raise TypingError(
                "no_key",
                f"{self.program()} may type wrong digits: the keyboard layout is {name}.",
                layout,
            )

    def focus(self) -> int:
        """Return 0: Wayland does not tell."""
        return 0

    def type(self, text: str, focus: int = 0) -> None:
        """Type digits, spaces, Tab and Return; other characters may be elsewhere in the layout."""
        for character in text:
            if character not in _TYPED_BY_UINPUT and not (
                character == BACKSPACE and self.program() == "dotool"
            ):
                raise no_key(character)
        self.open()
        if self.program() == "dotool":
            keys = {"\n": "enter", "\t": "tab", " ": "space", BACKSPACE: "backspace"}
            _run(["dotool"], "".join(f"key {keys.get(c, c)}\n" for c in text))
        else:
            _run(["ydotool", "type", "--file", "-"], text)

    def close(self) -> None:
        """Nothing to release."""

    def _sockets(self) -> list[Path]:
        named = self._environment.get("YDOTOOL_SOCKET")
        runtime = self._environment.get("XDG_RUNTIME_DIR", "")
        found = [Path("/tmp/.ydotool_socket"), Path(runtime) / ".ydotool_socket"]  # noqa: S108
        return [Path(named), *found] if named else found

    def _layout(self) -> tuple[str, str]:
        """The first layout and its variant; empty if unknown."""
        names = {"XKBLAYOUT": "", "XKBVARIANT": ""}
        if "XKB_DEFAULT_LAYOUT" in self._environment:
            names["XKBLAYOUT"] = self._environment["XKB_DEFAULT_LAYOUT"]
            names["XKBVARIANT"] = self._environment.get("XKB_DEFAULT_VARIANT", "")
        else:
            try:
                lines = self._keyboard_file.read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError):
                lines = []
            for line in lines:
                name, _, value = line.partition("=")
                if name.strip() in names:
                    names[name.strip()] = value.strip().strip("\"'")
        layouts, variants = names["XKBLAYOUT"].split(","), names["XKBVARIANT"].split(",")
        # The active one of several layouts is not known.
        return (layouts[0], variants[0]) if len(layouts) == 1 else ("", "")

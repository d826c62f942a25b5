"""Types on wlroots compositors (sway, Hyprland, river) by the virtual-keyboard protocol.

The connection stays open, and the keymap has the digits where they are on a real keyboard.
``wtype`` makes a new keyboard with a new keymap for each text; on a busy machine a program then
read the first keys with the keymap before it, and got other characters.

The protocol: virtual-keyboard-unstable-v1.xml of wlroots, and wayland.xml.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Mapping

from desktop.dictation.keyboards.keyboard import BACKSPACE, RETURN, TAB, TypingError, keysym

_MANAGER = "zwp_virtual_keyboard_manager_v1"
_SECONDS = 2.0
_SETTLING = 0.15
"""Seconds for programs to read a new keymap."""

_FIXED = {
    **{str(digit): 2 + (digit - 1) % 10 for digit in range(10)},
    BACKSPACE: 14,
    TAB: 15,
    RETURN: 28,
    " ": 57,
}
"""Character -> key of Linux (input-event-codes.h), for those of every keymap."""

_FREE = [*range(16, 26), *range(30, 39), *range(44, 54), *range(71, 84)]
"""Keys for other characters: letters, punctuation and keypad."""

_DISPLAY, _REGISTRY = 1, 2


def keymap_text(keys: Mapping[str, int]) -> str:
    """Return a keymap in the format of libxkbcommon."""
    codes = "".join(f"<K{key}> = {key + 8};\n" for key in keys.values())
    symbols = "".join(
        f"key <K{key}> {{ [ {keysym(character):#x} ] }};\n" for character, key in keys.items()
    )
    return (
        "xkb_keymap {\n"
        f'xkb_keycodes "numbers" {{ minimum = 8; maximum = 255;\n{codes}}};\n'
        'xkb_types "numbers" { include "complete" };\n'
        'xkb_compatibility "numbers" { include "complete" };\n'
        f'xkb_symbols "numbers" {{\n{symbols}}};\n'
        "};\n"
    )


class VirtualKeyboard:
    """A virtual keyboard of a Wayland compositor.

    Parameters
    ----------
    environment : mapping
    """

    name = "virtual keyboard"

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._socket: socket.socket | None = None
        self._forget()

    def _forget(self) -> None:
        self._received = b""
        self._globals: dict[str, int] = {}
        self._answered: set[int] = set()
        self._next = _REGISTRY
        self._keyboard = 0
        self._keys: dict[str, int] = {}

    def open(self) -> None:
        """Connect, and send the keymap."""
        if self._socket is not None:
            return
        folder = self._environment.get("XDG_RUNTIME_DIR", "")
        path = os.path.join(folder, self._environment.get("WAYLAND_DISPLAY", "wayland-0"))  # noqa: PTH118 - an absolute name stays
        try:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.settimeout(_SECONDS)
            self._socket.connect(path)
        except OSError as error:
            self._disconnect()
            reason = error.strerror or error
            raise TypingError("no_display", f"{path} does not respond ({reason}).", path) from error
        self._send(_DISPLAY, 1, struct.pack("=I", _REGISTRY))
        self._wait()
        if _MANAGER not in self._globals or "wl_seat" not in self._globals:
            self._disconnect()
            raise TypingError("unsupported", "This desktop has no virtual keyboards.")
        seat, manager = self._bind("wl_seat"), self._bind(_MANAGER)
        self._keyboard = self._new_id()
        self._send(manager, 0, struct.pack("=II", seat, self._keyboard))
        self._send_keymap(dict(_FIXED))

    def focus(self) -> int:
        """Return 0: Wayland does not tell."""
        return 0

    def type(self, text: str, focus: int = 0) -> None:
        """Press the keys of a text, all in one message."""
        self.open()
        new = [character for character in dict.fromkeys(text) if character not in self._keys]
        if new:
            keys = dict(_FIXED)
            others = [character for character in dict.fromkeys(text) if character not in keys]
            if len(others) > len(_FREE):
                raise TypingError(
                    "no_key", "The text has too many different characters.", others[-1]
                )
            self._send_keymap({**keys, **dict(zip(others, _FREE, strict=False))})
        now = int(1000 * time.monotonic()) & 0xFFFFFFFF
        data = b"".join(
            _message(self._keyboard, 1, struct.pack("=III", now, self._keys[character], state))
            for character in text
            for state in (1, 0)
        )
        self._write(data)
        self._wait()

    def close(self) -> None:
        """Close the connection, which removes the keyboard."""
        self._disconnect()

    # -- the protocol ---------------------------------------------------------------------------

    def _send_keymap(self, keys: dict[str, int]) -> None:
        data = keymap_text(keys).encode() + b"\0"
        file = os.memfd_create("keymap")
        try:
            os.write(file, data)
            header = struct.pack("=II", 1, len(data))  # XKB_V1
            self._write(_message(self._keyboard, 0, header), [file])
            # No modifier is held, whatever the real keyboards do.
            self._send(self._keyboard, 2, struct.pack("=IIII", 0, 0, 0, 0))
            self._wait()
        finally:
            os.close(file)
        self._keys = keys
        time.sleep(_SETTLING)

    def _bind(self, interface: str) -> int:
        made = self._new_id()
        name = interface.encode() + b"\0"
        padded = name + bytes(-len(name) % 4)
        arguments = struct.pack("=II", self._globals[interface], len(name)) + padded
        self._send(_REGISTRY, 0, arguments + struct.pack("=II", 1, made))
        return made

    def _new_id(self) -> int:
        self._next += 1
        return self._next

    def _wait(self) -> None:
        """Wait until the compositor has handled all requests; raises if it refuses one."""
        callback = self._new_id()
        self._send(_DISPLAY, 0, struct.pack("=I", callback))
        while callback not in self._answered:
            self._read()

    def _send(self, target: int, opcode: int, arguments: bytes) -> None:
        self._write(_message(target, opcode, arguments))

    def _write(self, data: bytes, files: list[int] | None = None) -> None:
        assert self._socket is not None
        try:
            sent = socket.send_fds(self._socket, [data], files or [])
            self._socket.sendall(data[sent:])
        except OSError as error:
            raise self._lost(error) from error

    def _read(self) -> None:
        assert self._socket is not None
        try:
            received = self._socket.recv(65536)
        except OSError as error:
            raise self._lost(error) from error
        if not received:
            raise self._lost("closed")
        self._received += received
        while len(self._received) >= 8:
            target, word = struct.unpack_from("=II", self._received)
            size, opcode = word >> 16, word & 0xFFFF
            if len(self._received) < size:
                return
            body, self._received = self._received[8:size], self._received[size:]
            self._handle(target, opcode, body)

    def _handle(self, target: int, opcode: int, body: bytes) -> None:
        if target == _REGISTRY and opcode == 0:
            name, length = struct.unpack_from("=II", body)
            self._globals.setdefault(body[8 : 8 + length - 1].decode(), name)
        elif target == _DISPLAY and opcode == 0:
            (length,) = struct.unpack_from("=I", body, 8)
            message = body[12 : 12 + length - 1].decode(errors="replace")
            self._disconnect()
            raise TypingError("unsupported", f"The desktop refuses virtual keyboards: {message}.")
        elif opcode == 0:  # `done` of a callback, or the capabilities of the seat
            self._answered.add(target)

    def _lost(self, reason: object) -> TypingError:
        self._disconnect()
        return TypingError("failed", f"The connection to the desktop was lost ({reason}).")

    def _disconnect(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._forget()


def _message(target: int, opcode: int, arguments: bytes) -> bytes:
    return struct.pack("=II", target, (8 + len(arguments)) << 16 | opcode) + arguments

"""ydotool presses the keys of the digits, read from the input device that it creates."""

from __future__ import annotations

import os
import shutil
import struct
import threading
import time
from pathlib import Path

import pytest

from desktop.dictation.keyboards.programs import UinputKeyboard
from tests.harness.text_fields import wait_until

UINPUT = Path("/dev/uinput")
EVENT = struct.Struct("llHHi")
"""struct input_event: time (two fields), type, code, value."""

KEY_EVENT, PRESSED = 1, 1

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        not os.access(UINPUT, os.W_OK),
        reason=f"{UINPUT} cannot be written to: load the kernel module uinput, run as root",
    ),
    pytest.mark.skipif(shutil.which("ydotool") is None, reason="ydotool is not installed"),
]


def devices() -> set[Path]:
    return set(Path("/dev/input").glob("event*"))


class PressedKeys:
    """Reads the key presses of input devices that appear from now on."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self._known = devices()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._is_over.is_set():
            for device in devices() - self._known:
                try:
                    with device.open("rb", buffering=0) as file:
                        os.set_blocking(file.fileno(), False)
                        self._known.add(device)
                        self._read_device(file.fileno())
                except OSError:  # gone with its program, or not readable yet
                    continue
            time.sleep(0.01)

    def _read_device(self, descriptor: int) -> None:
        while not self._is_over.is_set():
            try:
                data = os.read(descriptor, EVENT.size)
            except BlockingIOError:
                time.sleep(0.01)
                continue
            _, _, kind, code, value = EVENT.unpack(data)
            if (kind, value) == (KEY_EVENT, PRESSED):
                self.codes.append(code)


def test_the_keys_of_the_digits_are_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UinputKeyboard, "program", staticmethod(lambda: "ydotool"))
    keyboard = UinputKeyboard({"XKB_DEFAULT_LAYOUT": "us"})
    keyboard.open()
    pressed = PressedKeys()
    try:
        keyboard.type("10 29\n")
        # Keys of Linux (input-event-codes.h): 1 to 0 are 2 to 11, the space bar 57, Enter 28.
        expected = [2, 11, 57, 3, 10, 28]
        wait_until(lambda: pressed.codes == expected, lambda: f"{pressed.codes}")
    finally:
        pressed.stop()

"""A virtual X screen (Xvfb), with screenshots result through Xlib."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from typing import Any, Self

from PIL import Image

_ALL_PLANES = 0xFFFFFFFF
_Z_PIXMAP = 2


class _XImage(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = [
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_char)),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
        ("bits_per_pixel", ctypes.c_int),
    ]


class Screen:
    """An Xvfb server, as a context manager. The screen is black without a window."""

    width, height = 1280, 800

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        size = f"{self.width}x{self.height}x24"
        # -ac: the user of the bare system is another one. -br: black background.
        options = ["-displayfd", str(writing), "-screen", "0", size, "-ac", "-br"]
        self._server = subprocess.Popen(
            ["Xvfb", *options, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start (exit code {self._server.wait()})")
        self.display = f":{number}"
        self._x: Any = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XGetImage.restype = ctypes.POINTER(_XImage)
        self._connection = ctypes.c_void_p(self._x.XOpenDisplay(self.display.encode()))
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._connection))
        return self

    def __exit__(self, *_: object) -> None:
        self._x.XCloseDisplay(self._connection)
        self._server.terminate()
        self._server.wait()

    def capture(self, x: int = 0, y: int = 0, width: int = 0, height: int = 0) -> Image.Image:
        """Take a screenshot of the screen or a part of it."""
        width, height = width or self.width, height or self.height
        result = self._x.XGetImage(
            *(self._connection, self._root, x, y, width, height),
            *(ctypes.c_ulong(_ALL_PLANES), _Z_PIXMAP),
        )
        image = result.contents
        data = ctypes.string_at(image.data, image.bytes_per_line * height)
        screenshot = Image.frombytes(
            "RGB", (width, height), data, "raw", "BGRX", image.bytes_per_line
        )
        self._x.XDestroyImage(result)
        return screenshot

    def wait_for_paint(self, seconds: float = 30.0) -> float:
        """Wait until something is drawn in the middle of the screen; return the time.

        Returns
        -------
        float
            Time on the clock of ``time.perf_counter``.
        """
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            points = (self.capture(self.width * n // 8, self.height // 2, 1, 1) for n in (3, 4, 5))
            if any(point.getpixel((0, 0)) != (0, 0, 0) for point in points):
                return time.perf_counter()
            time.sleep(0.004)
        raise TimeoutError(f"nothing was drawn within {seconds:g} s")

    def press(self, keys: str) -> None:
        """Focus the window and press a key, such as "ctrl+shift+c"."""
        environment = {**os.environ, "DISPLAY": self.display}
        search = ["xdotool", "search", "--onlyvisible", "--name", "Spoken Digits"]
        window = subprocess.check_output(search, env=environment, text=True).split()[-1]
        command = ["xdotool", "windowfocus", window, "sleep", "0.3", "key", keys]
        subprocess.run(command, env=environment, check=True)

    def clipboard(self) -> str:
        """Text of the clipboard; empty if there is none."""
        command = ["xclip", "-o", "-selection", "clipboard"]
        environment = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=5, check=False
        )
        return done.stdout

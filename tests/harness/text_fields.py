"""Other programs with a text field: xterm, GTK and Chromium. What they receive is in a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PATIENCE = 60.0

SYSTEM_PYTHON = "/usr/bin/python3"
"""GTK's bindings are Debian packages for Debian's Python."""

_GTK_PROGRAM = """
import sys, gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk, GLib
path, title, keys = sys.argv[1:4]
window = Gtk.Window(title=title)
view = Gtk.TextView()
view.set_accepts_tab(True)
window.add(view)
window.set_default_size(400, 200)
window.connect("destroy", Gtk.main_quit)

def save(*_):
    text = view.get_buffer()
    GLib.file_set_contents(path, text.get_text(*text.get_bounds(), False).encode())

def note(_, event):
    with open(keys, "a") as file:
        print(event.keyval, int(event.state), file=file)
    return False

view.get_buffer().connect("changed", save)
window.connect("key-press-event", note)
window.connect("map-event", lambda *_: GLib.timeout_add(50, lambda: save() and False))
window.show_all()
view.grab_focus()
Gtk.main()
"""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

_PAGE = """<!DOCTYPE html>
<meta charset="utf-8">
<title>TITLE</title>
<textarea spellcheck="false" style="width: 95%; height: 90vh"></textarea>
<script>
const field = document.querySelector("textarea");
function send(path, text) {  // synchronous, so that the texts arrive in order
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  request.send(text);
}
function save() { send("/", field.value); }
function tellFocus() { send("/focus", String(document.hasFocus())); }
field.addEventListener("input", save);
field.addEventListener("keydown", event => {
  if (event.key === "Shift") send("/shift", "");
  if (event.key === "Tab") {  // part of the text instead of the next element
    event.preventDefault();
    document.execCommand("insertText", false, "\\t");
  }
});
window.addEventListener("focus", tellFocus);
window.addEventListener("blur", tellFocus);
field.focus();
tellFocus();
save();
</script>
"""


def _has_gtk() -> bool:
    command = [SYSTEM_PYTHON, "-c", 'import gi; gi.require_version("Gtk", "3.0")']
    return os.path.exists(SYSTEM_PYTHON) and subprocess.run(  # noqa: PTH110 - at import
        command, capture_output=True, check=False
    ).returncode == 0  # fmt: skip


needs_gtk = pytest.mark.skipif(
    not _has_gtk(), reason="GTK is not installed; packaging/setup/system_libraries.sh test"
)
needs_xterm = pytest.mark.skipif(
    shutil.which("xterm") is None,
    reason="xterm is not installed; packaging/setup/system_libraries.sh test",
)

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="Chromium is not installed; packaging/setup/system_libraries.sh test",
)


@dataclass(frozen=True, slots=True)
class TextField:
    """A running program with a text field.

    Attributes
    ----------
    window : int
        Its X11 window; 0 on Wayland.
    path : Path
        The file with the text it has received.
    tells_focus : bool
        Whether a file with the suffix ".focus" says if it has the focus. A browser gets it later
        than its window.
    """

    window: int
    path: Path
    tells_focus: bool = False

    @property
    def text(self) -> str:
        """The text received so far."""
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    @property
    def key_states(self) -> list[tuple[int, int]]:
        """Keyval and modifiers of each key press, in GTK."""
        lines = self.path.with_suffix(".keys").read_text().splitlines()
        return [(int(value), int(state)) for value, state in map(str.split, lines)]

    def wait_for(self, text: str) -> None:
        """Wait for exactly this text."""
        wait_until(lambda: self.text == text, lambda: f"{self.text!r} instead of {text!r}")


def wait_until(is_true: Callable[[], object], what: Callable[[], str] = lambda: "") -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not is_true():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE:.0f} s: {what()}")
        time.sleep(0.02)


def xdotool(env: dict[str, str], *arguments: object) -> str:
    """Run xdotool and return what it prints."""
    command = ["xdotool", *map(str, arguments)]
    done = subprocess.run(
        command, env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip()


def focus(env: dict[str, str], field: TextField) -> None:
    """Give a text field the focus, and wait until it has it."""
    xdotool(env, "windowfocus", "--sync", field.window)
    if field.tells_focus:
        told = field.path.with_suffix(".focus")
        wait_until(
            lambda: told.exists() and told.read_bytes() == b"true", lambda: "Chromium has no focus"
        )


@contextlib.contextmanager
def gtk_field(env: dict[str, str], path: Path, title: str = "gtk field") -> Iterator[TextField]:
    """A text view of GTK."""
    command = [SYSTEM_PYTHON, "-c", _GTK_PROGRAM, str(path), title, str(path.with_suffix(".keys"))]
    with _running(command, {**env, "NO_AT_BRIDGE": "1", "GTK_IM_MODULE": "gtk-im-context-simple"}):
        wait_until(path.exists, lambda: "GTK has not started")
        yield TextField(_window(env, title), path)


@contextlib.contextmanager
def xterm_field(env: dict[str, str], path: Path, title: str = "xterm field") -> Iterator[TextField]:
    """A terminal in which every key arrives unchanged."""
    script = f"stty raw -echo; touch '{path}'; exec cat > '{path}'"
    command = ["xterm", "-u8", "-T", title, "-e", "sh", "-c", script]
    with _running(command, {**env, "LC_ALL": "C.UTF-8"}):
        wait_until(path.exists, lambda: "xterm has not started")
        yield TextField(_window(env, title), path)


@contextlib.contextmanager
def chromium_field(
    env: dict[str, str], path: Path, title: str = "chromium field"
) -> Iterator[TextField]:
    """A text area of a page in Chromium."""
    assert CHROMIUM is not None
    with (
        _page_that_saves(path, title) as address,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
    ):
        options = [
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--disable-background-networking",
            "--allow-pre-commit-input",
            "--password-store=basic",
            f"--user-data-dir={profile}",
            "--window-size=400,300",
            f"--app={address}",
        ]
        with _running([CHROMIUM, *options], env):
            wait_until(path.exists, lambda: "Chromium has not loaded the page")
            field = TextField(_window(env, title), path, tells_focus=True)
            _wait_for_keys(env, field)
            yield field


def _wait_for_keys(env: dict[str, str], field: TextField) -> None:
    """Press Shift until it arrives: Chromium loses keys for a while after it has the focus."""
    if not field.window:  # on Wayland, xdotool can neither give the focus nor press keys
        return
    focus(env, field)
    has_arrived = field.path.with_suffix(".shift")

    def is_received() -> bool:
        xdotool(env, "key", "Shift_L")
        return has_arrived.exists()

    wait_until(is_received, lambda: "Chromium receives no keys")


@contextlib.contextmanager
def _page_that_saves(path: Path, title: str) -> Iterator[str]:
    """Serve the page with the text area; what is typed into it is written to the file."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(_PAGE.replace("TITLE", title).encode() if self.path == "/" else b"")

        def do_POST(self) -> None:
            told = path if self.path == "/" else path.with_suffix("." + self.path[1:])
            told.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(b"")

        def _answer(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _window(env: dict[str, str], title: str) -> int:
    if "WAYLAND_DISPLAY" in env:
        return 0
    found: list[str] = []

    def is_found() -> bool:
        names = xdotool(env, "search", "--onlyvisible", "--name", f"^{title}$")
        found[:] = names.split()
        return bool(found)

    wait_until(is_found, lambda: f"no window {title!r}")
    return int(found[-1])


@contextlib.contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    program = subprocess.Popen(
        command, env={**os.environ, **env}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield program
    finally:
        with contextlib.suppress(ProcessLookupError):  # with its children
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

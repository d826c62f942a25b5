"""Text on the kiosk's console."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.kiosk.process.console import show_on_console

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no consoles of this kind")


def test_lines_appear_on_a_cleared_console_without_control_characters():
    reader, console = os.openpty()
    try:
        show_on_console(["a title", "kiosk.toml:4: 'ü\x1b[8m'"], Path(os.ttyname(console)))
        shown = os.read(reader, 1000).decode("utf-8")
    finally:
        os.close(reader)
        os.close(console)
    assert shown.startswith("\x1b[0m\x1b[2J\x1b[H")
    assert shown.endswith("a title\r\r\nkiosk.toml:4: 'ü?[8m'\r\r\n")


def test_a_console_that_does_not_exist_is_no_error(tmp_path):
    show_on_console(["text"], tmp_path / "tty1")
    assert not list(tmp_path.iterdir())

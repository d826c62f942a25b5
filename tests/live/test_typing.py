"""Digits are typed into another program: a text field on a private X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from desktop.window.output import x11_keys
from tests.harness.program import REPOSITORY
from tests.harness.requirements import needs_xvfb
from tests.harness.virtual_screen import display

pytestmark = [
    pytest.mark.live,
    needs_xvfb,
    pytest.mark.skipif(not x11_keys.is_available(), reason="libXtst is not installed"),
]

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from desktop.window.output.x11_keys import X11Keys

app = QApplication([])
field = QPlainTextEdit()
field.show()
field.activateWindow()
field.setFocus()
attempts = iter(range(100))

def type_out():
    if not field.hasFocus() and next(attempts, None) is not None:
        field.activateWindow()
        return
    timer.stop()
    X11Keys().type("0123456789 7\\n8")

def check():
    if field.toPlainText().endswith("8") and "\\n" in field.toPlainText():
        print(repr(field.toPlainText()), flush=True)
        app.quit()

timer, watch = QTimer(), QTimer()
timer.timeout.connect(type_out)
timer.start(100)
watch.timeout.connect(check)
watch.start(50)
QTimer.singleShot(40_000, app.quit)
app.exec()
"""


@pytest.mark.parametrize("layout", ["us", "fr"])
def test_digits_arrive_as_typed_with_any_keyboard_layout(layout: str) -> None:
    with display() as screen:
        environment = {**os.environ, **screen, "PYTHONPATH": str(REPOSITORY)}
        if layout != "us":
            if shutil.which("setxkbmap") is None:
                pytest.skip("setxkbmap is not installed")
            subprocess.run(["setxkbmap", layout], env=environment, check=True, timeout=20)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert done.stdout.strip() == repr("0123456789 7\n8"), done.stderr

"""Qt is started in a child process to find out whether a window can be opened."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.screen import explain, missing_libraries, screen_problem, without_variables
from tests.harness.program import AUDIO, COMMAND, REPOSITORY, run
from tests.harness.virtual_screen import display, refusing_display

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")

CLIP = AUDIO / "7_slt_0.flac"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_screen(platform):
    assert screen_problem(platform) is None
    assert without_variables({}, platform) is None


@linux
def test_linux_without_a_display_has_no_screen():
    problem = without_variables({}, "linux")
    assert problem is not None
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in problem.message


def said(env, **more):
    """What the program says of the screen when it is to open a window for a recording."""
    done = run("--input", CLIP, env={**env, **more})
    assert done.returncode == 0, done.stderr
    assert "seven" in done.stdout
    assert "Traceback" not in done.stderr
    line, *_ = done.stderr.splitlines()
    assert line.endswith("Listening in the terminal instead.")
    return line


@pytest.mark.slow
@linux
def test_a_display_that_does_not_exist_is_told(env):
    assert "the screen :4711 does not respond" in said(env, DISPLAY=":4711")


@pytest.mark.slow
@linux
def test_a_platform_that_qt_does_not_have_is_told(env):
    line = said(env, QT_QPA_PLATFORM="toaster")
    assert "Qt has no platform 'toaster'. Unset QT_QPA_PLATFORM" in line
    assert "xcb" in line


@pytest.mark.slow
@linux
@needs_xvfb
def test_a_missing_library_is_named_with_its_package(env, tmp_path):
    (tmp_path / "libxcb-cursor.so.0").touch()  # cannot be loaded, and hides the system's
    with display() as screen:
        line = said(env, **screen, LD_LIBRARY_PATH=str(tmp_path))
    assert "a library is missing: libxcb-cursor.so.0. Install it (Debian, Ubuntu: " in line
    assert "sudo apt install libxcb-cursor0" in line


@pytest.mark.slow
@linux
@needs_xvfb
def test_an_x_server_that_refuses_is_told(env, tmp_path):
    with refusing_display(tmp_path) as screen:
        line = said(env, **screen)
    assert f"the screen {screen['DISPLAY']} refuses the connection" in line


@linux
def test_a_usable_screen_has_no_problem(env):
    with display() as screen:
        code = "from desktop.screen import screen_problem; print(screen_problem())"
        done = subprocess.run(
            [COMMAND[0], "-c", code],
            cwd=REPOSITORY,
            env={**env, **screen},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout == "None\n"


SLOW_QT = """
import time
time.sleep({loading})
class QGuiApplication:
    def __init__(self, arguments): time.sleep({starting})
    def instance(): return None
"""


@pytest.mark.slow
@linux
@pytest.mark.parametrize(
    ("loading", "starting", "expected"),
    [(2.5, 0, None), (0, 60, "the screen :73 does not respond. Restart it.")],
)
def test_loading_qt_may_take_longer_than_the_screen_to_respond(
    env, tmp_path, loading, starting, expected
):
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6/__init__.py").touch()
    (tmp_path / "PySide6/QtGui.py").write_text(SLOW_QT.format(loading=loading, starting=starting))
    code = """
from desktop import screen
screen.PROBE_SECONDS = 0.4
problem = screen.screen_problem()
print(problem and problem.message)
"""
    done = subprocess.run(
        [COMMAND[0], "-c", code],
        cwd=REPOSITORY,
        env={**env, "DISPLAY": ":73", "PYTHONPATH": f"{tmp_path}:{REPOSITORY}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{expected}\n", done.stderr


@linux
def test_a_qt_that_cannot_be_loaded_is_not_blamed_on_the_screen():
    problem = explain("", int(signal.SIGKILL), {"DISPLAY": ":73"})
    assert problem.problem == "Qt cannot be loaded"


@linux
def test_the_libraries_of_this_machine_are_complete():
    assert missing_libraries() == []


def test_anything_else_is_told_by_its_first_line():
    problem = explain("\nsomething broke\nand more\n", 6, {})
    assert problem.message == "Qt does not start (something broke)"


@linux
@needs_xvfb
def test_the_kiosk_says_in_its_status_why_it_does_not_start(env, tmp_path):
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[kiosk]\nstate = "state"\n[number]\ndigits = 4\n[sink]\nkind = "stdout"\n', "utf-8"
    )
    done = run("kiosk", "--config", config, env={**env, "DISPLAY": ":4711"})
    assert done.returncode == 1
    assert "the kiosk needs a screen: the screen :4711 does not respond" in done.stderr
    status = run("kiosk", "--config", config, "--status", env=env)
    assert status.returncode == 1
    advice = "the screen :4711 does not respond. Check DISPLAY and WAYLAND_DISPLAY."
    assert status.stdout.splitlines() == [
        "the kiosk is not running",
        f"the kiosk needs a screen: {advice}",
    ]
    (log,) = Path(tmp_path / "state").rglob("spoken-digits.log")
    assert "the screen :4711 does not respond" in log.read_text("utf-8")

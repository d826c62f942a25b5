"""The real kiosk on a virtual screen: normal use, and attempts to leave it."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.audio import SAMPLE_RATE, load
from desktop.bench.virtual_microphone import VirtualMicrophone
from desktop.kiosk.entry.state import State
from desktop.kiosk.process.pin import set_pin
from tests.harness.kiosk_layout import KioskLayout, exit_buttons
from tests.harness.program import AUDIO, REPOSITORY
from tests.harness.requirements import needs_linux, needs_microphone, needs_xdotool
from tests.harness.running_kiosk import RunningKiosk
from tests.live.conftest import NOISE_SECONDS

pytestmark = [pytest.mark.live, pytest.mark.slow, needs_linux, needs_xdotool]

SIZE = (1920, 1080)
QUIET = ("--input", str(AUDIO / "word_stop_slt.flac"))
"""Instead of the microphone: a short recording without a digit."""

RECOVERY_SECONDS = 90.0
"""Far above the budget of 5 s, which ``make kiosk-trial`` checks: this machine may be busy."""

SHORTCUTS = """
alt+F4 alt+Tab alt+F1 alt+F2 alt+space alt+Escape super super+d super+l super+r super+e super+Tab
ctrl+alt+Delete ctrl+alt+t ctrl+alt+l ctrl+alt+Escape ctrl+shift+Escape ctrl+Escape ctrl+w ctrl+q
ctrl+n ctrl+o ctrl+p ctrl+s ctrl+c ctrl+z ctrl+f ctrl+Tab ctrl+shift+i F1 F5 F10 F11 F12 Menu
shift+F10 Print alt+Print Escape Tab shift+Tab ctrl+alt+F1 ctrl+alt+BackSpace alt+Return Super_L
XF86HomePage XF86Explorer XF86Calculator XF86Mail XF86PowerOff XF86Sleep XF86WWW XF86Search
""".split()


def enter(kiosk: RunningKiosk, number: str) -> None:
    """Type and confirm a number, and wait for its delivery."""
    before = kiosk.count(number)
    kiosk.wait_for_screen("attract")
    kiosk.key(*number)
    kiosk.wait_for_screen("readback")
    kiosk.key("Return")
    kiosk.wait_for(lambda: kiosk.count(number) == before + 1)


def _window_tree(kiosk: RunningKiosk) -> subprocess.CompletedProcess[str]:
    words = ["xwininfo", "-root", "-tree"]
    environment = kiosk.environment
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def is_on_top(kiosk: RunningKiosk) -> bool:
    """Whether the kiosk has the topmost window."""
    tree = _window_tree(kiosk)
    for _ in range(4):
        if tree.returncode == 0:
            break
        time.sleep(0.2)  # a window was closed meanwhile
        tree = _window_tree(kiosk)
    size = f"{SIZE[0]}x{SIZE[1]}+0+0"
    windows = [line for line in tree.stdout.splitlines() if size in line]
    return bool(windows) and "spoken-digits-kiosk" in windows[0]


@needs_microphone
@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_numbers_are_entered_by_voice_touch_and_keys(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path, qapp: object
) -> None:
    environment = {**screen, **microphone.environment}
    with RunningKiosk(tmp_path, environment) as kiosk:
        time.sleep(NOISE_SECONDS)
        microphone.play(spoken("1370"))
        kiosk.wait_for(lambda: kiosk.count("1370") == 1)
        kiosk.wait_for_screen("attract")
        touched = KioskLayout(SIZE, State())
        for digit in (8, 2, 5, 9):
            kiosk.touch(*touched.digit(digit))
        kiosk.wait_for_screen("readback")
        kiosk.wait_for(lambda: kiosk.count("8259") == 1)  # confirmed by the pause
        touched.close()
        enter(kiosk, "4711")
        ways = [record["entered_by"] for record in kiosk.records()]
        assert ways == ["voice", "touch", "touch"], kiosk.records()
        assert psutil.Process(kiosk.pid("window")).net_connections(kind="inet") == []
        assert "Traceback" not in kiosk.stderr


def spoken(number: str) -> np.ndarray:
    """A number in a synthetic voice, with pauses."""
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    words = [load(AUDIO / f"{digit}_slt_0.flac") for digit in number]
    return np.concatenate([sound for word in words for sound in (word, pause)])


def test_no_key_leaves_the_kiosk(no_microphone: dict[str, str], tmp_path: Path) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        window = kiosk.pid("window")
        kiosk.key(*SHORTCUTS)
        assert is_on_top(kiosk)
        enter(kiosk, "1234")
        assert kiosk.pid("window") == window
        assert kiosk.numbers() == ["1234"]


def test_no_touch_leaves_the_kiosk(no_microphone: dict[str, str], tmp_path: Path) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        window = kiosk.pid("window")
        for x, y in ((5, 5), (1915, 5), (5, 1075), (1915, 1075), (960, 540)):
            kiosk.xdotool("mousemove", x, y, "click", "3", "click", "2", "click", "1")
            kiosk.xdotool("mousedown", "1", "mousemove", 900, 1079, "mouseup", "1")
        kiosk.key("Delete")
        enter(kiosk, "5678")
        assert is_on_top(kiosk)
        assert kiosk.pid("window") == window


def test_a_window_manager_cannot_close_the_window(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        window = kiosk.pid("window")
        for number in kiosk.xdotool("search", "--class", "spoken-digits-kiosk").split():
            kiosk.xdotool("windowquit", number)
            kiosk.xdotool("windowminimize", number)
            kiosk.xdotool("windowsize", number, 100, 100)
            kiosk.xdotool("windowmove", number, 500, 500)
            kiosk.xdotool("windowlower", number)
        kiosk.wait_for(lambda: is_on_top(kiosk))
        enter(kiosk, "2468")
        assert kiosk.pid("window") == window


OTHER_WINDOW = """
import sys
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QApplication
app = QApplication(["other"])
field = QLineEdit()
field.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
field.resize(1920, 1080)
field.show(); field.raise_(); field.activateWindow(); field.setFocus(); field.grabKeyboard()
timer = QTimer()
timer.timeout.connect(lambda: field.windowHandle().isExposed() and (
    timer.stop(), print("SHOWN", flush=True)))
timer.start(20)
stdin = QSocketNotifier(0, QSocketNotifier.Type.Read)
stdin.activated.connect(lambda: (print("TYPED", repr(field.text()), flush=True), app.quit()))
app.exec()
"""


def test_another_window_cannot_take_the_focus_or_cover_the_kiosk(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        other = subprocess.Popen(
            [sys.executable, "-c", OTHER_WINDOW],
            env=kiosk.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "SHOWN\n"
        kiosk.wait_for(lambda: is_on_top(kiosk))
        enter(kiosk, "1357")
        output, _ = other.communicate(input="\n", timeout=60)
        assert "TYPED ''" in output


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_only_the_pin_leaves_the_kiosk_and_guesses_are_limited(
    no_microphone: dict[str, str], tmp_path: Path, qapp: object
) -> None:
    for name in ("state", "layout"):
        (tmp_path / name).mkdir()
    set_pin(tmp_path / "state", "2580")
    exit_at = exit_buttons(SIZE, tmp_path / "layout")
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        kiosk.key("ctrl+alt+shift+k")
        kiosk.wait_for_screen("staff")
        # The last PIN is correct, but comes after the lockout.
        for guess in ("0000", "1234", "9999", "2580"):
            kiosk.key(*guess, "Return")
        kiosk.key("Escape")
        enter(kiosk, "1111")
        assert kiosk.process is not None
        assert kiosk.process.poll() is None
        (kiosk.state / "attempts").unlink()
        before = kiosk.pid("window")
        kiosk.kill("window")
        kiosk.wait_for(lambda: kiosk.pid("window") != before and kiosk.is_ready(), RECOVERY_SECONDS)
        kiosk.wait_for_screen("attract")
        # Holding the corner for three seconds opens the staff page, too, as often as one likes.
        for _ in range(2):
            kiosk.key("Escape")
            kiosk.wait_for_screen("attract")
            kiosk.xdotool("mousemove", 5, 5, "mousedown", "1")
            kiosk.wait_for_screen("staff")
            kiosk.xdotool("mouseup", "1")
        kiosk.key("2", "5", "8", "0", "Return")
        kiosk.wait_for_heartbeats()
        kiosk.touch(*exit_at[0])
        kiosk.wait_for_heartbeats()
        assert kiosk.process.poll() is None
        kiosk.touch(*exit_at[1])  # the answer to the question
        assert kiosk.process.wait(60) == 0


@pytest.mark.parametrize("process", ["window", "courier", "supervisor"])
def test_a_killed_process_is_restarted_and_no_number_is_lost(
    no_microphone: dict[str, str], tmp_path: Path, process: str
) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        enter(kiosk, "1000")
        kiosk.wait_for_screen("attract")
        kiosk.key(*"2000")
        kiosk.wait_for_screen("readback")
        kiosk.key("Return")
        kiosk.wait_for_screen("done")
        before = kiosk.pid("window"), kiosk.pid("courier")
        kiosk.kill(process)  # type: ignore[arg-type]
        if process == "supervisor":
            assert kiosk.process is not None
            kiosk.process.wait()
            kiosk.start()  # as the system does
        kiosk.wait_for(
            lambda: kiosk.is_ready() and (kiosk.pid("window"), kiosk.pid("courier")) != before,
            RECOVERY_SECONDS,
        )
        enter(kiosk, "3000")
        assert set(kiosk.numbers()) == {"1000", "2000", "3000"}


def test_a_window_that_hangs_is_restarted(no_microphone: dict[str, str], tmp_path: Path) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        hung = kiosk.pid("window")
        kiosk.kill("window", signal.SIGSTOP)
        kiosk.wait_for(lambda: kiosk.pid("window") != hung, RECOVERY_SECONDS)
        kiosk.wait_for(kiosk.is_ready, RECOVERY_SECONDS)
        enter(kiosk, "1234")
        assert kiosk.heartbeat("supervisor")["restarts"]["window"] == 1


def test_the_self_test_runs_while_nobody_uses_the_kiosk(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    often = "every_hours = 0.001\nquiet_minutes = 0.01"
    with RunningKiosk(tmp_path, no_microphone, *QUIET, self_test=often) as kiosk:
        kiosk.wait_for(lambda: kiosk.heartbeat("supervisor").get("self_test"), 90)
        assert kiosk.heartbeat("supervisor")["self_test"]["passed"]


def test_a_broken_command_is_reported_and_no_number_is_lost(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    program, path = tmp_path / "take", tmp_path / "taken"
    sink = f'kind = "command"\ncommand = ["{program}"]'
    with RunningKiosk(tmp_path, no_microphone, *QUIET, sink=sink) as kiosk:
        kiosk.wait_for_screen("attract")
        kiosk.key(*"7041", "Return")
        kiosk.wait_for(lambda: kiosk.heartbeat("courier").get("problem"))
        status = subprocess.run(
            [sys.executable, "-m", "desktop.cli", "kiosk", "--config", str(kiosk.config),
             "--status"],
            cwd=REPOSITORY, env=kiosk.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert status.returncode == 1
        assert "delivery: take: cannot be started" in status.stdout
        program.write_text(f"#!/bin/sh\ncat >> {path}\n")
        program.chmod(0o755)
        kiosk.wait_for(lambda: path.exists() and path.read_text() == "7041\n")


def test_a_secret_number_is_written_only_to_its_sink(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    with RunningKiosk(tmp_path, no_microphone, *QUIET, number="secret = true") as kiosk:
        enter(kiosk, "7041")
        kiosk.wait_for(lambda: kiosk.heartbeat("courier")["delivered"] == 1)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"7041" in path.read_bytes()] == ["numbers.jsonl"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "state").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to change the user")
@pytest.mark.parametrize("has_loopback", [True, False])
def test_the_kiosk_works_without_a_network_as_an_ordinary_user_from_a_read_only_installation(
    no_microphone: dict[str, str], tmp_path: Path, has_loopback: bool
) -> None:
    if subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("cannot create a network namespace here")
    user = pwd.getpwnam("nobody")
    for folder in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in folder.parents:
            folder.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    (home / "stderr.txt").touch()
    network = "ip link set lo up; " if has_loopback else ""
    # The interpreter may be in a folder of root: keep the capability to read it.
    may_read = "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search"
    user_only = f"setpriv --reuid nobody --regid {user.pw_gid} --clear-groups {may_read}"
    command = f'{network}exec {user_only} "$@"'
    prefix = ("unshare", "-n", "sh", "-c", command, "sh")
    kiosk = RunningKiosk(home, no_microphone, *QUIET, prefix=prefix)
    for path in (home, *home.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)
    with kiosk:
        assert psutil.Process(kiosk.pid("window")).uids().real == user.pw_uid
        assert psutil.Process(kiosk.pid("courier")).uids().effective == user.pw_uid
        enter(kiosk, "1234")


def test_random_inputs_do_not_leave_the_kiosk(
    no_microphone: dict[str, str], tmp_path: Path
) -> None:
    chance = np.random.default_rng(7)
    with RunningKiosk(tmp_path, no_microphone, *QUIET) as kiosk:
        window = kiosk.pid("window")
        for _ in range(12):
            kiosk.xdotool(*random_inputs(chance, 25))
        assert is_on_top(kiosk)
        kiosk.key("Delete")
        kiosk.wait_for_heartbeats()
        kiosk.wait_for_screen("attract", 60)
        enter(kiosk, "0001")
        assert kiosk.pid("window") == window


def random_inputs(chance: np.random.Generator, count: int) -> list[str]:
    """Arguments for xdotool: keys, clicks and drags anywhere."""
    modifiers = ["ctrl+", "alt+", "shift+", "super+"]
    keys = [*"0123456789abcxyz", "Return", "BackSpace", "Escape", "Tab", "space", "F4", "F11",
            "Menu", "Left", "Home"]  # fmt: skip
    words: list[str] = []
    for _ in range(count):
        x, y = int(chance.integers(SIZE[0])), int(chance.integers(SIZE[1]))
        if chance.random() < 0.5:
            held = "".join(m for m in modifiers if chance.random() < 0.2)
            words += ["key", held + keys[int(chance.integers(len(keys)))]]
        elif chance.random() < 0.8:
            words += ["mousemove", str(x), str(y), "click", str(int(chance.integers(1, 6)))]
        else:
            words += ["mousedown", "1", "mousemove", str(x), str(y), "mouseup", "1"]
    return words

"""The status: what it says of a supervisor that runs, was killed, or hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.kiosk.process import status
from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.heartbeat import heartbeat_path, lock_path
from desktop.kiosk.process.single_instance import is_locked
from desktop.kiosk.process.status import read_status
from tests.harness.program import REPOSITORY

SUPERVISOR = """
import sys
from pathlib import Path
from desktop.kiosk.process.self_test import SelfTest
from desktop.kiosk.process.service_manager import ServiceManager
from desktop.kiosk.process.supervisor import Supervisor
idle = [sys.executable, "-c", "import sys; sys.stdin.read()"]
commands = {"window": idle, "courier": idle}
Supervisor(Path(sys.argv[1]), commands, SelfTest([], 0), ServiceManager()).run(lambda: False)
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor that runs, with processes that do nothing."""
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=REPOSITORY)
    try:
        deadline = time.monotonic() + 60
        while not heartbeat_path(tmp_path, "supervisor").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_killed_supervisor_is_reported_at_once(supervisor, tmp_path):
    running = read_status(tmp_path)
    assert running["is_running"]
    assert running["heartbeat_age"]["supervisor"] is not None
    supervisor.kill()
    supervisor.wait()
    killed = read_status(tmp_path)
    deadline = time.monotonic() + 60
    # A process that it was just starting has the lock until it runs its own program.
    while killed["is_running"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)
        killed = read_status(tmp_path)
    assert killed["problems"] == ["the kiosk is not running"]
    # The lock says so, not the age of the last heartbeat.
    assert killed["heartbeat_age"]["supervisor"] < status.STALE_SECONDS


def test_a_disk_that_is_almost_full_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.kiosk.process.status.LOW_DISK", 2**63)
    sink_file = tmp_path / "numbers" / "numbers.jsonl"
    sink_file.parent.mkdir()
    state = read_status(tmp_path, sink_file=sink_file)
    (problem,) = [one for one in state["problems"] if "disk" in one]  # both are on the same disk
    assert problem.startswith(f"the disk of {tmp_path} is almost full: ")
    monkeypatch.undo()
    assert not [one for one in read_status(tmp_path)["problems"] if "disk" in one]


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no second file system: /dev/shm")
def test_the_disk_of_the_sink_is_watched_too(tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.kiosk.process.status.LOW_DISK", 2**63)
    sink_file = Path("/dev/shm/numbers.jsonl")
    problems = read_status(tmp_path, sink_file=sink_file)["problems"]
    assert [one.split(" is ")[0] for one in problems if "disk" in one] == [
        f"the disk of {tmp_path}",
        "the disk of /dev/shm",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGSTOP")
def test_a_supervisor_that_hangs_is_reported(supervisor, tmp_path, monkeypatch):
    supervisor.send_signal(signal.SIGSTOP)
    monkeypatch.setattr("desktop.kiosk.process.status.STALE_SECONDS", 0.5)
    deadline = time.monotonic() + 60
    while "the supervisor does not respond" not in read_status(tmp_path)["problems"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert read_status(tmp_path)["is_running"]


def test_the_state_of_the_microphone_is_explained(supervisor, tmp_path):
    window = FixedFile(heartbeat_path(tmp_path, "window"))
    window.write({"microphone": "blocked"})
    (problem,) = [p for p in read_status(tmp_path, "USB")["problems"] if "microphone" in p]
    assert "delivers only silence" in problem
    assert "(blocked)" in problem
    assert "kiosk.device is 'USB'" in problem
    window.write({"microphone": "no_model"})
    (problem,) = [p for p in read_status(tmp_path, "USB")["problems"] if "no_model" in p]
    assert "kiosk --check" in problem
    assert "kiosk.device" not in problem
    window.write({"microphone": "listening"})
    assert not [p for p in read_status(tmp_path)["problems"] if "microphone" in p]
    window.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
def test_a_problem_that_root_notes_belongs_to_the_kiosk(tmp_path):
    os.chown(tmp_path, 65534, 65534)
    other = tmp_path / "other"
    other.write_text("kept")
    status.problem_path(tmp_path).symlink_to(other)
    status.note_problem(tmp_path, "no screen")
    assert status.problem_path(tmp_path).stat().st_uid == 65534
    assert read_status(tmp_path)["problems"][1] == "no screen"
    assert other.read_text() == "kept"
    status.note_problem(tmp_path, "")
    assert read_status(tmp_path)["problems"] == ["the kiosk is not running"]


def test_the_question_does_not_hinder_a_supervisor_that_starts(tmp_path):
    path = lock_path(tmp_path, "supervisor")
    assert not is_locked(path)  # there is no file yet, and none is created
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
def test_a_user_who_may_not_read_the_state_folder_is_told(tmp_path):
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from desktop.kiosk.process.status import read_status\n"
        "os.setuid(65534)\n"
        "try:\n"
        "    read_status(Path(sys.argv[1]))\n"
        "except PermissionError:\n"
        "    print('not permitted')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(state)], cwd=REPOSITORY, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.stdout == "not permitted\n", done.stderr


def test_the_count_of_a_kiosk_that_works_names_its_beginning(tmp_path, monkeypatch, capsys):
    from desktop.commands.kiosk import _status

    works = {"is_healthy": True, "delivered": 3, "pending": 0, "problems": []}
    monkeypatch.setattr(status, "read_status", lambda *_, **__: works)
    assert _status(tmp_path, None, None, as_json=False) == 0
    assert capsys.readouterr().out == ("The kiosk works: 3 delivered since its start, 0 waiting.\n")

"""The status of a running kiosk, from the files in its state folder: ``kiosk --status``.

The lock of the supervisor tells at once that it has ended; its heartbeat tells that it hangs.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.atomic_write import write_atomically
from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import ProcessName, heartbeat_path, lock_path
from desktop.kiosk.process.single_instance import is_locked

STALE_SECONDS = 6.0

LOW_DISK = 100_000_000
"""Free bytes below which the status warns: numbers are safe, but file sinks will soon fail."""

PROCESSES: tuple[ProcessName, ...] = ("supervisor", "window", "courier")

MICROPHONE_OK = ("listening", "opening", "paused", "finished")
"""States of the microphone that are not a problem."""

_MICROPHONE_PROBLEMS = {
    "recovering": "it was disconnected, or delivers nothing; the kiosk opens it again and again",
    "no_portaudio": "the audio library cannot be loaded",
    "no_device": "not found",
    "busy": "another program uses it",
    "unsupported": "it has no format that the kiosk can use",
    "blocked": "it delivers only silence: it is muted, at the device or in alsamixer",
    "failed": "it cannot be opened",
}
"""State of the microphone -> what it means."""


def problem_path(state: Path) -> Path:
    """The file that says why the kiosk did not start."""
    return state / "problem"


def note_problem(state: Path, text: str) -> None:
    """Store why the kiosk did not start, for `read_status`; an empty text removes it."""
    with suppress(OSError):
        if text:
            # The kiosk's own user must be able to replace what root has noted.
            folder = state.stat()
            owner = (folder.st_uid, folder.st_gid)
            write_atomically(problem_path(state), f"{text}\n".encode(), owner=owner)
        else:
            problem_path(state).unlink(missing_ok=True)


def _noted_problem(state: Path) -> list[str]:
    try:
        text = problem_path(state).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[:1]


def read_status(
    state: Path, device: str | None = None, *, sink_file: Path | None = None
) -> dict[str, Any]:
    """The status of the kiosk.

    Parameters
    ----------
    state : Path
    device : str, optional
        The microphone of the configuration, for the messages.
    sink_file : Path, optional
        The file to which the sink writes; the disk that it is on must have room too.

    Returns
    -------
    dict
        ``is_running``, ``is_healthy``, ``problems`` (messages for staff), ``heartbeat_age`` of
        each process in seconds or None, ``screen``, ``microphone``, ``pending``, ``delivered``,
        ``restarts`` of each process, ``self_test``. Never an entered number.

    Raises
    ------
    PermissionError
        This user may not read the state folder.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        next(state.iterdir(), None)
    ages: dict[ProcessName, float | None] = {
        name: _age(heartbeat_path(state, name)) for name in PROCESSES
    }
    heartbeats: dict[ProcessName, dict[str, Any]] = {
        name: read_fixed(heartbeat_path(state, name)) for name in PROCESSES
    }
    is_running = is_locked(lock_path(state, "supervisor"))
    if is_running:
        problems = _problems(heartbeats, ages, device)
    else:
        problems = ["the kiosk is not running", *_noted_problem(state)]
    problems += _disk_problems(state, sink_file)
    window, courier = heartbeats["window"], heartbeats["courier"]
    supervisor = heartbeats["supervisor"]
    return {
        "is_running": is_running,
        "is_healthy": not problems,
        "problems": problems,
        "heartbeat_age": ages,
        "screen": window.get("screen"),
        "microphone": window.get("microphone"),
        "pending": courier.get("pending"),
        "delivered": courier.get("delivered"),
        "restarts": supervisor.get("restarts"),
        "self_test": supervisor.get("self_test"),
    }


def _problems(
    heartbeats: dict[ProcessName, dict[str, Any]],
    ages: dict[ProcessName, float | None],
    device: str | None,
) -> list[str]:
    problems = [f"the {name} does not respond" for name in PROCESSES if not _is_fresh(ages[name])]
    if problem := heartbeats["courier"].get("problem"):
        problems.append(f"delivery: {problem}")
    if problem := heartbeats["window"].get("problem"):
        problems.append(str(problem))
    microphone = heartbeats["window"].get("microphone", "listening")
    if microphone not in MICROPHONE_OK:
        problems.append(_microphone_problem(microphone, device))
    test = heartbeats["supervisor"].get("self_test")
    if test and not test["passed"]:
        problems.append(f"self-test: {test['detail']}")
    return problems


def _disk_problems(state: Path, sink_file: Path | None) -> Iterator[str]:
    """Warn before a disk is full; one message for a disk that has both folders."""
    folders = [state] if sink_file is None else [state, sink_file.parent]
    disks: set[int] = set()
    for folder in folders:
        with suppress(OSError):
            disk, free = folder.stat().st_dev, shutil.disk_usage(folder).free
            if free < LOW_DISK and disk not in disks:
                yield f"the disk of {folder} is almost full: {free // 1_000_000} MB free"
            disks.add(disk)


def _microphone_problem(code: str, device: str | None) -> str:
    if code == "no_model":
        return (
            "no model for speech recognition can be used (no_model); the log says why, and "
            "'spoken-digits kiosk --check' tries the models"
        )
    meaning = _MICROPHONE_PROBLEMS.get(code)
    text = f"microphone: {meaning} ({code})" if meaning else f"microphone: {code}"
    wanted = f"kiosk.device is {device!r}" if device else "kiosk.device is not set"
    return f"{text}; {wanted}, and 'spoken-digits devices' lists the microphones"


def _age(path: Path) -> float | None:
    try:
        return round(max(time.time() - path.stat().st_mtime, 0.0), 1)
    except OSError:
        return None


def _is_fresh(age: float | None) -> bool:
    return age is not None and age < STALE_SECONDS

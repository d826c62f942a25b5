"""The status of a running kiosk, from the files in its state folder: ``kiosk --status``.

The lock of the supervisor tells at once that it has ended; its heartbeat tells that it hangs.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import ProcessName, heartbeat_path, lock_path
from desktop.kiosk.process.single_instance import is_locked

STALE_SECONDS = 6.0

PROCESSES: tuple[ProcessName, ...] = ("supervisor", "window", "courier")

MICROPHONE_OK = ("listening", "opening", "paused", "finished")
"""States of the microphone that are not a problem."""


def problem_path(state: Path) -> Path:
    """The file that says why the kiosk did not start."""
    return state / "problem"


def note_problem(state: Path, text: str) -> None:
    """Store why the kiosk did not start, for `read_status`; an empty text removes it."""
    with suppress(OSError):
        if text:
            problem_path(state).write_text(f"{text}\n", encoding="utf-8")
        else:
            problem_path(state).unlink(missing_ok=True)


def _noted_problem(state: Path) -> list[str]:
    try:
        text = problem_path(state).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[:1]


def read_status(state: Path) -> dict[str, Any]:
    """The status of the kiosk.

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
        problems = _problems(heartbeats, ages)
    else:
        problems = ["the kiosk is not running", *_noted_problem(state)]
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
    heartbeats: dict[ProcessName, dict[str, Any]], ages: dict[ProcessName, float | None]
) -> list[str]:
    problems = [f"the {name} does not respond" for name in PROCESSES if not _is_fresh(ages[name])]
    if problem := heartbeats["courier"].get("problem"):
        problems.append(f"delivery: {problem}")
    if problem := heartbeats["window"].get("problem"):
        problems.append(str(problem))
    microphone = heartbeats["window"].get("microphone", "listening")
    if microphone not in MICROPHONE_OK:
        problems.append(f"microphone: {microphone}")
    test = heartbeats["supervisor"].get("self_test")
    if test and not test["passed"]:
        problems.append(f"self-test: {test['detail']}")
    return problems


def _age(path: Path) -> float | None:
    try:
        return round(max(time.time() - path.stat().st_mtime, 0.0), 1)
    except OSError:
        return None


def _is_fresh(age: float | None) -> bool:
    return age is not None and age < STALE_SECONDS

"""How a running kiosk is, by the heartbeats in its folder: ``kiosk --status``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import ProcessName, beat_path

STALE_SECONDS = 6.0

PARTS: tuple[ProcessName, ...] = ("supervisor", "window", "courier")


def read_status(state: Path) -> dict[str, Any]:
    """The kiosk's health.

    Returns
    -------
    dict
        ``is_running``, ``is_healthy``, ``problems`` (lines for the staff), ``heartbeat_age`` in
        seconds or None for each part, ``screen``, ``microphone``, ``pending``, ``delivered``,
        ``restarts`` of each part, ``self_test``. Never a number that was entered.
    """
    ages: dict[ProcessName, float | None] = {p: _age(beat_path(state, p)) for p in PARTS}
    told: dict[ProcessName, dict[str, Any]] = {p: read_fixed(beat_path(state, p)) for p in PARTS}
    is_running = _is_fresh(ages["supervisor"])
    problems = _problems(told, ages) if is_running else ["the kiosk is not running"]
    window, courier, supervisor = told["window"], told["courier"], told["supervisor"]
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
    told: dict[ProcessName, dict[str, Any]], ages: dict[ProcessName, float | None]
) -> list[str]:
    problems = [f"the {part} does not answer" for part in PARTS if not _is_fresh(ages[part])]
    if trouble := told["courier"].get("trouble"):
        problems.append(f"delivery: {trouble}")
    if trouble := told["window"].get("trouble"):
        problems.append(str(trouble))
    microphone = told["window"].get("microphone", "listening")
    if microphone not in ("listening", "opening", "paused", "finished"):
        problems.append(f"microphone: {microphone}")
    test = told["supervisor"].get("self_test")
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

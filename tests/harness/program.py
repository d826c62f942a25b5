"""Runs the program in its own process, as a shell does."""

from __future__ import annotations

import atexit
import functools
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.harness.program_server import ProgramServer

REPOSITORY = Path(__file__).resolve().parent.parent.parent
AUDIO = REPOSITORY / "tests" / "audio"
SHIM = Path(__file__).resolve().parent / "shim"
NO_DEVICES = SHIM / "no_devices.conf"
"""A configuration of ALSA without any device."""

XDG_NAMES = ("CONFIG", "STATE", "DATA", "CACHE")
"""Of the variables that name the folders below a home folder, such as XDG_CONFIG_HOME."""

INSTALLATION = Path(__file__).resolve().parent / "installation"
"""Holds a sitecustomize.py, see there."""

_SHIM_PATH = f"{SHIM}{os.pathsep}{REPOSITORY}"
_PATHS = (str(REPOSITORY), _SHIM_PATH, f"{INSTALLATION}{os.pathsep}{REPOSITORY}")
"""Values of PYTHONPATH that replace nothing that `program_server` has imported."""

COMMAND = [sys.executable, "-m", "desktop.cli"]

_REMOVED = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "QT_QPA_PLATFORM",
    "PULSE_SERVER",
    "XDG_RUNTIME_DIR",
    "PYTHONPATH",
    "SPOKEN_DIGITS_DATA",
    "SPOKEN_DIGITS_PEERS",
)


def environment(home: Path, **more: str) -> dict[str, str]:
    """Variables for a program that finds no display and no microphone, with this home folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in _REMOVED}
    own = {
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in XDG_NAMES},
        "ALSA_CONFIG_PATH": str(NO_DEVICES),
        "PULSE_SERVER": f"unix:{home}/no-server",
        "JACK_NO_START_SERVER": "1",
        "PYTHONPATH": str(REPOSITORY),
        "LC_ALL": "C.UTF-8",
    }
    return {**inherited, **own, **more}


def shimmed(home: Path, fault: str) -> dict[str, str]:
    """Like `environment`, with a fake sounddevice that has this fault (``shim/sounddevice.py``)."""
    return environment(home, PYTHONPATH=_SHIM_PATH, SHIM_FAULT=fault)


def load_shim(fault: str) -> Any:
    """The fake sounddevice, as a separate module with this fault."""
    spec = importlib.util.spec_from_file_location("shim_sounddevice", SHIM / "sounddevice.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with patch.dict(os.environ, SHIM_FAULT=fault):
        spec.loader.exec_module(module)
    return module


def run(
    *arguments: object, env: dict[str, str], timeout: float = 60.0, prefix: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the program and wait until it ends.

    On Linux it is forked from a process that has imported it (`program_server`), except with a
    `prefix` or with variables that change how Python starts. `start`, `COMMAND` and the commands in
    ``tests/docs/test_commands.py`` are real starts.
    """
    words = list(map(str, arguments))
    if sys.platform == "linux" and not prefix and _starts_as_usual(env):
        return _server().run([*COMMAND, *words], words, env, timeout)
    return run_command([*prefix, *COMMAND, *words], env=env, timeout=timeout)


_READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_")
"""Beginnings of the names of variables that Python and the system's loader read at the start."""


def _starts_as_usual(env: dict[str, str]) -> bool:
    usual = environment(Path("/nonexistent"))
    found = [
        {
            name: value
            for name, value in variables.items()
            if name.startswith(_READ_AT_START) and name != "PYTHONPATH"
        }
        for variables in (env, usual)
    ]
    return found[0] == found[1] and env.get("PYTHONPATH") in _PATHS


def _server() -> ProgramServer:
    server = _started_server()
    if server.is_closed:
        _started_server.cache_clear()
        server = _started_server()
    return server


@functools.cache
def _started_server() -> ProgramServer:
    server = ProgramServer(environment(Path("/nonexistent")), REPOSITORY)
    atexit.register(server.close)
    return server


def run_command(
    command: Sequence[str | os.PathLike[str]], *, env: dict[str, str], timeout: float = 60.0
) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository and wait until it ends."""
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        env=env,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def start(*arguments: object, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start the program, with pipes for stdout and stderr."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=REPOSITORY,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def records(output: str) -> list[dict[str, Any]]:
    """The JSON objects of an output, one per line."""
    return [json.loads(line) for line in output.splitlines()]


def the_line(done: subprocess.CompletedProcess[str]) -> str:
    """The only line on stderr of a program that failed."""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]

"""Starts the program by forking a process that has imported it already.

A start of Python with the imports of the program takes 0.2 s of CPU time, a fork 10 ms.
`ProgramServer` is the side of the tests; this module, as a program, is the process that forks. Each
fork has its own arguments, environment, working directory and standard streams, and ends like any
other Python process. Linux only.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

IMPORTED = (
    "desktop.cli",  # first, because it sets the number of BLAS threads
    "ai_edge_litert.interpreter",
    "core.recognizer",
    "desktop.audio.recognizers",
    "desktop.audio.worker",
    "desktop.commands.batch",
    "desktop.commands.doctor",
    "desktop.commands.enroll.command",
    "desktop.commands.kiosk",
    "desktop.commands.listen.command",
    "desktop.commands.listen.outputs",
    "desktop.commands.predict",
    "desktop.commands.profiles",
    "desktop.kiosk.config",
    "desktop.log",
    "desktop.stderr_filter",
    "desktop.screen",
    "desktop.settings",
    "numpy.fft",
    "numpy.ma",
    "numpy.random",
    "platformdirs.unix",
)
"""What most starts import. Not sounddevice, which tests replace, and not Qt, which few need."""

MAX_REQUEST = 100_000


class ProgramServer:
    """A process that has imported the program and forks for each start.

    Parameters
    ----------
    env : mapping of str
        Environment variables during the imports.
    folder : Path
        The repository, which is also the working directory of the program.
    """

    def __init__(self, env: Mapping[str, str], folder: Path) -> None:
        self._folder = folder
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.harness.program_server", str(theirs.fileno())],
                cwd=folder,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    @property
    def is_closed(self) -> bool:
        """Whether the process has ended."""
        return self._connection.fileno() < 0

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.wait()

    def run(
        self,
        command: Sequence[str],
        arguments: Sequence[str],
        env: Mapping[str, str],
        timeout: float,
    ) -> subprocess.CompletedProcess[str]:
        """Run the program and wait until it ends.

        Parameters
        ----------
        command : sequence of str
            What a real start would be, for the result and for messages.
        arguments : sequence of str
            The program's arguments.
        env : mapping of str
            Its environment variables.
        timeout : float
            Seconds; then it is killed and `subprocess.TimeoutExpired` is raised. After any other
            exception, `is_closed` is true, and no other program can be run.
        """
        request = {"arguments": arguments, "env": dict(env), "folder": str(self._folder)}
        with ExitStack() as ours:
            reading, writing = zip(*(os.pipe() for _ in range(2)), strict=True)
            outputs = [ours.enter_context(open(end, "rb", buffering=0)) for end in reading]  # noqa: PTH123
            socket.send_fds(self._connection, [json.dumps(request).encode()], [0, *writing])
            for end in writing:
                os.close(end)
            pid = None
            try:
                pid = int(self._answer())
                printed = _read_all(outputs, time.monotonic() + timeout)
                if printed is None:
                    os.kill(pid, signal.SIGKILL)
                code = int(self._answer())
            except BaseException:
                # Such as pytest's timeout. The next answer would be that of this program.
                if pid is not None:
                    os.kill(pid, signal.SIGKILL)
                self._process.kill()
                self.close()
                raise
        if printed is None:
            raise subprocess.TimeoutExpired(command, timeout)
        # Line ends as with `subprocess.run(text=True)`.
        text = [io.TextIOWrapper(io.BytesIO(part), encoding="utf-8").read() for part in printed]
        return subprocess.CompletedProcess(command, code, *text)

    def _answer(self) -> bytes:
        answer = self._connection.recv(100)
        if not answer:
            raise RuntimeError("the process that starts the program has ended")
        return answer


def _read_all(pipes: Sequence[io.FileIO], deadline: float) -> list[bytes] | None:
    """Read pipes until all are closed; None if that takes longer."""
    read = {pipe: bytearray() for pipe in pipes}
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            if not (ready := selector.select(deadline - time.monotonic())):
                return None
            for key, _ in ready:
                pipe: Any = key.fileobj
                if part := pipe.read(65_536):
                    read[pipe] += part
                else:
                    selector.unregister(pipe)
    return [bytes(part) for part in read.values()]


def _next_program(connection: socket.socket) -> dict[str, Any] | None:
    """Serve requests, one after the other. Returns in each fork, and at the end with None."""
    while True:
        message, descriptors, *_ = socket.recv_fds(connection, MAX_REQUEST, 3)
        if not message:
            return None
        pid = os.fork()
        if not pid:
            connection.close()
            return {**json.loads(message), "descriptors": descriptors}
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(program: Mapping[str, Any]) -> None:
    """Make this fork what a real start of the program would be."""
    for number, descriptor in enumerate(program["descriptors"]):
        os.dup2(descriptor, number)
        os.close(descriptor)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old = getattr(sys, name)
        stream = open(  # noqa: SIM115
            number,
            "w" if number else "r",
            buffering=1 if number == 2 or os.isatty(number) else -1,
            encoding=old.encoding,
            errors=old.errors,
            closefd=False,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.chdir(program["folder"])
    os.environ.clear()
    os.environ.update(program["env"])
    folders = program["env"]["PYTHONPATH"].split(os.pathsep)
    sys.path[1:1] = folders
    for customization in (Path(folder, "sitecustomize.py") for folder in folders):
        if customization.exists():
            runpy.run_path(str(customization))
    sys.argv[:] = [importlib.import_module("desktop.cli").__file__ or "", *program["arguments"]]
    sys.modules["__main__"] = ModuleType("__main__")


def _run_as_program() -> int:
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the tests
        for name in IMPORTED:
            importlib.import_module(name)
        assert not {"sounddevice", "PySide6"} & set(sys.modules)
        gc.collect()
        gc.freeze()
        program = _next_program(connection)
    if program is None:
        return 0
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _become(program)
    return importlib.import_module("desktop.cli").main()


if __name__ == "__main__":
    sys.exit(_run_as_program())

"""A bare Debian that boots: real systemd in a container of systemd-nspawn. Needs root.

It has its own processes and no network. Killing it is like pulling the plug, except that what the
programs have written is in the host's cache and not lost with the power.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from bare_system import BareSystem, BareSystemError

START_SECONDS = 300.0
"""Far above what a boot takes (10 to 20 s): the computer may be busy."""

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Machine:
    """Boots a bare system, and kills it.

    Parameters
    ----------
    system : BareSystem
        Has systemd; `BareSystem.release` was called.
    log : Path
        For the messages on its console.
    binds : dict
        Folder or socket of the host -> where it is in the machine.
    """

    def __init__(self, system: BareSystem, log: Path, binds: dict[str, str]) -> None:
        self._root, self._log = system.root, log
        self._binds = [f"--bind={outside}:{inside}" for outside, inside in binds.items()]
        self._container: subprocess.Popen[bytes] | None = None
        self._init = 0

    def boot(self) -> None:
        """Boot, and wait until systemd has started all units or failed to."""
        options = ["--register=no", "--keep-unit", "--private-network", "--quiet", "--boot"]
        with self._log.open("ab") as output:
            self._container = subprocess.Popen(
                ["systemd-nspawn", *options, *self._binds, f"--directory={self._root}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_up():
            if self._container.poll() is not None:
                raise BareSystemError(f"systemd-nspawn has ended; see {self._log}")
            if time.monotonic() > deadline:
                raise BareSystemError(f"it did not boot in {START_SECONDS:.0f} s; see {self._log}")
            time.sleep(0.5)

    def kill(self) -> None:
        """Kill all processes at once, like a power cut."""
        if self._container is None:
            return
        if self._init:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._init, signal.SIGKILL)  # the kernel kills all others with it
        try:
            self._container.wait(20)
        except subprocess.TimeoutExpired:
            self._container.kill()
            self._container.wait()
        self._container, self._init = None, 0

    def run(self, *command: str, input_: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command as root in the machine, with an exit code that may be other than 0."""
        namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup"]
        enter = ["nsenter", f"--target={self._init}", *namespaces, "--wd=/", "--"]
        environment = ["env", "-i", f"PATH={PATH}", "LANG=C.UTF-8", "HOME=/root", "TERM=dumb"]
        return subprocess.run(
            [*enter, *environment, *command],
            input=input_,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def output(self, *command: str) -> str:
        """Output of a command, whatever its exit code."""
        return self.run(*command).stdout.strip()

    def _is_up(self) -> bool:
        self._init = self._init or self._find_init()
        # "degraded": started, but a unit has failed. The caller looks at its own units.
        return self._init > 0 and self.output("systemctl", "is-system-running") in (
            "running",
            "degraded",
        )

    def _find_init(self) -> int:
        """The machine's process 1, as a process of the host; 0 if there is none yet."""
        assert self._container is not None
        pid = self._container.pid
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for child in map(int, children):
                if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                    return child
        return 0
